"""Rows of numbers → rows of whole numbers whose products come out the same on any machine; knows not what they mean.

A unit row times 2048, rounded: every partial sum of a product of two such rows stays below 2²³, so that float32 holds
it exactly, in whatever order a library adds.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

GRID = 2048.0


def unit(rows: np.ndarray) -> np.ndarray:
    """Each row at length 1; a row of nothing stays nothing."""
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return rows / np.where(length > 0, length, 1)


def exact_rows(rows: np.ndarray) -> np.ndarray:
    """Unit rows as whole numbers, float32; products of two rows are GRID² at most."""
    return np.rint(unit(rows.astype(np.float64)) * GRID).astype(np.float32)


def exact_sparse_rows(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """The same for a sparse matrix; what becomes zero is dropped."""
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    length = np.sqrt(np.bincount(owner, weights=rows.data * rows.data, minlength=rows.shape[0]))
    data = np.rint(rows.data / length[owner] * GRID).astype(np.float32)
    result = sparse.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)
    result.eliminate_zeros()
    return result
