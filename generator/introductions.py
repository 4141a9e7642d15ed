"""A word at a title's head → do the authors introduce a thing of that name, or do they only write about it?

The subject of a study ("Brexit: trade and wages") stands at a title's head as a system's name does; what the authors say
of it tells them apart, and what it looks like says how much they must say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .model import Definition, Paper
from .nameforms import is_name_like
from .proposals import (
    AFTER,
    FIRM,
    OUR,
    OWN,
    PREPOSITION,
    PROPOSE,
    QUOTE,
    THING,
    VERB,
    find_called,
    find_signs,
    split_sentences,
)

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
_KINDS = {True: rf"(?:{THING}|{_ARTEFACT})", False: _ARTEFACT}  # of what looks like a name, and of any other word
# What may stand behind a name, and before it, and makes it one of the authors' own
_IS_KIND = {like: re.compile(rf"\)?,? (?:is|are|was) (?:an?|our|the first) (?:[\w-]+,? ){{0,8}}?{kind}\b") for like, kind in _KINDS.items()}
_DOES_BETTER = re.compile(rf"\)?,? (?:\w+ly )?{_BETTER} .{{0,80}}?{_THAN}")
_KIND_NEXT = {like: re.compile(rf" (?:[\w-]+ )?{kind}\b") for like, kind in _KINDS.items()}
_AS = re.compile(r"\b(?:as|[Rr]esulting) \Z")
_WE_CALL = re.compile(r"\bwe call (?:[A-Z][\w-]* ){1,6}\Z")
_INDEFINITE = re.compile(r"\ban? \Z")
_ARTICLES = {True: re.compile(r"(?:an?|the|new|novel)\s+", re.I), False: re.compile(r"(?:the|new|novel)\s+", re.I)}
_QUOTES = re.compile(QUOTE)
_EDGE = re.compile(r"\b")
_VERSIONED = re.compile(r"(?:[- ]?v?\d[\w.]*)?")


def _folded(text: str) -> str:
    """Letters that `re.IGNORECASE` takes for the same are the same."""
    return text.replace("İ", "i").replace("ı", "i").casefold()


def is_proposed(written: str, abstract: str) -> bool:
    """The authors say that they propose, or name something, just this (in any case)."""
    if _folded(written) not in _folded(abstract):
        return False
    articles = _ARTICLES[" " in written or not is_name_like(written)]
    ends = (_end_behind(place, articles, written, abstract) for place in _ends_of_proposals(abstract))
    return any(end and (" " in written or _stands_alone(abstract, end)) for end in ends)


def _ends_of_proposals(abstract: str) -> Iterator[int]:
    """Where what is proposed, named or the authors' own may begin."""
    yield from (match.end() for match in OUR.finditer(abstract))
    yield from (match.start("name") for match in find_called(abstract))
    yield from (match.end() for match in PROPOSE.finditer(abstract))


def _end_behind(place: int, articles: re.Pattern[str], written: str, text: str) -> int:
    """Where `written` (in any case) ends, if it stands at `place` or behind articles and quotation marks there; else 0."""
    places = [place]
    while article := articles.match(text, places[-1]):
        places.append(article.end())
    for first in reversed(places):
        for start in range(_QUOTES.match(text, first).end(), first - 1, -1):  # type: ignore[union-attr]
            end = start + len(written)
            if _same(text[start:end], written) and _EDGE.match(text, end):
                return end
    return 0


def _same(one: str, other: str) -> bool:
    """The same but for case, as patterns see it; to compile one for each name takes longer than all else."""
    if one.isascii() and other.isascii():
        return one.lower() == other.lower()
    return re.fullmatch(re.escape(other), one, re.I) is not None


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
    text = _URL.sub("", paper.abstract)
    own = [sentence for sentence in split_sentences(text) if any(_places(head, sentence))] if head in text else []
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
    sentences = split_sentences(paper.abstract) if written in paper.abstract else ()
    return (sentence for sentence in sentences if written in sentence)


def _introduces(sentence: str, written: str, definitions: Sequence[Definition]) -> bool:
    like, own = is_name_like(written), OWN.search(sentence)
    for start, end in _places_of_name(written, sentence):
        if _IS_KIND[like].match(sentence, end) or _DOES_BETTER.match(sentence, end):
            return True
        if own and (_KIND_NEXT[like].match(sentence, end) or _is_called(sentence, start)):
            return True
    signs = (sign for sign, score in find_signs(sentence, definitions) if score >= FIRM)
    if any(sign.startswith(written) and _VERSIONED.fullmatch(sign, len(written)) for sign in signs):
        return True
    return any(_is_object(written, sentence, match.end()) for match in PROPOSE.finditer(sentence))


def _is_called(sentence: str, start: int) -> bool:
    """The words before `start` say that it is what the authors call theirs."""
    return bool(_AS.search(sentence, max(0, start - 10), start) or ("we call " in sentence and _WE_CALL.search(sentence, 0, start)))


def _is_object(written: str, sentence: str, verb_end: int) -> bool:
    """What is proposed bears the name: no preposition before it makes it a part or an aim of that; or it stands beside
    the thing as ", X,"."""
    start, end = next(_places_of_name(written, sentence[: verb_end + _REACH], verb_end), (0, 0))
    if not end or not _stands_alone(sentence, end):
        return False
    between = sentence[verb_end:start]
    if not PREPOSITION.search(_SET_OF.sub("", between)):
        return True
    beside = re.search(r", (?:namely )?$", between) and re.match(r",| (?:which|that|with)\b", sentence[end:])
    return bool(beside and re.search(rf"\b{THING}\b", between))


def _quoted(written: str, sentence: str) -> bool:
    return any(f"{opening}{written}{closing}" in sentence for opening in "“\"‘'" for closing in "”\"’'")


def _places_of_name(written: str, text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Where `written` stands as a name: "a COVID-19 model" is none of that name."""
    places = _places(written, text, begin)
    return ((start, end) for start, end in places if not _INDEFINITE.search(text, max(0, start - 3), start))


def _places(written: str, text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Where `written` begins and ends, from `begin` on: no part of a longer word, but for a plural's s, which belongs to it."""
    start = text.find(written, begin)
    while start >= 0:
        end = start + len(written)
        if text[end : end + 1] == "s" and not _in_word(text[end + 1 : end + 2]):
            end += 1
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if not (_in_word(before) or before == "-" or _in_word(after) or after == "+"):
            yield start, end
        start = text.find(written, start + 1)


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
