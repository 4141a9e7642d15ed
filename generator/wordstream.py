"""Texts → all their words as one stream of numbers, which is quick to count; knows not what is counted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .plainwords import SILENT
from .tokens import Numbers, list_runs

Texts = Sequence[tuple[str, str]]  # of each paper title and abstract
_ENDINGS = tuple("izations ization ations ation ings ing ers ies ied ed er es s ly e".split())


@dataclass(frozen=True, slots=True, eq=False)
class WordStream:
    """The words of all papers, one after the other, each text (first a paper's title) ended by a 0.

    For each: `spellings`, the number of the word as written (1 is `words[0]`); `stems`, that of its stem (-1 for words
    that say nothing, and for ends); `titles`, whether in a title; `hyphens`, whether one joins it to the last. `starts`
    is where each paper begins, and where the last one ends.
    """

    spellings: np.ndarray
    stems: np.ndarray
    titles: np.ndarray
    hyphens: np.ndarray
    words: tuple[str, ...]
    starts: np.ndarray
    stem_of: np.ndarray  # by number of spelling
    stem_numbers: Mapping[str, int]


def read_words(texts: Texts, stems: Mapping[str, int] | None = None) -> WordStream:
    """Each text is split once; each spelling is stemmed once. `stems` have their numbers already, further ones get the next."""
    numbers, spellings, joints, ends = Numbers({"": 0}), array("i"), array("i"), array("i")
    for both in texts:
        for text in both:
            first, *others = list_runs(text)
            spellings.extend(map(numbers.__getitem__, first))
            for run in others:
                joints.append(len(spellings))
                spellings.extend(map(numbers.__getitem__, run))
            spellings.append(0)
            ends.append(len(spellings))
    words = tuple(numbers)[1:]
    stem_of, stem_numbers = _stems(words, stems or {})
    spelled = np.frombuffer(spellings, dtype=np.int32)
    borders = np.array([0, *ends])
    hyphens = np.zeros(len(spelled), dtype=bool)
    hyphens[np.array(joints)] = True
    return WordStream(
        spellings=spelled,
        stems=stem_of[spelled],
        starts=borders[::2],
        titles=np.repeat(np.arange(len(ends)) % 2 == 0, np.diff(borders)),
        hyphens=hyphens,
        words=words,
        stem_of=stem_of,
        stem_numbers=stem_numbers,
    )


def stem(word: str) -> str:
    """A light English stemmer: one ending off, if four letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _stems(words: Iterable[str], known: Mapping[str, int]) -> tuple[np.ndarray, dict[str, int]]:
    """For each number of a spelling that of its stem, and the numbers of all stems."""
    numbers = dict(known)
    stem_of = [-1]
    for word in words:
        lower = word.lower()
        silent = lower in SILENT or lower.isdigit() or len(lower) < 2
        stem_of.append(-1 if silent else numbers.setdefault(stem(lower), len(numbers)))
    return np.array(stem_of, dtype=np.int32), numbers
