"""What was found and what is right → figures: reciprocal rank, first place, recall in the first ten, their means by kind.

Knows no engine and no browser. `gold/README.md` says what the kinds are; a query with no right paper is not scored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

KINDS = ("name", "misspelt", "acronym", "org", "topic", "paraphrase")
GROUPS = {
    "all with an answer": KINDS,
    "name, acronym, org": ("name", "acronym", "org"),
    "topic and paraphrase": ("topic", "paraphrase"),
}
TEN = 10


class Score(NamedTuple):
    """Of one query: reciprocal rank of the best right paper, whether a right one is first, recall in the first ten."""

    best: float
    first: bool
    recall: float


class Means(NamedTuple):
    """Of some queries: their number and the means."""

    queries: int
    mrr: float
    first: float
    recall: float


def score(found: Sequence, right: Collection) -> Score:
    """Compare a ranking with the right papers, of which there is at least one."""
    places = [place for place, paper in enumerate(found, 1) if paper in right]
    best = 1 / places[0] if places else 0.0
    return Score(best, best == 1, sum(place <= TEN for place in places) / min(TEN, len(right)))


def average(scores: Iterable[Score]) -> Means:
    """The means of at least one score."""
    rows = list(scores)
    return Means(len(rows), *(sum(row[at] for row in rows) / len(rows) for at in range(3)))


def average_groups(scores: Mapping[str, Sequence[Score]]) -> dict[str, Means]:
    """The means of every kind and every group that has queries."""
    members = {kind: (kind,) for kind in KINDS} | GROUPS
    rows = {name: [one for kind in kinds for one in scores.get(kind, ())] for name, kinds in members.items()}
    return {name: average(found) for name, found in rows.items() if found}


def kinds_table(groups: Mapping[str, Means]) -> list[str]:
    """A Markdown table, a row a kind."""
    lines = ["| kind | queries | MRR | success@1 | recall@10 |", "|---|---:|---:|---:|---:|"]
    shown = (name for name in (*KINDS, "topic and paraphrase", "all with an answer") if name in groups)
    for name in shown:
        queries, *means = groups[name]
        lines.append(f"| {name} | {queries} | " + " | ".join(f"{mean:.3f}" for mean in means) + " |")
    return lines
