"""The words of papers → how often each says which words and pairs of words, by stem; knows nothing of weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .termwording import natural_spellings, pair_spellings, word_spellings
from .wordstream import WordStream

TITLE_COUNT = 3  # a title's word counts as so many in the abstract
MAX_TERMS = 40_000
LARGE = 2_000
COMMON_SHARE = 0.2  # in a large corpus a term in more papers than this says little, and costs most
COMMON = 2_000  # papers; in a very large one, more than so many
_STEP = 250_000  # words
_PAIR = 32  # bits: of two stems the first's number stands above the second's


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What is counted: `words`, the numbers of stems, and `pairs` of neighbours, both ascending; `stems` are all numbered ones.

    `written` is each term for a reader, empty where it would not tell him anything.
    """

    stems: Mapping[str, int]
    words: np.ndarray
    pairs: np.ndarray
    written: tuple[str, ...]


def choose_terms(stream: WordStream) -> Terms:
    """Stems and pairs of neighbouring stems; those of one paper only are left out where there are more."""
    pairs = _repeated_pairs(stream)
    pair_of = _find_pairs(stream, pairs)
    words, together = _count_words(stream), _matrix(stream, pair_of, len(pairs))
    kept = _choose(np.concatenate([frequency(words), frequency(together)]), len(stream.starts) - 1)
    kept_words, kept_pairs = kept[kept < words.shape[1]], kept[kept >= words.shape[1]] - words.shape[1]
    del words, together  # large, where there are many papers
    shown = natural_spellings(stream)
    spellings = word_spellings(stream, shown)
    written = [spellings[term] for term in kept_words] + pair_spellings(stream, shown, pair_of, kept_pairs)
    return Terms(stream.stem_numbers, kept_words, pairs[kept_pairs], tuple(written))


def count_terms(stream: WordStream, terms: Terms) -> sparse.csr_matrix:
    """Papers × terms, how often; the stream has the terms' numbers of stems."""
    pairs = _matrix(stream, _find_pairs(stream, terms.pairs), len(terms.pairs))
    return sparse.hstack([_columns(_count_words(stream), terms.words), pairs], format="csr")


def _neighbours(stream: WordStream) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Where a word ends a pair, and which, in steps: their numbers take more room than all words do."""
    for start in range(0, len(stream.stems) - 1, _STEP):
        before, after = stream.stems[start : start + _STEP], stream.stems[start + 1 : start + 1 + _STEP]
        places = np.flatnonzero((before[: len(after)] >= 0) & (after >= 0))
        yield places + (start + 1), before[places].astype(np.int64) << _PAIR | after[places]


def _repeated_pairs(stream: WordStream) -> np.ndarray:
    """The pairs that stand anywhere twice."""
    pairs = np.concatenate([found for _, found in _neighbours(stream)] or [np.empty(0, np.int64)])
    pairs.sort()
    return np.unique(pairs[1:][pairs[1:] == pairs[:-1]])


def _find_pairs(stream: WordStream, pairs: np.ndarray) -> np.ndarray:
    """For each word of the stream which of these pairs it ends, or -1."""
    known = np.append(pairs, -1)
    result = np.full(len(stream.stems), -1, dtype=np.int32)
    for places, found in _neighbours(stream):
        number = np.searchsorted(pairs, found).astype(np.int32)
        number[known[number] != found] = -1
        result[places] = number
    return result


def _count_words(stream: WordStream) -> sparse.csr_matrix:
    return _matrix(stream, stream.stems, len(stream.stem_numbers))


def _matrix(stream: WordStream, terms: np.ndarray, size: int) -> sparse.csr_matrix:
    """Papers × `size` terms: how often; `terms` are those of the stream's words, -1 for none."""
    places = np.flatnonzero(terms >= 0).astype(np.int32)
    counts = np.where(stream.titles[places], np.float32(TITLE_COUNT), np.float32(1))
    starts = np.searchsorted(places, stream.starts).astype(np.int32)
    matrix = sparse.csr_matrix((counts, terms[places], starts), shape=(len(starts) - 1, size))
    matrix.sum_duplicates()
    return matrix


def frequency(matrix: sparse.csr_matrix) -> np.ndarray:
    """In how many rows each column is not 0."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1])


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
