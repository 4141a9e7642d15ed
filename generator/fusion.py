"""Several measures of likeness between papers → one score a pair; knows neither papers nor words.

Each measure is turned into standard scores within its row (Montague and Aslam, 2001), which keeps how far ahead the
best are; what is lost when only ranks are fused. A pair is judged by the measures that can judge it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

USUAL_BEST = 6.0  # standard deviations: about where the first neighbours of a paper lie


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measure:
    """Likeness of a block of rows to all papers, and its share; `known` says which papers it knows (None: all)."""

    share: float
    values: np.ndarray
    known: np.ndarray | None = None


def fuse(measures: Iterable[Measure], rows: range) -> np.ndarray:
    """Rows × papers: the mean of the standard scores, by share, over `USUAL_BEST`; about 1 for near neighbours."""
    total, shares = np.zeros(1), np.zeros(1)
    for measure in measures:
        comparable = _comparable(measure, rows)
        total = total + measure.share * _standard_scores(measure.values, comparable)
        shares = shares + measure.share * comparable
    return total / (USUAL_BEST * np.where(shares > 0, shares, 1.0))


def _comparable(measure: Measure, rows: range) -> np.ndarray:
    """1 where two papers can be compared: both known, and not the same."""
    own = slice(rows.start, rows.stop)
    if measure.known is None:
        result = np.ones(measure.values.shape)
    else:
        result = np.outer(measure.known[own], measure.known).astype(float)
    result[np.arange(len(rows)), np.arange(rows.start, rows.stop)] = 0.0
    return result


def _standard_scores(values: np.ndarray, comparable: np.ndarray) -> np.ndarray:
    """Each comparable value less its row's mean, in standard deviations of the row; 0 elsewhere and in even rows."""
    count = np.maximum(comparable.sum(axis=1, keepdims=True), 1.0)
    centred = values * comparable
    centred -= centred.sum(axis=1, keepdims=True) / count
    centred *= comparable
    deviation = np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / count)
    return centred / np.where(deviation > 1e-9, deviation, np.inf)
