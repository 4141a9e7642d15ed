"""Papers → the words and word pairs in them, and which of those set a group of papers apart, as they are written."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .model import Paper
from .plainwords import FAINT, PLAIN
from .tokens import singular, split_words
from .wordstream import stem

CANDIDATES = 6
LEAST_SHARE = 0.2  # of the group's papers must hold a term
RARITY_WEIGHT = 1.5  # the higher, the rarer the terms chosen
PAIR_BONUS = 1.3  # two words say more than one
_BEGINNING = 5  # letters: “medical” repeats “medicine”
_ADDRESS = re.compile(r"https?://\S+")
_FORMS = ("ing", "ed", "ly")
_FAINT_STEMS = frozenset(stem(word) for word in FAINT)
_READ = 2_000  # characters of an abstract
_BACKGROUND = 3.0  # papers outside added to every count, so that rare accidents do not win


@dataclass(frozen=True, slots=True)
class TermTable:
    """By paper, its terms (folded words, or two joined by a blank); by term, in how many papers, and how it is written."""

    rows: Mapping[str, frozenset[str]]
    papers: Mapping[str, int]
    written: Mapping[str, str]

    def distinguishing(self, group: Sequence[str], head: str) -> list[str]:
        """At most CANDIDATES terms of the group, best first, as written; none repeats another's words or `head`'s."""
        counts: Counter[str] = Counter()
        for paper in group:
            counts.update(self.rows[paper])
        inside, outside = len(group), max(1, len(self.rows) - len(group))
        scored = []
        for term, count in counts.items():
            if count < max(2, int(LEAST_SHARE * inside)):
                continue
            there = (self.papers[term] - count + _BACKGROUND * outside / len(self.rows)) / (outside + _BACKGROUND)
            share = count / inside
            lift = max(0.0, math.log(share / there))
            worth = share * lift**RARITY_WEIGHT * (PAIR_BONUS if " " in term else 1.0)
            scored.append((round(worth, 6), term))
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        words_of_head = split_words(head).words
        beginnings = {word.lower()[:_BEGINNING] for word in words_of_head if len(word) >= _BEGINNING}
        taken = {stem(_fold(word)) for word in words_of_head} | {"".join(word[0].lower() for word in words_of_head)}
        chosen: list[str] = []
        for worth, term in scored:
            words = {stem(word) for word in term.split()}
            repeats = words & taken or any(word[:_BEGINNING] in beginnings for word in term.split())
            if worth > 0 and not repeats and len(chosen) < CANDIDATES:
                chosen.append(self.written[term])
                taken |= words
        return chosen


def build_term_table(papers: Sequence[Paper]) -> TermTable:
    """Read title and abstract of each paper once."""
    rows: dict[str, frozenset[str]] = {}
    frequency: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    known: dict[str, str] = {}
    for paper in papers:
        found: dict[str, str] = {}
        for text in (paper.title, paper.abstract[:_READ]):
            _read(text, known, found)
        rows[paper.id] = frozenset(found)
        frequency.update(found.keys())
        for term, written in found.items():
            spellings.setdefault(term, Counter())[written] += 1
    written = {term: min(seen, key=lambda w: (-seen[w], w)) for term, seen in spellings.items()}
    return TermTable(rows=rows, papers=frequency, written=written)


def _read(text: str, known: dict[str, str], found: dict[str, str]) -> None:
    """Add the terms of a text; a later place overwrites the spelling, for titles are capitalised."""
    words = split_words(_ADDRESS.sub(" ", text))
    terms = [known[word] if word in known else known.setdefault(word, _fold(word)) for word in words.words]
    joined = [gap == "-" for gap in words.gaps]
    for place, (word, term) in enumerate(zip(words.words, terms, strict=True)):
        if not term or _is_half(place, terms, joined):
            continue
        shown = _uncapitalised(word)
        faint = _is_faint(word, term)
        if not faint:
            found[term] = shown
        before = terms[place - 1] if place and words.gaps[place] in (" ", "-") else ""
        if (
            before
            and not _is_half(place - 1, terms, joined)
            and not (faint and _is_faint(words.words[place - 1], before))
        ):
            found[f"{before} {term}"] = f"{_uncapitalised(words.words[place - 1])}{words.gaps[place]}{shown}"


def _is_half(place: int, terms: Sequence[str], joined: Sequence[bool]) -> bool:
    """Whether a hyphen joins the word to one that says little: the “resource” of “low-resource”, the “meta” of “meta-learning”."""
    before = joined[place] and place > 0 and not terms[place - 1]
    return before or (joined[place + 1] and place + 1 < len(terms) and not terms[place + 1])


@lru_cache(50_000)
def _is_faint(word: str, term: str) -> bool:
    """Also a form of such a word: “exhibiting” says no more than “exhibit”."""
    lower = word.lower()
    return term in FAINT or lower in FAINT or (lower.endswith(_FORMS) and stem(lower) in _FAINT_STEMS)


def _uncapitalised(word: str) -> str:
    return word if not word[:1].isupper() or word[1:] != word[1:].lower() else word.lower()


def _fold(word: str) -> str:
    """Lower case and singular; nothing for a word that says little."""
    lower = word.lower()
    if lower in PLAIN or lower.isdigit() or len(lower) < 2 or (len(lower) == 2 and lower.isalpha()):
        return ""
    return singular(lower)
