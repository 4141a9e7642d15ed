"""The real seeds, built strictly: what is there, the same bytes every time, and what a build says of a bad digest."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hostile import HOSTILE
from sites import (
    ELECTRA,
    ROOT,
    SENTENCE,
    BuiltSite,
    Listing,
    digest_text,
    finish_build,
    make_project,
    parse,
    run_build,
    shown,
    start_build,
    with_class,
)

from generator.publication import Settings
from generator.seeds import read_inputs
from generator.site import build_catalogue

PAPERS, ENTRIES = 454, 483
LISTS = {"page", "by-title", "by-comments"}


@pytest.fixture(scope="module")
def paper_pages(real_site: BuiltSite) -> list[Path]:
    pages = (real_site.root / "papers").glob("*/index.html")
    return sorted(page for page in pages if page.parent.name not in LISTS)


# --- what is there


def test_the_real_seeds_build_without_a_warning(real_site: BuiltSite) -> None:
    assert real_site.build.warnings == []


def test_every_paper_has_a_page(paper_pages: list[Path]) -> None:
    assert len(paper_pages) == PAPERS


def test_every_entry_is_listed_on_its_digest(real_site: BuiltSite) -> None:
    pages = (real_site.root / "digests").glob("*/**/index.html")
    positions = [item for page in pages for item in parse(page).xpath("//li[contains(., 'Position ')]")]
    assert len(positions) == ENTRIES


def test_the_files_a_host_and_a_crawler_want_are_there(real_site: BuiltSite) -> None:
    for name in ("404.html", "sitemap.xml", "robots.txt", "index.html"):
        assert (real_site.root / name).is_file(), name
    robots = (real_site.root / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {real_site.url}sitemap.xml" in robots.splitlines()


def test_what_the_search_of_the_theme_would_load_is_left_out(real_site: BuiltSite) -> None:
    theme = {path.name for path in (real_site.root / "assets" / "javascripts").iterdir()}
    assert theme and not theme & {"lunr", "workers"}


def test_every_paper_page_speaks_to_machines(real_site: BuiltSite, paper_pages: list[Path]) -> None:
    for page in paper_pages:
        tree, address = parse(page), real_site.url + real_site.address(page)
        title = shown(tree.find(".//h1"))
        meta = {node.get(kind): node.get("content") for node in tree.iter("meta") for kind in ("name", "property")}
        assert tree.xpath("//link[@rel='canonical']/@href") == [address]
        assert meta["citation_title"] == meta["og:title"] == meta["DC.title"] == title
        assert meta["og:type"] == "article"
        assert meta["og:url"] == meta["citation_abstract_html_url"] == address
        assert meta["description"] and meta["description"] == meta["og:description"]
        assert not {"citation_author", "author", "DC.creator", "citation_pdf_url"} & meta.keys()
        (script,) = tree.xpath("//script[@type='application/ld+json']/text()")
        data, trail = json.loads(script)["@graph"]
        assert (data["@type"], data["headline"]) == ("ScholarlyArticle", title)
        assert (trail["@type"], trail["itemListElement"][-1]["name"]) == ("BreadcrumbList", title)
        assert "author" not in data
        date = meta.get("citation_publication_date")
        assert meta.get("DC.date") == (date and date.replace("/", "-"))
        assert data.get("datePublished") == meta.get("article:published_time") == (date and date.replace("/", "-"))


def test_a_paper_page_is_small(paper_pages: list[Path]) -> None:
    """Twelve kilobytes (powers of ten) on average, of which the abstract is near to two."""
    sizes = [page.stat().st_size for page in paper_pages]
    assert sum(sizes) / len(sizes) <= 12_000
    assert max(sizes) <= 16_000


def test_the_dates_that_are_known_are_published(paper_pages: list[Path]) -> None:
    dated = [page for page in paper_pages if parse(page).xpath("//meta[@name='citation_publication_date']")]
    assert len(dated) == 266


# --- the same bytes every time


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a tree with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Put before everything else in the build's process: another day, and folders listed the other way round.
ELSEWHERE = """
import datetime, os, pathlib, sys, time
LATER = 500 * 86_400
real_time, real_glob, real_listdir, real_scandir, real_walk = (
    time.time, pathlib.Path.glob, os.listdir, os.scandir, os.walk
)
time.time = lambda: real_time() + LATER
time.time_ns = lambda: int(time.time() * 1e9)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime = Later
class NoPandas:  # where a test needs it, scikit-learn takes it too, and its extensions bear no other class
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ImportError(name)
sys.meta_path.insert(0, NoPandas())
def back_to_front(*arguments, **options):
    for root, folders, files in real_walk(*arguments, **options):
        folders.sort(reverse=True)
        yield root, folders, sorted(files, reverse=True)
