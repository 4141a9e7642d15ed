"""A cold build of N invented papers on one processor → where its time goes, function by function.

    .venv/bin/python benchmarks/profiling.py --papers 10000 --write

For Linux. One processor, so that all work is done in one process, which the profiler sees; it takes some time of its own, most where
functions are small. Shares are of the whole build.
"""

from __future__ import annotations

import argparse
import os
import pstats
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from invention import read_material, write_project
from measuring import RESULTS, ROOT, run, told, write_section

PACKAGE = ROOT / "generator"
LEAST = 0.015  # of the whole: what takes less is not listed
MOST_OURS, MOST_OWN = 40, 20  # rows
# What only passes work on says nothing of its own.
PASSING = {"workers.py", "cli.py", "commands.py", "__init__.py", "building.py", "assets.py"}
NOTE = """\
Next to gain. The time is spread thin, and hardly in Python's interpreter: by the system's own sampling two thirds of a build of 10,000
papers' same pages are in Python's C (an eighth of all in its loop, an eighth in regular expressions, the rest in texts, dictionaries and
memory), a tenth in SciPy's products, a tenth in the system. Compiled by Cython as they are, the sixty-odd modules that take most came to
16.5 s instead of 17.5; with both processors always busy the build would take some 11. What is left in studying texts is mostly looking
words up in the vocabulary: other automata were tried, and gained nothing. Words are surveyed for related papers while names are looked
for; while topics are named and before pages are written, some 2 s, a second processor has little to do where no search is wanted. To look
for topics beside related papers was tried, and took 383 MB, past the goal for memory: what two processes look at is copied. The
comparing of all papers with all (`rankings.py find`) works out each product twice, once from either side; to compare them by their
strongest terms alone would cost related papers .02 to .04 of their score. After an addition most of the time goes to what is
made whole each time, the search index and the downloads, and to pages of lists, of which every later one moves on by some.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A function: seconds with all that it calls, seconds of its own, and how often it was called."""

    name: str
    whole: float
    own: float
    calls: int


def main() -> int:
    parser = argparse.ArgumentParser(description="Profile a cold build on one processor.")
    parser.add_argument("--papers", type=int, default=10_000, metavar="N")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS.relative_to(ROOT)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        write_project(folder, options.papers, read_material())
        profile = folder / "profile"
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        run([sys.executable, "-m", "cProfile", "-o", str(profile), "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")])
        stats = pstats.Stats(str(profile))
    report = "\n".join(profile_lines(read_rows(stats), stats.total_tt))
    print(report)
    if options.write:
        write_section("Profile", f"{told('profiling.py')}. {options.papers:,} papers, one of the cores.\n\n{report}\n\n{NOTE}")
    return 0


def read_rows(stats: pstats.Stats) -> list[Row]:
    """The functions of the package by the module they are in, and those of libraries by their name alone."""
    rows = []
    for (file, _, function), (_, calls, own, whole, _) in stats.stats.items():  # type: ignore[attr-defined]
        path = Path(file)
        inside = path.is_relative_to(PACKAGE)
        if inside and (path.name in PASSING or function.startswith("<")):
            continue
        name = f"{path.relative_to(PACKAGE)} {function}" if inside else function.strip("<>")
        rows.append(Row(name=name, whole=whole, own=own, calls=calls))
    return rows


def profile_lines(rows: list[Row], total: float) -> Iterator[str]:
    """Two Markdown tables: the package's functions by what they take in all, and any function by what it takes itself."""
    yield f"{total:.0f} s under the profiler. Functions of the package, with all that they call; one may be part of another:"
    yield ""
    ours = [row for row in rows if ".py " in row.name and row.whole >= LEAST * total]
    yield from _table(sorted(ours, key=lambda row: (-row.whole, row.name))[:MOST_OURS], total, lambda row: row.whole)
    yield ""
    yield "Any function, by what it takes itself:"
    yield ""
    yield from _table(sorted(rows, key=lambda row: (-row.own, row.name))[:MOST_OWN], total, lambda row: row.own)


def _table(rows: list[Row], total: float, seconds) -> Iterator[str]:  # type: ignore[no-untyped-def]
    yield "| function | calls | s | of the build |"
    yield "|---|---:|---:|---:|"
    for row in rows:
        yield f"| `{row.name}` | {row.calls:,} | {seconds(row):.1f} | {seconds(row) / total:.1%} |"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
