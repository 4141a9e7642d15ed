"""A large sparse matrix → the few directions that hold most of it; knows not what its rows are."""

from __future__ import annotations

import numpy as np
from scipy import sparse

_MORE = 10  # directions than are wanted are followed, which makes those wanted better
_APART = 1e-5  # the least pivot by the largest of columns that are well apart
_STEP = 1_000  # rows


def truncated_svd(matrix: sparse.csr_matrix, size: int, rounds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The `size` largest singular values, with their left vectors as columns and their right vectors as rows.

    By random projection, refined in so many `rounds` (Halko, Martinsson and Tropp, 2011), which begins the same every time.
    A left vector's largest number is positive.
    """
    wide = matrix.shape[0] < matrix.shape[1]
    tall = matrix.T if wide else matrix
    basis = np.random.RandomState(0).normal(size=(tall.shape[1], size + _MORE))
    for _ in range(rounds):
        basis, _ = _orthonormal(tall @ basis)  # one after the other: each is large
        basis, _ = _orthonormal(tall.T @ basis)
    basis, _ = _orthonormal(tall @ basis)
    other, triangle = _orthonormal(tall.T @ basis)
    left, values, right = np.linalg.svd(triangle.T)
    basis = basis @ left
    right = right @ other.T
    left, right = (right.T, basis.T) if wide else (basis, right)
    left, values, right = left[:, :size], values[:size], right[:size]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(size)])
    left *= signs
    right *= signs[:, None]
    return left, values, right


def _orthonormal(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """QR decomposition. Columns that are well apart are overwritten: by Cholesky's decomposition of their products, twice (Yamamoto and
    others, 2015), which takes no room, where a library's takes as much again three times."""
    whole = np.eye(columns.shape[1])
    for _ in range(2):
        try:
            triangle = np.linalg.cholesky(columns.T @ columns).T
        except np.linalg.LinAlgError:  # one lies in the span of others
            return np.linalg.qr(columns)
        if triangle.diagonal().min() < _APART * triangle.diagonal().max():
            return np.linalg.qr(columns)
        inverse = np.linalg.inv(triangle)
        for start in range(0, len(columns), _STEP):
            columns[start : start + _STEP] = columns[start : start + _STEP] @ inverse
        whole = triangle @ whole
    return columns, whole