os.walk = back_to_front
os.listdir = lambda *arguments: sorted(real_listdir(*arguments), reverse=True)
pathlib.Path.glob = lambda self, pattern, **options: iter(sorted(real_glob(self, pattern, **options), reverse=True))
print("INFO    -  elsewhere: the clock and the order are changed")
"""


@pytest.fixture(scope="module")
def other_builds(real_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real site on another day and in another order, and with the day fixed from outside; side by side."""
    folder = tmp_path_factory.mktemp("again")
    (folder / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    changes = {
        "elsewhere": {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]), "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        "fixed": {"SOURCE_DATE_EPOCH": "86400", "PYTHONHASHSEED": "8"},
    }
    processes = {
        name: start_build(make_project(folder / name), folder / f"{name}-site", SITE_URL=real_site.url, **change)
        for name, change in changes.items()
    }
    builds = {name: finish_build(process, folder / f"{name}-site") for name, process in processes.items()}
    for build in builds.values():
        assert build.status == 0, build.log[-4000:]
    assert "elsewhere: the clock" in builds["elsewhere"].log
    return {name: build.out for name, build in builds.items()}


@pytest.mark.parametrize("name", ["elsewhere", "fixed"])
def test_builds_are_byte_identical(real_site: BuiltSite, other_builds: dict[str, Path], name: str) -> None:
    here, there = contents(real_site.root), contents(other_builds[name])
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []


# --- rendered here, with MkDocs' own bytes


def stock_project(folder: Path, digests: dict[str, str] | None = None) -> Path:
    project = make_project(folder, digests)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    changed = text.replace("  - broadsheet\n", "  - broadsheet:\n      render: stock\n")
    assert changed != text
    config.write_text(changed, encoding="utf-8")
    return project


def test_the_real_site_is_what_mkdocs_would_write(real_site: BuiltSite, tmp_path: Path) -> None:
    build = run_build(stock_project(tmp_path / "project"), tmp_path / "site", SITE_URL=real_site.url)
    assert build.status == 0, build.log
    here, there = contents(real_site.root), contents(build.out)
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []


def test_a_hostile_site_is_what_mkdocs_would_write(hostile_site: BuiltSite, tmp_path: Path) -> None:
    project = stock_project(tmp_path / "project", {"hostile.txt": digest_text(HOSTILE)})
    build = run_build(project, tmp_path / "site", SITE_URL=hostile_site.url)
    assert build.status == 0, build.log
    here, there = contents(hostile_site.root), contents(build.out)
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []


def test_a_plain_configuration_is_enough(tmp_path: Path) -> None:
    """No navigation, no extension: the lists stand in the navigation, the papers do not, and no markup is seen."""
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    shutil.rmtree(project / "docs")
    (project / "docs").mkdir()
    text = "site_name: Broadsheet\ntheme:\n  name: material\n  font: false\nplugins: [broadsheet, search]\n"
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    page = parse(build.out / "papers" / "invented-study-1" / "index.html")
    assert "{" not in shown(page.find(".//article"))[:200]
    links = {link.get("href") for link in page.iter("a") if "md-nav__link" in (link.get("class") or "")}
    assert {"../", "../../tags/", "../../map/"} <= links
    assert not [href for href in links if "invented-study" in href]


