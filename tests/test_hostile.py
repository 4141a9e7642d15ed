"""A digest that tries everything: it builds without a warning, nothing in it comes alive, and all of it can be read."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote

import html5lib
import pytest
from conftest import Visit
from hostile import ATTACKS, BADGES, HOSTILE, MARK, ODD_TITLES
from lxml import html
from sites import (
    SENTENCE,
    SITE_NAME,
    BuiltSite,
    Listing,
    digest_text,
    parse,
    shown,
    target_file,
    with_class,
)

from generator import markup
from generator.inputs import Inputs
from generator.metadata import describe
from generator.model import Catalogue, Paper, SourceText
from generator.publication import Settings
from generator.seeds import read_inputs
from generator.site import build_catalogue, build_site
from generator.wording import first_sentence, short_title

LIVE = {
    *("script", "iframe", "frame", "object", "embed", "img", "image", "audio", "video", "source", "track", "portal"),
    *("style", "link", "base", "form", "meta"),
}
PLACES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href", "srcdoc")
ALIVE = f"Object.keys(window).filter(name => name.startsWith('{MARK}'))"
# Attributes that hold text for a reader or a machine, never a behaviour.
READABLE = ("content", "title", "aria-label", "placeholder", "alt", "value")


@pytest.fixture(scope="module")
def catalogue(hostile_site: BuiltSite) -> Catalogue:
    """What the pipeline makes of the hostile digest."""
    root = hostile_site.project
    found, problems = build_catalogue(read_inputs([root / "seeds"], root=root), Settings())
    assert {problem.code for problem in problems} <= {"same-abstract"}
    return found


def page_of(site: BuiltSite, paper: Paper) -> Path:
    return site.root / "papers" / paper.id / "index.html"


def test_the_hostile_site_builds_without_a_warning(hostile_site: BuiltSite, catalogue: Catalogue) -> None:
    assert hostile_site.build.warnings == []
    assert len(catalogue.papers) == len(HOSTILE)
    assert all(page_of(hostile_site, paper).is_file() for paper in catalogue.papers)


def test_no_file_lies_outside_the_expected_folders(hostile_site: BuiltSite, harmless_site: BuiltSite) -> None:
    hostile, harmless = ({path.name for path in site.root.iterdir()} for site in (hostile_site, harmless_site))
    assert hostile == harmless


# --- nothing is live


def signature(element: object, site: BuiltSite) -> str:
    """An element in a form that is the same on every page: no way up, no address of the site."""
    shown_value = {name: "" if value == name else value for name, value in element.attrib.items()}  # as parsers differ
    pairs = "".join(f" {name}={value!r}" for name, value in sorted(shown_value.items()))
    text = f"<{element.tag}{pairs}>{(element.text or '').strip()}"
    return re.sub(r"\.\./|(?<=[\"'])\.\.?(?=[\"'])|(?<=[\"'])/repo/?", "", text.replace(site.url, "/repo/"))


def is_metadata(element: object) -> bool:
    """Elements that differ from page to page and hold nothing but text; they are examined by themselves."""
    if element.tag == "script":
        return element.get("type") == "application/ld+json"
    if element.tag == "meta":
        return "http-equiv" not in element.attrib
    return element.tag == "link" and element.get("rel") in ("canonical", "prev", "next", "alternate", "item", "collection")


def live_parts(tree: object, site: BuiltSite) -> Iterator[str]:
    """Everything on a page that runs, loads or submits."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in LIVE and not is_metadata(element):
            yield signature(element, site)
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\x00-\x20]", "", value).lower()
            bad_address = name in PLACES and re.match(r"(javascript|data|vbscript|blob|file):", scheme)
            if name.startswith("on") or name == "style" or bad_address:
                yield f"{name}={value!r} in {signature(element, site)}"


def as_a_browser_reads(page: Path) -> object:
    """The tree that the HTML standard's own algorithm makes of a page."""
    text = page.read_bytes()
    return html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False, transport_encoding="utf-8")


@cache
def live_in_theme(site: BuiltSite) -> frozenset[str]:
    """All that is live anywhere on the harmless twin."""
    return frozenset(part for page in site.pages() for part in live_parts(parse(page), site))


def test_nothing_is_live_on_any_page(hostile_site: BuiltSite, harmless_site: BuiltSite) -> None:
    allowed = live_in_theme(harmless_site)
    assert len(allowed) < 40, "the theme's own live parts are few; more means that the comparison is broken"
    found = defaultdict(set)
    for page in hostile_site.pages():
        for part in set(live_parts(parse(page), hostile_site)) - allowed:
            found[part].add(hostile_site.address(page))
    assert dict(found) == {}


