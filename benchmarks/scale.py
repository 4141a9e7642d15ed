"""How the build grows: N invented papers from the sentences of the real digests → seconds, memory, bytes.

    .venv/bin/python benchmarks/scale.py --write
    .venv/bin/python benchmarks/scale.py --families --write

Each size runs in processes of its own: the pipeline alone, stage by stage, and `mkdocs build` with the project's own
`mkdocs.yml` four times in one folder: cold, with nothing changed, with one abstract changed, with one digest added. Pictures
for link previews are left out, for they are kept from build to build. Memory is the most a build held at once. Seconds are
those of the clock; CPU seconds (of all threads) tell more where other work shares the machine. `--families` asks what feeds,
citations and data each add. Nothing is deleted before the end, for a file system may be five times as slow where files have just been
deleted; with `--keep` the files of an earlier run are.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from families import FAMILY_SIZES, family_lines, measure_families
from invention import ADDED, Material, add_digest, change_abstract, read_material, write_project
from measuring import RESULTS, ROOT, Cost, file_sizes, held, paper_pages, run, told, write_section

SIZES = (454, 2_000, 10_000)
LOOK = 0.25  # seconds from look to look at a build's memory; a look takes some 8 ms there
Change = Callable[[Path, int, Material], None]
# What happens to a project before its second, third and fourth build.
CHANGES: dict[str, Change] = {
    "nothing changed": lambda folder, count, material: None,
    "one abstract changed": change_abstract,
    f"one digest of {ADDED} added": add_digest,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One size; megabytes are 10^6 bytes; `stages` are (name, seconds, megabytes so far), `again` the builds after the first."""

    papers: int
    pipeline_seconds: float
    pipeline_cpu: float
    build_seconds: float
    build_cpu: float
    pipeline_memory: float
    build_memory: float
    page_mean: float
    page_max: int
    bytes_in_all: int
    files: int
    stages: tuple[tuple[str, float, float], ...]
    again: tuple[tuple[str, Cost], ...]


