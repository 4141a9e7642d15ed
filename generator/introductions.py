"""A word at a title's head → do the authors introduce a thing of that name, or do they only write about it?

The subject of a study ("Brexit: trade and wages") stands at a title's head as a system's name does; what the authors say
of it tells them apart, and what it looks like says how much they must say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .model import Definition, Paper
from .nameforms import is_name_like
from .proposals import AFTER, CALLED, FIRM, OUR, OWN, PREPOSITION, PROPOSE, QUOTE, SENTENCE, THING, VERB, find_signs

_REACH = 160  # characters after the verb in which the name may stand
# things that are made and given a name; "model" or "system" is said of much that nobody made
_ARTEFACT = (
    r"(?:framework|dataset|data set|benchmark|toolkit|tool|library|engine|corpus|database|archive|optimizer|package|suite|"
    r"platform|simulator|toolbox|testbed|software|codebase|instrument|detector|telescope)s?"
)
_MADE = re.compile(rf"(?:an?|our) (?:[\w-]+,? ){{0,6}}?{_ARTEFACT}\b", re.I)
_SET_OF = re.compile(r"\b(?:class|family|set|series|suite|collection|group|pair|variant|version) of\b")
_BETTER = r"(?:achieve|outperform|surpass|attain|exceed|improve)s?"
_THAN = r"(?:baseline|method|approach|model|state[- ]of[- ]the[- ]art|benchmark|competitor|previous|prior|existing)"
_URL = re.compile(r"https?://\S+")


def _folded(text: str) -> str:
    """Letters that `re.IGNORECASE` takes for the same are the same."""
    return text.replace("İ", "i").replace("ı", "i").casefold()


def is_proposed(written: str, abstract: str) -> bool:
    """The authors say that they propose, or name something, just this (in any case)."""
    if _folded(written) not in _folded(abstract):
        return False
    ends = [m.end() for m in PROPOSE.finditer(abstract)] + [m.start("name") for m in CALLED.finditer(abstract)]
    ends += [m.end() for m in OUR.finditer(abstract)]
    articles = "an?|the|new|novel" if " " in written or not is_name_like(written) else "the|new|novel"
    pattern = re.compile(rf"(?:(?:{articles})\s+)*{QUOTE}{re.escape(written)}\b", re.I)
    matches = (pattern.match(abstract, end) for end in ends)
    return any(match and (" " in written or _stands_alone(abstract, match.end())) for match in matches)


def _stands_alone(text: str, end: int) -> bool:
    """No noun follows that the word before `end` would qualify: "we present Brexit forecasts" presents no Brexit."""
    return end == len(text) or text[end] == ")" or bool(AFTER.match(text, end))


def is_own(head: str, paper: Paper, definitions: Sequence[Definition], rest: str = "") -> bool:
    """True if the authors introduce `head`, by what they say of it or of its abbreviation; a head that looks like a name
    may also be unknown to the abstract."""
    spoken = [head, *(d.short for d in definitions if d.long.casefold() == head.casefold())]
    if any(is_introduced(written, paper, definitions, rest) for written in spoken):
        return True
    if not is_name_like(head) and "-" not in head:
        return False
    name = _name(head)
    own = [sentence for sentence in SENTENCE.split(_URL.sub("", paper.abstract)) if name.search(sentence)]
    if not own and is_name_like(head):
        return True
    return any(OWN.search(s) and _quoted(head, s) for s in own)


def is_introduced(written: str, paper: Paper, definitions: Sequence[Definition], rest: str = "") -> bool:
    """A sentence of the abstract introduces `written`, or the `rest` of the title says that it is something made, or
    what it is short for."""
    if _MADE.match(rest) or is_proposed(written, paper.abstract):
        return True
    longs = [definition.long for definition in definitions if definition.short == written]
    if any(rest.casefold().startswith(long.casefold()) for long in longs):
        return True
    if any(re.search(rf"\b{VERB} (?:an? |the |our )?{re.escape(long)}", paper.abstract) for long in longs):
        return True
    return any(_introduces(sentence, written, definitions) for sentence in _sentences_with(written, paper))


def _sentences_with(written: str, paper: Paper) -> Iterator[str]:
    return (sentence for sentence in SENTENCE.split(paper.abstract) if written in sentence)


def _introduces(sentence: str, written: str, definitions: Sequence[Definition]) -> bool:
    name = rf"(?<!\ba )(?<!\ban ){_name(written).pattern}"  # "a COVID-19 model" is none of that name
    kind = rf"(?:{THING}|{_ARTEFACT})" if is_name_like(written) else _ARTEFACT
    if re.search(rf"{name}\)?,? (?:is|are|was) (?:an?|our|the first) (?:[\w-]+,? ){{0,8}}?{kind}\b", sentence):
        return True
    if re.search(rf"{name}\)?,? (?:\w+ly )?{_BETTER} .{{0,80}}?{_THAN}", sentence):
        return True
    if OWN.search(sentence) and re.search(rf"{name} (?:[\w-]+ )?{kind}\b|\b(?:as|[Rr]esulting) {name}|\bwe call (?:[A-Z][\w-]* ){{1,6}}{name}", sentence):
        return True
    version = re.compile(rf"{re.escape(written)}(?:[- ]?v?\d[\w.]*)?")
    if any(score >= FIRM and version.fullmatch(sign) for sign, score in find_signs(sentence, definitions)):
        return True
    return any(_is_object(re.compile(name), sentence, match.end()) for match in PROPOSE.finditer(sentence))


def _is_object(name: re.Pattern[str], sentence: str, verb_end: int) -> bool:
    """What is proposed bears the name: no preposition before it makes it a part or an aim of that; or it stands beside
    the thing as ", X,"."""
    place = name.search(sentence, verb_end, verb_end + _REACH)
    if not place or not _stands_alone(sentence, place.end()):
        return False
    between = sentence[verb_end : place.start()]
    if not PREPOSITION.search(_SET_OF.sub("", between)):
        return True
    beside = re.search(r", (?:namely )?$", between) and re.match(r",| (?:which|that|with)\b", sentence[place.end() :])
    return bool(beside and re.search(rf"\b{THING}\b", between))


def _quoted(written: str, sentence: str) -> bool:
    return bool(re.search(rf"[“\"‘']{re.escape(written)}[”\"’']", sentence))


def _name(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(written)}(?:s\b)?(?![\w+])")
