"""What the search must reach, and figures → a table of figure, floor and go-for; says which floor is missed.

Quality, bytes and memory bind; times, which depend on the machine and on what else it does, are only told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from searchscores import Means


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure by its key, the least that is accepted, and what is hoped for; `less`: smaller is better."""

    key: str
    label: str
    floor: float
    go: float
    less: bool = False
    binding: bool = True
    places: int = 0

    def missed(self, figure: float) -> bool:
        """True where the figure is worse than the floor."""
        return self._worse(figure, self.floor)

    def judge(self, figure: float) -> str:
        """How the figure stands, in words."""
        if self.missed(figure):
            return "**floor missed**" if self.binding else "slower than the floor"
        return "past the floor" if self._worse(figure, self.go) else "reached"

    def _worse(self, figure: float, wanted: float) -> bool:
        return figure > wanted if self.less else figure < wanted


def _quality(key: str, label: str, floor: float, go: float) -> Target:
    return Target(key=key, label=label, floor=floor, go=go, places=3)


def _cost(key: str, label: str, floor: float, go: float, *, binding: bool = True, places: int = 0) -> Target:
    return Target(key=key, label=label, floor=floor, go=go, less=True, binding=binding, places=places)


TARGETS = (
    _quality("mrr", "MRR, all development queries with an answer", 0.86, 0.92),
    _quality("named", "success@1 on name, acronym, org", 0.97, 1.00),
    _quality("misspelt", "success@1 on misspelt", 0.85, 0.95),
    _quality("paraphrase", "MRR on paraphrases", 0.72, 0.82),
    _quality("recall", "recall in first ten, topic and paraphrase", 0.82, 0.92),
    _quality("typos", "one typo in every word of three-word title queries, MRR", 0.95, 0.99),
    _cost("cold 454", "KB gzip to first result, cold, 454 papers", 120, 60),
    _cost("cold 10000", "KB gzip to first result, cold, 10,000 papers", 250, 150),
    _cost("index 454", "whole index, KB gzip a paper, 454 papers", 0.6, 0.4, places=3),
    _cost("index 10000", "whole index, KB gzip a paper, 10,000 papers", 0.6, 0.4, places=3),
    _cost("typing 454", "p95 ms from key press to results, slowed six-fold, 454 papers", 50, 25, binding=False),
    _cost("typing 10000", "p95 ms from key press to results, slowed six-fold, 10,000 papers", 100, 60, binding=False),
    _cost("memory 10000", "memory of the page at 10,000 papers, MB", 60, 30),
    _cost("build 10000", "index build at 10,000 papers, CPU s", 15, 6, binding=False, places=1),
)


def quality_figures(groups: Mapping[str, Means], typos: Means) -> dict[str, float]:
    """The figures of quality by their keys."""
    return {
        "mrr": groups["all with an answer"].mrr,
        "named": groups["name, acronym, org"].first,
        "misspelt": groups["misspelt"].first,
        "paraphrase": groups["paraphrase"].mrr,
        "recall": groups["topic and paraphrase"].recall,
        "typos": typos.mrr,
    }


def reach_table(figures: Mapping[str, float]) -> list[str]:
    """A Markdown table, a row a target; what is not among the figures was not measured."""
    lines = ["| figure | measured | floor | go for | |", "|---|---:|---:|---:|---|"]
    for target in TARGETS:
        figure = figures.get(target.key)
        told = "not measured |" if figure is None else f"{figure:.{target.places}f} |"
        wanted = " | ".join(f"{value:g}" for value in (target.floor, target.go))
        lines.append(f"| {target.label} | {told} {wanted} | {'' if figure is None else target.judge(figure)} |")
    return lines


def missed_floors(figures: Mapping[str, float]) -> list[str]:
    """The labels of binding targets whose floor is missed."""
    return [target.label for target in TARGETS if target.binding and target.key in figures and target.missed(figures[target.key])]
