"""Feeds in the built site: every page leads to them, the list names what is there, and options leave them out."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from feedrules import atom_faults, json_feed_faults
from sites import BuiltSite, Listing, digest_text, make_project, parse, run_build, shown, target_file

KINDS = {"application/atom+xml": "xml", "application/feed+json": "json"}
COLLECTIONS = ("tags", "organisations", "digests")


def found_by_readers(page: Path) -> list[tuple[str, str, str]]:
    """(ending, address, title) of the feeds a page names."""
    links = parse(page).xpath("//head/link[@rel='alternate']")
    return [(KINDS[link.get("type")], link.get("href"), link.get("title")) for link in links if link.get("type") in KINDS]


def test_every_page_leads_to_the_sites_feeds_and_a_list_to_its_own(real_site: BuiltSite) -> None:
    for page in real_site.pages():
        found = found_by_readers(page)
        folder = posixpath.dirname(real_site.address(page) + "index.html").split("/page/")[0]
        own = folder.split("/")[0] in COLLECTIONS and "/" in folder
        wanted = ([f"{folder}/feed.xml", f"{folder}/feed.json"] if own else []) + ["feed.xml", "feed.json"]
        files = [target_file(real_site.root, page, address)[0] for _, address, _ in found]
        assert files == [real_site.root / path for path in wanted], real_site.address(page)
        for file, (ending, _, title) in zip(files, found, strict=True):
            assert file.suffix == f".{ending}"
            faults = (atom_faults if ending == "xml" else json_feed_faults)(file.read_bytes()) if page.parent == file.parent else []
            assert faults == []
            assert title.endswith("Broadsheet")


def test_a_paper_page_pays_little_for_it(real_site: BuiltSite) -> None:
    for page in (real_site.root / "papers").glob("*/index.html"):
        links = re.findall(r"<link rel=alternate [^<>]*href=[^<> ]*feed[^<>]*>", page.read_text(encoding="utf-8"))
        assert len(links) == 2 and sum(map(len, links)) <= 200


def test_all_that_the_list_names_is_there(real_site: BuiltSite) -> None:
    outlines = [node for node in ElementTree.parse(real_site.root / "feeds.opml").iter("outline") if node.get("xmlUrl")]
    feeds = {node.get("xmlUrl").removeprefix(real_site.url) for node in outlines}
    assert feeds == {file.relative_to(real_site.root).as_posix() for file in real_site.root.rglob("feed.xml")}
    assert len(feeds) == len(outlines) > 50
    for node in outlines:
        page = real_site.root / node.get("htmlUrl").removeprefix(real_site.url) / "index.html"
        assert shown(parse(page).find(".//h1")) == node.get("text").removesuffix(" – Broadsheet")


def test_the_page_names_every_feed(real_site: BuiltSite) -> None:
    page = real_site.root / "subscribe" / "index.html"
    links = parse(page).xpath("//article//a/@href")
    linked = {target_file(real_site.root, page, link)[0] for link in links}
    assert linked >= {*real_site.root.rglob("feed.xml"), *real_site.root.rglob("feed.json"), real_site.root / "feeds.opml"}
    copied = parse(page).xpath("//@data-clipboard-text")
    assert copied[:2] == [f"{real_site.url}feed.xml", f"{real_site.url}feed.json"]
    assert all((real_site.root / url.removeprefix(real_site.url)).is_file() for url in copied)


def test_a_list_says_where_its_feed_is(real_site: BuiltSite) -> None:
    for feed in real_site.root.glob("*/*/feed.xml"):
        (line,) = parse(feed.parent / "index.html").xpath("//p[@class='bs-subscribe']")
        targets = [target_file(real_site.root, feed.parent / "index.html", link)[0] for link in line.xpath("./a/@href")]
        assert targets == [feed, feed.with_suffix(".json"), real_site.root / "subscribe" / "index.html"]


# --- options


def build(folder: Path, options: str = "", **environment: str):
    project = make_project(folder / "project", {"a.txt": digest_text(Listing(title=f"Study {i}") for i in range(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - broadsheet\n", f"  - broadsheet:\n      related: 5\n{options}"), encoding="utf-8")
    return run_build(project, folder / "site", **environment)


@pytest.mark.parametrize(("options", "environment"), [("      feeds: false\n", {}), ("", {"SITE_URL": ""})], ids=["off", "no address"])
def test_nothing_is_left_where_there_are_no_feeds(tmp_path: Path, options: str, environment: dict[str, str]) -> None:
    done = build(tmp_path, options, **environment)
    assert done.status == 0 and done.warnings == [], done.log
    assert not [*done.out.rglob("feed*.xml"), *done.out.rglob("feed*.json"), *done.out.rglob("*.opml")]
    assert not (done.out / "subscribe").exists()
    links = [link for page in done.out.rglob("*.html") for link in parse(page).xpath("//@href")]
    assert links and not [link for link in links if "subscribe" in link or "feed." in link]
    assert ("site_url is not set" in done.log) is bool(environment)


def test_mail_is_offered_where_there_is_some(tmp_path: Path) -> None:
    done = build(tmp_path, "      feeds: false\n      subscribe_mail: mailto:owls@lists.example?subject=subscribe&body=x\n")
    assert done.status == 0 and done.warnings == [], done.log
    (link,) = parse(done.out / "subscribe" / "index.html").xpath("//article//a[contains(@class, 'bs-button')]")
    assert link.get("href") == "mailto:owls@lists.example?subject=subscribe&body=x"
    assert shown(link) == "Subscribe by e-mail"


@pytest.mark.parametrize("address", ["owls@lists.example", "mailto:owls", "javascript:x@y.example", "http://lists.example/", 'https://x.example/"><b>'])
def test_another_address_for_mail_is_refused(tmp_path: Path, address: str) -> None:
    done = build(tmp_path, f"      subscribe_mail: '{address}'\n")
    assert done.status != 0 and "subscribe_mail must be" in done.log
