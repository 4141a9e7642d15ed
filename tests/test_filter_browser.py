"""What a person does with the field that filters names and abbreviations, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import Browser, Locator, Page, expect
from sites import BuiltSite, Listing, digest_text, make_project, serve_built
from test_browser import AXE, NO_SCRIPTS, PHONE, STILL, violations, with_window

ROWS = "h2[id^=letter-] + ul > li:visible"
A_PAGE = 5 * 14  # rows on a page of names, with pages of fourteen papers


def field(page: Page) -> Locator:
    return page.get_by_label(re.compile("^Filter "))


def status(page: Page) -> Locator:
    return page.locator(".bs-filter [role=status]")


def names(page: Page) -> list[str]:
    return page.locator(f"{ROWS} > :first-child").all_inner_texts()


@with_window({}, PHONE)
def test_names_are_filtered_by_what_stands_in_them_and_by_words_of_their_titles(visit: Visit) -> None:
    page = visit.open("names/")
    everything = page.locator(ROWS).count()
    place = page.locator(".bs-filter").bounding_box()
    assert everything > 300
    field(page).press_sequentially("BERT")
    found = names(page)
    texts = page.locator(ROWS).all_inner_texts()
    assert {"DrBERT", "MosaicBERT"} <= set(found) and len(found) < everything
    assert all("bert" in name.lower() or re.search(r"\bbert", text.lower()) for name, text in zip(found, texts, strict=True))
    expect(status(page)).to_have_text(f"{len(found)} of {everything} names")
    assert page.locator("h2[id^=letter-]:visible").count() == len({name[0].upper() for name in found})
    assert page.locator(".bs-filter").bounding_box() == place
    field(page).fill("++")
    assert names(page) and all("++" in name for name in names(page))
    field(page).fill("C++")
    assert len(names(page)) < 9, "signs are no gaps"
    field(page).fill("no such name")
    assert names(page) == []
    expect(status(page)).to_have_text(f"0 of {everything} names; search papers for “no such name”")
    field(page).fill("")
    expect(status(page)).to_be_empty()
    assert page.locator(ROWS).count() == everything


def test_abbreviations_are_filtered_by_what_they_stand_for_but_not_by_their_papers(visit: Visit) -> None:
    page = visit.open("glossary/")
    field(page).fill("attention")
    assert "ACT" in names(page)
    for row in page.locator(ROWS).all():
        said = [row.locator("> :first-child").inner_text(), *row.locator("> .bs-line").all_inner_texts()]
        assert "attention" in " ".join(said).lower()
    expect(status(page)).to_have_text(re.compile(r"^\d+ of 331 abbreviations$"))


@with_window({}, PHONE)
def test_where_nothing_is_left_the_search_is_offered(visit: Visit) -> None:
    page = visit.open("names/")
    field(page).fill(" debrta & <b>")
    expect(status(page).locator("a")).to_have_attribute("href", re.compile(r"/search/\?q=debrta\+%26\+%3Cb%3E$"))
    assert status(page).locator("b").count() == 0
    field(page).fill("mosaicb")
    expect(status(page).locator("a")).to_have_count(0)
    field(page).fill("debrta")
    status(page).locator("a").click()
    page.wait_for_url("**/search/?q=debrta")
    expect(page.locator("[data-search-results] li[data-paper]").first).to_contain_text("DeBERTa", ignore_case=True)


def test_a_letter_that_is_filtered_away_is_shown_again(visit: Visit) -> None:
    page = visit.open("names/")
    field(page).fill("no such name")
    page.get_by_role("link", name="M", exact=True).click()
    expect(page.locator("#letter-m")).to_be_in_viewport()
    expect(field(page)).to_have_value("")
    field(page).fill("no such name")
    page.get_by_role("link", name="M", exact=True).click()  # which is in the address already
    expect(page.locator("#letter-m")).to_be_in_viewport()


@with_window({**STILL, **PHONE})
def test_axe_finds_no_violation_in_what_is_filtered(visit: Visit) -> None:
    page = visit.open("names/")
    field(page).fill("bert")
    found = violations(page, AXE)
    assert not found, found


@with_window(NO_SCRIPTS)
def test_without_scripts_there_is_no_field(visit: Visit) -> None:
    page = visit.open("names/")
    expect(page.locator(".bs-filter")).to_be_hidden()
    assert page.locator(ROWS).count() > 300


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of the real seeds with few papers on a page."""
    folder = tmp_path_factory.mktemp("long")
    project = make_project(folder / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  - broadsheet\n", "  - broadsheet:\n      page_size: 14\n"), encoding="utf-8")
    yield from serve_built(project, folder / "site")


@pytest.fixture
def long_visit(browser: Browser, long_site: BuiltSite) -> Iterator[Visit]:
    visit = Visit(browser.new_context(), long_site)
    yield visit
    visit.context.close()
    assert visit.strangers() == []


@pytest.mark.parametrize("address", ["names/", "names/page/3/"])
def test_the_other_pages_of_a_list_are_looked_through_too(long_visit: Visit, address: str) -> None:
    page = long_visit.open(address)
    assert page.locator(ROWS).count() == A_PAGE
    assert not [url for url in long_visit.requests if "names/" in url and not url.endswith(address)]
    field(page).press_sequentially("bert")
    expect(status(page)).to_have_text(re.compile(r"^(\d+) of 334 names$"))
    assert int(status(page).inner_text().split()[0]) == page.locator(ROWS).count()
    found = names(page)
    assert {"DrBERT", "MosaicBERT"} <= set(found)
    expect(page.locator("#letter-elsewhere")).to_have_text("On other pages")
    last = page.locator(f"#letter-elsewhere + {ROWS.partition(' + ')[2]}").last
    assert all(link.startswith("../") for link in last.locator("a").evaluate_all("links => links.map((one) => one.getAttribute('href'))"))
    last.locator(".bs-pick").click()
    expect(page.locator(".bs-selected")).to_have_text("1 paper selected")
    title = last.locator("small").inner_text()
    last.locator("a").first.click()
    page.wait_for_url("**/repo/papers/*/")
    expect(page.locator("h1")).to_have_text(title)


def test_the_search_is_offered_when_all_pages_were_looked_through(long_visit: Visit) -> None:
    page = long_visit.open("names/")
    with long_visit.page.expect_response("**/names/page/3/"):
        field(page).fill("debrta")
    expect(status(page)).to_have_text("0 of 334 names; search papers for “debrta”")


def test_pages_that_do_not_come_are_told_and_asked_for_again(long_visit: Visit) -> None:
    page = long_visit.open("names/")
    long_visit.context.route("**/names/page/3/", lambda route: route.abort())
    field(page).press_sequentially("b")
    expect(status(page)).to_have_text(re.compile(rf"^\d+ of {A_PAGE} names on this page; the others could not be loaded$"))
    long_visit.context.unroute("**/names/page/3/")
    field(page).press_sequentially("e")
    expect(status(page)).to_have_text(re.compile(r"^\d+ of 334 names$"))


def test_a_short_list_has_no_field(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"one.txt": digest_text([Listing(title="HeronNet: Herons at dusk")])})
    for site in serve_built(project, tmp_path / "site"):
        visit = Visit(browser.new_context(), site)
        assert names(visit.open("names/")) == ["HeronNet"]
        assert visit.page.locator(".bs-filter").count() == 0
        visit.context.close()
