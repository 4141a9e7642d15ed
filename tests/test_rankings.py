"""Rankings against the plain definition: whole numbers in, the same places out, whatever was known before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import rankings
from generator.fusion import RANK_CONSTANT
from generator.rankings import Compare, Rankings, count_shared, rank_papers

SIZE, NEAR = 3, 2  # places; likeness from which on papers are near
Row = tuple[int, int, int]
rows = st.tuples(*[st.integers(-2, 2)] * 3)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankings, "_BLOCKS", (2, 3))
    monkeypatch.setattr(rankings, "map_forked", lambda work, tasks: [work(task) for task in tasks])


def rank(papers: dict[int, Row], known: Rankings | None = None) -> Rankings:
    """Two measures: the product of two rows, and what they have in common at the first place."""
    table = np.array([papers[name] for name in sorted(papers)], dtype=np.float32).reshape(-1, 3)

    def over(columns: np.ndarray) -> Compare:
        def compare(numbers: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
            product = table[numbers] @ table[columns].T
            first = np.minimum(table[numbers][:, :1], table[columns][:, 0])
            return [product, first], product >= NEAR

        return compare

    keys = [repr((name, papers[name])).encode() for name in sorted(papers)]
    return rank_papers(over, 2, keys, SIZE, known)


def places(found: Rankings) -> list[list[list[tuple[int, int, bool]]]]:
    return [
        [
            [(other, like, near) for other, like, near in zip(*row, strict=True) if other >= 0]
            for row in zip(one.others.tolist(), one.likeness.tolist(), one.near.tolist(), strict=True)
        ]
        for one in found.measures
    ]


def plain(table: Sequence[Row]) -> list[list[list[tuple[int, int, bool]]]]:
    def products(row: int) -> list[int]:
        return [sum(a * b for a, b in zip(table[row], other, strict=True)) for other in table]

    def best(row: int, likeness: Sequence[int]) -> list[tuple[int, int, bool]]:
        others = sorted((n for n in range(len(table)) if n != row and likeness[n] > 0), key=lambda n: (-likeness[n], n))
        return [(n, likeness[n], products(row)[n] >= NEAR) for n in others[:SIZE]]

    numbers = range(len(table))
    return [
        [best(row, products(row)) for row in numbers],
        [best(row, [min(table[row][0], other[0]) for other in table]) for row in numbers],
    ]


@given(st.lists(st.dictionaries(st.integers(0, 9), rows, min_size=1), min_size=1, max_size=4))
def test_the_likest_come_first_whatever_was_known_before(steps):
    known, papers = None, {}
    for changed in steps:
        papers = {name: row for name, row in (papers | changed).items() if row != (0, 0, 0)} or {0: (1, 1, 1)}
        known = rank(papers, known)
        assert places(known) == plain([papers[name] for name in sorted(papers)])


def test_nothing_is_compared_where_nothing_changed():
    papers = {0: (1, 1, 1), 1: (2, 0, 1), 2: (0, 1, 0)}
    known = rank(papers)
    assert rank(papers, known) is known
    assert count_shared(known, known.keys[1:]) == 2 and count_shared(None, known.keys) == 0


def test_places_become_pairs_that_earn_by_rank():
    found = rank({0: (2, 0, 0), 1: (1, 0, 0), 2: (1, 1, 0), 3: (0, 1, 0)}).measures[0].pairs(range(2, 4))
    assert found.rows.tolist() == [2, 2, 2, 3]
    assert found.others.tolist() == [0, 1, 3, 2]
    assert found.worth.tolist() == [1, RANK_CONSTANT / (RANK_CONSTANT + 1), RANK_CONSTANT / (RANK_CONSTANT + 2), 1]
    assert found.near.tolist() == [True, False, False, False]


def test_what_was_found_by_other_measures_is_not_taken():
    papers = {0: (1, 1, 1), 1: (2, 0, 1)}
    whole = rank(papers)
    fewer = Rankings(whole.keys, whole.measures[:1])
    assert places(rank(papers, fewer)) == places(whole)
