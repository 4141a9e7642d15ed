"""Papers → sparse and latent term vectors, of one counting; knows nothing of tags, names or ranking."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .exactrows import exact_rows, exact_sparse_rows
from .lowrank import truncated_svd
from .model import Paper
from .termcounts import LARGE, count_terms, frequency

LATENT_SIZE = 100  # at most; in a small corpus LATENT_GROWTH × √papers (measured: 50 for 454 beats 64 and 100)
LATENT_GROWTH = 2.4
LATENT_TERMS = 10_000  # at most: terms of few papers hardly bend the space, and cost most


@dataclass(frozen=True, slots=True)
class TermSpace:
    """Rows are papers: TF-IDF, sparse, and latent vectors, both of whole numbers (see `exactrows`).

    `written` is each term as papers mostly write it.
    """

    tfidf: sparse.csr_matrix
    latent: np.ndarray
    written: tuple[str, ...]


def build_term_space(papers: Sequence[Paper], basis: int | None = None) -> TermSpace:
    """Count stems and pairs of neighbouring stems once; weigh them by how often and how rare.

    What is rare, and the latent space, are taken from the first `basis` papers, all of them by default.
    """
    basis = len(papers) if basis is None else basis
    counts = count_terms(papers, basis)
    tfidf = _weighed(counts.matrix, basis)
    written = counts.written
    del counts  # large, and done with
    return TermSpace(latent=_latent(tfidf, basis), tfidf=tfidf, written=written)


def _weighed(counts: sparse.csr_matrix, basis: int) -> sparse.csr_matrix:
    rarity = np.log((1 + basis) / (1 + frequency(counts, basis))) + 1
    weights = (1 + np.log(counts.data, dtype=np.float64)) * rarity[counts.indices]
    return exact_sparse_rows(sparse.csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape))


def _latent(tfidf: sparse.csr_matrix, basis: int) -> np.ndarray:
    """Latent semantic analysis (Deerwester and others, 1990): rows of the leading left singular space, new rows folded in."""
    size = min(LATENT_SIZE, math.ceil(LATENT_GROWTH * math.sqrt(basis)), min(basis, tfidf.shape[1]) - 1)
    if size < 1:
        return np.zeros((tfidf.shape[0], 1), dtype=np.float32)
    rounds = 4 if basis <= LARGE else 2  # refining; costs most of the time there
    terms = _commonest(tfidf, LATENT_TERMS, basis)
    whole = basis == tfidf.shape[0]
    left, values, right = truncated_svd((terms if whole else terms[:basis]).astype(np.float64), size, rounds)
    known = left * values
    return exact_rows(known if whole else np.concatenate([known, terms[basis:].astype(np.float64) @ right.T]))


def _commonest(matrix: sparse.csr_matrix, count: int, basis: int) -> sparse.csr_matrix:
    """The `count` columns that are not 0 in most of the first `basis` rows."""
    if matrix.shape[1] <= count:
        return matrix
    return matrix[:, np.sort(np.argsort(-frequency(matrix, basis), kind="stable")[:count])]
