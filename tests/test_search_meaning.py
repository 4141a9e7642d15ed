"""Meaning in the search: the words that a paper lacks, against the plain definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import meaning


@pytest.mark.parametrize("largest", [3, 50, 100_000])
@given(papers=st.integers(1, 5), terms=st.integers(1, 130), seed=st.integers(0, 1 << 20))
def test_a_paper_gets_the_best_words_and_of_equals_the_first(largest, papers, terms, seed):
    block = np.random.default_rng(seed).integers(-largest, largest, (papers, terms)).astype(np.float32)
    unit = largest * 4.0
    expected = set()
    for paper, values in enumerate(block.tolist(), 7):
        for term in sorted(range(terms), key=lambda term: (-values[term], term))[: meaning.PER_PAPER]:
            level = min(int(meaning.WORTH * values[term] / unit / meaning.UNIT + 0.5), meaning.MOST)
            expected |= {(term, paper, level)} if level > 0 else set()
    found = meaning._choose(block, 7, unit).T.tolist()
    assert len(found) == len(expected) and set(map(tuple, found)) == expected
    assert [paper for _, paper, _ in found] == sorted(paper for _, paper, _ in expected), "by the papers, as `_by_term` wants them"
