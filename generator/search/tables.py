"""Many short lists kept in a few flat arrays and read like dicts: in which papers a term stands, and where in them.

An object for each posting takes a hundred bytes and more; here it takes five, and becomes a tuple when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Value = TypeVar("Value")
Places = tuple[tuple[int, tuple[int, ...]], ...]  # (paper, positions, ascending), by paper


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

    def __contains__(self, term: object) -> bool:
        return term in self._runs

    def counts(self, terms: Sequence[str]) -> np.ndarray:
        """How long the run of each of these terms is; 0 for those not in the table."""
        return np.array([end - start for start, end in self._found(terms)], dtype=np.int64)

    def _found(self, terms: Sequence[str]) -> list[tuple[int, int]]:
        return [self._runs.get(term, (0, 0)) for term in terms]

    def _stretch(self, terms: Sequence[str]) -> slice:
        """The runs of these terms: neighbours, as far as the table has them."""
        found = [run for run in self._found(terms) if run != (0, 0)]
        return slice(found[0][0], found[-1][1]) if found else slice(0, 0)


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

    def rarities(self) -> list[int]:
        """What a level of each term is worth, in the order of the table."""
        return [self._rarities[term] for term in self]

    def stretch(self, terms: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Papers and levels of terms that are neighbours in the table, one after the other."""
        run = self._stretch(terms)
        return self._papers[run], self._levels[run]


class PlacesTable(_Table[Places]):
    """The places of each term. `counts` says how often each term stands, `papers` and
    `positions` where: those of all terms, one after the other."""

    def __init__(self, terms: Sequence[str], counts: np.ndarray, papers: np.ndarray, positions: np.ndarray) -> None:
        super().__init__(terms, counts)
        self._papers, self._positions = papers, positions

    def __getitem__(self, term: str) -> Places:
        run = slice(*self._runs[term])
        found: dict[int, list[int]] = {}
        for paper, position in zip(self._papers[run].tolist(), self._positions[run].tolist(), strict=True):
            found.setdefault(paper, []).append(position)
        return tuple((paper, tuple(positions)) for paper, positions in found.items())

    def stretch(self, terms: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Papers and positions of terms that are neighbours in the table, one after the other."""
        run = self._stretch(terms)
        return self._papers[run], self._positions[run]