@pytest.mark.parametrize(
    ("nav", "papers"),
    [("", 3), ("nav: [Papers: papers/index.md]\n", 3), ("nav: [Papers: papers/index.md, Year: years/2024/index.md, More: tags/empirical-study/page/2/index.md]\n", 130)],
)
def test_a_site_without_pages_by_hand_is_what_mkdocs_would_write(tmp_path: Path, nav: str, papers: int) -> None:
    """The theme's link to the search is another one on the page of the search, which is made here like its neighbours, and links of
    the navigation into the folder of a page are others than on a page beside it."""
    kite = Listing(title="KiteNet: Flying at Night", abstract="We introduce KiteNet, a model of owls that fly at night.")
    studies = [replace(study, abstract=f"{study.abstract} We compare it with KiteNet on owls.") for study in listings(papers)]
    project = make_project(tmp_path / "project", {"invented.txt": digest_text([kite, *studies])})
    shutil.rmtree(project / "docs")
    (project / "docs").mkdir()
    builds = []
    for render in ("fast", "stock"):
        plugins = f"plugins: [{{broadsheet: {{render: {render}}}}}]\nmarkdown_extensions: [attr_list, fenced_code, tables]\n"
        extra = "extra: {homepage: tags/empirical-study/, alternate: [{name: A, lang: en, link: papers/invented-study-0/}]}\n"
        text = f"site_name: Broadsheet\nsite_url: https://a.example/b/\ntheme:\n  name: material\n  font: false\n{nav}{extra}{plugins}"
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
        builds.append(run_build(project, tmp_path / render))
        assert builds[-1].status == 0, builds[-1].log
    here, there = (contents(build.out) for build in builds)
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []
    assert ("papers/kitenet-flying-at-night/mentioned-by/page/2/index.html" in here) == (papers > 100)  # a list below a paper
    searches = {path.parent.name: parse(path).find(".//form[@role='search']").get("action") for path in builds[0].out.glob("*/index.html")}
    assert searches.pop("search") in (".", "./") and set(searches.values()) == {"../search/"}


def test_a_link_to_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    own = project / "docs" / "own.md"
    own.write_text("[a](papers/invented-study-1/index.md#cite) [b](papers/invented-study-1/index.md#nowhere)\n")
    build = run_build(project, tmp_path / "site")
    assert build.status == 1
    assert len(build.warnings) == 1
    assert "index.md#nowhere" in build.warnings[0]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("use_directory_urls", "use_directory_urls: false\nsite_name: X", "use_directory_urls"),
        ("extension", "  - attr_list\n  - nl2br", "nl2br"),
        ("depth", "  - toc:\n      toc_depth: 2", "toc with toc_depth"),
        ("hooks", "hooks: [hook.py]\nsite_name: X", "hook"),
        ("overrides", "  custom_dir: overrides\n  name: material", "custom_dir"),
    ],
)
def test_what_may_change_pages_gets_them_from_mkdocs(tmp_path: Path, before: str, after: str, reason: str) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    places = {"extension": "  - attr_list", "depth": "  - toc:\n      permalink: false", "overrides": "  name: material"}
    text = config.read_text(encoding="utf-8").replace(places.get(before, "site_name: Broadsheet"), after, 1)
    config.write_text(text, encoding="utf-8")
    own = Path("assets", "javascripts", "workers", "own.js")
    (project / "overrides" / own).parent.mkdir(parents=True)
    (project / "overrides" / own).write_text("", encoding="utf-8")
    (project / "overrides" / "main.html").write_text('{% extends "base.html" %}', encoding="utf-8")
    (project / "hook.py").write_text("def on_page_content(html, **more): return html + '<p>hooked</p>'\n")
    build = run_build(project, tmp_path / "site", strict=False)
    assert build.status == 0, build.log
    assert re.findall(r"rendered one by one, which takes longer: (.*)", build.log) != []
    assert reason in build.log
    pages = list((build.out / "papers").rglob("invented-study-1*"))
    assert pages
    assert (build.out / own).is_file() == (before == "overrides")
    if before == "hooks":
        assert "hooked" in (build.out / "papers" / "invented-study-1" / "index.html").read_text(encoding="utf-8")


# --- one's own pages, and problems


def listings(number: int) -> Iterator[Listing]:
    return (Listing(title=f"Invented study {i}", abstract=f"{SENTENCE * 4} It is number {i}.") for i in range(number))


