"""Papers → the words and word pairs in them, and which of those set a group of papers apart, as they are written."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .model import Paper
from .plainwords import FAINT, PLAIN
from .tokens import Numbers, singular, split_words
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


class Text(NamedTuple):
    """Of a paper what terms are read from."""

    id: str
    title: str
    abstract: str


_GAPS = {" ": 1, "-": 2}  # between two words that are neighbours


@dataclass(frozen=True, slots=True, eq=False)
class TermTable:
    """The terms of papers. A term is a folded word, or two of them, and has the number of the first (0 for none) times
    the number of folded words, plus that of the last.

    `words` are spellings, `folded` what they fold to; `row` is that of a paper. `terms` are the numbers of terms, sorted,
    `papers` counts papers by term, `found` is papers × terms.
    """

    words: Sequence[str]
    folded: Sequence[str]
    row: Mapping[str, int]
    terms: np.ndarray
    papers: np.ndarray
    found: sparse.csr_matrix
    occurrences: _Occurrences

    def distinguishing(self, group: Sequence[str], head: str) -> list[str]:
        """At most CANDIDATES terms of the group, best first, as written; none repeats another's words or `head`'s."""
        counts = np.bincount(self.found[[self.row[paper] for paper in group]].indices, minlength=len(self.terms))
        inside, outside = len(group), max(1, len(self.row) - len(group))
        scored = []
        for number in np.flatnonzero(counts >= max(2, int(LEAST_SHARE * inside))).tolist():
            count, term = int(counts[number]), self._term(number)
            there = (int(self.papers[number]) - count + _BACKGROUND * outside / len(self.row)) / (outside + _BACKGROUND)
            share = count / inside
            lift = max(0.0, math.log(share / there))
            worth = share * lift**RARITY_WEIGHT * (PAIR_BONUS if " " in term else 1.0)
            scored.append((round(worth, 6), term, number))
        scored.sort(key=lambda offer: (-offer[0], offer[1]))
        words_of_head = split_words(head).words
        beginnings = {word.lower()[:_BEGINNING] for word in words_of_head if len(word) >= _BEGINNING}
        taken = {stem(_fold(word)) for word in words_of_head} | {"".join(word[0].lower() for word in words_of_head)}
        chosen: list[str] = []
        for worth, term, number in scored:
            words = {stem(word) for word in term.split()}
            repeats = words & taken or any(word[:_BEGINNING] in beginnings for word in term.split())
            if worth > 0 and not repeats and len(chosen) < CANDIDATES:
                chosen.append(self._written(number))
                taken |= words
        return chosen

    def _term(self, number: int) -> str:
        first, last = divmod(int(self.terms[number]), len(self.folded))
        return f"{self.folded[first]} {self.folded[last]}" if first else self.folded[last]

    def _written(self, number: int) -> str:
        """As most papers write it; of a paper its last place counts, for titles are capitalised."""
        own, pair = self.occurrences, self.terms[number] >= len(self.folded)
        start, end = np.searchsorted(own.terms, [self.terms[number], self.terms[number] + 1])
        is_last = np.diff(own.papers[start:end], append=-1) != 0
        places = own.places[start:end][is_last]
        before = (own.spellings[places - 1] if pair else np.zeros_like(places)).astype(np.int64)
        ways, counts = np.unique((before * 4 + own.gaps[places] * pair) * len(self.words) + own.spellings[places], return_counts=True)
        seen: Counter[str] = Counter()
        for way, count in zip(ways.tolist(), counts.tolist(), strict=True):
            rest, word = divmod(way, len(self.words))
            first = _uncapitalised(self.words[rest // 4]) + (" -"[rest % 4 - 1]) if pair else ""
            seen[first + _uncapitalised(self.words[word])] += count
        return min(seen, key=lambda written: (-seen[written], written))


@dataclass(frozen=True, slots=True, eq=False)
class _Occurrences:
    """Each place of each term, by term and then by place: the term, the paper and the word (the last of two). Of each word:
    its spelling, and what stands before it."""

    terms: np.ndarray
    papers: np.ndarray
    places: np.ndarray
    spellings: np.ndarray
    gaps: np.ndarray


def build_term_table(papers: Sequence[Paper | Text]) -> TermTable:
    """Read title and abstract of each paper once."""
    words, spellings, gaps, starts = _read(papers)
    folded: dict[str, int] = {"": 0}
    fold_of, faint_of = np.zeros(len(words), dtype=np.int64), np.zeros(len(words), dtype=bool)
    for number, word in enumerate(words):
        term = _fold(word)
        fold_of[number] = folded.setdefault(term, len(folded))
        faint_of[number] = _is_faint(word, term)
    terms, places = _places(fold_of[spellings], faint_of[spellings], gaps, len(folded))
    order = np.argsort(terms, kind="stable")
    terms, places = terms[order], places[order]
    del order  # as large as the two together
    owners = np.repeat(np.arange(len(papers), dtype=np.int32), np.diff(starts, append=len(spellings)))[places - 1]
    first = np.diff(terms, prepend=-1) != 0
    distinct, number = terms[first], np.cumsum(first, dtype=np.int32) - 1
    found = sparse.csr_matrix((np.ones(len(terms), dtype=bool), (owners, number)), shape=(len(papers), len(distinct)))
    return TermTable(
        words=words,
        folded=tuple(folded),
        row={paper.id: row for row, paper in enumerate(papers)},
        terms=distinct,
        papers=np.bincount(found.indices, minlength=len(distinct)),
        found=found,
        occurrences=_Occurrences(terms, owners, places, spellings, gaps),
    )


def _read(papers: Sequence[Paper | Text]) -> tuple[tuple[str, ...], np.ndarray, np.ndarray, np.ndarray]:
    """The spellings; of all words their number and what stands before; where each paper begins. A text ends with the word ""."""
    numbers = Numbers({"": 0})
    spellings, gaps, starts = array("i", [0]), bytearray(1), []
    for paper in papers:
        starts.append(len(spellings))
        for text in (paper.title, paper.abstract[:_READ]):
            found = split_words(_ADDRESS.sub(" ", text))
            spellings.extend(map(numbers.__getitem__, found.words))
            spellings.append(0)
            gaps.append(0)
            gaps.extend(map(_GAPS.get, found.gaps[1:-1], repeat(0)))
            gaps.extend(bytes(len(spellings) - len(gaps)))
    return tuple(numbers), np.frombuffer(spellings, dtype=np.int32), np.frombuffer(gaps, dtype=np.uint8), np.array(starts, dtype=np.int64)


def _places(folds: np.ndarray, faint: np.ndarray, gaps: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Terms and where they stand, in no order that matters between terms, but by place within one.

    A word that a hyphen joins to one that says little is no term: the “resource” of “low-resource”, the “meta” of
    “meta-learning”.
    """
    silent = folds == 0
    joined = gaps == _GAPS["-"]
    half = np.zeros(len(folds), dtype=bool)
    half[1:] = joined[1:] & silent[:-1]
    half[:-1] |= joined[1:] & silent[1:]
    whole = ~silent & ~half
    pair = np.zeros(len(folds), dtype=bool)
    pair[1:] = whole[1:] & whole[:-1] & (gaps[1:] > 0) & ~(faint[1:] & faint[:-1])
    alone, second = (np.flatnonzero(some).astype(np.int32) for some in (whole & ~faint, pair))
    terms = np.concatenate([folds[alone], folds[second - 1] * size + folds[second]])
    return terms, np.concatenate([alone, second])


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
