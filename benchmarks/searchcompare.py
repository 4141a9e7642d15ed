"""Engines side by side, in one browser and on the same papers → tables for `RESULTS.md`, and what ours reaches.

Every engine answers the development queries and the titles with typos on the real papers; then bytes, times and memory are
measured, for each number of papers. An engine that is not installed is told in its row, and the rest goes on.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from searchbrowser import Figures, find_all, measure, open_browser
from searchcases import REAL, read_queries, real_index, typo_queries
from searchengines import Engine, broadsheet, build_site
from searchpeers import PEERS, MissingPeer
from searchreach import quality_figures
from searchscores import Means, Score, average, average_groups, score

OURS = "Broadsheet"
LARGE = 10_000
COLD_EVERY = 14  # of the development queries one in so many is asked by a first visitor
SHOWN_KINDS = ("name", "misspelt", "acronym", "org", "topic", "paraphrase")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """By engine: means by kind and of typos; figures by number of papers; why an engine is missing."""

    groups: dict[str, dict[str, Means]] = field(default_factory=dict)
    typos: dict[str, Means] = field(default_factory=dict)
    figures: list[Figures] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


def compare(sizes: Sequence[int], *, peers: bool, leave_out: Iterable[str] = ()) -> Comparison:
    """Measure ours, and the peers where they are wanted; `leave_out` names engines that only get the real papers."""
    makers: dict[str, Callable[[Path, int, Path], Engine]] = {OURS: lambda _, papers, site: broadsheet(site, papers)}
    makers |= PEERS if peers else {}
    result = Comparison()
    with open_browser() as browser, tempfile.TemporaryDirectory() as temporary:
        site = build_site(Path(temporary) / "site")
        for papers in sorted({REAL, *sizes}):
            for place, (name, make) in enumerate(makers.items()):
                if name in result.missing or (papers != REAL and name in leave_out):
                    continue
                print(f"{name}, {papers:,} papers …", file=sys.stderr, flush=True)
                try:
                    engine = make(Path(temporary) / f"{papers}-{place}", papers, site)
                except MissingPeer as missing:
                    result.missing[name] = str(missing)
                    continue
                if papers == REAL:
                    result.groups[name], result.typos[name] = answer_queries(browser, engine)
                    print(quality_row(name, result), file=sys.stderr, flush=True)
                if papers in sizes:
                    result.figures.append(measure(browser, engine, cold_queries()))
                    print(cost_table(result.figures)[-1], file=sys.stderr, flush=True)
    return result


def cold_queries() -> list[str]:
    """What first visitors ask."""
    return [row["query"] for row in read_queries(real_index()[0]) if row["right"]][::COLD_EVERY]


def answer_queries(browser, engine: Engine) -> tuple[dict[str, Means], Means]:
    """Means of the development queries by kind, and of the titles with typos."""
    catalogue, index, _ = real_index()
    number = {paper.id: place for place, paper in enumerate(catalogue.papers)}
    rows = [row for row in read_queries(catalogue) if row["right"]]
    typos = [(typo, right) for typo, _, right in typo_queries(index)]
    found = find_all(browser, engine, [*(row["query"] for row in rows), *(typo for typo, _ in typos)])
    places = {query: [number[paper] for paper in papers] for query, papers in found.items()}
    scores: dict[str, list[Score]] = defaultdict(list)
    for row in rows:
        scores[row["kind"]].append(score(places[row["query"]], row["right"]))
    return average_groups(scores), average(score(places[typo], right) for typo, right in typos)


def reach_figures(comparison: Comparison) -> dict[str, float]:
    """What our own search reaches, by the keys of `searchreach.TARGETS`."""
    figures = quality_figures(comparison.groups[OURS], comparison.typos[OURS])
    for one in (one for one in comparison.figures if one.engine == OURS and one.papers in (REAL, LARGE)):
        told = {"cold": one.cold_kb, "index": one.index_kb / one.papers, "typing": one.p95_all_slowed, "memory": one.memory_mb}
        figures |= {f"{key} {one.papers}": figure for key, figure in (told | {"build": one.build_seconds}).items()}
    return figures


def quality_table(comparison: Comparison) -> list[str]:
    """A Markdown table, a row an engine: MRR by kind and in all, first places, recall, typos."""
    lines = [
        f"| engine | MRR, all | {' | '.join(SHOWN_KINDS)} | success@1, all | recall@10, topic and paraphrase | typos, MRR |",
        "|---" + "|---:" * (len(SHOWN_KINDS) + 4) + "|",
    ]
    lines += [quality_row(name, comparison) for name in comparison.groups]
    return [*lines, *(f"| {name} | {why} |" + " |" * (len(SHOWN_KINDS) + 3) for name, why in comparison.missing.items())]


def quality_row(name: str, comparison: Comparison) -> str:
    """The row of one engine."""
    groups = comparison.groups[name]
    every = groups["all with an answer"]
    figures = [every.mrr, *(groups[kind].mrr for kind in SHOWN_KINDS), every.first]
    figures += [groups["topic and paraphrase"].recall, comparison.typos[name].mrr]
    return f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"


COST_HEAD = (
    "| papers | engine | index KB | KB a paper | cold KB, mean | most | KB of excerpts later | index made, CPU s | first answer s "
    "| p50 ms | p95 ms | p95 ms, page slowed | p95 ms, workers too | memory MB |"
)


def cost_table(figures: Iterable[Figures]) -> list[str]:
    """A Markdown table, a row an engine and number of papers: bytes, seconds, milliseconds, memory."""
    lines = [COST_HEAD, "|---:|---" + "|---:" * 12 + "|"]
    for one in figures:
        built = "not measured" if one.build_seconds is None else f"{one.build_seconds:.1f}"
        cells = (
            f"{one.papers:,}", one.engine, f"{one.index_kb:,.0f}", f"{one.index_kb / one.papers:.3f}", f"{one.cold_kb:,.0f}",
            f"{one.cold_kb_most:,.0f}", f"{one.later_kb:.0f}", built, f"{one.cold_seconds:.1f}", f"{one.p50:.0f}", f"{one.p95:.0f}",
            f"{one.p95_slowed:.0f}", f"{one.p95_all_slowed:.0f}", f"{one.memory_mb:.0f}",
        )  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return lines
