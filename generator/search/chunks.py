"""Chunks as they are written → their terms and words in numbers, and tables of those; knows neither papers nor fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ..tokens import Numbers
from .analysis import is_stop_word, is_version, read_chunk, stem


@dataclass(frozen=True, slots=True)
class Read:
    """A chunk in numbers of terms: `all` parts and wholes; `weighty`, those without stop words; `placed`, the parts of them.

    `words` are the numbers of its written words, `joined` they are together; `whole` is the term of that where it counts only
    if another paper has it too, else -1.
    """

    joined: str
    capital: bool
    all: tuple[int, ...]
    weighty: tuple[int, ...]
    placed: tuple[int, ...]
    words: tuple[int, ...]
    size: int
    version: bool
    whole: int


class Reads:
    """The same of all chunks by their numbers, each field in an array."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self.joined = [read.joined for read in reads]
        self.all, self.weighty, self.placed, self.words = (
            Runs([getattr(read, name) for read in reads]) for name in ("all", "weighty", "placed", "words")
        )
        self.size, self.version, self.capital, self.whole = (
            np.array([getattr(read, name) for read in reads], dtype=kind)
            for name, kind in (("size", np.int32), ("version", bool), ("capital", bool), ("whole", np.int32))
        )


class Runs:
    """Short lists of numbers, one after the other."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self._lengths = np.array(list(map(len, lists)), dtype=np.int32)
        self._starts = np.cumsum(self._lengths, dtype=np.int32) - self._lengths
        self._numbers = np.array(list(chain.from_iterable(lists)), dtype=np.int32)

    def of(self, chosen: np.ndarray, papers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the chosen lists, in their order, and for each the paper of its list."""
        lengths = self._lengths[chosen]
        shift = self._starts[chosen] - (np.cumsum(lengths, dtype=np.int32) - lengths)
        places = np.repeat(shift, lengths) + np.arange(lengths.sum(), dtype=np.int32)
        return self._numbers[places], np.repeat(papers, lengths)


class ChunkReader:
    """Numbers terms and written words as chunks are read."""

    def __init__(self) -> None:
        self.terms, self.words = Numbers(), Numbers()
        self.single: set[int] = set()  # terms that stand as words of their own, or matter when joined

    def term(self, word: str) -> int:
        """The number of a word's term."""
        return self.terms[stem(word)]

    def read(self, written: str) -> Read:
        """A chunk as it stands in a text."""
        chunk = read_chunk(written)
        whole_words = [chunk.joined] if len(chunk.parts) > 1 and chunk.joined else []
        whole_words += [chunk.marked] if chunk.marked else []
        parts, wholes = [list(map(self.term, words)) for words in (chunk.parts, whole_words)]
        words = [part for part in chunk.parts if not is_stop_word(part)]
        placed = [number for number, part in zip(parts, chunk.parts, strict=True) if not is_stop_word(part)]
        lower = bool(wholes) and not chunk.capital and not chunk.marked and chunk.joined.isalpha()
        self.single.update(placed if lower else placed + wholes)
        return Read(
            joined=chunk.joined,
            capital=chunk.capital,
            all=(*parts, *wholes),
            weighty=(*placed, *wholes),
            placed=tuple(placed),
            words=tuple(self.words[word] for word in ([*words, chunk.joined] if wholes else words)),
            size=len(parts),
            version=bool(parts) and is_version(chunk.parts[0]),
            whole=wholes[0] if lower else -1,
        )
