"""Products of sparse matrices are what SciPy makes of them, and do without its own affairs where they are others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from generator import products
from generator.products import dense_product

SIDES = st.integers(1, 9)


@given(SIDES, SIDES, SIDES, st.integers(0, 2**16), st.floats(0, 1))
def test_a_product_is_the_plain_one(height: int, terms: int, width: int, seed: int, density: float) -> None:
    chance = np.random.RandomState(seed)
    rows, columns = (
        sparse.csr_matrix(np.where(chance.rand(*shape) < density, chance.randint(1, 50, shape), 0).astype(np.float32))
        for shape in ((height, terms), (terms, width))
    )
    found = dense_product(rows, columns)
    assert found.dtype == np.float32 and np.array_equal(found, rows.toarray() @ columns.toarray())


@pytest.mark.parametrize("kinds", [(np.float32, np.float64), (np.int32, np.int32)])
def test_numbers_of_any_kind_will_do(kinds: tuple[type, type]) -> None:
    rows, columns = sparse.csr_matrix(np.eye(3, dtype=kinds[0])), sparse.csr_matrix(np.arange(6, dtype=kinds[1]).reshape(3, 2))
    assert np.array_equal(dense_product(rows, columns), columns.toarray())


def test_it_does_without_what_scipy_may_call_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "tools", None)
    test_a_product_is_the_plain_one()


def test_what_is_no_such_product_is_left_to_scipy() -> None:
    rows = sparse.csr_matrix(np.eye(3, dtype=np.float32))
    assert np.array_equal(dense_product(rows, sparse.csc_matrix(rows)), np.eye(3))
    with pytest.raises(ValueError, match="mismatch"):
        dense_product(rows, sparse.csr_matrix(np.eye(4, dtype=np.float32)))
