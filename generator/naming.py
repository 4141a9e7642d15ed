"""Papers → the short name of what each introduces, where it introduces a named thing; the digest's text only.

Read in this order: the title's head, then the abstract ("we present X", "dubbed X", "Long Form (X)", "X (Long Form)").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .acronyms import Definition, find_definitions, spells
from .model import Name, Paper

_TOKEN = r"[^\W_][\w.²³⁺+@-]*(?<![.-])"
_NAME = re.compile(rf"(?:{_TOKEN})(?:[ -]\d+(?:\.\d+)?(?![\w.]))?")
_HEAD = re.compile(r"^(?P<head>.{1,60}?)(?::\s*| [–—-]{1,2} |, (?=an? |the ))(?P<rest>.+)$")
_REPORT = re.compile(r"^(?P<name>\S+(?: \d[\d.]*)?) Technical Report\b")
_BRACKET = re.compile(r"\s*\((?P<inner>[^()]{2,20})\)$")
_VERBS = (
    r"propos\w+|present\w*|introduc\w+|develop\w*|releas\w+|creat\w+|design\w*|construct\w*|describ\w+|unveil\w*|"
    r"devis\w+|contribut\w+|provid\w+|build\w*|built|launch\w*|establish\w*|train"
)
_PROPOSE = re.compile(
    rf"\b(?:[Ww]e|[Pp]aper|[Ww]ork|[Ss]tudy|[Rr]eport|[Aa]rticle|[Ii]t|that)\s+(?:\w+\s+){{0,3}}?(?:{_VERBS})\s+"
)
_CALLED = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|namely|denoted|abbreviated|titled|referred to as|we call|we name|we dub|we term|"
    r"known as)"
    r"(?:\s+(?:it|this|them|as|by|our\s+(?:method|model|approach|framework)))*[\s,:]+(?:the\s+)?"
    rf"[“\"'‘*_]*(?P<name>{_NAME.pattern})"
)
_DIRECT = re.compile(
    r"(?:[“\"'‘*_]*)(?:(?:the|our|an?|new|novel|simple|and|efficient|effective|first|open|large|scalable|two)\s+){0,3}"
    rf"[“\"'‘*_]*(?P<name>{_NAME.pattern})"
)
_PROPER_END = re.compile(r"[”\"'’*_]*\s*(?:[,:(;–—]|\.\s|\.$|as\b|which\b|to\b|that\b|for\b|-\s|via\b|by\b|with\b|and\b)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")


def find_names(papers: Sequence[Paper], corrections_names: Mapping[str, Name]) -> dict[str, Name]:
    """The named papers' names by paper id; a name in `corrections_names` stands as it is."""
    names: dict[str, Name] = {}
    for paper in papers:
        name = corrections_names.get(paper.id) or find_name(paper)
        if name is not None:
            names[paper.id] = name
    return names


def find_name(paper: Paper) -> Name | None:
    """The short name of what `paper` introduces, or None: most careful where only the abstract speaks."""
    definitions = find_definitions(paper.abstract)
    for found in (_from_head(paper, definitions), _from_abstract(paper, definitions), _from_address(paper)):
        if found is not None:
            text, source = found
            return Name(text=text, aliases=_aliases(text, paper, definitions), source=source)
    return None


