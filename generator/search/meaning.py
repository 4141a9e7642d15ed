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

PER_PAPER = 40  # words that a paper gets beside its own
WORTH = 2000  # points of a lacking word at a suitability of 1 (a unit vector times a word's own)
OWN_WORTH = 800  # points that the suitability of a paper's own word adds or takes
LATENT_WORTH = 0.35  # a word of the latent space counts as if its vector had this length
UNIT = 70  # points of one level of a lacking word
MOST = 7  # its highest level
HIGHEST = 24  # of a paper's own word
LEAST = 0.1  # of an own word's level that stays
_BLOCK = 64  # papers at a time: each block of papers × words is held some five times over
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


def from_word_vectors(rows: np.ndarray | None, table: WordVectors, terms: Mapping[str, Postings], size: int) -> Suitability:
    """By sentence vectors (`vectors.centred_rows`, whole numbers of unit length 2048) and their word vectors; a paper that has
    none, or a row of nothing, gets the sum of its words' vectors, by rarity × level."""
    known = np.zeros((size, table.rows.shape[1]), dtype=np.float32) if rows is None else rows
    lacking = ~known.any(axis=1)
    if lacking.any():
        known = np.where(lacking[:, None], _summed_rows(table, terms, size), known)
    return _by_rows(known, table)


def _summed_rows(table: WordVectors, terms: Mapping[str, Postings], size: int) -> np.ndarray:
    """For each paper the sum of its words' vectors, less the mean of all papers, as whole numbers of unit length 2048."""
    chosen = [term for term in table.terms if term in terms]
    if not chosen:
        return np.zeros((size, table.rows.shape[1]), dtype=np.float32)
    place = {term: number for number, term in enumerate(table.terms)}
    sums = _matrix(terms, chosen, size) @ table.rows[[place[term] for term in chosen]].astype(np.float64)
    return _whole(_unit(_unit(sums) - _unit(sums).mean(axis=0)))


def _by_rows(rows: np.ndarray, table: WordVectors) -> Suitability:
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

    `names` are the terms of each paper's name and organisation: their levels stay.
    """
    own = _own_words(terms, suits.terms, names)
    levels, lacking = own.levels.copy(), []
    for start, block in suits.blocks():
        here = slice(*np.searchsorted(own.papers, (start, start + len(block))))
        rows, columns = own.papers[here] - start, own.vectors[here]
        if suits.own:
            levels[here] = _adjust(own, here, block[rows, columns] / suits.unit)
        block[rows, columns] = -1
        lacking.append(_choose(block, start, suits.unit))
    return _with_levels(terms, suits.terms, own, levels), _by_term(np.concatenate(lacking, axis=1), suits.terms)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _OwnWords:
    """The postings whose terms have vectors, by paper: number of the vector, place in the term's postings, level and rarity."""

    papers: np.ndarray
    vectors: np.ndarray
    places: np.ndarray
    levels: np.ndarray
    rarity: np.ndarray
    fixed: np.ndarray


def _own_words(terms: Mapping[str, Postings], known: Sequence[str], names: Sequence[frozenset[str]]) -> _OwnWords:
    chosen = [(number, terms[term]) for number, term in enumerate(known) if term in terms]
    sizes = [len(found.papers) for _, found in chosen]
    papers = _joined([found.papers for _, found in chosen])
    order = np.argsort(papers, kind="stable")
    vectors = np.repeat(np.array([number for number, _ in chosen], dtype=np.int64), sizes)[order]
    papers = papers[order]
    place = {term: number for number, term in enumerate(known)}
    named = {(paper, place[term]) for paper, name in enumerate(names) for term in name if term in place}
    keys = np.array(sorted(paper * len(known) + number for paper, number in named), dtype=np.int64)
    return _OwnWords(
        papers=papers,
        vectors=vectors,
        places=_joined([range(size) for size in sizes])[order],
        levels=_joined([found.levels for _, found in chosen])[order],
        rarity=np.repeat(np.array([found.rarity for _, found in chosen], dtype=np.int64), sizes)[order],
        fixed=np.isin(papers * len(known) + vectors, keys),
    )


def _joined(lists: Sequence[Sequence[int]]) -> np.ndarray:
    return np.concatenate([np.array(part, dtype=np.int64) for part in lists]) if lists else np.zeros(0, dtype=np.int64)


def _adjust(own: _OwnWords, here: slice, suitability: np.ndarray) -> np.ndarray:
    """The levels of some papers' own words, moved towards how well they suit."""
    old = own.levels[here]
    new = np.floor(old + OWN_WORTH * suitability.astype(np.float64) / own.rarity[here] + 0.5).astype(np.int64)
    least = np.maximum(1, (old * LEAST).astype(np.int64))
    return np.where(own.fixed[here], old, np.maximum(least, np.minimum(new, HIGHEST)))


def _choose(block: np.ndarray, start: int, unit: float) -> np.ndarray:
    """(term, paper, level) columns of the best words that each paper lacks; of equals the first."""
    size = block.shape[1]
    keys = block.astype(np.int64) * size + np.arange(size - 1, -1, -1)
    best = np.argpartition(-keys, min(PER_PAPER, size - 1), axis=1)[:, :PER_PAPER]
    values = np.take_along_axis(block, best, axis=1).astype(np.float64)
    levels = np.minimum(np.floor(WORTH * values / unit / UNIT + 0.5), MOST).astype(np.int64)
    papers = np.broadcast_to(np.arange(start, start + len(block))[:, None], best.shape)
    kept = levels > 0
    return np.stack([best[kept], papers[kept], levels[kept]])


def _with_levels(
    terms: Mapping[str, Postings], known: Sequence[str], own: _OwnWords, levels: np.ndarray
) -> dict[str, Postings]:
    """The terms, with these levels for the own words."""
    order = np.lexsort((own.places, own.vectors))
    vectors, flat = own.vectors[order], levels[order].tolist()
    result = dict(terms)
    numbers, starts = np.unique(vectors, return_index=True)
    for number, at, end in zip(numbers.tolist(), starts.tolist(), [*starts.tolist()[1:], len(flat)], strict=True):
        found = terms[known[number]]
        result[known[number]] = Postings(rarity=found.rarity, papers=found.papers, levels=tuple(flat[at:end]))
    return result


def _by_term(lacking: np.ndarray, known: Sequence[str]) -> dict[str, Postings]:
    numbers, papers, levels = lacking[:, np.lexsort((lacking[1], lacking[0]))]
    found, starts = np.unique(numbers, return_index=True)
    parts = zip(found.tolist(), np.split(papers, starts[1:]), np.split(levels, starts[1:]), strict=True) if len(found) else ()
    postings = {known[n]: Postings(rarity=UNIT, papers=tuple(p.tolist()), levels=tuple(v.tolist())) for n, p, v in parts}
    return dict(sorted(postings.items()))
