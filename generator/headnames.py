"""A title's head ("MeLM, a …", "LOGO – …", "DrBERT: …") → the name, if it is one and not a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .introductions import is_introduced, is_own, is_proposed
from .model import Definition, Paper
from .nameforms import TOKEN, is_class_word, is_generic, is_name_like, is_plural_acronym, singular_form
from .tokens import singular

_HEAD = re.compile(r"^(?P<head>.{1,60}?)(?:(?P<mark>:)\s*| [–—-]{1,2} |, (?=an? |the )|(?<=\w)! )(?P<rest>.+)$")
_REPORT = re.compile(r"^(?P<name>\S+(?: v?\d[\d.]*)?) Technical Report\b")
_BRACKET = re.compile(r"\s*\((?P<inner>[^()]{2,20})\)$")
_TAIL = re.compile(rf": (?P<name>{TOKEN})$")
_POSSESSIVE = re.compile(rf"^({TOKEN})['’]s\s")
_JOINED = re.compile(r"(?:^|\s)(?:and|or|versus|vs\.?|&)\s", re.I)  # two subjects, no name
_SMALL = frozenset("a an and the of for in on to with from by via at as".split())
_MOST_WORDS = 4
_STEM = 6  # letters that two words share if they differ in their endings only


def title_name(paper: Paper, definitions: Sequence[Definition], common: frozenset[str]) -> str | None:
    """The name in the title's head, or a single word that looks like a name as its tail ("… Networks: JEI-DNN").

    A class word, an abbreviation of many papers (`common`), or what the abstract only writes about is none.
    """
    tail = _TAIL.search(paper.title)
    if tail and is_name_like(tail["name"]) and _is_own(tail["name"], paper, definitions, common):
        return tail["name"]
    return _head_name(paper, definitions, common)


def _is_own(
    name: str, paper: Paper, definitions: Sequence[Definition], common: frozenset[str], rest: str = ""
) -> bool:
    if is_generic(name):
        return False
    if is_plural_acronym(name) or name in common:
        return is_introduced(name, paper, definitions)
    return is_own(name, paper, definitions, rest)


def _head_name(paper: Paper, definitions: Sequence[Definition], common: frozenset[str]) -> str | None:
    """The name in the title's head, in the short form that the abstract defines for it; None for a mere phrase."""
    report = _REPORT.match(paper.title)
    if report:
        return report["name"]
    match = _HEAD.match(paper.title)
    if not match:
        return None
    head = match["head"].strip().strip("“”\"'!`").rstrip()
    head = head.strip("*") if head.startswith("*") else head  # *Loaf* is emphasis, S* is a name
    bracket = _BRACKET.search(head)
    short = bracket["inner"] if bracket else ""
    if bracket:
        head = head[: bracket.start()]
    owner = _POSSESSIVE.match(head)
    if owner and is_name_like(owner[1]):
        head = owner[1]
    if _JOINED.search(head):
        return head if is_proposed(head, paper.abstract) else _defined_name(head, paper, definitions)
    words = head.split()
    if len(words) == 1:
        named = (is_name_like(head) or _is_capitalised(head, paper)) and _is_own(
            head, paper, definitions, common, match["rest"]
        )
        return head if named else None
    if short and not is_generic(short) and is_own(singular_form(short), paper, definitions):
        return head
    return _defined_name(head, paper, definitions) or _long_name(head, words, paper, definitions, match["rest"])


def _is_capitalised(head: str, paper: Paper) -> bool:
    """A plain word the abstract never writes small; of a hyphenated one the parts may differ in case."""
    if not head[:1].isupper():
        return "-" in head and is_proposed(head, paper.abstract)
    if "-" in head:
        parts = "-".join(part[:1].upper() + part[1:] for part in head.split("-"))
        return parts in paper.abstract or is_proposed(head, paper.abstract)
    return head in paper.abstract or head.lower() not in paper.abstract.lower()


def _defined_name(head: str, paper: Paper, definitions: Sequence[Definition]) -> str | None:
    """The abbreviation that the abstract gives for the head."""
    for definition in definitions:
        if len(definition.short) < 3 or is_class_word(definition.short) or not _same(definition.long, head):
            continue
        if is_introduced(definition.short, paper, definitions) or is_proposed(definition.long, paper.abstract):
            return definition.short
    return None


def _long_name(
    head: str, words: Sequence[str], paper: Paper, definitions: Sequence[Definition], rest: str
) -> str | None:
    """Several words are a name if the authors propose them, or write them as a proper name of something of theirs."""
    if len(words) == 2 and is_name_like(words[0]) and re.fullmatch(r"v?\d[\d.]*", words[1]):
        return head if is_own(head, paper, definitions, rest) else None
    if len(words) > _MOST_WORDS:
        return None
    for written in (head, "-".join(words), head.rstrip("s")):
        if written in paper.abstract and is_introduced(written, paper, definitions):
            return "-".join(words) if written == "-".join(words) else head
    if is_proposed(head, paper.abstract):
        return head
    named = len(words) <= 3 and any(is_name_like(word) and not is_class_word(word) for word in words)
    if not named or any(is_name_like(word) and not is_own(word, paper, definitions) for word in words):
        return None
    return head if is_own(head, paper, definitions, rest) else None


def _same(long: str, head: str) -> bool:
    """The long form begins as the head does, or has its content words in order but for one."""
    one, two = (_content_words(text) for text in (long, head))
    size = min(len(one), len(two), 3)
    if size < 2 or not _alike(one[0], two[0]):
        return False
    return all(map(_alike, one[:size], two[:size])) or _in_order(one, two) >= max(2, len(two) - 1)


def _content_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in _SMALL]


def _in_order(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words of `two` stand in `one` in the same order."""
    at = count = 0
    for word in two:
        place = next((i for i in range(at, len(one)) if _alike(one[i], word)), -1)
        if place >= 0:
            at, count = place + 1, count + 1
    return count


def _alike(one: str, other: str) -> bool:
    """The same word but for its ending: interpolation, interpolating."""
    return singular(one) == singular(other) or (len(one) > _STEM and one[:_STEM] == other[:_STEM])
