"""Whole sites built again and again: only what changed is written, and the bytes are those of a build from nothing."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sites import Listing, digest_text, make_project, run_build, start_build

from generator.plugin import _CACHE

SUBJECTS = "graphs speech robots proteins code images video reward maps translation retrieval planning".split()


def listings(first: int, number: int) -> list[Listing]:
    """Papers that differ enough to have different tags, names and neighbours."""
    return [
        Listing(
            title=f"Net{n}Kite: Learning {SUBJECTS[n % 12]} from {SUBJECTS[(n * 5 + 1) % 12]} number {n}",
            abstract=f"We present Net{n}Kite, which learns {SUBJECTS[n % 12]} with {SUBJECTS[(n + 3) % 12]}, as Net{n // 2}Kite did. "
            f"It needs {n + 2} steps of {SUBJECTS[(n * 7) % 12]} and beats large language models on reasoning. " * 3,
        )
        for n in range(first, first + number)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", {"1.txt": digest_text(listings(0, 30))})


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def from_nothing(project: Path) -> dict[str, bytes]:
    """What a build without any cache makes of the project."""
    fresh = project.parent / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(project, fresh, ignore=shutil.ignore_patterns(".cache", "site"))
    assert run_build(fresh, fresh / "site").warnings == []
    return contents(fresh / "site")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


SENSES = [Listing(title=f"On kites {n}", abstract=f"Who uses a Net Three Kite (Net3Kite) in {name} gains by it. " * 3) for n, name in enumerate(SUBJECTS[:4])]
TAKES_AWAY = """
def on_files(files, config):
    for path in [path for path in files.src_uris if path.startswith(("papers/net1", "glossary/"))]:
        files.remove(files.src_uris[path])