def main() -> int:
    options = _options()
    if options.pipeline:
        print(json.dumps(run_pipeline(options.pipeline)))
        return 0
    material = read_material()
    measures = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in options.sizes:
            print(f"{size:,} papers …", file=sys.stderr, flush=True)
            measures.append(measure(size, material, (options.keep or Path(temporary)).resolve() / str(size)))
    report = "\n".join(report_lines(measures))
    if measures:
        print(report)
    if measures and options.write:
        write_section("Scale", f"{_preamble()}\n\n{report}\n")
    if options.families is not None:
        families = [measure_families(size, material, options.rounds) for size in options.families or FAMILY_SIZES]
        report = "\n".join(family_lines(families))
        print(report)
        if options.write:
            write_section("Families", f"{_preamble()}\n\n{report}\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build sites of several sizes and report seconds, memory and bytes.")
    parser.add_argument("--sizes", nargs="+", type=int, metavar="N", help="numbers of papers (50000 takes long)")
    parser.add_argument("--families", nargs="*", type=int, metavar="N", help="what feeds, citations and data add, at these sizes")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of the families, whose medians count (default: 3)")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS.relative_to(ROOT)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the invented digests and sites below DIR")
    parser.add_argument("--pipeline", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.sizes = options.sizes or (SIZES if options.families is None else ())
    return options


# Measuring


def measure(count: int, material: Material, folder: Path) -> Measure:
    """Build `count` papers below `folder`, in processes of their own."""
    write_project(folder, count, material)
    for made in ("site", ".cache"):
        shutil.rmtree(folder / made, ignore_errors=True)
    pipeline = json.loads(run([sys.executable, str(Path(__file__).resolve()), "--pipeline", str(folder)]).output)
    cold = build(folder)
    pages = [page.stat().st_size for page in paper_pages(folder / "site")]
    if len(pages) != count:
        raise SystemExit(f"{len(pages):,} paper pages were built, {count:,} expected")
    files = file_sizes(folder / "site")
    again = []
    for name, change in CHANGES.items():
        change(folder, count, material)
        again.append((name, build(folder)))
    return Measure(
        papers=count,
        pipeline_seconds=pipeline["seconds"],
        pipeline_cpu=pipeline["cpu"],
        build_seconds=cold.seconds,
        build_cpu=cold.cpu,
        pipeline_memory=pipeline["memory"],
        build_memory=cold.memory,
        page_mean=sum(pages) / len(pages),
        page_max=max(pages),
        bytes_in_all=sum(files),
        files=len(files),
        stages=tuple(pipeline["stages"]),
        again=tuple(again),
    )


def build(folder: Path) -> Cost:
    """`mkdocs build` of a project, as a user calls it."""
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")], pause=LOOK)


def run_pipeline(folder: Path) -> dict[str, object]:
    """The pipeline on a folder made by `write_project`: reading, every stage, all pages; nothing is written."""
    from generator.publication import Settings
    from generator.seeds import read_inputs
    from generator.site import build_site

    marks = [("reading", time.perf_counter(), held())]
    cpu = time.process_time()
    inputs = read_inputs([folder / "seeds"], root=folder, infos=folder / "seeds" / "digests.yml")
    settings = Settings(site_url="https://user.github.io/broadsheet/")
    site = build_site(inputs, settings, lambda stage: marks.append((stage, time.perf_counter(), held())))
    for page in site.pages:  # made when asked for
        assert page.text
    marks.append(("end", time.perf_counter(), held()))
    stages = [(one[0], two[1] - one[1], two[2]) for one, two in pairwise(marks)]
    seconds = sum(stage[1] for stage in stages)
    return {"seconds": seconds, "cpu": time.process_time() - cpu, "memory": held(), "stages": stages}


# Reporting


def report_lines(measures: Sequence[Measure]) -> Iterator[str]:
    """Markdown tables: sizes, growth, later builds, stages of the pipeline."""
    yield (
        "| papers | pipeline s | CPU s | build s | CPU s | pipeline MB | build MB | page KB mean | page KB max | site MB "
        "| files |"
    )
    yield "|---:" * 11 + "|"
    for m in measures:
        yield (
            f"| {m.papers:,} | {m.pipeline_seconds:.1f} | {m.pipeline_cpu:.1f} | {m.build_seconds:.1f} | "
            f"{m.build_cpu:.1f} | {m.pipeline_memory:.0f} | {m.build_memory:.0f} | {m.page_mean / 1e3:.1f} | {m.page_max / 1e3:.1f} | {m.bytes_in_all / 1e6:.1f} | "
            f"{m.files:,} |"
        )
    yield ""
    yield "Growth exponents, each size against the one before (1 is linear; by CPU seconds):"
    yield ""
    yield "| from | to | pipeline | build | memory of the build | site |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for one, two in pairwise(measures):
        fields = ("pipeline_cpu", "build_cpu", "build_memory", "bytes_in_all")
        shown = (f"{exponent(one.papers, two.papers, getattr(one, field), getattr(two, field)):.2f}" for field in fields)
        yield f"| {one.papers:,} | {two.papers:,} | " + " | ".join(shown) + " |"
    yield ""
    yield "Later builds in the same folder, one after the other, and their seconds as a part of the first build's:"
    yield ""
    yield "| papers | then | build s | CPU s | build MB | of the first |"
    yield "|---:|---|---:|---:|---:|---:|"
    for m in measures:
        for name, cost in m.again:
            yield (
                f"| {m.papers:,} | {name} | {cost.seconds:.1f} | {cost.cpu:.1f} | {cost.memory:.0f} | "
                f"{cost.seconds / m.build_seconds:.2f} |"
            )
    yield ""
    yield "Seconds of each stage of the pipeline, and the most megabytes its own process held until its end; a map that is laid out beside it is waited for in the last:"
    yield ""
    yield "| stage | " + " | ".join(f"{m.papers:,}" for m in measures) + " |"
    yield "|---|" + "---:|" * len(measures)
    for row in zip(*(m.stages for m in measures), strict=True):
        yield f"| {row[0][0]} | " + " | ".join(f"{seconds:.2f} s, {memory:.0f} MB" for _, seconds, memory in row) + " |"


def exponent(fewer: int, more: int, before: float, after: float) -> float:
    """The k of `after / before = (more / fewer)^k`."""
    return math.log(after / before) / math.log(more / fewer) if more != fewer else math.nan


def _preamble() -> str:
    return (
        f"{told('scale.py')}, load {os.getloadavg()[0]:.1f} when it ended. "
        "MB and KB are powers of ten. Without pictures for link previews, which are drawn once and kept."
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