def test_a_hand_written_page_of_another_name_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    (project / "docs" / "papers").mkdir()
    (project / "docs" / "papers" / "invented-study-0.md").write_text("# In another file\n", encoding="utf-8")
    build = run_build(project, tmp_path / "site", strict=False)
    assert "papers/invented-study-0.md:1: address-taken has the address of a generated page; to replace it, name it papers/invented-study-0/index.md" in build.log
    assert len(build.warnings) == 1, "the links to its address lead to it"
    assert shown(parse(build.out / "papers" / "invented-study-0" / "index.html").find(".//h1")) == "In another file"


def test_a_hand_written_page_wins(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    own = project / "docs" / "papers" / "invented-study-1" / "index.md"
    own.parent.mkdir(parents=True)
    own.write_text("# Written by hand\n", encoding="utf-8")
    (project / "docs" / "empty.md").write_text("", encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    page = parse(build.out / "papers" / "invented-study-1" / "index.html")
    assert shown(page.find(".//h1")) == "Written by hand"
    assert (build.out / "empty" / "index.html").is_file()
    assert (build.out / "papers" / "invented-study-2" / "index.html").is_file()
    assert own.read_text(encoding="utf-8") == "# Written by hand\n"


def test_nothing_is_written_beside_the_site(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    before = contents(project)
    assert run_build(project, tmp_path / "site").status == 0
    after = contents(project)
    kept = {path for path in after if path.startswith(".cache/broadsheet/")}  # to be faster next time
    assert kept and {path: after[path] for path in after.keys() - kept} == before


def test_a_folder_that_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"a.txt": digest_text(listings(1))})
    (tmp_path / "file").write_text("")
    build = run_build(project, tmp_path / "file" / "site")
    told = f"Error: plugin broadsheet: {tmp_path / 'file' / 'site'}: unwritable cannot be written: Not a directory"
    assert build.status == 1 and "Traceback" not in build.log and build.log.splitlines()[-1] == told


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose second digest has a footer that no entry precedes, from line 19 on."""
    good = digest_text(listings(2))
    wrong = good + "  • 3 authors\n·\nJan 28, 2024\n"
    return make_project(tmp_path_factory.mktemp("broken") / "project", {"good.txt": good, "wrong.txt": wrong})


def test_a_broken_digest_fails_a_strict_build(broken: Path, tmp_path: Path) -> None:
    build = run_build(broken, tmp_path / "site")
    assert build.status == 1
    (warning,) = build.warnings[:1]
    assert re.search(r"seeds/wrong\.txt:19: footer-without-entry [a-z]", warning), build.log
    assert "in strict mode" in build.log


def test_a_broken_digest_still_builds(broken: Path, tmp_path: Path) -> None:
    build = run_build(broken, tmp_path / "site", strict=False)
    assert build.status == 0
    assert len(build.warnings) == 1
    assert (build.out / "papers" / "invented-study-1" / "index.html").is_file()


def test_what_is_merely_worth_knowing_does_not_fail_a_strict_build(tmp_path: Path) -> None:
    undated = (Listing(title=one.title, abstract=one.abstract, date="Jan 28") for one in listings(2))
    build = run_build(make_project(tmp_path / "project", {"undated.txt": digest_text(undated)}), tmp_path / "site")
    assert build.status == 0, build.log
    assert re.search(r"INFO\b.*seeds/undated\.txt:\d+: year-unknown ", build.log), build.log


def test_what_the_readme_tells_to_write_builds(tmp_path: Path) -> None:
    """With an empty `docs/`; without one MkDocs does not start."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## In a MkDocs site of your own")[2]
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(digest_text(listings(2)), encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(re.search(r"```yaml\n(.*?)```", section, re.DOTALL)[1], encoding="utf-8")
    assert "`mkdir docs`" in section and run_build(tmp_path, tmp_path / "none").status != 0
    (tmp_path / "docs").mkdir()
    build = run_build(tmp_path, tmp_path / "site")
    assert build.status == 0, build.log
    assert (build.out / "papers" / "invented-study-1" / "index.html").is_file()
    for page in build.out.rglob("index.html"):  # there are no tabs, so each shows the theme's list beside it
        [sidebar] = parse(page).xpath("//div[@data-md-type='navigation']")
        assert sidebar.get("hidden") is None and sidebar.findall(".//nav//a"), page


def test_one_starts_without_the_papers_that_come_with_it_as_the_readme_tells(tmp_path: Path) -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Use your own digests")[2].partition("\n## ")[0]
    project = make_project(tmp_path / "project")
    for line in "`.txt`", "`digests.yml`", "`corrections.yml`":
        assert line in section.partition("delete ")[2].partition("in `seeds/`")[0]
        for file in (project / "seeds").glob("*" + line.strip("`")):
            file.unlink()
    left = sorted(file.name for file in (project / "seeds").iterdir())
    assert left == ["layout.json", "vectors.bin"] and all(f"`{name}`" in section for name in left)
    (project / "seeds" / "own.txt").write_text(digest_text(listings(3)), encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0 and not build.warnings, build.log


def test_no_digest_at_all_builds_with_a_warning(tmp_path: Path) -> None:
    """So that a strict build, as that of the workflow, does not publish an empty site in the place of a full one."""
    build = run_build(make_project(tmp_path / "project", {}), tmp_path / "site", strict=False)
    assert build.status == 0, build.log
    assert [line for line in build.warnings if "seeds:1: no-digests" in line] == build.warnings and len(build.warnings) == 1


def test_a_binary_file_does_not_keep_the_others_from_building(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"good.txt": digest_text(listings(2))})
    (project / "seeds" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    build = run_build(project, tmp_path / "site", strict=False)
    assert build.status == 0, build.log
    assert "seeds/picture.txt:3: not-text" in build.log
    assert (build.out / "papers" / "invented-study-1" / "index.html").is_file()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = digest_text(listings(2))
    twins = {"plain": plain, "windows": "\ufeff" + plain.replace("\n", "  \r\n").rstrip()}
    found = []
    for name, text in twins.items():
        project = make_project(tmp_path / name, {"invented.txt": text})
        catalogue, problems = build_catalogue(read_inputs([project / "seeds"], root=project), Settings())
        found.append((catalogue.papers, problems))
    assert found[0] == found[1]
    assert len(found[0][0]) == 2


# --- the preview


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str, Path]]:
    """`mkdocs serve` on a small project: the project, its address and its log."""
    project, log = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))}), tmp_path / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with log.open("w", encoding="utf-8") as sink:
        process = subprocess.Popen(command, cwd=project, stdout=sink, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: "Serving on" in log.read_text(encoding="utf-8") or process.poll() is not None, 60)
        assert process.poll() is None, log.read_text(encoding="utf-8")
        (url,) = re.findall(r"Serving on (\S+)", log.read_text(encoding="utf-8"))
        assert urlsplit(url).netloc == address
        yield project, url, log
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again; says whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def fetch(url: str) -> str:
    """What stands at an address; nothing when nothing does."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.read().decode("utf-8")
    except urllib.error.HTTPError:
        return ""


def test_the_preview_follows_an_edited_digest_and_rests(preview: tuple[Path, str, Path]) -> None:
    project, url, log = preview
    page = url + "papers/invented-study-1/"
    assert "It is number 1." in fetch(page)

    def builds() -> int:
        return log.read_text(encoding="utf-8").count("Building documentation...")

    assert not wait_until(lambda: builds() > 1, 2), "the preview rebuilds though nothing has changed"
    digest = project / "seeds" / "invented.txt"
    text = digest.read_text(encoding="utf-8").replace("It is number 1.", "It was edited.")
    digest.write_text(text, encoding="utf-8")
    assert wait_until(lambda: "It was edited." in fetch(page), 20), log.read_text(encoding="utf-8")
    assert wait_until(lambda: builds() > 1, 20), "what is shown at once is not all"
    done = builds()
    assert not wait_until(lambda: builds() > done, 4), "the preview goes on rebuilding after one edit"
    assert done <= 3
    (project / "seeds" / "new.txt").write_text(digest_text([Listing(title="A late arrival")]), encoding="utf-8")
    assert wait_until(lambda: "A late arrival" in fetch(url + "digests/new/"), 20)


def test_the_real_paper_is_at_its_stable_address(real_site: BuiltSite) -> None:
    page = parse(real_site.root / "papers" / ELECTRA / "index.html")
    assert shown(page.find(".//h1")).startswith("ELECTRA: Pre-training Text Encoders")
    assert with_class(page, "bs-abstract")