"""
TAGS = "facets: {of: Of}\ntags: {graphs: {label: Graphs, facet: of, definition: Of graphs., phrases: [graphs, reward]}}\n"
CHANGES = {
    "an abstract": lambda p: edit(p / "seeds/1.txt", "It needs 9 steps", "It wants 9 steps"),
    "a digest more": lambda p: (p / "seeds/2.txt").write_text(digest_text(listings(25, 12)), encoding="utf-8"),
    "a paper less": lambda p: (p / "seeds/1.txt").write_text(digest_text(listings(0, 29)), encoding="utf-8"),
    "a correction": lambda p: (p / "seeds/corrections.yml").write_text("names:\n  net3kite-learning-proteins-from-code-number-3: {name: ThirdKite, reason: Known so}\n", encoding="utf-8"),
    "a corrected text": lambda p: (p / "seeds/corrections.yml").write_text("text:\n  net3kite-learning-proteins-from-code-number-3:\n  - {find: It needs 5 steps, replace: It needs few steps, reason: Known so}\n", encoding="utf-8"),
    "an abbreviation that is nobody's": lambda p: (p / "seeds/2.txt").write_text(digest_text(SENSES), encoding="utf-8"),
    "the vocabulary": lambda p: (edit(p / "mkdocs.yml", "- broadsheet", "- broadsheet:\n      vocabulary: tags.yml"), (p / "tags.yml").write_text(TAGS, encoding="utf-8")),
    "the site's name": lambda p: edit(p / "mkdocs.yml", "site_name: Broadsheet", "site_name: Another Sheet"),
    "the size of pages": lambda p: edit(p / "mkdocs.yml", "- broadsheet", "- broadsheet:\n      page_size: 7"),
    "a hand-written page": lambda p: (p / "docs/about.md").write_text("# Other words\n\nWords.\n", encoding="utf-8"),
    "a page that takes the place of a generated one": lambda p: ((p / "docs/years").mkdir(), (p / "docs/years/index.md").write_text("# Mine\n", encoding="utf-8")),
    "a page that is left out": lambda p: leave_out(p, "exclude_docs", "tags/index.md"),
    "the menu": lambda p: edit(p / "mkdocs.yml", "  - Names: names/index.md\n", ""),
    "facts of a digest": lambda p: (p / "seeds/digests.yml").write_text("1.txt: {captured: 2025-10-28, title: Nets and kites}\n", encoding="utf-8"),
    "a setting whose key is a day": lambda p: edit(p / "mkdocs.yml", "plugins:", "extra: {releases: {2025-01-01: first}}\nplugins:"),
    "stock rendering": lambda p: edit(p / "mkdocs.yml", "- broadsheet", "- broadsheet:\n      render: stock"),
    "the site's folder is gone": lambda p: shutil.rmtree(p / "site"),
    "the cache is gone": lambda p: shutil.rmtree(p / _CACHE),
}  # fmt: skip


def leave_out(project: Path, how: str, *paths: str) -> None:
    for path in paths:
        file = project / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# Mine\n", encoding="utf-8")
    edit(project / "mkdocs.yml", "plugins:", "\n  ".join([f"{how}: |", *paths]) + "\nplugins:")


def take_away(project: Path) -> None:
    (project / "away.py").write_text(TAKES_AWAY, encoding="utf-8")
    edit(project / "mkdocs.yml", "plugins:", "hooks: [away.py]\nplugins:")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_build_after_a_change_is_that_from_nothing(project: Path, change) -> None:
    assert run_build(project, project / "site").warnings == []
    change(project)
    run_build(project, project / "site", strict=False)
    assert contents(project / "site") == from_nothing(project)


def test_a_build_without_a_change_writes_none_of_our_files(project: Path) -> None:
    run_build(project, project / "site")
    before = times(project / "site")
    build = run_build(project, project / "site", DEBUG="1")
    after = times(project / "site")
    written = {path for path in after if after[path] != before.get(path)}
    assert build.warnings == [] and after.keys() == before.keys()
    assert not [path for path in written if re.match(r"papers/net|api/|tags/.+/|assets/search|feed", path)]


def test_a_change_of_one_abstract_leaves_most_pages_as_they_are(project: Path) -> None:
    """With few papers many are related to any one of them."""
    (project / "seeds/2.txt").write_text(digest_text(listings(30, 30)), encoding="utf-8")
    run_build(project, project / "site")
    before = times(project / "site")
    CHANGES["an abstract"](project)
    run_build(project, project / "site")
    after = times(project / "site")
    pages = [path for path in after if re.match(r"papers/net.*/index.html", path)]
    assert len(pages) == 60
    assert 1 <= sum(after[path] != before[path] for path in pages) < len(pages) / 2


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_build_that_was_killed_does_no_harm(project: Path, share: float) -> None:
    started = time.monotonic()
    run_build(project, project / "site")
    usual = time.monotonic() - started
    CHANGES["a digest more"](project)
    process = start_build(project, project / "site")
    time.sleep(usual * share)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert run_build(project, project / "site").warnings == []
    assert contents(project / "site") == from_nothing(project)


def test_problems_are_told_each_time(project: Path) -> None:
    with (project / "seeds/1.txt").open("a", encoding="utf-8") as digest:
        digest.write("\nA title without an abstract\n")
    first, second = (run_build(project, project / "site", strict=False).warnings for _ in range(2))
    assert first and first == second


@pytest.mark.parametrize("render", ["fast", "stock"])
def test_a_generated_page_comes_back_where_a_hand_written_one_goes(project: Path, render: str) -> None:
    edit(project / "mkdocs.yml", "- broadsheet", f"- broadsheet:\n      render: {render}\n      search: false")
    (project / "docs/years").mkdir()
    (project / "docs/years/index.md").write_text("# Mine\n", encoding="utf-8")
    run_build(project, project / "site", strict=False)
    shutil.rmtree(project / "docs/years")
    run_build(project, project / "site", strict=False)
    assert contents(project / "site") == from_nothing(project)


HOOK = """
from pathlib import Path

def on_post_build(config, **_):
    for page in Path(config.site_dir).rglob("*.html"):
        page.write_bytes(page.read_bytes() + b"<!-- read -->")
