"""How well each word suits each paper → levels of the words it has, and postings for words that it lacks but a searcher may use.

The measure is a matrix product of paper vectors and term vectors: either sentence vectors with word vectors that imitate them
(all whole numbers, so the same on any machine), or without them the corpus' own latent space.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from ..lowrank import truncated_svd
from .index import Weighed
from .tables import PostingsTable
from .wordvectors import WordVectors

PER_PAPER = 40  # words that a paper gets beside its own
WORTH = 2000  # points of a lacking word at a suitability of 1 (a unit vector times a word's own)
OWN_WORTH = 800  # points that the suitability of a paper's own word adds or takes
LATENT_WORTH = 0.35  # a word of the latent space counts as if its vector had this length
UNIT = 70  # points of one level of a lacking word
MOST = 7  # its highest level
HIGHEST = 24  # of a paper's own word
LEAST = 0.1  # of an own word's level that stays
_BLOCK = 128  # papers at a time: each block of papers × words is held some two times over
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
        """The products for some papers at a time: (number of the first, papers × terms)."""
        for start in range(0, len(self.papers), _BLOCK):
            yield start, self.papers[start : start + _BLOCK] @ self.vectors.T


def from_word_vectors(rows: np.ndarray | None, table: WordVectors, weighed: Weighed) -> Suitability:
    """By sentence vectors (`vectors.centred_rows`, whole numbers of unit length 2048) and their word vectors; a paper that has
    none, or a row of nothing, gets the sum of its words' vectors, by rarity × level."""
    known = np.zeros((weighed.levels.shape[0], table.rows.shape[1]), dtype=np.float32) if rows is None else rows
    lacking = ~known.any(axis=1)
    if lacking.any():
        known = np.where(lacking[:, None], _summed_rows(table, weighed), known)
    return Suitability(terms=table.terms, papers=known, vectors=table.rows, unit=_GRID / table.step, own=True)


def _summed_rows(table: WordVectors, weighed: Weighed) -> np.ndarray:
    """For each paper the sum of its words' vectors, less the mean of all papers, as whole numbers of unit length 2048."""
    numbers, known = _numbers_of(weighed, table.terms)
    sums = _worth(weighed, numbers) @ table.rows[known]
    _to_unit(sums)
    sums -= sums.mean(axis=0)
    return _whole(_to_unit(sums))


