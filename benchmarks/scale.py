"""How the build grows: N invented papers from the sentences of the real digests → seconds, memory, bytes.

    .venv/bin/python benchmarks/scale.py --sizes 454 2000 10000 --write

Papers are the same in every run. Each size is built twice in a process of its own: the pipeline alone, stage by stage,
and the whole of `mkdocs build` with the project's own `mkdocs.yml`, but without pictures for link previews, which are kept from
build to build. Memory is the most a process held at once. Seconds are those of the clock; CPU seconds (of all threads) tell
more where other work shares the machine.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
SIZES = (454, 2_000, 10_000)
PER_DIGEST = 1_000
HEADER = (
    "new\nGet trending papers in your email inbox!\nSubscribe\nDaily Papers\nbyAK and the research community\nDec {day}\n"
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
CONFIG = """INHERIT: {project}/mkdocs.yml
docs_dir: {project}/docs
site_dir: {folder}/site
site_url: https://user.github.io/broadsheet/
plugins:
  - broadsheet:
      cards: false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the invented papers are made of: title heads ("KiteNet"), title tails, sentences, badges."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    sentences: tuple[str, ...]
    badges: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One size: seconds, megabytes (10^6) of memory, bytes, files; `stages` are (name, seconds, megabytes so far)."""

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


def main() -> int:
    options = _options()
    if options.pipeline:
        print(json.dumps(run_pipeline(options.pipeline)))
        return 0
    material = read_material()
    measures = []
    for size in options.sizes:
        print(f"{size:,} papers …", file=sys.stderr, flush=True)
        measures.append(measure(size, material, options.keep))
    report = "\n".join(report_lines(measures))
    print(report)
    if options.write:
        write_section("Scale", f"{_preamble()}\n\n{report}\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build sites of several sizes and report seconds, memory and bytes.")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="numbers of papers")
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.relative_to(ROOT)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the invented digests and sites below DIR")
    parser.add_argument("--pipeline", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    return parser.parse_args()


# Inventing


def read_material() -> Material:
    """Take the real digests apart."""
    from generator.digest import read_digest
    from generator.model import DigestInfo
    from generator.seeds import read_inputs

    inputs = read_inputs([ROOT / "seeds"], root=ROOT)
    entries = [entry for source in inputs.digests for entry in read_digest(source, DigestInfo())[0].entries]
    halves = [entry.title.partition(": ") for entry in entries]
    sentences = [part for entry in entries for part in re.split(r"(?<=[a-z)][.!?]) (?=[A-Z])", entry.abstract)]
    badges = {f"{entry.organisation.handle} {entry.organisation.name}" for entry in entries if entry.organisation}
    return Material(
        heads=tuple(dict.fromkeys(head for head, _, tail in halves if tail)),
        tails=tuple(dict.fromkeys(tail or head for head, _, tail in halves)),
        sentences=tuple(dict.fromkeys(sentence for sentence in sentences if len(sentence) > 40)),
        badges=tuple(sorted(badges)),
    )


def invent_entries(count: int, material: Material) -> Iterator[str]:
    """`count` entries as a page shows them, no two alike: six in ten have a head, six in ten a footer."""
    chance = random.Random(20_251_028)
    used: dict[str, int] = {}
    for _ in range(count):
        title = chance.choice(material.tails)
        if chance.random() < 0.6:
            title = f"{chance.choice(material.heads)}: {title}"
        used[title] = used.get(title, 0) + 1
        if used[title] > 1:
            title += f", Part {used[title]}"
        abstract = " ".join(chance.sample(material.sentences, chance.randint(5, 10)))
        footer = f"{_byline(chance, material)}\n·\n{_day(chance)}\n" if chance.random() < 0.6 else ""
        yield f"{title}\n{abstract}\n{footer}"


def _byline(chance: random.Random, material: Material) -> str:
    return chance.choice(material.badges) if chance.random() < 0.15 else f"•  {chance.randint(1, 30)} authors"


def _day(chance: random.Random) -> str:
    comments = f" {chance.randint(1, 40)}" if chance.random() < 0.25 else ""
    return f"{chance.choice(MONTHS)} {chance.randint(1, 28)}, {chance.randint(2018, 2025)}{comments}"


def write_project(folder: Path, count: int, material: Material) -> None:
    """Digests of a thousand entries, what is known of them, and a configuration that inherits the project's."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    entries = list(invent_entries(count, material))
    known = []
    for number, start in enumerate(range(0, count, PER_DIGEST)):
        name = f"{number:03}_invented.txt"
        day = number % 28 + 1
        text = HEADER.format(day=day) + "".join(entries[start : start + PER_DIGEST])
        (seeds / name).write_text(text, encoding="utf-8")
        known.append(f"{name}:\n  captured: 2025-12-{day:02}\n  title: Invented digest {number}\n")
    (seeds / "digests.yml").write_text("".join(known), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(project=ROOT, folder=folder), encoding="utf-8")