"""


def test_what_a_hook_does_to_a_site_is_done_to_all_of_it_each_time(project: Path) -> None:
    (project / "hook.py").write_text(HOOK, encoding="utf-8")
    edit(project / "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    for _ in range(2):
        assert run_build(project, project / "site").warnings == []
        site = contents(project / "site")
        assert [path for path, data in site.items() if path.endswith(".html") and data.count(b"<!-- read -->") != 1] == []
    assert site == from_nothing(project)


def test_a_strict_build_with_a_warning_leaves_a_whole_site(project: Path) -> None:
    run_build(project, project / "site")
    before = contents(project / "site")
    (project / "docs/about.md").write_text("# About\n\n[gone](gone.md)\n", encoding="utf-8")
    assert run_build(project, project / "site").status != 0
    assert contents(project / "site").keys() == before.keys()


def test_cards_are_kept_where_nothing_changed(project: Path) -> None:
    for _ in range(2):
        run_build(project, project / "site")
        assert list((project / _CACHE).rglob("*.png"))


def test_what_others_put_into_the_site_stays_in_a_dirty_build(project: Path) -> None:
    run_build(project, project / "site")
    (project / "site/own.txt").write_text("mine")
    command = [sys.executable, "-m", "mkdocs", "build", "--dirty", "--site-dir", str(project / "site")]
    subprocess.run(command, cwd=project, check=True, capture_output=True, timeout=120)
    assert (project / "site/own.txt").read_text() == "mine"


def test_a_broken_cache_is_thrown_away(project: Path) -> None:
    run_build(project, project / "site")
    for file in (project / _CACHE).rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-5] + b"x")
    assert run_build(project, project / "site").warnings == []
    assert contents(project / "site") == from_nothing(project)


def test_a_build_that_fails_leaves_the_site_as_it_was(project: Path) -> None:
    run_build(project, project / "site")
    before = contents(project / "site")
    (project / "seeds/corrections.yml").write_text("nonsense: [", encoding="utf-8")
    assert run_build(project, project / "site").status != 0
    ours = {path: data for path, data in before.items() if path.startswith("papers/net")}
    assert {path: data for path, data in contents(project / "site").items() if path in ours} == ours


@pytest.mark.parametrize("how", ["exclude_docs", "draft_docs"])
def test_a_file_that_is_left_out_takes_no_place(project: Path, how: str) -> None:
    run_build(project, project / "site")
    before = contents(project / "site")
    leave_out(project, how, "README.md", "names/README.md", "tags/index.md", "tags/index.html", "api/v1/tags.json")
    run_build(project, project / "site", strict=False)
    assert contents(project / "site").keys() == before.keys()


def test_pages_that_a_hook_takes_away_are_away_however_pages_are_rendered(project: Path) -> None:
    run_build(project, project / "site")
    whole = contents(project / "site")
    take_away(project)
    told = run_build(project, project / "site", strict=False).warnings
    fast = contents(project / "site")
    assert told == run_build(project, project / "site", strict=False).warnings != [], "of links to them, each time"
    edit(project / "mkdocs.yml", "- broadsheet", "- broadsheet:\n      render: stock")
    run_build(project, project / "site", strict=False)
    stock = contents(project / "site")
    assert fast.keys() == stock.keys() and fast["sitemap.xml"] == stock["sitemap.xml"] and b"papers/net1" not in fast["sitemap.xml"]
    gone = {path for path in whole.keys() - fast.keys() if path.endswith("index.html")}
    assert "glossary/index.html" in gone and sum(path.startswith("papers/net1") for path in gone) > 5


COPIES = """
import copy
from mkdocs.structure.files import Files

def on_files(files, config):
    return Files([copy.copy(file) for file in files])
"""


def test_a_hook_that_hands_on_copies_takes_nothing_away(project: Path) -> None:
    run_build(project, project / "site")
    before = contents(project / "site")
    (project / "copies.py").write_text(COPIES, encoding="utf-8")
    edit(project / "mkdocs.yml", "plugins:", "hooks: [copies.py]\nplugins:")
    assert run_build(project, project / "site").warnings == []
    assert contents(project / "site") == before


INNER = """
import subprocess, sys

def on_post_build(config):
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "inner.yml"], check=True, timeout=60)
"""


def test_a_build_that_is_done_keeps_nobody_waiting(project: Path) -> None:
    shutil.copy(project / "mkdocs.yml", project / "inner.yml")
    (project / "inner.py").write_text(INNER, encoding="utf-8")
    edit(project / "mkdocs.yml", "plugins:", "hooks: [inner.py]\nplugins:")
    build = run_build(project, project / "site", strict=False)
    assert build.status == 0, build.log
    run_build(project, project / "site")
    assert contents(project / "site") == from_nothing(project)


def test_two_builds_at_once_do_not_meet(project: Path) -> None:
    run_build(project, project / "site")
    CHANGES["a digest more"](project)
    builds = [start_build(project, project / "site") for _ in range(3)]
    told = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], told
    assert any("another build writes this site" in one for one in told)
    assert contents(project / "site") == from_nothing(project)
