"""Papers measured against each other in several ways → for each way the papers likest to each; knows not what is measured.

What an earlier build found is brought up to date: only pairs of which it did not know one are compared. The result is the same
as without it, for equals go by number, so that it does not matter what was found when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .fusion import RANK_CONSTANT, Pairs, ranks_within
from .workers import map_forked

_BLOCK_SIZE = 400_000  # pairs that are compared at once: never all of them
_BLOCKS = 256, 4_096  # rows in it at most: where they are compared with all papers, and with new ones
_NOBODY, _GONE = -1, -2

Compare = Callable[[np.ndarray], tuple[list[np.ndarray], np.ndarray]]
"""Numbers of papers (rows) → how like some papers (columns) are to them by each measure, in whole numbers, and which are near."""
Over = Callable[[np.ndarray], Compare]
"""Numbers of papers → what compares others with these."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """By one measure, papers × places: the number of the `others`, the likest first, equals by number (-1 where nobody more is
    like it at all); how like they are; and which are near by any measure."""

    others: np.ndarray
    likeness: np.ndarray
    near: np.ndarray

    def pairs(self, rows: range) -> Pairs:
        """Each of `rows` with those in its places; the first place earns 1."""
        others = self.others[rows.start : rows.stop]
        places, ranks = np.nonzero(others >= 0)
        return Pairs(
            rows=places + rows.start,
            others=others[places, ranks].astype(np.int64),
            worth=RANK_CONSTANT / (RANK_CONSTANT + ranks),
            near=self.near[rows.start : rows.stop][places, ranks],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """By each measure. `keys` are the papers': one is the same only while all that is measured of its paper is, and papers of
    the same keys keep their order."""

    keys: tuple[bytes, ...]
    measures: tuple[Ranking, ...]


def rank_papers(over: Over, measures: int, keys: Sequence[bytes], size: int, known: Rankings | None = None) -> Rankings:
    """For each paper the `size` likest, itself never; `known` is what was found for other papers, or for some of these."""
    keys = tuple(keys)
    if known and len(known.measures) != measures:
        known = None
    if known and known.keys == keys:
        return known
    rankings = tuple(_empty(len(keys), size) for _ in range(measures))
    before = {key: number for number, key in enumerate(known.keys)} if known else {}
    came = np.array([before.get(key, _NOBODY) for key in keys], dtype=np.int64)
    fresh, new = came < 0, np.flatnonzero(came < 0)
    if known:
        fresh |= _take_over(rankings, known, came)
    tasks = [(rows, True) for rows in _blocks(np.flatnonzero(fresh), len(keys), _BLOCKS[0])]
    tasks += [(rows, False) for rows in _blocks(np.flatnonzero(~fresh), len(new), _BLOCKS[1])]
    everybody = np.arange(len(keys))
    compare = {whole: over(everybody if whole else new) for whole in {whole for _, whole in tasks}}

    def find(task: tuple[np.ndarray, bool]) -> list[tuple[np.ndarray, Ranking]]:
        rows, whole = task
        likenesses, near = compare[whole](rows)
        found = []
        for ranking, likeness in zip(rankings, likenesses, strict=True):
            if whole:
                likeness[np.arange(len(rows)), rows] = 0  # itself
            found.append(_merge(ranking, rows, everybody if whole else new, likeness, near))
        return found

    for done in map_forked(find, tasks):
        for ranking, (rows, part) in zip(rankings, done, strict=True):
            ranking.others[rows], ranking.likeness[rows], ranking.near[rows] = part.others, part.likeness, part.near
    return Rankings(keys, rankings)


def count_shared(known: Rankings | None, keys: Sequence[bytes]) -> int:
    """Of how many of the papers something is known."""
    return len(set(keys).intersection(known.keys)) if known else 0


def _empty(papers: int, size: int) -> Ranking:
    shape = (papers, size)
    return Ranking(np.full(shape, _NOBODY, np.int32), np.zeros(shape, np.int32), np.zeros(shape, bool))


def _take_over(rankings: Sequence[Ranking], known: Rankings, came: np.ndarray) -> np.ndarray:
    """Put what is known into the rankings; tells which papers are to be compared anew, for one that was like them is gone."""
    kept = np.flatnonzero(came >= 0)
    number = np.full(len(known.keys) + 1, _GONE, dtype=np.int32)
    number[came[kept]], number[_NOBODY] = kept, _NOBODY
    lost = np.zeros(len(came), dtype=bool)
    for ranking, old in zip(rankings, known.measures, strict=True):
        ranking.others[kept] = number[old.others[came[kept]]]
        ranking.likeness[kept], ranking.near[kept] = old.likeness[came[kept]], old.near[came[kept]]
        lost |= (ranking.others == _GONE).any(axis=1)
    for ranking in rankings:
        ranking.others[lost], ranking.likeness[lost], ranking.near[lost] = _NOBODY, 0, False
    return lost


def _blocks(rows: np.ndarray, columns: int, most: int) -> list[np.ndarray]:
    """The rows in blocks that are compared at once with so many papers."""
    height = max(1, min(most, _BLOCK_SIZE // columns)) if columns else 0
    return [rows[start : start + height] for start in range(0, len(rows), height)] if height else []


def _merge(
    ranking: Ranking, rows: np.ndarray, columns: np.ndarray, likeness: np.ndarray, near: np.ndarray
) -> tuple[np.ndarray, Ranking]:
    """The rows into whose places some of the columns come, and what is then in those."""
    size = ranking.others.shape[1]
    edge = max(0, likeness.shape[1] - size)
    least = np.maximum(np.partition(likeness, edge, axis=1)[:, edge], 1)
    likely = np.flatnonzero(likeness >= np.maximum(least, ranking.likeness[rows, -1])[:, None])  # a tenth of the time of two axes
    places, found = np.divmod(likely, likeness.shape[1])
    touched, places = np.unique(places, return_inverse=True)
    rows = rows[touched]
    held, ranks = np.nonzero(ranking.others[rows] >= 0)
    held_at = (rows[held], ranks)
    owners = np.concatenate([held, places])
    others = np.concatenate([ranking.others[held_at], columns[found]])
    values = np.concatenate([ranking.likeness[held_at], likeness[touched[places], found].astype(np.int32)])
    told = np.concatenate([ranking.near[held_at], near[touched[places], found]])
    order = np.lexsort((others, -values, owners))
    ranks = ranks_within(owners[order])
    order, ranks = order[ranks < size], ranks[ranks < size]
    result = _empty(len(rows), size)
    at = (owners[order], ranks)
    result.others[at], result.likeness[at], result.near[at] = others[order], values[order], told[order]
    return rows, result
