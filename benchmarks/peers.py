"""The same papers built by Broadsheet and by other site builders → seconds, memory, bytes, and how far the goals are met.

    .venv/bin/python benchmarks/peers.py --sizes 454 2000 10000 --growth 50000 --write

(The search's peers are measured by `search.py --peers`.) In each round every builder has a new folder and builds four times in it:
cold, with nothing changed, with one abstract changed, with one digest added. Builders alternate within each of these; nothing is
deleted before the end, for a file system may be five times as slow where files have just been deleted. The medians of
all rounds count, and the goals are ratios of medians of one run. A first round, whose seconds do not count, looks at memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builders import Builder, all_builders, bring_in_step, build, set_up, write_states
from buildreach import OURS, Figures, reach_table
from invention import ADDED, Material, read_material
from measuring import RESULTS, ROOT, Cost, FailedCommandError, file_sizes, paper_pages, told, write_section

SIZES = (454, 2_000, 10_000)
GROWTH_FROM = 2_000
SLOW = ("material", "zensical")
FAR = 2_000  # more papers than this take the slow ones minutes
LOOK = 0.02  # seconds from look to look at memory, in the round for it
STEPS = ("cold", "nothing changed", "one abstract changed", f"one digest of {ADDED} added")
STATES = (0, 0, 1, 2)  # of the papers, at each step
NOTE = """Broadsheet begins with the digests; the others are given what it finds (tags, related papers, mentions) as Markdown, and the making
of that is not counted. “The same pages” are titles, abstracts, tags, related papers, and paged lists by tag, year, digest, organisation
and topic; Broadsheet adds map, names and glossary. “Everything” is Broadsheet as it comes, with its search, feeds, citations and
data, but without pictures for link previews. Hugo has a small theme of its own with header, tabs, drawer and footer. MkDocs and
Zensical build with Material's theme and search. Memory is the most that all processes of a builder were seen to hold together in the
first round, which is not timed. Pages, files and MB are those after the last step. A builder without a row could not build so
many papers. KB and MB are powers of ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One builder at one size: its costs at each step, and what it wrote."""

    name: str
    papers: int
    costs: Mapping[str, Sequence[Cost]]
    memory: Mapping[str, float]
    page_mean: float
    pages: int
    size: int
    files: int

    def figures(self, step: str) -> tuple[float, float]:
        """Median seconds and CPU seconds of a step."""
        costs = self.costs[step]
        return statistics.median(cost.seconds for cost in costs), statistics.median(cost.cpu for cost in costs)


def main() -> int:
    options = _options()
    load, material = os.getloadavg()[0], read_material()
    builders = {key: builder for key, builder in all_builders().items() if key in options.builders}
    for key in [key for key, builder in builders.items() if builder.missing]:
        print(builders.pop(key).missing, file=sys.stderr)
    if not builders:
        return 2
    measured: dict[int, dict[str, Measured]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary).resolve()
        for size in options.sizes:
            slow_rounds = options.rounds if size <= FAR else options.slow_rounds
            rounds = {key: slow_rounds if key in SLOW else options.rounds for key in builders}
            chosen = {key: one for key, one in builders.items() if rounds[key]}
            measured[size] = measure(home / str(size), size, chosen, rounds, material)
        ours = {key: builder for key, builder in builders.items() if key in OURS}
        if options.growth and options.growth not in measured and ours:
            far = home / str(options.growth)
            measured[options.growth] = measure(far, options.growth, ours, dict.fromkeys(ours, 1), material, STEPS[:1], first=1)
    table, reach = "\n".join(cost_table(measured)), "\n".join(reach_table(_figures(measured, max(options.sizes))))
    print(f"{table}\n\n{reach}")
    if options.write:
        ended = f"load {load:.1f} when it began and {os.getloadavg()[0]:.1f} when it ended"
        preamble = f"{told('peers.py')}, {ended}. Medians of {options.rounds} rounds."
        write_section("Builders", f"{preamble}\n\n{reach}\n\n{table}\n\n{NOTE}")
    return 0


def _options() -> argparse.Namespace:
    known = tuple(all_builders())
    parser = argparse.ArgumentParser(description="Build the same papers with several site builders and compare.")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="numbers of papers")
    parser.add_argument("--builders", nargs="+", choices=known, default=known, metavar="NAME", help=", ".join(known))
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="timed rounds (default: 3)")
    slow = f"rounds of {' and '.join(SLOW)} above {FAR:,} papers, 0 to leave them out there (default: 1)"
    parser.add_argument("--slow-rounds", type=int, default=1, metavar="N", help=slow)
    parser.add_argument("--growth", type=int, metavar="N", help="build Broadsheet at this size too, cold and once")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS.relative_to(ROOT)}")
    return parser.parse_args()


def measure(
    home: Path,
    papers: int,
    builders: Mapping[str, Builder],
    rounds: Mapping[str, int],
    material: Material,
    steps: Sequence[str] = STEPS,
    first: int = 0,
) -> dict[str, Measured]:
    """Every builder through all steps below `home`, as many rounds as it is to have, from the `first` on; round 0 is for memory.

    One that fails is left out.
    """
    costs: dict[str, dict[str, list[Cost]]] = {key: {step: [] for step in steps} for key in builders}
    memory: dict[str, dict[str, float]] = {key: {} for key in builders}
    going = dict(builders)
    print(f"{papers:,} papers: writing them …", file=sys.stderr, flush=True)
    last = max(state for _, state in zip(steps, STATES, strict=False))
    write_states(home / "states", papers, material, {builder.reads for builder in builders.values()}, last)
    for number in range(first, 1 + max(rounds.values())):
        for step, state in zip(steps, STATES, strict=False):
            for key, builder in [(key, builder) for key, builder in going.items() if number <= rounds[key]]:
                folder = home / str(number) / key
                print(f"{papers:,} papers, round {number}: {step}, {builder.name} …", file=sys.stderr, flush=True)
                if step == STEPS[0]:
                    set_up(builder, folder)
                bring_in_step(home / "states" / str(state) / builder.reads, folder / builder.source)
                expected = papers + (ADDED if step == STEPS[3] else 0)
                try:
                    cost = build(builder, folder, expected=expected, pause=None if number else LOOK)
                except FailedCommandError as error:  # the others go on: a run takes long
                    print(error, file=sys.stderr)
                    del going[key]
                    continue
                if number:
                    costs[key][step].append(cost)
                else:
                    memory[key][step] = cost.memory
    return {key: _measured(builder, home / str(rounds[key]) / key, papers, costs[key], memory[key]) for key, builder in going.items()}


def _measured(
    builder: Builder, folder: Path, papers: int, costs: Mapping[str, Sequence[Cost]], memory: Mapping[str, float]
) -> Measured:
    site = folder / builder.site
    sizes, pages = file_sizes(site), [page.stat().st_size for page in paper_pages(site)]
    return Measured(
        name=builder.name,
        papers=papers,
        costs=costs,
        memory=memory,
        page_mean=statistics.mean(pages),
        pages=len(file_sizes(site, "*.html")),
        size=sum(sizes),
        files=len(sizes),
    )


def _growth(measured: Mapping[int, Mapping[str, Measured]]) -> dict[str, tuple[int, float, int, float]]:
    """For each of ours: papers and CPU seconds of a cold build at `GROWTH_FROM`, and at the largest size above."""
    most = max(measured)
    if GROWTH_FROM not in measured or most == GROWTH_FROM:
        return {}
    few, many = measured[GROWTH_FROM], measured[most]
    ours = [key for key in OURS if key in few and key in many]
    return {key: (GROWTH_FROM, few[key].figures("cold")[1], most, many[key].figures("cold")[1]) for key in ours}


def _figures(measured: Mapping[int, Mapping[str, Measured]], size: int) -> Figures:
    """What the goals ask for, at one size."""
    rows = {
        key: {step: (*one.figures(step), one.memory[step]) for step in STEPS} for key, one in measured[size].items()
    }
    return Figures(papers=size, steps=STEPS, costs=rows, growth=_growth(measured))


def cost_table(measured: Mapping[int, Mapping[str, Measured]]) -> Iterator[str]:
    """One row for each size and builder; each step as “seconds (CPU seconds)”."""
    yield "| papers | builder | " + " | ".join(f"{step}, s (CPU s)" for step in STEPS) + " | MB, most | page KB mean | pages | site MB | files |"
    yield "|---:|---|" + "---:|" * (len(STEPS) + 5)
    for size, builders in measured.items():
        for one in builders.values():
            seconds = ("{:.2f} ({:.2f})".format(*one.figures(step)) if step in one.costs else "–" for step in STEPS)
            memory = f"{max(one.memory.values()):.0f}" if one.memory else "–"
            yield (
                f"| {size:,} | {one.name} | {' | '.join(seconds)} | {memory} | {one.page_mean / 1e3:.1f} | "
                f"{one.pages:,} | {one.size / 1e6:.1f} | {one.files:,} |"
            )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
