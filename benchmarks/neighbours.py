"""How the search for related papers grows: N invented papers with random vectors and tags → seconds and memory.

    .venv/bin/python benchmarks/neighbours.py --sizes 2000 10000 50000 --write

The stage alone, exact: term space, block-wise products of all measures with all papers, fifteen neighbours, five with
reasons. Titles and abstracts are sentences of the real digests in new company, the same in every run. Each size runs in a
process of its own; memory is the most it held at once, the papers themselves included.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from invention import Material, read_material
from measuring import RESULTS, held, run, write_section

ROOT = Path(__file__).resolve().parent.parent
SIZES = (454, 2_000, 10_000, 50_000)
DIMENSION = 384
TAGS = 60
NEIGHBOURS, EXPLAINED = 15, 5  # as the pipeline asks for
HEAD = """| papers | words: s | CPU s | MB before | MB most | with vectors: s | CPU s | MB before | MB most | growth exponent |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""
NOTE = """Exact: every paper is compared with every other. The exponent is that of the CPU seconds with vectors, between a size and
the one before; the comparing itself grows with the square, counting and explaining with the papers. Above 2,000 papers,
terms in more than a fifth of them, or in more than 2,000, are not counted (`generator/termcounts.py`)."""


def main() -> int:
    """Print a table, one row a size."""
    options = _options()
    if options.one:
        print(json.dumps(measure(options.one, words_only=options.words)))
        return 0
    rows = [HEAD]
    before: tuple[int, float] | None = None
    for size in options.sizes:
        print(f"{size:,} papers …", file=sys.stderr, flush=True)
        words, both = (_in_its_own_process(size, only) for only in (True, False))
        rows.append(_row(size, words, both, before))
        before = size, both["cpu"]
    table = "\n".join(rows)
    print(table)
    if options.write:
        write_section("Neighbours", f"{_preamble()}\n\n{table}\n\n{NOTE}")
    return 0


def _row(size: int, words: dict[str, float], both: dict[str, float], before: tuple[int, float] | None) -> str:
    growth = math.log(both["cpu"] / before[1]) / math.log(size / before[0]) if before else math.nan
    figures = [
        f"{one['seconds']:.1f} | {one['cpu']:.1f} | {one['start']:.0f} | {one['memory']:.0f}" for one in (words, both)
    ]
    return f"| {size:,} | {' | '.join(figures)} | {'–' if math.isnan(growth) else f'{growth:.2f}'} |"


def _preamble() -> str:
    command = " ".join([".venv/bin/python benchmarks/neighbours.py", *sys.argv[1:]])
    return (
        f"`{command}` on {os.cpu_count()} cores (one is used), load {os.getloadavg()[0]:.1f} when it ended. "
        f"The stage “related papers” alone: {NEIGHBOURS} neighbours of each paper, {EXPLAINED} with reasons. "
        "MB are 10⁶ bytes: what the papers and their vectors take, and the most held at once."
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the search for related papers at several sizes.")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="numbers of papers")
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.relative_to(ROOT)}")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--words", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_its_own_process(size: int, words_only: bool) -> dict[str, float]:
    command: Sequence[str] = [sys.executable, str(Path(__file__).resolve()), "--one", str(size)]
    return json.loads(run([*command, *(["--words"] if words_only else [])]).output)


def measure(size: int, *, words_only: bool) -> dict[str, float]:
    """Seconds of the stage, and megabytes."""
    import numpy as np

    from generator.basis import basis_size
    from generator.model import TagAssignment
    from generator.similarity import find_neighbours

    papers = invent_papers(size, read_material())
    chance = np.random.default_rng(0)
    rows = chance.integers(-127, 128, size=(0 if words_only else size, DIMENSION), dtype=np.int8)
    tags = chance.integers(0, TAGS, size=(size, 4))
    tagging = {
        paper.id: tuple(TagAssignment(tag=f"tag-{tag}", score=1.0) for tag in sorted(set(row)))
        for paper, row in zip(papers, tags.tolist(), strict=True)
    }
    vectors = {paper.id: row for paper, row in zip(papers, rows, strict=not words_only)}
    start = held()
    started, worked = time.perf_counter(), time.process_time()
    basis = {paper.id for paper in papers[: basis_size(size)]}
    found = find_neighbours(papers, tagging, {}, {}, {}, NEIGHBOURS, vectors, explained=EXPLAINED, basis=basis).nearest
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    assert len(found) == size
    return {"seconds": seconds, "cpu": cpu, "start": start, "memory": held()}


def invent_papers(size: int, material: Material) -> list:
    """Papers of real sentences: a title's tail and five to ten sentences each."""
    from generator.model import Paper, Sighting

    chance = random.Random(20_251_121)
    seen = (Sighting(digest="a.txt", path="a.txt", position=0, line=1),)
    papers = []
    for number in range(size):
        title = chance.choice(material.tails)
        abstract = " ".join(chance.sample(material.sentences, chance.randint(5, 10)))
        papers.append(
            Paper(
                id=f"p{number:06}",
                title=title,
                title_raw=title,
                abstract=abstract,
                abstract_raw=abstract,
                sightings=seen,
            )
        )
    return papers


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
