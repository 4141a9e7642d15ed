"""Several rankings of the papers near a paper → one list of pairs, by reciprocal rank (Cormack and others, 2009).

Knows neither papers nor words: rows and papers are numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RANK_CONSTANT = 20.0  # smaller: the first ranks weigh more


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of a row and another paper, each once, by row; `worth` is what its ranks earn, 1 for a first place, and `near`
    whether the two are near each other."""

    rows: np.ndarray
    others: np.ndarray
    worth: np.ndarray
    near: np.ndarray


def ranks_within(groups: np.ndarray) -> np.ndarray:
    """For each item of a sorted array, how many equal ones stand before it."""
    starts = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]])) if len(groups) else groups
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.concatenate([starts, [len(groups)]])))


def fuse(rankings: Sequence[Pairs], papers: int) -> Pairs:
    """The sum of what each pair earned in all the rankings; near where it is in one."""
    keys = np.concatenate([ranking.rows * papers + ranking.others for ranking in rankings])
    distinct, inverse = np.unique(keys, return_inverse=True)
    worth = np.bincount(inverse, weights=np.concatenate([ranking.worth for ranking in rankings]))
    near = np.bincount(inverse, weights=np.concatenate([ranking.near for ranking in rankings])) > 0
    return Pairs(rows=distinct // papers, others=distinct % papers, worth=worth, near=near)
