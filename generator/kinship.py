"""Tags, names and mentions → how near two papers are by what is known of them, not by their words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .model import Mention, Name, Paper, TagAssignment

STRONG = 6.0  # a tag's score beyond this says no more
POWER = 0.5  # how much a strong tag outweighs a weak one: 0 not at all
_FAMILY = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Kinship:
    """By paper number: `tags` (papers × tags, unit rows; rare and strong tags weigh more), the name's family
    (-1: none), and the other papers it names or is named by, with the name as written."""

    tags: np.ndarray
    tag_ids: tuple[str, ...]
    families: np.ndarray
    family_names: tuple[str, ...]
    mentioned: tuple[Mapping[int, str], ...]

    def tag_block(self, rows: range) -> np.ndarray:
        """Cosine of the tags' weights: 0…1 (rows × papers)."""
        return self.tags[rows.start : rows.stop] @ self.tags.T

    def family_block(self, rows: range) -> np.ndarray:
        """True where two names begin with the same word: ERNIE-Gram and ERNIE 3.0 (rows × papers)."""
        mine = self.families[rows.start : rows.stop, None]
        return (mine == self.families[None, :]) & (mine >= 0)

    def mention_block(self, rows: range) -> np.ndarray:
        """True where one of the two names the other (rows × papers)."""
        result = np.zeros((len(rows), len(self.mentioned)), dtype=bool)
        for place, row in enumerate(rows):
            result[place, list(self.mentioned[row])] = True
        return result

    def family(self, one: int, other: int) -> str | None:
        """The family two names share."""
        number = self.families[one]
        return self.family_names[number] if number >= 0 and number == self.families[other] else None

    def common_tags(self, one: int, other: int) -> list[str]:
        """The tags of both, the most telling first."""
        common = np.flatnonzero((self.tags[one] > 0) & (self.tags[other] > 0))
        return [self.tag_ids[tag] for tag in sorted(common, key=lambda tag: (-self.tags[one, tag], self.tag_ids[tag]))]


def build_kinship(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    names: Mapping[str, Name],
    mentions: Mapping[str, tuple[Mention, ...]],
    mentioned_by: Mapping[str, tuple[str, ...]],
) -> Kinship:
    """Turn the tables by paper id into rows by paper number (the order of `papers`)."""
    families = [_family(names.get(paper.id)) for paper in papers]
    shared = sorted(family for family, size in Counter(families).items() if family and size > 1)
    place = {family: number for number, family in enumerate(shared)}
    tags, tag_ids = _tag_weights(papers, tagging)
    return Kinship(
        tags=tags,
        tag_ids=tag_ids,
        families=np.array([place.get(family, -1) for family in families], dtype=np.int32),
        family_names=tuple(shared),
        mentioned=_mentioned(papers, names, mentions, mentioned_by),
    )


def _tag_weights(
    papers: Sequence[Paper], tagging: Mapping[str, tuple[TagAssignment, ...]]
) -> tuple[np.ndarray, tuple[str, ...]]:
    frequency = Counter(a.tag for paper in papers for a in tagging.get(paper.id, ()))
    tag_ids = tuple(sorted(frequency))
    column = {tag: number for number, tag in enumerate(tag_ids)}
    weights = np.zeros((len(papers), max(1, len(tag_ids))), dtype=np.float32)
    for row, paper in enumerate(papers):
        for assignment in tagging.get(paper.id, ()):
            rarity = math.log(1 + len(papers) / frequency[assignment.tag])
            weights[row, column[assignment.tag]] = rarity * min(assignment.score, STRONG) ** POWER
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    return np.round(weights / np.where(length > 0, length, 1), 5), tag_ids


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


def _family(name: Name | None) -> str:
    """The first word of a name of several parts or with a number: ERNIE-Gram → ERNIE, MMRL++ → MMRL."""
    if name is None:
        return ""
    match = _FAMILY.match(name.text)
    return match[0] if match else ""
