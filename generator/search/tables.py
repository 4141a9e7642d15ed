"""Many short lists kept in a few flat arrays and read like dicts: in which papers a term stands, and where in them.

An object for each posting takes a hundred bytes and more; here it takes five, and becomes a tuple when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The papers (numbers, ascending) of one term and the level of each; `rarity` is what a level is worth.

    Where the term stands in the title or the name, `index.TITLED` is added to the level.
    """

    rarity: int
    papers: tuple[int, ...]
    levels: tuple[int, ...]


class _Table(Mapping[str, Value]):
    """Terms in order, each with a run of the flat arrays; terms whose run is empty are not in it."""

    def __init__(self, terms: Sequence[str], counts: np.ndarray) -> None:
        ends = np.cumsum(counts)
        runs = zip(terms, (ends - counts).tolist(), ends.tolist(), strict=True)
        self._runs = {term: (start, end) for term, start, end in runs if start < end}

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)


class PostingsTable(_Table[Postings]):
    """The postings of each term. `counts` says how many papers each has, `rarities` what a level of it is worth;
    `papers` and `levels` are those of all terms, one after the other."""

    def __init__(
        self, terms: Sequence[str], counts: np.ndarray, rarities: Sequence[int], papers: np.ndarray, levels: np.ndarray
    ) -> None:
        super().__init__(terms, counts)
        self._rarities = dict(zip(terms, rarities, strict=True))
        self._papers, self._levels = papers, levels

    def __getitem__(self, term: str) -> Postings:
        run = slice(*self._runs[term])
        papers, levels = tuple(self._papers[run].tolist()), tuple(self._levels[run].tolist())
        return Postings(rarity=self._rarities[term], papers=papers, levels=levels)


class PlacesTable(_Table[tuple[tuple[int, tuple[int, ...]], ...]]):
    """The places of each term: (paper, positions, ascending) by paper. `counts` says how often each term stands, `papers` and
    `positions` where: those of all terms, one after the other."""

    def __init__(self, terms: Sequence[str], counts: np.ndarray, papers: np.ndarray, positions: np.ndarray) -> None:
        super().__init__(terms, counts)
        self._papers, self._positions = papers, positions

    def __getitem__(self, term: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
        run = slice(*self._runs[term])
        found: dict[int, list[int]] = {}
        for paper, position in zip(self._papers[run].tolist(), self._positions[run].tolist(), strict=True):
            found.setdefault(paper, []).append(position)
        return tuple((paper, tuple(positions)) for paper, positions in found.items())
