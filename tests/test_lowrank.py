"""The leading directions of a matrix: those of a full decomposition, the same every time, and a library's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from generator.lowrank import truncated_svd

SHAPES = [(60, 40), (40, 60), (50, 50)]


def low_rank(shape: tuple[int, int], rank: int) -> sparse.csr_matrix:
    """A matrix of so many directions, of falling weight."""
    chance = np.random.RandomState(7)
    return sparse.csr_matrix(chance.normal(size=(shape[0], rank)) * 0.5 ** np.arange(rank) @ chance.normal(size=(rank, shape[1])))


@pytest.mark.parametrize("shape", SHAPES)
def test_it_finds_what_a_full_decomposition_finds(shape: tuple[int, int]) -> None:
    matrix = low_rank(shape, 6)
    left, values, right = truncated_svd(matrix, 4, rounds=3)
    assert (left.shape, values.shape, right.shape) == ((shape[0], 4), (4,), (4, shape[1]))
    assert np.allclose(values, np.linalg.svd(matrix.toarray(), compute_uv=False)[:4])
    assert np.allclose(left.T @ left, np.eye(4)) and np.allclose(right @ right.T, np.eye(4))
    assert np.allclose(matrix @ right.T, left * values)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_signs_every_time(shape: tuple[int, int]) -> None:
    matrix = low_rank(shape, 6)
    left, values, right = truncated_svd(matrix, 4, rounds=2)
    assert all(column[np.abs(column).argmax()] > 0 for column in left.T)
    for one, other in zip((left, values, right), truncated_svd(matrix, 4, rounds=2), strict=True):
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_the_library_s(shape: tuple[int, int]) -> None:
    matrix = sparse.random(*shape, density=0.2, random_state=3, format="csr")
    theirs = randomized_svd(matrix, n_components=5, n_iter=2, power_iteration_normalizer="QR", random_state=0)
    for one, other in zip(truncated_svd(matrix, 5, rounds=2), theirs, strict=True):
        assert np.allclose(one, other)
