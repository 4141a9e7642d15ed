"""What builds took → how far they are from their goals, as ratios to Hugo in the same run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

OURS = ("pages", "broadsheet")
PEER = "hugo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Builder → step → (seconds, CPU seconds, megabytes) at one number of papers; `steps` are cold, unchanged, changed, added.

    `growth` gives, for each of ours, papers and CPU seconds of a small and a large cold build.
    """

    papers: int
    steps: Sequence[str]
    costs: Mapping[str, Mapping[str, tuple[float, float, float]]]
    growth: Mapping[str, tuple[int, float, int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure that is better when it is smaller."""

    label: str
    floor: float
    go: float

    def word(self, value: float | None) -> str:
        if value is None:
            return "not measured"
        return "reached" if value <= self.go else "past the floor" if value <= self.floor else "misses the floor"


GOALS = {
    "cold": Goal(label="cold build, {papers:,} papers, seconds ÷ Hugo", floor=1.0, go=0.5),
    "unchanged": Goal(label="nothing changed, seconds ÷ Hugo's rebuild", floor=0.3, go=0.15),
    "added": Goal(label="one digest of 50 added, seconds ÷ Hugo's rebuild", floor=0.4, go=0.2),
    "memory": Goal(label="peak memory ÷ Hugo", floor=0.4, go=0.25),
    "growth": Goal(label="growth exponent{sizes}, CPU seconds", floor=1.08, go=1.02),
}


def ratios(figures: Figures, builder: str) -> dict[str, float | None]:
    """The value of each goal for one of ours; None where it was not measured."""
    found: dict[str, float | None] = dict.fromkeys(GOALS)
    ours, peer = figures.costs.get(builder), figures.costs.get(PEER)
    if ours and peer:
        cold, unchanged, _, added = figures.steps
        found |= {
            key: ours[step][0] / peer[step][0] for key, step in (("cold", cold), ("unchanged", unchanged), ("added", added))
        }
        found["memory"] = max(cost[2] for cost in ours.values()) / max(cost[2] for cost in peer.values())
    if builder in figures.growth:
        fewer, before, more, after = figures.growth[builder]
        found["growth"] = math.log(after / before) / math.log(more / fewer)
    return found


def reach_table(figures: Figures) -> Iterator[str]:
    """Each goal with what was measured, for the same pages and for all that Broadsheet publishes."""
    sizes = next((f" {fewer:,} → {more:,}" for fewer, _, more, _ in figures.growth.values()), "")
    values = {builder: ratios(figures, builder) for builder in OURS}
    yield "| figure | floor | go for | the same pages | | everything | |"
    yield "|---|---:|---:|---:|---|---:|---|"
    for key, goal in GOALS.items():
        shown = []
        for builder in OURS:
            value = values[builder][key]
            shown += ["–" if value is None else f"{value:.2f}", goal.word(value)]
        label = goal.label.format(papers=figures.papers, sizes=sizes)
        yield f"| {label} | {goal.floor} | {goal.go} | {' | '.join(shown)} |"
