"""Every link, anchor, style, script and image of the real site leads somewhere on the site; identifiers are unique."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from sites import BuiltSite, parse, target_file

NAMES = "canonical schema.DC type cite-as".split()  # relations whose address is a name, not something to load
LOADED = f"//link[not({' or '.join(f'@rel={name!r}' for name in NAMES)})]/@href | //script/@src | //img/@src | //source/@src | //use/@href | //iframe/@src"
INTERNAL_LINKS = "//a/@href | //form/@action | //link[@rel='prev' or @rel='next']/@href"


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a fragment can point at on a page."""
    return frozenset(parse(page).xpath("//@id | //a/@name"))


def fault(site: BuiltSite, page: Path, link: str) -> str | None:
    """What is wrong with an internal link, if anything."""
    file, anchor = target_file(site.root, page, link)
    if not file.is_file():
        return f"leads to {file}, which does not exist"
    if anchor and file.suffix == ".html" and anchor not in anchors(file):
        return f"there is no #{anchor} on {site.address(file)}"
    return None


def faults(site: BuiltSite, expression: str) -> tuple[int, dict[str, set[str]]]:
    """How many internal links were checked, and each that is wrong with the pages it stands on."""
    checked, found = 0, defaultdict(set)
    for page in site.pages():
        for link in set(parse(page).xpath(expression)):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            checked += 1
            if wrong := fault(site, page, link):
                found[f"{link}: {wrong}"].add(site.address(page))
    return checked, dict(found)


def listed(found: dict[str, set[str]]) -> str:
    return "\n".join(f"{wrong} (on {len(pages)} pages, as {min(pages)!r})" for wrong, pages in found.items())


def test_every_internal_link_and_anchor_resolves(real_site: BuiltSite) -> None:
    checked, found = faults(real_site, INTERNAL_LINKS)
    assert not found, listed(found)
    assert checked > 10_000


def test_every_style_script_and_image_is_there(real_site: BuiltSite) -> None:
    checked, found = faults(real_site, LOADED)
    assert not found, listed(found)
    assert checked > 2_000


def test_nothing_is_loaded_from_elsewhere(real_site: BuiltSite) -> None:
    for page in real_site.pages():
        for address in parse(page).xpath(LOADED):
            assert not urlsplit(address).netloc, (real_site.address(page), address)
    for style in real_site.root.rglob("*.css"):
        outside = re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", style.read_text(encoding="utf-8"))
        assert outside == [], style.name


def test_identifiers_are_unique_on_each_page(real_site: BuiltSite) -> None:
    for page in real_site.pages():
        twice = [name for name, number in Counter(parse(page).xpath("//@id")).items() if number > 1]
        assert twice == [], real_site.address(page)


def test_every_page_can_be_reached_from_the_home_page(real_site: BuiltSite) -> None:
    home = real_site.root / "index.html"
    reached, waiting = {home}, [home]
    while waiting:
        page = waiting.pop()
        for link in parse(page).xpath("//a/@href"):
            if urlsplit(link).scheme:
                continue
            file, _ = target_file(real_site.root, page, link)
            if file.suffix == ".html" and file.is_file() and file not in reached:
                reached.add(file)
                waiting.append(file)
    missed = set(real_site.pages()) - reached - {real_site.root / "404.html"}
    assert {real_site.address(page) for page in missed} == set()


def test_the_site_map_lists_every_page_once(real_site: BuiltSite) -> None:
    tree = ElementTree.parse(real_site.root / "sitemap.xml")
    listed = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {real_site.url + real_site.address(page) for page in real_site.pages()} - {real_site.url + "404.html"}
    assert sorted(listed) == sorted(pages)


def test_each_page_names_its_own_address(real_site: BuiltSite) -> None:
    for page in real_site.pages():
        if page.name != "404.html":
            assert parse(page).xpath("//link[@rel='canonical']/@href") == [real_site.url + real_site.address(page)]
