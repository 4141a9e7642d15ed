"""The same papers with and without feeds, citations and data → what each family adds in seconds and bytes a paper.

A family's part is what the whole site takes more than the same site without that family; the layer's is what it takes more
than without all three. Cards are drawn once and kept, and stand apart. Each build has a folder of its own and nothing is deleted until
the end: a file system may be five times as slow where files have just been deleted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from invention import Material, write_project
from measuring import Cost, file_sizes, run

FAMILY_SIZES = (454, 10_000)
FAMILIES = ("feeds", "citations", "data")
MOST_TIME, MOST_KILOBYTES = 0.30, 8.0  # of a cold build without the layer; a paper
LIMIT_AT = 10_000
MOST_CARDS = 2_000  # above, no cards are drawn by default
ALL, NONE, CARDS = "all", "none", "cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A cold build: seconds and CPU seconds (medians of the rounds), bytes and files of the site."""

    seconds: float
    cpu: float
    size: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """One number of papers: the builds with all families, with none, without each, and with cards."""

    papers: int
    builds: Mapping[str, Build]


def variants(papers: int) -> dict[str, dict[str, bool]]:
    """What is built: name → options of the plugin."""
    found = {ALL: {}, NONE: dict.fromkeys(FAMILIES, False)} | {family: {family: False} for family in FAMILIES}
    return found | ({CARDS: {"cards": True}} if papers <= MOST_CARDS else {})


def measure_families(papers: int, material: Material, rounds: int) -> Families:
    """Build every variant cold, one after the other, `rounds` times over."""
    wanted = variants(papers)
    costs: dict[str, list[Cost]] = {name: [] for name in wanted}
    sizes: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for number in range(rounds):
            for name, options in wanted.items():
                print(f"{papers:,} papers, round {number + 1}: {name} …", file=sys.stderr, flush=True)
                folder = Path(temporary).resolve() / f"{number}-{name}"
                write_project(folder, papers, material, **options)
                command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")]
                costs[name].append(run(command))
                sizes[name] = file_sizes(folder / "site")
    builds = {
        name: Build(
            seconds=statistics.median(cost.seconds for cost in costs[name]),
            cpu=statistics.median(cost.cpu for cost in costs[name]),
            size=sum(sizes[name]),
            files=len(sizes[name]),
        )
        for name in wanted
    }
    return Families(papers=papers, builds=builds)


def family_lines(measured: Sequence[Families]) -> Iterator[str]:
    """A Markdown table, and whether the layer keeps its limits."""
    yield (
        f"The layer may add {MOST_TIME:.0%} to a cold build of {LIMIT_AT:,} papers and {MOST_KILOBYTES:.0f} KB a paper. A family's "
        "part is what the site takes more than without it; seconds are medians."
    )
    yield ""
    yield "| papers | | s more | of the build without the layer | CPU s more | of it | KB a paper | files | |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|---|"
    for one in measured:
        builds, bare = one.builds, one.builds[NONE]
        rows = [(family, builds[ALL], builds[family]) for family in FAMILIES] + [("the layer", builds[ALL], bare)]
        if CARDS in builds:
            rows.append((CARDS, builds[CARDS], builds[ALL]))
        for name, with_it, without in rows:
            kilobytes = (with_it.size - without.size) / one.papers / 1e3
            seconds, cpu = with_it.seconds - without.seconds, with_it.cpu - without.cpu
            parts = (seconds / bare.seconds, cpu / bare.cpu)
            word = _word(max(parts), kilobytes) if name == "the layer" and one.papers >= LIMIT_AT else ""
            yield (
                f"| {one.papers:,} | {name} | {seconds:.1f} | {parts[0]:.0%} | {cpu:.1f} | {parts[1]:.0%} | {kilobytes:.1f} | "
                f"{with_it.files - without.files:,} | {word} |"
            )


def _word(part: float, kilobytes: float) -> str:
    missed = [("slower", part > MOST_TIME), ("larger", kilobytes > MOST_KILOBYTES)]
    return " and ".join(word for word, true in missed if true) + " than the limit" if any(true for _, true in missed) else "kept"
