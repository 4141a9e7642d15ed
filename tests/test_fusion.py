"""Ranks and their fusion: whole numbers in, the same pairs out however equals are sorted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from generator.exactrows import GRID, exact_rows
from generator.fusion import RANK_CONSTANT, Pairs, fuse, rank_nearest, ranks_within


@given(arrays.arrays(np.int16, (9, 9), elements=st.integers(-3, 3)), st.integers(1, 12), st.integers(0, 6))
def test_the_likest_come_first_and_equals_by_number(table, size, start):
    likeness = table.astype(np.float32)
    rows = range(start, start + 3)
    found = rank_nearest(likeness[start : start + 3].copy(), rows, size)
    for row in rows:
        others = [n for n in range(9) if n != row and likeness[row, n] > 0]
        expected = sorted(others, key=lambda n: (-likeness[row, n], n))[:size]
        assert found.others[found.rows == row].tolist() == expected
        places = np.arange(len(expected))
        assert found.worth[found.rows == row].tolist() == (RANK_CONSTANT / (RANK_CONSTANT + places)).tolist()


def test_ranks_start_anew_with_each_group():
    assert ranks_within(np.array([4, 4, 4, 7, 9, 9])).tolist() == [0, 1, 2, 0, 0, 1]
    assert ranks_within(np.array([], dtype=int)).tolist() == []


def test_a_pair_earns_the_sum_of_its_places():
    def pairs(*triples):
        rows, others, worth = (np.array(column) for column in zip(*triples, strict=True))
        return Pairs(rows=rows, others=others, worth=worth)

    both = fuse([pairs((0, 2, 1.0), (1, 0, 0.5)), pairs((0, 2, 0.25), (0, 1, 1.0))], 3)
    assert list(zip(both.rows.tolist(), both.others.tolist(), both.worth.tolist(), strict=True)) == [
        (0, 1, 1.0),
        (0, 2, 1.25),
        (1, 0, 0.5),
    ]


@given(arrays.arrays(np.float64, (6, 8), elements=st.floats(-1e3, 1e3)))
def test_products_of_exact_rows_do_not_depend_on_the_order_of_addition(table):
    rows = exact_rows(table)
    backwards = np.ascontiguousarray(rows[:, ::-1])
    assert (rows @ rows.T).tolist() == (backwards @ backwards.T).tolist()
    assert (rows @ rows.T == (rows.astype(np.int64) @ rows.astype(np.int64).T)).all()
    assert np.abs(rows).max(initial=0) <= GRID
