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


def count_terms(papers: Sequence[Paper], basis: int | None = None) -> TermCounts:
    """Count each paper's stems and pairs of neighbouring stems; those of one paper only are left out where there are more.

    The first `basis` papers decide which are counted and how they are written, all of them by default.
    """
    stream = read_words(papers)
    size, pair_of = _pairs(stream)
    words = _matrix(stream, np.flatnonzero(stream.stems >= 0), stream.stems, stream.stem_count)
    pairs = _matrix(stream, np.flatnonzero(pair_of >= 0), pair_of, size)
    known = len(papers) if basis is None else basis
    kept = _choose(np.concatenate([frequency(words, known), frequency(pairs, known)]), known)
    kept_words, kept_pairs = kept[kept < words.shape[1]], kept[kept >= words.shape[1]] - words.shape[1]
    words, pairs = _columns(words, kept_words), _columns(pairs, kept_pairs)
    told = stream.first(known)
    spellings = word_spellings(told)
    written = [spellings[term] for term in kept_words] + pair_spellings(told, pair_of[: len(told.stems)], kept_pairs)
    del stream, told, pair_of  # large, where there are many papers
    return TermCounts(matrix=sparse.hstack([words, pairs], format="csr"), written=tuple(written))


def _pairs(stream: WordStream) -> tuple[int, np.ndarray]:
    """How many pairs there are that stand anywhere twice; and of each word the pair it ends, or -1."""
    before, after = stream.stems[:-1], stream.stems[1:]
    is_pair = (before >= 0) & (after >= 0)
    keys = before[is_pair].astype(np.int64) * stream.stem_count + after[is_pair]
    sorted_keys = np.sort(keys)
    twice = np.unique(sorted_keys[1:][sorted_keys[1:] == sorted_keys[:-1]])
    del sorted_keys
    number = np.searchsorted(twice, keys).astype(np.int32)
    number[np.append(twice, -1)[number] != keys] = -1
    result = np.full(len(stream.stems), -1, dtype=np.int32)
    result[1:][is_pair] = number
    return len(twice), result


def _matrix(stream: WordStream, places: np.ndarray, terms: np.ndarray, size: int) -> sparse.csr_matrix:
    """Papers × `size` terms: how often the `terms` at these places of the stream."""
    counts = np.where(stream.titles[places], np.float32(TITLE_COUNT), np.float32(1))
    starts = np.searchsorted(places, stream.starts).astype(np.int32)
    matrix = sparse.csr_matrix((counts, terms[places], starts), shape=(len(starts) - 1, size))
    matrix.sum_duplicates()
    return matrix


def frequency(matrix: sparse.csr_matrix, rows: int) -> np.ndarray:
    """In how many of the first `rows` each column is not 0."""
    return np.bincount(matrix.indices[: matrix.indptr[rows]], minlength=matrix.shape[1])


def _choose(frequency: np.ndarray, papers: int) -> np.ndarray:
    """Terms of at least two papers (of one, in a very small corpus), the commonest MAX_TERMS of them."""
    least = 2 if papers > 3 else 1
    most = min(papers * COMMON_SHARE, COMMON) if papers > LARGE else papers
    kept = np.flatnonzero((frequency >= least) & (frequency <= most))
    return np.sort(kept[np.argsort(-frequency[kept], kind="stable")[:MAX_TERMS]])


def _columns(matrix: sparse.csr_matrix, kept: np.ndarray) -> sparse.csr_matrix:
    """Only the columns `kept`."""
    number = np.full(matrix.shape[1], -1, dtype=np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    indices = number[matrix.indices]
    inside = indices >= 0
    ends = np.concatenate([[0], np.cumsum(inside, dtype=np.int32)])[matrix.indptr]
    return sparse.csr_matrix((matrix.data[inside], indices[inside], ends), shape=(matrix.shape[0], len(kept)))
