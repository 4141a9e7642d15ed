"""Tags, names and mentions → how near two papers are by what is known of them, not by their words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .model import Mention, Name, Paper, TagAssignment

_FAMILY = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Kinship:
    """By paper number: tags with their weights (rare tags weigh more), family of the name, and mentions both ways."""

    tags: tuple[Mapping[str, float], ...]
    families: tuple[str, ...]
    shared_families: frozenset[str]
    mentioned: tuple[Mapping[int, str], ...]  # other paper → the name as written; both directions

    def shared_tags(self, one: int, other: int) -> float:
        """Weight of the tags in common over the weight of all tags of both: 0…1."""
        a, b = self.tags[one], self.tags[other]
        common = sum(weight for tag, weight in a.items() if tag in b)
        return common / (sum(a.values()) + sum(b.values()) - common) if common else 0.0

    def same_family(self, one: int, other: int) -> bool:
        """ERNIE-Gram and ERNIE 3.0: names that begin with the same word."""
        return bool(self.families[one]) and self.families[one] == self.families[other]

    def mentions(self, one: int, other: int) -> bool:
        """One of the two names the other."""
        return other in self.mentioned[one]

    def linked(self, one: int) -> list[int]:
        """The papers `one` names or is named by, by number."""
        return sorted(self.mentioned[one])


def build_kinship(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    names: Mapping[str, Name],
    mentions: Mapping[str, tuple[Mention, ...]],
    mentioned_by: Mapping[str, tuple[str, ...]],
) -> Kinship:
    """Turn the tables by paper id into rows by paper number (the order of `papers`)."""
    number = {paper.id: place for place, paper in enumerate(papers)}
    frequency = Counter(a.tag for paper in papers for a in tagging.get(paper.id, ()))
    weight = {tag: math.log(1 + len(papers) / count) for tag, count in frequency.items()}
    families = tuple(_family(names.get(paper.id)) for paper in papers)
    shared = {family for family, count in Counter(families).items() if family and count > 1}
    mentioned: list[dict[int, str]] = [{} for _ in papers]
    for paper in papers:
        for mention in mentions.get(paper.id, ()):
            if mention.target in number:
                mentioned[number[paper.id]].setdefault(number[mention.target], mention.name)
                mentioned[number[mention.target]].setdefault(number[paper.id], mention.name)
        for source in mentioned_by.get(paper.id, ()):
            if source in number:
                mentioned[number[paper.id]].setdefault(number[source], names[paper.id].text if paper.id in names else "")
    return Kinship(
        tags=tuple({a.tag: weight[a.tag] for a in tagging.get(paper.id, ())} for paper in papers),
        families=tuple(family if family in shared else "" for family in families),
        shared_families=frozenset(shared),
        mentioned=tuple(mentioned),
    )


def _family(name: Name | None) -> str:
    """The first word of a name of several parts or with a number: ERNIE-Gram → ERNIE, MMRL++ → MMRL."""
    if name is None:
        return ""
    match = _FAMILY.match(name.text)
    return match[0] if match and match[0][1:2] else ""