def _numbers_of(weighed: Weighed, terms: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Of the terms that some paper has: their numbers, and their places in `terms`."""
    number = {term: at for at, term in enumerate(weighed.terms)}
    present = np.bincount(weighed.levels.indices, minlength=len(number))
    found = [(number[term], at) for at, term in enumerate(terms) if term in number and present[number[term]]]
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _worth(weighed: Weighed, numbers: np.ndarray) -> sparse.csr_matrix:
    """Rarity × level of the terms with these numbers: papers × them."""
    chosen = weighed.levels[:, numbers]
    return sparse.csr_matrix((chosen.data * weighed.rarities[numbers[chosen.indices]].astype(np.float64), chosen.indices, chosen.indptr), chosen.shape)


def from_corpus(weighed: Weighed) -> Suitability | None:
    """By the corpus alone: latent semantic analysis of rarity × level; None for a corpus too small to learn from."""
    present = np.bincount(weighed.levels.indices, minlength=len(weighed.terms)).tolist()
    chosen = [at for at, term in enumerate(weighed.terms) if present[at] > 1 and term.isalpha() and len(term) > 2]
    chosen = sorted(sorted(chosen, key=lambda at: (-present[at], at))[:_LATENT_TERMS])
    rank = min(_LATENT, weighed.levels.shape[0] // 4, len(chosen) // 4)
    if rank < 2:
        return None
    matrix = _worth(weighed, np.array(chosen))
    left, values, right = truncated_svd(matrix, rank, rounds=3)
    papers, vectors = _whole(_to_unit(left * values)), _whole(_to_unit(right.T * values))
    terms = tuple(weighed.terms[at] for at in chosen)
    return Suitability(terms=terms, papers=papers, vectors=vectors, unit=_GRID**2 / LATENT_WORTH, own=False)


def _to_unit(rows: np.ndarray) -> np.ndarray:
    """The rows themselves, made of unit length; rows of nothing stay."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    rows /= np.where(length > 0, length, 1)
    return rows


def _whole(rows: np.ndarray) -> np.ndarray:
    rows *= _GRID
    return np.rint(rows, out=rows).astype(np.float32)


def add_meaning(weighed: Weighed, suits: Suitability | None, fixed: np.ndarray) -> tuple[Weighed, PostingsTable]:
    """The levels as their suitability makes them, and the postings of words that papers lack.

    `fixed` marks the entries of `levels` that stay: the terms of each paper's name and organisation.
    """
    if suits is None or not suits.terms:
        return weighed, _by_term([], ())
    vector = np.full(len(weighed.terms), -1, dtype=np.int64)
    numbers, known = _numbers_of(weighed, suits.terms)
    vector[numbers] = known
    levels, lacking = weighed.levels.copy(), []
    for start, block in suits.blocks():
        first, end = levels.indptr[start], levels.indptr[start + len(block)]
        columns, here = vector[levels.indices[first:end]], slice(first, end)
        rows = np.repeat(np.arange(len(block)), np.diff(levels.indptr[start : start + len(block) + 1]))
        has = columns >= 0
        rows, columns, entries = rows[has], columns[has], np.arange(first, end)[has]
        if suits.own:
            free = fixed[entries] == 0
            moved, rarities = entries[free], weighed.rarities[levels.indices[here][has][free]]
            levels.data[moved] = _adjust(levels.data[moved], rarities, block[rows[free], columns[free]] / suits.unit)
        block[rows, columns] = -1
        lacking.append(_choose(block, start, suits.unit))
    return replace(weighed, levels=levels), _by_term(lacking, suits.terms)


def _adjust(levels: np.ndarray, rarities: np.ndarray, suitability: np.ndarray) -> np.ndarray:
    """The levels of papers' own words, moved towards how well they suit."""
    old = levels.astype(np.int64)
    new = np.floor(old + OWN_WORTH * suitability.astype(np.float64) / rarities + 0.5).astype(np.int64)
    least = np.maximum(1, (old * LEAST).astype(np.int64))
    return np.maximum(least, np.minimum(new, HIGHEST))


def _choose(block: np.ndarray, start: int, unit: float) -> np.ndarray:
    """(term, paper, level) columns of the best words that each paper lacks; of equals the first."""
    size = block.shape[1]
    last = max(0, size - PER_PAPER)
    least = np.partition(block, last, axis=1)[:, last, None]
    papers, terms = np.divmod(np.flatnonzero(block >= least), size)
    values = block[papers, terms].astype(np.float64)
    best = np.lexsort((-values, papers))
    best = best[np.arange(len(best)) - np.searchsorted(papers, papers) < PER_PAPER]  # of those that equal the least, not all have room
    levels = np.minimum(np.floor(WORTH * values[best] / unit / UNIT + 0.5), MOST).astype(np.int32)
    return np.stack([terms[best], papers[best] + start, levels], dtype=np.int32)[:, levels > 0]


def _by_term(lacking: list[np.ndarray], terms: tuple[str, ...]) -> PostingsTable:
    """Columns of (term, paper, level) by the papers → the postings, terms in code point order."""
    numbers, papers, levels = np.concatenate(lacking, axis=1) if lacking else np.zeros((3, 0), dtype=np.int32)
    order = sorted(range(len(terms)), key=terms.__getitem__)
    rank = np.empty(len(terms), dtype=np.int32)
    rank[order] = np.arange(len(terms), dtype=np.int32)
    by_term = np.argsort(rank[numbers], kind="stable")
    counts = np.bincount(rank[numbers], minlength=len(terms))
    ordered = [terms[at] for at in order]
    return PostingsTable(ordered, counts, [UNIT] * len(terms), papers[by_term], levels[by_term])