def test_nothing_is_live_to_the_standard_parser(
    hostile_site: BuiltSite, harmless_site: BuiltSite, catalogue: Catalogue
) -> None:
    """libxml2 forgives differently from a browser; the pages with hostile text are read by the standard's rules too."""
    allowed = live_in_theme(harmless_site)
    pages = [page_of(hostile_site, paper) for paper in catalogue.papers[:: 3 if len(catalogue.papers) > 300 else 1]]
    names = ("", "papers", "names", "organisations", "digests/hostile")
    lists = [hostile_site.root / name / "index.html" for name in names]
    for page in [*pages, *lists]:
        extra = set(live_parts(as_a_browser_reads(page), hostile_site)) - allowed
        assert extra == set(), hostile_site.address(page)


def test_hostile_text_reaches_only_attributes_that_are_read(hostile_site: BuiltSite) -> None:
    for page in hostile_site.pages():
        for element in parse(page).iter():
            if not isinstance(element.tag, str):
                continue
            assert MARK not in element.tag.lower(), hostile_site.address(page)
            for name, value in element.attrib.items():
                assert MARK not in name.lower(), (hostile_site.address(page), name)
                if MARK in value.lower() and name not in READABLE:
                    assert name in ("href", "id", "data-clipboard-text", "data-collection"), (hostile_site.address(page), name, value)


def test_hostile_addresses_lead_to_the_web_or_to_a_page(hostile_site: BuiltSite) -> None:
    for page in hostile_site.pages():
        for link in parse(page).iter("a"):
            href = link.get("href") or ""
            if MARK not in href.lower() or re.match(r"https?://", href):
                continue
            file, _ = target_file(hostile_site.root, page, href)
            assert file.is_file(), (hostile_site.address(page), href)


def test_no_heading_or_anchor_is_named_by_a_digest(hostile_site: BuiltSite) -> None:
    """Neither an attribute list in a title nor its words name a thing: the theme finds its own parts by identifier."""
    for page in hostile_site.pages():
        identifiers = parse(page).xpath("//@id")
        assert len(identifiers) == len(set(identifiers)), hostile_site.address(page)
        for element in parse(page).iter():
            if isinstance(element.tag, str):
                assert not (element.get("id") or "").startswith(MARK), hostile_site.address(page)
                assert not re.search(rf"(^|\s){MARK}", element.get("class") or "")


# --- all of it can be read


def test_the_repair_leaves_hostile_text_readable(catalogue: Catalogue) -> None:
    """What a page shows is compared with the repaired text below; here, that the repair did not swallow the attack."""
    titles = [paper.title for paper in catalogue.papers]
    starts = ("<script>", "</title>", "<!-- material/tags -->", "[MASK]: ", "../../../", "- ", "# ", "1. ", '" onmouse')
    for start in starts:
        assert any(title.startswith(start) for title in titles), start
    assert all(MARK in title.lower() for title in titles[: len(ATTACKS)])
    assert all(titles[len(ATTACKS) : len(ATTACKS) + len(ODD_TITLES)])


def test_each_text_is_readable_on_its_page(hostile_site: BuiltSite, catalogue: Catalogue) -> None:
    for paper in catalogue.papers:
        page = parse(page_of(hostile_site, paper))
        (heading,) = page.iter("h1")
        assert shown(heading) == as_shown(paper.title)
        (abstract,) = with_class(page, "bs-abstract")
        assert shown(abstract) == as_shown(paper.abstract)
        assert shown(page.find(".//title")) == as_shown(f"{paper.title} - {SITE_NAME}")
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert description == as_shown(describe(paper))
        (citation,) = page.xpath("//meta[@name='citation_title']/@content")
        assert citation == as_shown(paper.title)
        (data,) = page.xpath("//script[@type='application/ld+json']/text()")
        assert json.loads(data)["@graph"][0]["headline"] == paper.title


def test_the_original_is_readable_where_it_was_repaired(hostile_site: BuiltSite, catalogue: Catalogue) -> None:
    repaired = [paper for paper in catalogue.papers if paper.title != paper.title_raw]
    assert repaired
    for paper in repaired:
        (box,) = parse(page_of(hostile_site, paper)).xpath("//details[@id='original']")
        assert as_shown(paper.title_raw) in [shown(text) for text in box.iter("p")]


