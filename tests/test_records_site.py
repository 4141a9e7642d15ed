"""What machines read, on built sites: it is there beside every page, its links lead somewhere, and the examples run."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import yaml
from conftest import Visit
from lxml import html
from sites import ELECTRA, ROOT, BuiltSite, Listing, digest_text, make_project, parse, run_build
from test_records import faults

from generator.export import papers_json
from generator.publication import Settings
from generator.seeds import find_curated, read_inputs
from generator.site import build_catalogue

ALTERNATE = "//link[contains(concat(' ', @rel, ' '), ' alternate ') and @type=$kind]/@href"
OTHERS = re.compile(r"^assets/|(^|/)(feed(-[0-9]+)?|cite)\.json$")
KINDS = {"text/markdown": "md", "application/json": "json"}


class Files(dict[str, bytes]):
    """The files of a built site that machines read, but for feeds and citations, which are of other people's formats."""

    def __init__(self, site: BuiltSite) -> None:
        found = (path for path in site.root.rglob("*") if path.is_file())
        names = ((path.relative_to(site.root).as_posix(), path) for path in found)
        super().__init__({name: path.read_bytes() for name, path in names if not OTHERS.search(name)})


@pytest.fixture(scope="module")
def real(real_site: BuiltSite) -> Files:
    return Files(real_site)


@pytest.fixture(scope="module")
def records(real: Files) -> list[dict[str, object]]:
    return [json.loads(line) for line in gzip.decompress(real["api/v1/papers.ndjson.gz"]).splitlines()]


# --- what is there


def test_every_json_file_follows_its_schema(real: Files) -> None:
    assert list(faults(real)) == []


def test_every_json_file_of_a_hostile_site_follows_its_schema(hostile_site: BuiltSite) -> None:
    assert list(faults(Files(hostile_site))) == []


def test_the_lines_are_the_records_of_the_export(real_site: BuiltSite, records: list[dict[str, object]]) -> None:
    seeds = real_site.project / "seeds"
    inputs = read_inputs([seeds], root=real_site.project, **find_curated(seeds))
    catalogue, _ = build_catalogue(inputs, Settings())
    assert records == json.loads(papers_json(catalogue))["papers"]


def test_every_page_has_its_markdown_and_its_record_beside_it(real_site: BuiltSite) -> None:
    for page in real_site.pages():
        for kind, ending in KINDS.items():
            links = parse(page).xpath(ALTERNATE, kind=kind)
            assert links == ([] if page.name == "404.html" else [f"index.{ending}"]), page
            assert all((page.parent / link).is_file() for link in links), page


def test_the_markdown_says_what_the_page_says(real_site: BuiltSite) -> None:
    for page in real_site.pages():
        if page.name != "404.html":
            text = page.with_suffix(".md").read_text(encoding="utf-8")
            matter = yaml.safe_load(text.split("---\n")[1]) if text.startswith("---\n") else {}
            heading = re.search(r"^# (.*)$", text, re.MULTILINE)
            assert heading, page
            shown = " ".join(parse(page).find(".//h1").text_content().split())
            assert re.sub(r"\\(?=\W)", "", heading[1]).replace("&lt;", "<").replace("&amp;", "&") == shown
            assert matter.get("url", real_site.url + real_site.address(page)) == real_site.url + real_site.address(page)


def test_links_in_the_markdown_lead_to_markdown(real_site: BuiltSite) -> None:
    checked = 0
    for text in real_site.root.rglob("index.md"):
        for link in re.findall(r"\]\(([^)\s]+)\)", text.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", link):
                assert (text.parent / unquote(re.split("[#?]", link)[0])).is_file(), (text, link)
                checked += 1
    assert checked > 5_000


def test_the_links_for_language_models_resolve(real_site: BuiltSite) -> None:
    for name in ("llms.txt", "llms-full.txt"):
        links = re.findall(r"\]\(([^)\s]+)\)", (real_site.root / name).read_text(encoding="utf-8"))
        assert links
        for link in links:
            assert link.startswith(real_site.url)
            assert (real_site.root / link.removeprefix(real_site.url)).is_file(), link


def test_the_texts_for_language_models_have_every_paper(real_site: BuiltSite, records: list[dict[str, object]]) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(real_site.root.glob("llms-full-*.txt")))
    addresses = re.findall(rf"^{re.escape(real_site.url)}(papers/.*)$", texts, re.MULTILINE)
    assert sorted(addresses) == sorted(str(record["url"]) for record in records)