def is_name_like(text: str) -> bool:
    """A token no ordinary word looks like: a capital after the first letter, or a letter with a digit or "+"."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 and not any(c.isdigit() for c in text):
        return False
    inner = any(c.isupper() for c in text[1:])
    pieces = re.split(r"-", text)
    if len(pieces) > 1 and not any(is_name_like(piece) for piece in pieces):
        return False  # "Training-Free": ordinary words in title case, joined
    return inner or (bool(letters) and any(c.isdigit() or c == "+" for c in text) and letters[0].isupper())


def _from_head(paper: Paper, definitions: Sequence[Definition]) -> tuple[str, str] | None:
    report = _REPORT.match(paper.title)
    if report:
        return report["name"], "title-head"
    match = _HEAD.match(paper.title)
    if not match:
        return None
    head = match["head"].strip().strip("“”\"'!*").rstrip()
    bracket = _BRACKET.search(head)
    if bracket:
        head = head[: bracket.start()]
    possessive = re.match(rf"^({_TOKEN})['’]s\s", head)
    if possessive and is_name_like(possessive[1]):
        return possessive[1], "title-head"
    words = head.split()
    if len(words) == 1:
        return (head, "title-head") if _single_head(head, paper) else None
    if bracket:
        return head, "title-head"
    return _long_head(head, words, paper, definitions)


def _single_head(head: str, paper: Paper) -> bool:
    """One word before the colon is a name, unless it is a hyphenated title word the abstract writes small."""
    if is_name_like(head):
        return True
    if not head[:1].isupper() or len(head) < 3:
        return head[:1].isupper()
    return head in paper.abstract or head.lower() not in paper.abstract.lower()


def _long_head(
    head: str, words: Sequence[str], paper: Paper, definitions: Sequence[Definition]
) -> tuple[str, str] | None:
    """Several words before the colon: a name if the abstract abbreviates them, names them so, or proposes them."""
    for definition in definitions:
        if _same_start(definition.long, head):
            distinctive = any(c.isdigit() or c.islower() for c in definition.short)
            return (definition.short if distinctive else head), "title-head"
    if len(words) == 2 and is_name_like(words[0]) and re.fullmatch(r"v?\d[\d.]*", words[1]):
        return head, "title-head"
    if len(words) > 4:
        return None
    hyphened = "-".join(words)
    for written in (head, hyphened):
        if written in paper.abstract and (len(words) == 2 or _proposed(written, paper) or head.istitle()):
            return written, "title-head"
    if _proposed(head.lower(), paper):
        return head, "title-head"
    if any(is_name_like(word) for word in words) and len(words) <= 3:
        return head, "title-head"
    return None


def _same_start(long: str, head: str) -> bool:
    one, two = (re.findall(r"\w+", text.lower()) for text in (long, head))
    size = min(len(one), len(two), 3)
    return size >= 2 and one[:size] == two[:size]


def _proposed(written: str, paper: Paper) -> bool:
    return any(
        re.match(rf"(?:(?:a|an|the|new|novel)\s+)*[“\"'*]*{re.escape(written)}", paper.abstract[match.end() :], re.I)
        for match in _PROPOSE.finditer(paper.abstract)
    )


def _from_abstract(paper: Paper, definitions: Sequence[Definition]) -> tuple[str, str] | None:
    """The best candidate of the sentences in which the authors propose something, scored by form and repetition."""
    scores: dict[str, float] = {}
    start = 0
    for sentence in _SENTENCE.split(paper.abstract):
        for name, score in _candidates(sentence, definitions):
            scores[name] = scores.get(name, 0.0) + score
        start += len(sentence)
    best: tuple[float, str] | None = None
    for name, score in scores.items():
        count = _count(name, paper.abstract)
        total = score + min(count - 1, 3) * 0.5 + (0.5 if name in paper.title else 0.0)
        if best is None or total > best[0]:
            best = (total, name)
    return (best[1], "abstract") if best and best[0] >= 1.5 else None


def _candidates(sentence: str, definitions: Sequence[Definition]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for match in _CALLED.finditer(sentence):
        if is_name_like(match["name"]):
            found.append((match["name"], 1.5))
    propose = _PROPOSE.search(sentence)
    if not propose:
        return found
    for match in _PROPOSE.finditer(sentence):
        direct = _DIRECT.match(sentence, match.end())
        if direct and is_name_like(direct["name"]) and _PROPER_END.match(sentence, direct.end()):
            found.append((direct["name"], 1.5))
    for definition in definitions:
        at = sentence.find(f"({definition.short}", propose.end())
        if at >= 0 and is_name_like(definition.short) and at - propose.end() < len(definition.long) + 60:
            found.append((definition.short, 1.0))
    return found


def _count(name: str, text: str) -> int:
    return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w+])", text))


def _from_address(paper: Paper) -> tuple[str, str] | None:
    """A repository's name that abbreviates consecutive words of the title."""
    for match in re.finditer(r"https?://\S+/([A-Za-z0-9-]+?)(?:\.git)?/?[.)\s]*(?:\s|$)", paper.abstract):
        name = match[1]
        if name.isupper() and len(name) >= 3 and spells(name, paper.title):
            return name, "address"
    return None


def _aliases(text: str, paper: Paper, definitions: Sequence[Definition]) -> tuple[str, ...]:
    """Other spellings the paper itself gives: its bracketed short or long form, another case."""
    found: dict[str, None] = {}
    bracket = re.match(rf"{re.escape(text)}\s*\(([^()]{{2,20}})\)", paper.title)
    if bracket:
        short = bracket[1]
        found[short[:-1] if short.endswith("s") and short[:-1].isupper() else short] = None
    for definition in definitions:
        if definition.short == text:
            found[definition.long] = None
        elif definition.long.lower() == text.lower() or (
            len(text.split()) > 1 and _same_start(definition.long, text) and len(definition.long) < len(text) + 15
        ) or (len(text.split()) > 1 and _proposed_short(definition, text)):
            found[definition.short] = None
    for match in re.finditer(rf"(?<![\w-]){re.escape(text)}(?![\w+-])", paper.abstract, re.I):
        if is_name_like(match[0]):
            found[match[0]] = None
    found.pop(text, None)
    return tuple(found)


def _proposed_short(definition: Definition, text: str) -> bool:
    return spells(definition.short, text) and definition.short.isupper()
