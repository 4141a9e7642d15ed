"""A title's head ("MeLM, a …", "LOGO – …", "DrBERT: …") → the name, if it is one and not a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .acronyms import Definition
from .model import Paper
from .nameforms import TOKEN, is_class_word, is_name_like
from .proposals import is_proposed

_HEAD = re.compile(r"^(?P<head>.{1,60}?)(?:(?P<mark>:)\s*| [–—-]{1,2} |, (?=an? |the )|(?<=\w)! )(?P<rest>.+)$")
_REPORT = re.compile(r"^(?P<name>\S+(?: v?\d[\d.]*)?) Technical Report\b")
_BRACKET = re.compile(r"\s*\((?P<inner>[^()]{2,20})\)$")
_TAIL = re.compile(rf": (?P<name>{TOKEN})$")
_POSSESSIVE = re.compile(rf"^({TOKEN})['’]s\s")
_MOST_WORDS = 4


def title_name(paper: Paper, definitions: Sequence[Definition]) -> str | None:
    """The name in the title's head, or a single word that looks like a name as its tail ("… Networks: JEI-DNN")."""
    tail = _TAIL.search(paper.title)
    if tail and is_name_like(tail["name"]) and not is_class_word(tail["name"]):
        return tail["name"]
    return head_name(paper, definitions)


def head_name(paper: Paper, definitions: Sequence[Definition]) -> str | None:
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
    if bracket:
        return head[: bracket.start()]
    owner = _POSSESSIVE.match(head)
    if owner and is_name_like(owner[1]):
        return owner[1]
    words = head.split()
    if len(words) == 1:
        return head if _is_single_name(head, paper) else None
    return _long_name(head, words, paper, definitions)


def _is_single_name(head: str, paper: Paper) -> bool:
    """One word is a name, unless it is made of ordinary words or the abstract writes it small."""
    if is_name_like(head):
        return True
    if "-" in head:
        parts = "-".join(part[:1].upper() + part[1:] for part in head.split("-"))
        return parts in paper.abstract or is_proposed(head, paper.abstract)
    if not head[:1].isupper():
        return False
    return head in paper.abstract or head.lower() not in paper.abstract.lower()


def _long_name(head: str, words: Sequence[str], paper: Paper, definitions: Sequence[Definition]) -> str | None:
    """Several words are a name if the abstract abbreviates them, proposes them, or writes them as a proper name."""
    for definition in definitions:
        if len(definition.short) > 2 and not is_class_word(definition.short) and _same(definition.long, head):
            return definition.short
    if len(words) == 2 and is_name_like(words[0]) and re.fullmatch(r"v?\d[\d.]*", words[1]):
        return head
    if len(words) > _MOST_WORDS:
        return None
    for written in (head, "-".join(words), head.rstrip("s")):
        if written in paper.abstract and _is_proper(written, paper):
            return "-".join(words) if written == "-".join(words) else head
    if is_proposed(head, paper.abstract):
        return head
    return head if len(words) <= 3 and any(is_name_like(word) and not is_class_word(word) for word in words) else None


def _is_proper(written: str, paper: Paper) -> bool:
    return len(written.split()) <= 2 or written.istitle() or is_proposed(written, paper.abstract)


def _same(long: str, head: str) -> bool:
    """The long form begins as the head does, or is the head but for a word or two."""
    one, two = (re.findall(r"\w+", text.lower()) for text in (long, head))
    size = min(len(one), len(two), 3)
    return size >= 2 and (one[:size] == two[:size] or len(set(one) & set(two)) >= max(2, len(two) - 1))