# Measuring


def measure(count: int, material: Material, keep: Path | None) -> Measure:
    """Build `count` papers in processes of their own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = (keep or Path(temporary)).resolve() / str(count)
        write_project(folder, count, material)
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "-f", str(folder / "mkdocs.yml")]
        _, _, _, output = run([sys.executable, str(Path(__file__).resolve()), "--pipeline", str(folder)])
        pipeline = json.loads(output)
        seconds, cpu, memory, _ = run(build)
        pages = [page.stat().st_size for page in paper_pages(folder / "site")]
        if len(pages) != count:
            raise SystemExit(f"{len(pages):,} paper pages were built, {count:,} expected")
        files = [file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file()]
    return Measure(
        papers=count,
        pipeline_seconds=pipeline["seconds"],
        pipeline_cpu=pipeline["cpu"],
        build_seconds=seconds,
        build_cpu=cpu,
        pipeline_memory=pipeline["memory"],
        build_memory=memory,
        page_mean=sum(pages) / len(pages),
        page_max=max(pages),
        bytes_in_all=sum(files),
        files=len(files),
        stages=tuple(pipeline["stages"]),
    )


def run(command: Sequence[str]) -> tuple[float, float, float, str]:
    """Seconds, CPU seconds, most megabytes held, and what was printed; stops where the command fails."""
    started = time.perf_counter()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - started, cpu, usage.ru_maxrss * 1024 / 1e6, output


def run_pipeline(folder: Path) -> dict[str, object]:
    """The pipeline on a folder made by `write_project`: reading, every stage, all pages; nothing is written."""
    from generator.model import Settings
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


def held() -> float:
    """The most megabytes this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def paper_pages(site: Path) -> Iterator[Path]:
    from generator.ids import RESERVED

    return (page for page in site.glob("papers/*/index.html") if page.parent.name not in RESERVED)


# Reporting


def report_lines(measures: Sequence[Measure]) -> Iterator[str]:
    """Two Markdown tables: sizes, and stages of the pipeline; exponents compare each size with the one before."""
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
    yield "Growth exponents (1 is linear; by CPU seconds):"
    yield ""
    yield "| from | to | pipeline | build | memory of the build | site |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for one, two in pairwise(measures):
        fields = ("pipeline_cpu", "build_cpu", "build_memory", "bytes_in_all")
        shown = (f"{exponent(one, two, getattr(one, field), getattr(two, field)):.2f}" for field in fields)
        yield f"| {one.papers:,} | {two.papers:,} | " + " | ".join(shown) + " |"
    yield ""
    yield "Seconds of each stage of the pipeline, and the most megabytes held until its end:"
    yield ""
    yield "| stage | " + " | ".join(f"{m.papers:,}" for m in measures) + " |"
    yield "|---|" + "---:|" * len(measures)
    for row in zip(*(m.stages for m in measures), strict=True):
        yield f"| {row[0][0]} | " + " | ".join(f"{seconds:.2f} s, {memory:.0f} MB" for _, seconds, memory in row) + " |"


def exponent(one: Measure, two: Measure, before: float, after: float) -> float:
    """The k of `after / before = (papers ratio)^k`."""
    return math.log(after / before) / math.log(two.papers / one.papers) if two.papers != one.papers else math.nan


def _preamble() -> str:
    command = " ".join([".venv/bin/python benchmarks/scale.py", *sys.argv[1:]])
    version = ".".join(map(str, sys.version_info[:3]))
    return (
        f"`{command}` on {os.cpu_count()} cores, Python {version}, load {os.getloadavg()[0]:.1f} when it ended. "
        "MB and KB are powers of ten. Without pictures for link previews, which are drawn once and kept."
    )


def write_section(title: str, body: str) -> None:
    """Put `body` under `## title`; the other sections stay as they are."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    section = f"## {title}\n\n{body.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(old):
        new = pattern.sub(lambda _: section + "\n", old).rstrip() + "\n"
    else:
        new = old.rstrip() + "\n\n" + section
    RESULTS.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
