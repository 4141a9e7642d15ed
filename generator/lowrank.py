"""A large sparse matrix → the few directions that hold most of it; knows not what its rows are."""

from __future__ import annotations

import numpy as np
from scipy import sparse

_MORE = 10  # directions than are wanted are followed, which makes those wanted better


def truncated_svd(matrix: sparse.csr_matrix, size: int, rounds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The `size` largest singular values, with their left vectors as columns and their right vectors as rows.

    By random projection, refined in so many `rounds` (Halko, Martinsson and Tropp, 2011), which begins the same every time.
    A left vector's largest number is positive.
    """
    wide = matrix.shape[0] < matrix.shape[1]
    tall = matrix.T if wide else matrix
    basis = np.random.RandomState(0).normal(size=(tall.shape[1], size + _MORE))
    for _ in range(rounds):
        basis = _orthonormal(tall @ basis)  # one after the other: each is large
        basis = _orthonormal(tall.T @ basis)
    basis = _orthonormal(tall @ basis)
    left, values, right = np.linalg.svd(basis.T @ tall, full_matrices=False)
    basis = basis @ left
    left, right = (right.T, basis.T) if wide else (basis, right)
    left, values, right = left[:, :size], values[:size], right[:size]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(size)])
    left *= signs
    right *= signs[:, None]
    return left, values, right


def _orthonormal(columns: np.ndarray) -> np.ndarray:
    return np.linalg.qr(columns)[0]
