"""Papers → how often each says which words and pairs of words, by stem; knows nothing of weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .model import Paper
from .termwording import pair_spellings, word_spellings
from .wordstream import WordStream, read_words

TITLE_COUNT = 3  # a title's word counts as so many in the abstract
MAX_TERMS = 40_000
LARGE = 2_000
COMMON_SHARE = 0.2  # in a large corpus a term in more papers than this says little, and costs most
COMMON = 2_000  # papers; in a very large one, more than so many


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Papers × terms, how often; `written` is each term for a reader, empty where it would not tell him anything."""

    matrix: sparse.csr_matrix
    written: tuple[str, ...]


def count_terms(papers: Sequence[Paper]) -> TermCounts:
    """Count each paper's stems and pairs of neighbouring stems; those of one paper only are left out where there are more."""
    stream = read_words(papers)
    pairs, pair_of = _pairs(stream)
    matrix = _matrix(stream, pairs, pair_of, len(papers))
    kept = _choose(np.bincount(matrix.indices, minlength=matrix.shape[1]), len(papers))
    matrix = _columns(matrix, kept)
    words = word_spellings(stream)
    written = [words[term] for term in kept[kept < stream.stem_count]]
    written += pair_spellings(stream, pair_of, kept[kept >= stream.stem_count] - stream.stem_count)
    return TermCounts(matrix=matrix, written=tuple(written))


def _pairs(stream: WordStream) -> tuple[int, np.ndarray]:
    """How many pairs there are that stand anywhere twice; and of each word but the first, the pair it ends, or -1."""
    before, after = stream.stems[:-1], stream.stems[1:]
    is_pair = (before >= 0) & (after >= 0)
    keys = before[is_pair].astype(np.int64) * stream.stem_count + after[is_pair]
    _, inverse, times = np.unique(keys, return_inverse=True, return_counts=True)
    number = np.where(times > 1, np.cumsum(times > 1) - 1, -1).astype(np.int32)
    result = np.full(len(before), -1, dtype=np.int32)
    result[is_pair] = number[inverse]
    return int((times > 1).sum()), result


def _matrix(stream: WordStream, pairs: int, pair_of: np.ndarray, papers: int) -> sparse.csr_matrix:
    """Papers × stems, then pairs."""
    words, ends = np.flatnonzero(stream.stems >= 0), np.flatnonzero(pair_of >= 0)
    terms = np.concatenate([stream.stems[words], pair_of[ends] + np.int32(stream.stem_count)])
    places = np.concatenate([words, ends + 1])
    counts = np.where(stream.titles[places], np.float32(TITLE_COUNT), np.float32(1))
    shape = (papers, max(1, stream.stem_count + pairs))
    return sparse.coo_matrix((counts, (stream.papers[places], terms)), shape=shape).tocsr()


def _choose(frequency: np.ndarray, papers: int) -> np.ndarray:
    """Terms of at least two papers (of one, in a very small corpus), the commonest MAX_TERMS of them."""
    least = 2 if papers > 3 else 1
    most = min(papers * COMMON_SHARE, COMMON) if papers > LARGE else papers
    kept = np.flatnonzero((frequency >= least) & (frequency <= most))
    return np.sort(kept[np.argsort(-frequency[kept], kind="stable")[:MAX_TERMS]])


def _columns(matrix: sparse.csr_matrix, kept: np.ndarray) -> sparse.csr_matrix:
    """Only the columns `kept`; of one empty column where there is none."""
    if not len(kept):
        return sparse.csr_matrix((matrix.shape[0], 1), dtype=matrix.dtype)
    number = np.full(matrix.shape[1], -1, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    inside = number[matrix.indices] >= 0
    ends = np.concatenate([[0], np.cumsum(inside)])[matrix.indptr]
    values = (matrix.data[inside], number[matrix.indices[inside]], ends)
    return sparse.csr_matrix(values, shape=(matrix.shape[0], len(kept)))
