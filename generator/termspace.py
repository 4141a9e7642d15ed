"""Papers → sparse and latent term vectors, one counting for all; knows nothing of tags, names or ranking."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.utils.extmath import randomized_svd

from .model import Paper
from .tokens import split_words

TITLE_COUNT = 3  # a title's word counts as so many in the abstract
LATENT_SIZE = 100  # at most; in a small corpus LATENT_GROWTH × √papers (measured: 50 for 454 beats 64 and 100)
LATENT_GROWTH = 2.4
MAX_TERMS = 40_000
COMMON_SHARE = 0.2  # in a large corpus a term in more papers than this says little, and costs most
LARGE = 2_000
_K1, _B = 1.2, 0.75  # BM25's usual constants (Robertson and Zaragoza, 2009)
_STOP = frozenset(ENGLISH_STOP_WORDS) | frozenset(
    "paper propose proposed present show shows result results method methods approach approaches work use used using "
    "based new novel state art performance demonstrate experiment experiments extensive various achieve achieves "
    "significantly model models introduce improve improves code available github https com existing different".split()
)
_ENDINGS = tuple("izations ization ations ation ings ing ers ies ied ed er es s ly e".split())


@dataclass(frozen=True, slots=True)
class TermSpace:
    """Rows are papers: unit TF-IDF, unit latent vectors, BM25's query side; `…_columns` are terms × papers.

    `terms` are the stems, `written` how each is mostly written, `rarity` their inverse document frequency.
    """

    tfidf: sparse.csr_matrix
    tfidf_columns: sparse.csr_matrix
    latent: np.ndarray
    queries: sparse.csr_matrix
    bm25_columns: sparse.csr_matrix
    terms: tuple[str, ...]
    written: tuple[str, ...]
    rarity: np.ndarray


def build_term_space(papers: Sequence[Paper]) -> TermSpace:
    """Count stems and pairs of neighbouring stems once, and weigh the counts three ways."""
    counts, terms, written = _count(papers)
    present = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((1 + counts.shape[0]) / (1 + present)) + 1
    tfidf = _unit_rows(_logarithmic(counts) @ sparse.diags(rarity)).astype(np.float32)
    return TermSpace(
        tfidf=tfidf,
        tfidf_columns=tfidf.T.tocsr(),
        latent=_latent(tfidf),
        bm25_columns=_bm25(counts, present).T.tocsr(),
        queries=_logarithmic(counts).astype(np.float32),
        terms=terms,
        written=written,
        rarity=rarity,
    )


def stem(word: str) -> str:
    """A light English stemmer: one ending off, if four letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _count(papers: Sequence[Paper]) -> tuple[sparse.csr_matrix, tuple[str, ...], tuple[str, ...]]:
    """A papers × terms matrix of counts; terms in alphabetical order."""
    stems: dict[str, str] = {}
    spellings: dict[str, Counter[str]] = {}
    rows = [_terms(paper, stems, spellings) for paper in papers]
    frequency: Counter[str] = Counter()
    for row in rows:
        frequency.update(row.keys())
    terms = _choose(frequency, len(papers))
    number = {term: place for place, term in enumerate(terms)}
    indices, values, ends = [], [], [0]
    for row in rows:
        kept = sorted((number[term], value) for term, value in row.items() if term in number)
        indices.extend(place for place, _ in kept)
        values.extend(value for _, value in kept)
        ends.append(len(indices))
    matrix = sparse.csr_matrix(
        (np.array(values, dtype=np.float64), np.array(indices, dtype=np.int32), np.array(ends, dtype=np.int64)),
        shape=(len(papers), max(1, len(terms))),
    )
    usual = {root: min(found or (root,), key=lambda word: (-found[word], word)) for root, found in spellings.items()}
    return matrix, terms, tuple(" ".join(usual[part] for part in term.split()) for term in terms)


def _terms(paper: Paper, stems: dict[str, str], spellings: dict[str, Counter[str]]) -> Counter[str]:
    """Stems and pairs of one paper; on the way `spellings` counts how abstracts write each stem."""
    found: Counter[str] = Counter()
    for text, weight in ((paper.title, TITLE_COUNT), (paper.abstract, 1)):
        previous = ""
        for word in split_words(text).words:
            lower = word.lower()
            if lower in _STOP or lower.isdigit() or len(lower) < 2:
                previous = ""
                continue
            root = stems.get(lower)
            if root is None:
                root = stems[lower] = stem(lower)
                spellings.setdefault(root, Counter())
            found[root] += weight
            if weight == 1:
                spellings[root][word] += 1
            if previous:
                found[f"{previous} {root}"] += weight
            previous = root
    return found


def _choose(frequency: Counter[str], papers: int) -> tuple[str, ...]:
    """Terms of at least two papers (of one, in a very small corpus), the commonest MAX_TERMS of them."""
    least = 2 if papers > 3 else 1
    most = papers * COMMON_SHARE if papers > LARGE else papers
    kept = [term for term, count in frequency.items() if least <= count <= most]
    kept.sort(key=lambda term: (-frequency[term], term))
    return tuple(sorted(kept[:MAX_TERMS]))


def _logarithmic(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    result = counts.copy()
    result.data = 1 + np.log(result.data)
    return result


def _unit_rows(matrix: sparse.spmatrix) -> sparse.csr_matrix:
    result = matrix.tocsr()
    length = np.sqrt(np.asarray(result.multiply(result).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(length > 0, length, 1)) @ result).tocsr()


def _latent(tfidf: sparse.csr_matrix) -> np.ndarray:
    """Latent semantic analysis (Deerwester and others, 1990): unit rows of the leading left singular space."""
    size = min(LATENT_SIZE, math.ceil(LATENT_GROWTH * math.sqrt(tfidf.shape[0])), min(tfidf.shape) - 1)
    if size < 1:
        return np.zeros((tfidf.shape[0], 1), dtype=np.float32)
    left, values, _ = randomized_svd(
        tfidf, n_components=size, n_iter=4, power_iteration_normalizer="QR", random_state=0
    )
    vectors = left * values
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(length > 0, length, 1)).astype(np.float32)


def _bm25(counts: sparse.csr_matrix, present: np.ndarray) -> sparse.csr_matrix:
    result = counts.copy().tocsr()
    length = np.asarray(counts.sum(axis=1)).ravel()
    mean = length.mean() or 1.0
    norm = np.repeat(_K1 * (1 - _B + _B * length / mean), np.diff(result.indptr))
    idf = np.log(1 + (counts.shape[0] - present + 0.5) / (present + 0.5))
    result.data = result.data * (_K1 + 1) / (result.data + norm) * idf[result.indices]
    return result.astype(np.float32)
