"""How well each word suits each paper → levels of the words it has, and postings for words that it lacks but a searcher may use.

The measure is a matrix product of paper vectors and term vectors: either sentence vectors with word vectors that imitate them
(all whole numbers, so the same on any machine), or without them the corpus' own latent space.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from .counting import Counts
from .index import Postings
from .wordvectors import WordVectors

PER_PAPER = 48  # words that a paper gets beside its own
WORTH = 2000  # points of a lacking word at a suitability of 1 (a unit vector times a word's own)
OWN_WORTH = 800  # points that the suitability of a paper's own word adds or takes
LATENT_WORTH = 0.35  # a word of the latent space counts as if its vector had this length
UNIT = 40  # points of one level of a lacking word
MOST = 12  # its highest level
HIGHEST = 24  # of a paper's own word
LEAST = 0.1  # of an own word's level that stays
_BLOCK = 500
_GRID = 2048.0
_LATENT, _LATENT_TERMS = 60, 6000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Suitability:
    """`papers` × `vectors` gives how well a term suits a paper, in units of 1 / `unit`."""

    terms: tuple[str, ...]
    papers: np.ndarray
    vectors: np.ndarray
    unit: float
    own: bool  # whether it also judges the words that a paper has

    def blocks(self) -> Iterator[tuple[int, np.ndarray]]:
        """The products for some hundred papers at a time: (number of the first, papers × terms)."""
        for start in range(0, len(self.papers), _BLOCK):
            yield start, self.papers[start : start + _BLOCK] @ self.vectors.T


def from_word_vectors(rows: np.ndarray, table: WordVectors) -> Suitability:
    """By sentence vectors (`vectors.centred_rows`, whole numbers of unit length 2048) and their word vectors."""
    return Suitability(terms=table.terms, papers=rows, vectors=table.rows, unit=_GRID / table.step, own=True)


def from_corpus(counts: Counts, terms: Mapping[str, Postings]) -> Suitability | None:
    """By the corpus alone: latent semantic analysis of rarity × level; None for a corpus too small to learn from."""
    chosen = [term for term, found in terms.items() if len(found.papers) > 1 and term.isalpha() and len(term) > 2]
    chosen.sort(key=lambda term: (-len(terms[term].papers), term))
    chosen = sorted(chosen[:_LATENT_TERMS])
    size = len(counts.fields["title"].counts)
    rank = min(_LATENT, size // 4, len(chosen) // 4)
    if rank < 2:
        return None
    matrix = _matrix(terms, chosen, size)
    left, values, right = randomized_svd(matrix, n_components=rank, n_iter=3, power_iteration_normalizer="QR", random_state=0)
    papers, vectors = _unit(left * values), _unit(right.T * values)
    return Suitability(terms=tuple(chosen), papers=_whole(papers), vectors=_whole(vectors), unit=_GRID**2 / LATENT_WORTH, own=False)


def _matrix(terms: Mapping[str, Postings], chosen: Sequence[str], size: int) -> sparse.csr_matrix:
    rows = np.concatenate([np.array(terms[term].papers) for term in chosen])
    columns = np.repeat(np.arange(len(chosen)), [len(terms[term].papers) for term in chosen])
    values = np.concatenate([np.array(terms[term].levels, dtype=np.float64) * terms[term].rarity for term in chosen])
    return sparse.csr_matrix((values, (rows, columns)), shape=(size, len(chosen)))


def _unit(rows: np.ndarray) -> np.ndarray:
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return rows / np.where(length > 0, length, 1)


def _whole(rows: np.ndarray) -> np.ndarray:
    return np.rint(rows * _GRID).astype(np.float32)


def add_meaning(
    terms: Mapping[str, Postings], suits: Suitability, names: Sequence[frozenset[str]]
) -> tuple[dict[str, Postings], dict[str, Postings]]:
    """The terms with their levels as their suitability makes them, and the postings of words that papers lack.

    `names` are the terms of each paper's name: their levels stay.
    """
    place = {term: number for number, term in enumerate(suits.terms)}
    held = _held(terms, place, len(suits.papers))
    levels: dict[str, list[int]] = {term: list(found.levels) for term, found in terms.items()}
    lacking: dict[str, list[tuple[int, int]]] = {}
    for start, block in suits.blocks():
        for row, product in enumerate(block):
            own = held[start + row]
            if suits.own:
                _adjust(own, product / suits.unit, suits.terms, terms, levels, names[start + row])
            for number, level in _choose(product, [number for number, _ in own], suits.unit):
                lacking.setdefault(suits.terms[number], []).append((start + row, level))
    changed = {term: Postings(rarity=found.rarity, papers=found.papers, levels=tuple(levels[term])) for term, found in terms.items()}
    return changed, {term: _postings(found) for term, found in sorted(lacking.items())}


def _postings(found: Sequence[tuple[int, int]]) -> Postings:
    return Postings(rarity=UNIT, papers=tuple(paper for paper, _ in found), levels=tuple(level for _, level in found))


def _held(terms: Mapping[str, Postings], place: Mapping[str, int], size: int) -> list[list[tuple[int, int]]]:
    """For each paper its own terms that have a vector: (number of the vector, place in the term's postings)."""
    result: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for term, number in place.items():
        if term in terms:
            for at, paper in enumerate(terms[term].papers):
                result[paper].append((number, at))
    return result


def _adjust(
    own: Sequence[tuple[int, int]],
    product: np.ndarray,
    known: Sequence[str],
    terms: Mapping[str, Postings],
    levels: dict[str, list[int]],
    name: frozenset[str],
) -> None:
    """Move the levels of one paper's own words towards how well they suit it."""
    for number, at in own:
        term = known[number]
        if term not in name:
            old, worth = levels[term][at], max(1, terms[term].rarity)
            new = int(old + OWN_WORTH * float(product[number]) / worth + 0.5)
            levels[term][at] = max(1, int(old * LEAST), min(new, HIGHEST))


def _choose(product: np.ndarray, own: Sequence[int], unit: float) -> list[tuple[int, int]]:
    """The best words that a paper lacks, and their levels; of equals the first."""
    keys = product.astype(np.int64) * len(product) + np.arange(len(product) - 1, -1, -1)
    keys[own] = -1
    best = np.argpartition(-keys, min(PER_PAPER, len(keys) - 1))[:PER_PAPER]
    found = [(int(number), int(WORTH * float(product[number]) / unit / UNIT + 0.5)) for number in best if keys[number] > 0]
    return sorted((number, min(level, MOST)) for number, level in found if level > 0)
