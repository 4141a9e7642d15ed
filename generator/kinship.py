"""Tags, names and mentions → how near two papers are by what is known of them, not by their words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .exactrows import GRID, exact_rows
from .fusion import Pairs
from .model import Mention, Name, Paper, TagAssignment

STRONG = 6.0  # a tag's score beyond this says no more
POWER = 0.5  # how much a strong tag outweighs a weak one: 0 not at all


@dataclass(frozen=True, slots=True)
class Kinship:
    """By paper number: `tags` (papers × tags, exact unit rows; rare and strong tags weigh more), its tags, the
    most telling first, the name's family (-1: none), and the other papers it names or is named by, with the name."""

    tags: np.ndarray
    tag_lists: tuple[tuple[str, ...], ...]
    families: np.ndarray
    family_names: tuple[str, ...]
    mentioned: tuple[Mapping[int, str], ...]

    def tag_likeness(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Cosine of the tags' weights of each pair: 0…1."""
        return np.einsum("ij,ij->i", self.tags[ones], self.tags[others]).astype(np.float64) / GRID**2

    def same_family(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Whether the two of each pair are namesakes (see `lineages`): ERNIE-Gram and ERNIE 3.0."""
        return (self.families[ones] == self.families[others]) & (self.families[ones] >= 0)

    def mention_pairs(self, rows: range, papers: int) -> Pairs:
        """Each of `rows` with those of the first `papers` that it names or is named by; they earn nothing by rank."""
        pairs = [(row, other) for row in rows for other in sorted(self.mentioned[row]) if other < papers]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return Pairs(rows=table[:, 0], others=table[:, 1], worth=np.zeros(len(table)), near=np.ones(len(table), bool))

    def family(self, one: int, other: int) -> str | None:
        """The family two names share."""
        number = self.families[one]
        return self.family_names[number] if number >= 0 and number == self.families[other] else None

    def common_tags(self, one: int, other: int) -> list[str]:
        """The tags of both, the most telling first."""
        theirs = self.tag_lists[other]
        return [tag for tag in self.tag_lists[one] if tag in theirs]


def build_kinship(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    names: Mapping[str, Name],
    mentions: Mapping[str, tuple[Mention, ...]],
    mentioned_by: Mapping[str, tuple[str, ...]],
    namesakes: Mapping[str, str],
    basis: int | None = None,
) -> Kinship:
    """Turn the tables by paper id into rows by paper number (the order of `papers`).

    The first `basis` papers tell which tags are rare, all of them by default.
    """
    families = [namesakes.get(paper.id, "") for paper in papers]
    shared = sorted(set(families) - {""})
    place = {family: number for number, family in enumerate(shared)}
    tags, tag_lists = _tag_weights(papers, tagging, len(papers) if basis is None else basis)
    return Kinship(
        tags=tags,
        tag_lists=tag_lists,
        families=np.array([place.get(family, -1) for family in families], dtype=np.int32),
        family_names=tuple(shared),
        mentioned=_mentioned(papers, names, mentions, mentioned_by),
    )


def _tag_weights(
    papers: Sequence[Paper], tagging: Mapping[str, tuple[TagAssignment, ...]], basis: int
) -> tuple[np.ndarray, tuple[tuple[str, ...], ...]]:
    frequency = Counter(a.tag for paper in papers[:basis] for a in tagging.get(paper.id, ()))
    tag_ids = tuple(sorted({a.tag for paper in papers for a in tagging.get(paper.id, ())}))
    column = {tag: number for number, tag in enumerate(tag_ids)}
    weights = np.zeros((len(papers), max(1, len(tag_ids))), dtype=np.float64)
    for row, paper in enumerate(papers):
        for assignment in tagging.get(paper.id, ()):
            rarity = math.log(1 + basis / max(1, frequency[assignment.tag]))
            weights[row, column[assignment.tag]] = rarity * min(assignment.score, STRONG) ** POWER
    rows = exact_rows(weights)
    order = np.argsort(-rows, axis=1, kind="stable")
    known = (rows > 0).sum(axis=1)
    lists = tuple(tuple(tag_ids[tag] for tag in row[:some]) for row, some in zip(order.tolist(), known, strict=True))
    return rows, lists


def _mentioned(
    papers: Sequence[Paper],
    names: Mapping[str, Name],
    mentions: Mapping[str, tuple[Mention, ...]],
    mentioned_by: Mapping[str, tuple[str, ...]],
) -> tuple[Mapping[int, str], ...]:
    number = {paper.id: place for place, paper in enumerate(papers)}
    found: list[dict[int, str]] = [{} for _ in papers]
    for paper in papers:
        row = number[paper.id]
        for mention in mentions.get(paper.id, ()):
            if mention.target in number:
                found[row].setdefault(number[mention.target], mention.name)
                found[number[mention.target]].setdefault(row, mention.name)
        for source in mentioned_by.get(paper.id, ()):
            if source in number:
                found[row].setdefault(number[source], names[paper.id].text if paper.id in names else "")
    return tuple(found)