def test_the_database_is_whole(real: Files, records: list[dict[str, object]]) -> None:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(gzip.decompress(real["data/papers.sqlite.gz"]))
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    listed = opened.execute("SELECT id, title, abstract, date FROM papers ORDER BY number").fetchall()
    assert listed == [tuple(record[field] for field in ("id", "title", "abstract", "date")) for record in records]
    query = "SELECT id FROM papers_fts JOIN papers ON number = papers_fts.rowid WHERE papers_fts MATCH ? ORDER BY rank"
    assert (ELECTRA,) in opened.execute(query, ('"replaced token detection"',)).fetchall()
    topics = opened.execute("SELECT papers.id, topics.id FROM papers LEFT JOIN topics ON topics.number = topic ORDER BY papers.number").fetchall()
    assert topics == [(record["id"], record["topic"]) for record in records]
    for table, field in (("families", "family"), ("paper_tags", "tags"), ("mentions", "mentions"), ("related", "related"), ("sightings", "sightings"), ("links", "links")):
        assert opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == sum(len(record[field]) for record in records)


def test_topics_families_and_the_glossary_are_told_alike_everywhere(real: Files, records: list[dict[str, object]]) -> None:
    topics = json.loads(real["api/v1/topics.json"])["topics"]
    assert len(topics) > 20
    topic_of = {paper: topic["id"] for topic in topics for paper in topic["papers"]}
    assert {record["id"]: record["topic"] for record in records if record["topic"]} == topic_of
    for topic in topics:
        assert (topic["count"], f"{topic['url']}index.html" in real) == (len(topic["papers"]), True)
        assert set(topic["near"]) <= {one["id"] for one in topics} - {topic["id"]}
    kin = {(record["id"], other) for record in records for other in record["family"]}
    assert kin and kin == {(other, one) for one, other in kin}, "either of two has the other"
    glossary = json.loads(real["api/v1/glossary.json"])["glossary"]
    opened = sqlite3.connect(":memory:")
    opened.deserialize(gzip.decompress(real["data/papers.sqlite.gz"]))
    rows = opened.execute("SELECT short, long, id FROM glossary g JOIN paper_glossary ON sense = g.number JOIN papers p ON p.number = paper ORDER BY sense, paper")
    told = [(one["short"], sense["long"], paper) for one in glossary for sense in one["senses"] for paper in sense["papers"]]
    assert len(told) > 500 and told == rows.fetchall()
    listed = [page for path, page in real.items() if re.match("glossary/(?:[^/]+/)*index[.]html$", path)]
    shown = [name for page in listed for name in html.fromstring(page).xpath("//strong[contains(@class, 'bs-title')]/text()")]
    assert sorted(shown) == sorted(one["short"] for one in glossary), "the page of the glossary has the same"


def test_days_in_the_site_map_are_those_of_the_digests(real_site: BuiltSite, records: list[dict[str, object]]) -> None:
    """A paper's is the last capture that shows it; any other page's the last of all."""
    infos = yaml.safe_load((real_site.project / "seeds" / "digests.yml").read_text(encoding="utf-8"))
    captured = {name: info["captured"] for name, info in infos.items() if info.get("captured")}
    newest = max(captured.values())
    assert isinstance(newest, date)
    expected = {
        f"{real_site.url}{record['url']}": max(
            (captured[seen["digest"]] for seen in record["sightings"] if seen["digest"] in captured), default=newest
        )
        for record in records
    }
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = ElementTree.parse(real_site.root / "sitemap.xml").getroot()
    days = {entry.findtext(f"{space}loc"): entry.findtext(f"{space}lastmod") for entry in entries}
    assert days[f"{real_site.url}about/"] is None, "nobody knows when a page was written by hand"
    found = {address: date.fromisoformat(day) for address, day in days.items() if day}
    assert len(days) - len(found) < 10
    assert expected.keys() <= found.keys()
    assert {address: day for address, day in found.items() if day != expected.get(address, newest)} == {}


# --- left out, or written by hand


def small_project(folder: Path, options: str = "") -> Path:
    listings = [Listing(title=f"Invented study {i}") for i in range(3)]
    project = make_project(folder, {"invented.txt": digest_text(listings)})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - broadsheet\n", f"  - broadsheet:\n      {options}\n"), encoding="utf-8")
    return project


def test_switched_off_nothing_of_it_is_left(tmp_path: Path) -> None:
    build = run_build(small_project(tmp_path / "project", "data: false"), tmp_path / "site")
    assert build.status == 0 and build.warnings == [], build.log
    names = {path.relative_to(build.out).as_posix() for path in build.out.rglob("*") if path.is_file()}
    names -= {"assets/search/index.json"}
    assert not [name for name in names if name.endswith(("index.md", "index.json", ".webmanifest", ".sqlite.gz", "llms.txt"))]
    assert not [name for name in names if name.startswith(("api/", "data/", "llms", "assets/broadsheet/icons"))]
    page = parse(build.out / "papers" / "invented-study-1" / "index.html")
    assert [page.xpath(ALTERNATE, kind=kind) for kind in KINDS] == [[], []]
    assert page.xpath("//link[@rel='manifest' or @rel='apple-touch-icon']") == []
    assert page.xpath("//link[@rel='icon']/@href") == ["../../assets/images/favicon.png"]


