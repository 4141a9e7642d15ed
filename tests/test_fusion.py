"""Ranks and their fusion: whole numbers in, the same pairs out however equals are sorted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from generator.exactrows import GRID, exact_rows
from generator.fusion import Pairs, fuse, ranks_within


def test_ranks_start_anew_with_each_group():
    assert ranks_within(np.array([4, 4, 4, 7, 9, 9])).tolist() == [0, 1, 2, 0, 0, 1]
    assert ranks_within(np.array([], dtype=int)).tolist() == []


def test_a_pair_earns_the_sum_of_its_places():
    def pairs(*given):
        rows, others, worth, near = (np.array(column) for column in zip(*given, strict=True))
        return Pairs(rows=rows, others=others, worth=worth, near=near)

    both = fuse([pairs((0, 2, 1.0, True), (1, 0, 0.5, False)), pairs((0, 2, 0.25, False), (0, 1, 1.0, True))], 3)
    columns = (both.rows, both.others, both.worth, both.near)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == [
        (0, 1, 1.0, True),
        (0, 2, 1.25, True),
        (1, 0, 0.5, False),
    ]


@given(arrays.arrays(np.float64, (6, 8), elements=st.floats(-1e3, 1e3)))
def test_products_of_exact_rows_do_not_depend_on_the_order_of_addition(table):
    rows = exact_rows(table)
    backwards = np.ascontiguousarray(rows[:, ::-1])
    assert (rows @ rows.T).tolist() == (backwards @ backwards.T).tolist()
    assert (rows @ rows.T == (rows.astype(np.int64) @ rows.astype(np.int64).T)).all()
    assert np.abs(rows).max(initial=0) <= GRID
