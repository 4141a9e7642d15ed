"""Counts → the index: for each term its papers with small whole-number impacts (BM25F), and what else a search needs.

A score is `rarity × level`, both whole numbers made here, so that any language adds up the same sums.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from .counting import FIELDS, Counts
from .fields import Document
from .lexicon import Lexicon
from .tables import Places, Postings, PostingsTable

LEVELS = 15  # the level of a word that stands everywhere in a paper
TITLED = 32
RARITY_UNIT = 26.0  # a term's rarity is this times its inverse document frequency (in nats) to the power below
DAMPING = 0.6  # below 1: a rare word that happens to stand in an abstract must not decide alone
SATURATION = 2.5
WEIGHTS = {"name": 5.0, "title": 2.5, "abstract": 1.0, "tags": 1.0, "organisation": 2.0, "year": 1.0}
NORMALISING = {"name": 0.3, "title": 0.3, "abstract": 0.5, "tags": 0.0, "organisation": 0.0, "year": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """Papers × terms with the level of each term in each paper, 0 where it lacks; `rarities` by term."""

    terms: tuple[str, ...]
    levels: sparse.csr_matrix
    rarities: np.ndarray

    def table(self) -> PostingsTable:
        """The same by term."""
        found = self.levels.tocsc()
        return PostingsTable(self.terms, np.diff(found.indptr), self.rarities.tolist(), found.indices, found.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything a search needs. `places` are (papers, positions of each) of a term; `lexicon` the written words;
    `meaning` the papers that a term suits though it stands in none of their texts. An index that was built has tables of flat
    arrays (`tables`), which writing needs; one that was read decodes its shards as they are asked for."""

    documents: tuple[Document, ...]
    terms: Mapping[str, Postings]
    meaning: Mapping[str, Postings]
    places: Mapping[str, Places]
    lexicon: Lexicon
    names: Mapping[str, tuple[int, ...]]  # joined name → papers


def weigh_terms(counts: Counts) -> Weighed:
    """BM25F (Robertson, Zaragoza and Taylor, 2004) with the saturated frequency in levels."""
    weights = sum(_weigh_field(counts.fields[name], counts.lengths[name], name) for name in FIELDS)
    levels = np.maximum(1, np.floor(LEVELS * weights.data / (weights.data + SATURATION) + 0.5)).astype(np.uint8)
    size, present = weights.shape[0], np.bincount(weights.indices, minlength=len(counts.terms))
    worth = {number: rarity(number, size) for number in np.unique(present).tolist()}
    return Weighed(
        terms=counts.terms,
        levels=sparse.csr_matrix((levels, weights.indices, weights.indptr), shape=weights.shape),
        rarities=np.array([worth[number] for number in present.tolist()], dtype=np.int64),
    )


def _weigh_field(counts: sparse.csr_matrix, lengths: np.ndarray, name: str) -> sparse.csr_matrix:
    """How often each term stands in this field of each paper, by what one occurrence weighs there."""
    mean, share = (lengths[lengths > 0].mean() if lengths.any() else 1.0), NORMALISING[name]
    norms = WEIGHTS[name] / (1 - share + share * lengths / mean)
    return sparse.csr_matrix((counts.data * np.repeat(norms, np.diff(counts.indptr)), counts.indices, counts.indptr), counts.shape)


def rarity(present: int, size: int) -> int:
    """The inverse document frequency of a term that stands in `present` of `size` papers, in whole units."""
    return max(1, int(RARITY_UNIT * math.log(1 + (size - present + 0.5) / (present + 0.5)) ** DAMPING + 0.5))


def mark_titles(weighed: Weighed, counts: Counts) -> Weighed:
    """The same with TITLED added where a term stands in the title or the name."""
    levels = weighed.levels.copy()
    levels.data += TITLED * stand_in(weighed.levels, counts, "title", "name")
    return replace(weighed, levels=levels)


def stand_in(levels: sparse.csr_matrix, counts: Counts, *fields: str) -> np.ndarray:
    """For each entry of `levels`, in its order, 1 where the paper has the term in one of these fields, else 0."""
    found = sum((_ones(counts.fields[name]) for name in fields), _ones(levels))
    return (found.data > 1).astype(np.uint8)


def _ones(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones(len(matrix.data), dtype=np.uint8), matrix.indices, matrix.indptr), matrix.shape)