def test_files_of_ones_own_win(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", "data: true")
    names = (
        *("llms.txt", "site.webmanifest", "assets/broadsheet/icons/icon.svg", "about/index.json", "sitemap-1.xml"),
        *("feed.xml", "cite.bib", "digests/invented/feed.json", "feeds.opml", "opensearch.xml", "robots.txt"),
    )
    for name in names:
        (project / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "docs" / name).write_text("mine", encoding="utf-8")
    own = project / "docs" / "papers" / "invented-study-1" / "index.md"
    own.parent.mkdir(parents=True)
    own.write_text("# By hand\n\n[About](../../about.md)\n", encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    assert {name for name in names if (build.out / name).read_text() != "mine"} == set()
    beside = build.out / "papers" / "invented-study-1" / "index.md"
    assert beside.read_text(encoding="utf-8") == "# By hand\n\n[About](../../about/index.md)\n"
    assert json.loads(beside.with_suffix(".json").read_text())["title"] == "By hand"


def test_without_an_address_links_are_relative(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", "data: true")
    build = run_build(project, tmp_path / "site", SITE_URL="")
    assert build.status == 0, build.log
    assert "](papers/index.md)" in (build.out / "llms.txt").read_text(encoding="utf-8")
    assert json.loads((build.out / "api/v1/index.json").read_text())["site"] == "../../"
    assert "https://example.org/api/v1/index.json" in (build.out / "data" / "index.html").read_text(encoding="utf-8")


# --- the page that tells people of it


def example(site: BuiltSite, tool: str) -> str:
    """The lines shown for a tool."""
    (block,) = parse(site.file("data/")).xpath("//h3[@id=$tool]/following-sibling::div[1]//code", tool=tool)
    return block.text_content()


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        ("curl", [r'"counts":\{"papers":454', r"\n# .+\n\n\w+"]),
        ("jq", [r"\b\w+ \w+\n", r" +140 pretraining\n", r"^OOD; out-of-distribution; out-of-domain$"]),
        ("sqlite3", [r"^2024\|\d+$", r"^[A-Z][^|\n]*\|\d\d$", r"^\d{4}-\d\d-\d\d\|.*(?i:language model)"]),
        ("pandas", [r"^pretraining +140$"]),
    ],
)
def test_the_examples_run(real_site: BuiltSite, tool: str, expected: list[str], tmp_path: Path) -> None:
    needed = {"curl": ["curl"], "jq": ["curl", "jq"], "sqlite3": ["curl", "sqlite3"], "pandas": []}[tool]
    missing = [name for name in needed if shutil.which(name) is None]
    assert not missing, f"run `make test`, or `apt-get install {' '.join(missing)}`"
    lines = example(real_site, tool)
    apart = ROOT / ".venv" / "examples"  # where `make test` puts pandas
    command = [sys.executable, "-c", lines] if tool == "pandas" else ["bash", "-euo", "pipefail", "-c", lines]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(apart)}, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    for pattern in expected:
        assert re.search(pattern, done.stdout, re.MULTILINE), done.stdout[:2000]


def test_the_example_for_datasette_takes_files_that_are_there(real_site: BuiltSite) -> None:
    assert f"curl -s {real_site.url}data/metadata.json > metadata.json" in example(real_site, "datasette")


def test_the_sizes_are_those_of_the_files(real_site: BuiltSite) -> None:
    rows = parse(real_site.file("data/")).xpath("//table//tr[td]")
    assert len(rows) == 13
    for row in rows:
        file = real_site.file("data/").parent / row.xpath(".//a/@href")[0]
        size = row.xpath("td")[2].text_content()
        if " in " not in size:
            number, unit = size.split()
            scale = {"bytes": 1, "KB": 1_000, "MB": 1_000_000}[unit]
            assert abs(file.stat().st_size - float(number) * scale) <= scale / 2, file


def test_the_theme_colour_follows_the_scheme(visit: Visit) -> None:
    page = visit.open("data/")
    page.wait_for_selector("meta[name=theme-color]", state="attached")
    script = "[document.querySelector('meta[name=theme-color]').content, document.querySelectorAll('meta[name=theme-color]').length]"
    assert page.evaluate(script) == ["#fcfaf6", 1]
    manifest = json.loads((visit.site.root / "site.webmanifest").read_text(encoding="utf-8"))
    assert manifest["theme_color"] == manifest["background_color"] == "#fcfaf6"


def test_a_browser_takes_the_manifest_and_its_icons(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    session = visit.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["url"] == visit.site.url + "site.webmanifest"
    assert found["errors"] == []
    assert json.loads(found["data"])["name"] == "Broadsheet"
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in ([], [{"errorId": "in-incognito", "errorArguments": []}])
    assert session.send("Page.getAppId")["appId"] == visit.site.url, "other sites of the host are other apps"
