"""Counts → the index: for each term its papers with small whole-number impacts (BM25F), and what else a search needs.

A score is `rarity × level`, both whole numbers made here, so that any language adds up the same sums.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .counting import FIELDS, Counts, FieldCounts
from .fields import Document
from .lexicon import Lexicon

LEVELS = 15  # the level of a word that stands everywhere in a paper
TITLED = 32
RARITY_UNIT = 26.0  # a term's rarity is this times its inverse document frequency (in nats) to the power below
DAMPING = 0.6  # below 1: a rare word that happens to stand in an abstract must not decide alone
SATURATION = 2.5
WEIGHTS = {"name": 5.0, "title": 2.5, "abstract": 1.0, "tags": 1.0, "organisation": 2.0, "year": 1.0}
NORMALISING = {"name": 0.3, "title": 0.3, "abstract": 0.5, "tags": 0.0, "organisation": 0.0, "year": 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The papers (numbers, ascending) of one term and the level of each; `rarity` is what a level is worth.

    Where the term stands in the title or the name, TITLED is added to the level.
    """

    rarity: int
    papers: tuple[int, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything a search needs. `places` are (papers, positions of each) of a term; `lexicon` the written words;
    `meaning` the papers that a term suits though it stands in none of their texts."""

    documents: tuple[Document, ...]
    terms: Mapping[str, Postings]
    meaning: Mapping[str, Postings]
    places: Mapping[str, tuple[tuple[int, tuple[int, ...]], ...]]
    lexicon: Lexicon
    names: Mapping[str, tuple[int, ...]]  # joined name → papers


def weigh_terms(counts: Counts) -> dict[str, Postings]:
    """BM25F (Robertson, Zaragoza and Taylor, 2004) with the saturated frequency in levels; terms in code point order."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    size = len(counts.fields["title"].counts)
    norms = {name: _norms(counts.fields[name], name) for name in FIELDS}
    for number in range(size):
        fields = [(counts.fields[name].counts[number], norms[name][number]) for name in FIELDS]
        for term, weight in _weights(fields).items():
            papers, levels = found.setdefault(term, ([], []))
            papers.append(number)
            levels.append(int(LEVELS * weight / (weight + SATURATION) + 0.5) or 1)
    return {
        term: Postings(rarity=rarity(len(papers), size), papers=tuple(papers), levels=tuple(levels))
        for term, (papers, levels) in sorted(found.items())
    }


def _weights(fields: Sequence[tuple[Mapping[str, int], float]]) -> dict[str, float]:
    """The weighed frequency of each term of one paper."""
    weights: dict[str, float] = {}
    for found, norm in fields:
        for term, count in found.items():
            weights[term] = weights.get(term, 0.0) + count * norm
    return weights


def rarity(present: int, size: int) -> int:
    """The inverse document frequency of a term that stands in `present` of `size` papers, in whole units."""
    return max(1, int(RARITY_UNIT * math.log(1 + (size - present + 0.5) / (present + 0.5)) ** DAMPING + 0.5))


def _norms(field: FieldCounts, name: str) -> list[float]:
    """What one occurrence in this field weighs in each paper."""
    filled = [length for length in field.lengths if length]
    mean, share = (sum(filled) / len(filled) if filled else 1.0), NORMALISING[name]
    return [WEIGHTS[name] / (1 - share + share * length / mean) for length in field.lengths]


def mark_titles(terms: Mapping[str, Postings], counts: Counts) -> dict[str, Postings]:
    """The terms with TITLED added where it belongs."""
    titles, names = counts.fields["title"].counts, counts.fields["name"].counts
    marked = {}
    for term, found in terms.items():
        levels = tuple(
            level + TITLED if term in titles[paper] or term in names[paper] else level
            for paper, level in zip(found.papers, found.levels, strict=True)
        )
        marked[term] = Postings(rarity=found.rarity, papers=found.papers, levels=levels)
    return marked
