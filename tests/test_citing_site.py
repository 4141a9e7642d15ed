"""Citing in the built site: what an option leaves out leaves no trace, and the build stays clean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import BuiltSite, Listing, digest_text, make_project, parse, run_build

TRACES = re.compile(r"(^|/)cite\.(bib|ris|json)$|(^|/)selection/|assets/related|broadsheet/citing/")
MANUAL = "citing"  # the hand-written page, which stays


def traces(root: Path) -> tuple[list[str], list[str]]:
    """Files, and addresses on pages, that only citing brings."""
    files = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    pages = [page for page in root.rglob("*.html") if page.parent.name != MANUAL]
    links = [link for page in pages for link in parse(page).xpath("//@href | //@src")]
    assert files and links
    return [name for name in files if TRACES.search(name)], [link for link in links if TRACES.search(link)]


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("without")
    project = make_project(folder / "project", {"a.txt": digest_text(Listing(title=f"Study {i}") for i in range(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - broadsheet\n", "  - broadsheet:\n      citations: false\n"), encoding="utf-8")
    done = run_build(project, folder / "site")
    assert done.status == 0 and done.warnings == [], done.log
    return done.out


def test_switched_off_nothing_of_it_is_left(without: Path, real_site: BuiltSite) -> None:
    assert traces(without) == ([], [])
    assert traces(real_site.root)[0] and traces(real_site.root)[1]


def test_a_paper_has_its_own_citation_all_the_same(without: Path) -> None:
    page = parse(without / "papers" / "study-1" / "index.html")
    assert "@misc{study-1," in page.xpath("string(//h2[@id='cite']/following-sibling::div[1]//code)")
    assert page.xpath("//script[@data-citing]") == []
