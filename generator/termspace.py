"""Papers → sparse and latent term vectors, of one counting; knows nothing of tags, names or ranking."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from .exactrows import exact_rows, exact_sparse_rows
from .fingerprint import fingerprint
from .lowrank import truncated_svd
from .memory import FORGETFUL, Memory
from .model import Paper
from .termcounts import LARGE, Terms, choose_terms, count_terms, frequency
from .wordstream import Texts, read_words

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measures:
    """What other papers are measured by, with the papers from which it was taken: terms and how rare each is; the `leading` terms,
    which bend the latent space, and its axes, axes × leading terms."""

    terms: Terms
    rarity: np.ndarray
    leading: np.ndarray
    axes: np.ndarray
    tfidf: sparse.csr_matrix
    latent: np.ndarray


def build_term_space(papers: Sequence[Paper], basis: int | None = None, memory: Memory = FORGETFUL) -> TermSpace:
    """Count stems and pairs of neighbouring stems once; weigh them by how often and how rare.

    What is counted, what is rare, and the latent space, are taken from the first `basis` papers, all of them by default; `memory`
    may know these.
    """
    measures = memory.once(*_measuring(papers[:basis]))
    tfidf, latent, others = measures.tfidf, measures.latent, _texts(papers[len(measures.latent) :])
    if others:
        more = _weighed(count_terms(read_words(others, measures.terms.stems), measures.terms), measures.rarity)
        tfidf = sparse.vstack([tfidf, more], format="csr")
        latent = np.concatenate([latent, exact_rows(_leading(more, measures.leading) @ measures.axes.T)])
    return TermSpace(tfidf=tfidf, latent=latent, written=measures.terms.written)


def begin_term_space(papers: Sequence[Paper], basis: int, memory: Memory) -> None:
    """Say that the space of these papers will be wanted, in this order, so that what takes longest is done meanwhile."""
    if basis > LARGE:
        memory.begin(*_measuring(papers[:basis]))


def _measuring(papers: Sequence[Paper]) -> tuple[str, str, Callable[[], Measures]]:
    """Under which name and key the measures are kept, and what takes them."""
    texts = _texts(papers)
    return "measures", fingerprint(*chain.from_iterable(texts)), partial(_survey, texts)


def _texts(papers: Iterable[Paper]) -> Texts:
    return tuple((paper.title, paper.abstract) for paper in papers)


@threadpool_limits.wrap(limits=1)  # small products: more threads only wait for each other
def _survey(texts: Texts) -> Measures:
    """The measures, taken from these texts."""
    stream = read_words(texts)
    terms = choose_terms(stream)
    counts = count_terms(stream, terms)
    del stream  # large
    often = frequency(counts)
    rarity = np.log((1 + len(texts)) / (1 + often)) + 1
    tfidf = _weighed(counts, rarity)
    del counts  # large
    leading = np.sort(np.argsort(-often, kind="stable")[:LATENT_TERMS])
    latent, axes = _latent(_leading(tfidf, leading), min(len(texts), tfidf.shape[1]))
    return Measures(terms=terms, rarity=rarity, leading=leading, axes=axes, tfidf=tfidf, latent=exact_rows(latent))


def _weighed(counts: sparse.csr_matrix, rarity: np.ndarray) -> sparse.csr_matrix:
    weights = (1 + np.log(counts.data, dtype=np.float64)) * rarity[counts.indices]
    return exact_sparse_rows(sparse.csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape))


def _leading(tfidf: sparse.csr_matrix, terms: np.ndarray) -> sparse.csr_matrix:
    return tfidf[:, terms].astype(np.float64)


def _latent(terms: sparse.csr_matrix, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Latent semantic analysis (Deerwester and others, 1990): rows of the leading left singular space, and what folds in others;
    one axis fewer than `most` at most."""
    papers = terms.shape[0]
    size = min(LATENT_SIZE, math.ceil(LATENT_GROWTH * math.sqrt(papers)), most - 1)
    if size < 1:
        return np.zeros((papers, 1)), np.zeros((1, terms.shape[1]))
    left, values, right = truncated_svd(terms, size, 4 if papers <= LARGE else 2)  # rounds cost most of the time there
    return left * values, right