def test_each_badge_is_readable(hostile_site: BuiltSite, catalogue: Catalogue) -> None:
    papers = [paper for paper in catalogue.papers if paper.organisation]
    assert len(papers) == len(BADGES)
    for paper in papers:
        name = as_shown(paper.organisation.name)
        facts = with_class(parse(page_of(hostile_site, paper)), "bs-facts")[0]
        assert name in [shown(link) for link in facts.iter("a")]
        index = parse(hostile_site.root / "organisations" / "index.html")
        assert name in [shown(link) for link in with_class(index, "bs-title")]


def test_each_text_is_readable_in_every_list(hostile_site: BuiltSite, catalogue: Catalogue) -> None:
    papers = {page_of(hostile_site, paper): paper for paper in catalogue.papers}
    listed = set()
    for page in hostile_site.pages():
        if hostile_site.address(page).startswith(("names/", "glossary/")):
            continue  # their links show names
        for row, paper in paper_rows(hostile_site, page, papers):
            listed.add((hostile_site.address(page).split("/")[0], paper.id))
            assert shown(row) in (as_shown(paper.title), as_shown(short_title(paper))), hostile_site.address(page)
            lines = row.xpath("ancestor::li[1]/span")
            assert [shown(line) for line in lines] in ([], [as_shown(first_sentence(paper.abstract))])
    for kind in ("papers", "digests", "years"):
        assert {paper.id for paper in catalogue.papers} <= {paper for where, paper in listed if where == kind}


def paper_rows(
    site: BuiltSite, page: Path, papers: dict[Path, Paper]
) -> Iterator[tuple[html.HtmlElement, Paper]]:
    """Each titled link to a paper on a page."""
    for link in parse(page).xpath("//h1/following-sibling::ul/li/a[1]"):
        file, _ = target_file(site.root, page, link.get("href"))
        if file in papers:
            yield link, papers[file]


def as_shown(text: str) -> str:
    """What a browser shows of a text: white space collapsed, characters that no page may hold replaced."""
    return " ".join(markup.clean(text).split())


def test_a_browser_shows_it_and_nothing_happens(hostile_visit: Visit, catalogue: Catalogue) -> None:
    """Dialogs, console messages and requests elsewhere fail the test by themselves."""
    running = [paper for paper in catalogue.papers[: len(ATTACKS)] if "window" in paper.title]
    badged = [paper for paper in catalogue.papers if paper.organisation]
    for paper in running + badged:
        page = hostile_visit.open(f"papers/{paper.id}/")
        assert " ".join(page.locator("h1").inner_text().split()) == as_shown(paper.title)
        assert page.evaluate(ALIVE) == []
    for address in ("", "papers/", "names/", "organisations/", "digests/hostile/"):
        assert hostile_visit.open(address).evaluate(ALIVE) == []


@pytest.mark.parametrize("words", ["attention", "onerror", "javascript", "pwned", "<img src=x onerror=alert(1)>"])
def test_search_results_are_not_live(hostile_visit: Visit, words: str) -> None:
    page = hostile_visit.open(f"search/?q={quote(words)}")
    page.wait_for_selector("[data-search-results][data-state=done]")
    page.locator(".bs-find input").fill(words)
    page.locator(".bs-find [role=option]").first.wait_for()
    for inside in (page.locator("[data-search-results]"), page.locator(".bs-find")):
        assert inside.locator("script, iframe, img, [onclick], [onerror], a[href^='javascript:']").count() == 0
    assert page.evaluate(ALIVE) == []


# --- size


def test_ten_thousand_entries_in_one_file() -> None:
    listings = (
        Listing(
            title=f"Study {number} of {_word(number)} models",
            abstract=f"{SENTENCE}{_word(number * 7)} {_word(number)}. " * 3,
        )
        for number in range(10_000)
    )
    source = SourceText(path="seeds/many.txt", name="many.txt", text=digest_text(listings))
    packaged = read_inputs([], root=Path()).vocabulary
    inputs = Inputs(digests=(source,), infos=None, corrections=None, vocabulary=packaged, problems=())
    site = build_site(inputs, Settings())
    assert len(site.catalogue.papers) == 10_000
    assert len({page.path for page in site.pages}) == len(site.pages) > 10_000
    assert site.problems == ()


def _word(number: int) -> str:
    """A made-up word for a number."""
    letters = "bcdfghklmnprst"
    return "".join(letters[number // 14**place % 14] + "aeiou"[(number + place) % 5] for place in range(4))
