"""What a person does with the search, in Chromium: the box, the results page, without a network, with any text at all."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from conftest import Visit, follow
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, Route, expect
from search_index import real_catalogue_and_index
from search_sites import call
from sites import ELECTRA, ROOT, SITE_NAME, BuiltSite, Listing, digest_text, make_project, run_build, serve_built
from test_browser import AXE, COLOURS, NO_SCRIPTS, PHONE, STILL, violations, with_window

from generator.context import make_context
from generator.markup import clean
from generator.model import Catalogue
from generator.pages.rows import row as row_of_list
from generator.publication import Settings
from generator.search import shards
from generator.searchfiles import make_search_files
from generator.seeds import read_inputs

HOSTILE_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("<>&\"'`=/ -:*?()[]{}\\漢∇e\u0301")), max_size=60
)
DATA = "**/assets/search/terms-*.json"


def box(page: Page) -> Locator:
    return page.locator(".bs-find input")


def options(page: Page) -> Locator:
    return page.locator(".bs-find [role=option]")


def open_results(visit: Visit, question: str) -> Page:
    page = visit.open(f"search/{question}")
    return wait_for_results(page)


def wait_for_results(page: Page) -> Page:
    page.wait_for_selector("[data-search-results][data-state=done]")
    return page


def found(page: Page) -> list[str]:
    """The papers in the order of the list, when it is complete."""
    wait_for_results(page)
    return page.locator("[data-search-results] li[data-paper]").evaluate_all("items => items.map(item => item.dataset.paper)")


def total(page: Page) -> int:
    return int(re.match(r"[\d,]+", page.locator(".bs-results__count").inner_text())[0].replace(",", ""))


def told(catalogue: Catalogue, paper_id: str) -> str:
    """What a row of the results says of a paper: its name, and what its rows in lists say."""
    context = make_context(catalogue, Settings())
    [_, facts, *_] = row_of_list(context.summaries[paper_id], "index.md")
    name = catalogue.names.get(paper_id)
    text = re.sub(r"<[^>]*>|\]\([^)]*\)|\[", "", html.unescape(facts))
    return f"{name.text} · {text}" if name else text


# --- the box


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_box(visit: Visit, key: str) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    page.wait_for_function("document.querySelector('.bs-find input').getAttribute('role') === 'combobox'")
    page.keyboard.press(key)
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    page.keyboard.type("/s")
    expect(box(page)).to_have_value("/s")


def test_the_box_works_by_keyboard(visit: Visit) -> None:
    page = visit.open("about/")
    box(page).click()
    page.keyboard.type("electra")
    expect(page.locator(".bs-find__foot")).to_be_visible()  # the whole answer, not only the paper of that name
    expect(options(page).first).to_have_attribute("data-paper", ELECTRA)
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", "bs-find-0")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_have_attribute("aria-activedescendant", "bs-find-0")
    page.keyboard.press("ArrowUp")
    expect(box(page)).not_to_have_attribute("aria-activedescendant", "bs-find-0")
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{ELECTRA}/")


@pytest.mark.parametrize("visit", [{"viewport": {"width": 800, "height": 700}}, {}], indirect=True, ids=["narrow", "wide"])
def test_nothing_is_pointed_at_in_an_emptied_box(visit: Visit) -> None:
    page = visit.open("about/")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    if page.locator(".bs-find__open").is_visible():
        page.locator(".bs-find__open").click()
    box(page).click()
    page.keyboard.type("bert")
    expect(page.locator(".bs-find__foot")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", "bs-find-1")
    box(page).fill("")
    expect(options(page)).to_have_count(0)
    expect(box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/*")
    assert errors == []


def test_what_stays_in_the_list_is_not_made_anew(visit: Visit) -> None:
    page = visit.open("about/")
    box(page).fill("electr")
    expect(options(page).first).to_have_attribute("data-paper", ELECTRA)
    page.keyboard.press("ArrowDown")
    page.evaluate("window.before = document.querySelector('.bs-find [role=option]')")
    box(page).press_sequentially("a d")
    expect(page.locator(".bs-find__foot a")).to_have_attribute("href", re.compile(r"q=electra\+d$"))
    expect(options(page).first.locator("mark").first).to_have_text("ELECTRA")
    same = "() => document.querySelector(`.bs-find [data-paper='${before.dataset.paper}']`) === before"
    assert page.evaluate(same)
    expect(page.locator(".bs-find [aria-selected=true]")).to_have_attribute("data-paper", ELECTRA)
    expect(box(page)).to_have_attribute("aria-activedescendant", "bs-find-0")
    ids = options(page).evaluate_all("all => all.map(one => one.id)")
    assert ids == [f"bs-find-{i}" for i in range(len(ids))]


def test_escape_closes_the_box(visit: Visit) -> None:
    page = visit.open()
    page.wait_for_function("document.querySelector('.bs-find input').getAttribute('role') === 'combobox'")
    page.keyboard.press("/")
    page.keyboard.type("bert")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bs-find__panel")).to_be_hidden()
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    expect(box(page)).not_to_be_focused()


def test_enter_leads_to_all_results(visit: Visit) -> None:
    page = visit.open("papers/")
    box(page).click()
    page.keyboard.type("mixture of experts")
    page.keyboard.press("Enter")
    page.wait_for_url("**/repo/search/?q=mixture+of+experts")
    assert len(found(page)) == 20


def test_results_show_matches_and_their_number(visit: Visit) -> None:
    page = visit.open()
    box(page).fill("electra discriminators")
    first = options(page).first
    expect(first.locator(".bs-find__title mark")).to_have_text(["ELECTRA", "Discriminators"])
    expect(first.locator(".bs-find__snippet")).not_to_be_empty()
    expect(first.locator(".bs-find__snippet mark").first).to_be_visible()
    expect(page.locator(".bs-find [role=status]")).to_have_text(re.compile(r"^\d+ papers?$"))


def test_the_box_shows_what_a_misspelt_query_is_read_as(visit: Visit) -> None:
    page = visit.open()
    box(page).fill("elektra discriminatrs")
    expect(options(page).first).to_contain_text("ELECTRA")
    expect(page.locator(".bs-find [role=status]")).to_contain_text("Showing results for “electra discriminators”")


def test_every_word_of_a_query_is_marked(visit: Visit) -> None:
    page = open_results(visit, "?q=long+context")
    assert len(found(page)) == 20
    marks = page.locator("li[data-paper] mark").all_inner_texts()
    assert any(re.fullmatch("long contexts?", text, re.IGNORECASE) for text in marks)
    unmarked = "all => all.map(one => [...one.childNodes].map(node => node.localName === 'mark' ? '*' : node.textContent).join(''))"
    for text in page.locator("li[data-paper] :is(.bs-title, .bs-line)").evaluate_all(unmarked):
        assert not re.search(r"\b(long|contexts?)\b", text, re.IGNORECASE), text


def test_a_click_beside_closes_the_box_and_clearing_empties_it(visit: Visit) -> None:
    page = visit.open()
    box(page).fill("bert")
    expect(options(page).first).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    expect(box(page)).to_have_value("")
    expect(options(page)).to_have_count(0)
    box(page).fill("bert")
    expect(options(page).first).to_be_visible()
    page.mouse.click(200, 600)
    expect(page.locator(".bs-find__panel")).to_be_hidden()


@with_window(PHONE)
def test_on_a_phone_the_search_fills_the_window(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("link", name="Open the search").click()
    box(page).fill("bert")
    expect(options(page).first).to_be_visible()
    size = page.locator(".bs-find__sheet").bounding_box()
    assert size == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.get_by_role("button", name="Close the search").click()
    expect(page.locator(".bs-find__sheet")).to_be_hidden()
    expect(page.get_by_role("link", name="Open the search")).to_be_focused()


@with_window({}, PHONE)
def test_the_page_does_not_move_when_the_box_opens(visit: Visit) -> None:
    page = visit.open("about/")
    before = page.locator("h1").bounding_box()
    if page.viewport_size["width"] < 900:
        page.get_by_role("link", name="Open the search").click()
    box(page).fill("language")
    expect(options(page).first).to_be_visible()
    assert page.locator("h1").bounding_box() == before


# --- the results page


def test_the_first_result_is_the_paper(visit: Visit) -> None:
    page = open_results(visit, "?q=electra")
    assert found(page)[0] == ELECTRA
    assert page.title().startswith("electra - ")
    page.locator("[data-search-results] li a.bs-title").first.click()
    page.wait_for_url(f"**/papers/{ELECTRA}/")


def test_back_and_forward_go_through_the_questions(visit: Visit) -> None:
    page = open_results(visit, "?q=electra")
    first = found(page)
    page.locator("form.bs-search input").fill("diffusion")
    page.locator("form.bs-search button").click()
    page.wait_for_url("**/?q=diffusion")
    second = found(page)
    assert second != first
    page.go_back()
    page.wait_for_url("**/?q=electra")
    expect(page.locator("form.bs-search input")).to_have_value("electra")
    assert found(page) == first
    page.go_forward()
    page.wait_for_url("**/?q=diffusion")
    assert found(page) == second


def test_boxes_of_one_kind_widen_and_of_two_kinds_narrow(visit: Visit) -> None:
    page = open_results(visit, "?q=language+model")
    everything = total(page)

    def tick(facet: str, value: str) -> int:
        row = page.locator(f"input[name={facet}][value='{value}']")
        told = int(row.locator("xpath=following-sibling::*[@class='bs-facet__count']").inner_text())
        row.click()
        page.wait_for_url(re.compile(f"{facet}={value}"))
        wait_for_results(page)
        expect(page.locator(f"input[name={facet}][value='{value}']")).to_be_checked()
        return told

    assert tick("year", "2024") == total(page) < everything
    one = total(page)
    more = tick("year", "2023")
    assert total(page) == one + more
    both = total(page)
    assert tick("tag", "pretraining") == total(page) < both
    assert set(urlsplit(page.url).query.split("&")) == {"q=language+model", "year=2024", "year=2023", "tag=pretraining"}
    page.reload()
    assert found(page) and total(page) < both
    page.get_by_role("link", name="Remove all filters").click()
    page.wait_for_url("**/?q=language+model")
    wait_for_results(page)
    assert total(page) == everything


@pytest.mark.parametrize("question", ["?year=2025", "?q=has:code&year=2024", "?q=electra"])
def test_a_row_tells_what_rows_of_lists_tell(visit: Visit, question: str) -> None:
    catalogue = real_catalogue_and_index()[0]
    page = open_results(visit, question)
    rows = dict(zip(found(page), page.locator("li[data-paper] small").all_inner_texts(), strict=True))
    assert len(rows) > 5 and rows == {paper: told(catalogue, paper) for paper in rows}
    if "2025" in question:
        assert any("(year inferred)" in facts for facts in rows.values())


def test_the_newest_come_first_on_demand(visit: Visit) -> None:
    page = open_results(visit, "?q=diffusion")
    page.locator("select").select_option("date")
    page.wait_for_url("**/?q=diffusion&sort=date")
    wait_for_results(page)
    years = [int(year) for text in page.locator("li[data-paper] small").all_inner_texts() for year in re.findall(r"\b20\d\d\b", text)[:1]]
    assert len(years) > 5 and years == sorted(years, reverse=True)


def test_the_newest_of_those_with_all_words_come_first(visit: Visit) -> None:
    page = open_results(visit, "?q=mixture+of+experts&sort=date")
    told = re.fullmatch(r"(\d+) papers, (\d+) with all the words", page.locator(".bs-results__count").inner_text())
    assert told and 0 < int(told[2]) < int(told[1])
    for text in page.locator("li[data-paper]").all_inner_texts()[: min(20, int(told[2]))]:
        assert re.search("mixture|expert|moe", text, re.IGNORECASE), text


def test_a_line_parts_those_that_have_all_words_from_the_others(visit: Visit) -> None:
    line = "Papers with fewer of the words, which may suit too"
    page = open_results(visit, "?q=long+context+attention&sort=date")
    whole = int(page.locator(".bs-results__count").inner_text().split(", ")[1].split()[0])
    last = -(-total(page) // 20)
    for number in range(1, last + 1):
        page = open_results(visit, f"?q=long+context+attention&sort=date&page={number}")
        texts = page.locator("li[data-paper]").all_inner_texts()
        first = max(0, whole - 20 * (number - 1))
        assert [i for i, text in enumerate(texts) if text.startswith(line)] == ([first] if first < len(texts) else [])
    assert last > 1 and whole % 20
    for question in ("?q=long+context+attention", "?q=tag:reasoning&sort=date", "?year=2023&sort=oldest"):
        open_results(visit, question)
        expect(page.locator(".bs-results__rest")).to_have_count(0)


COVERED = """async text => {
    const { $shards: { Index }, $ranking: { rank } } = await import('/repo/assets/broadsheet/search/worker.js');
    const index = await Index.open('/repo/assets/search/');
    let found = rank(index, text);
    while (index.wanted.size) await index.fetchWanted(), found = rank(index, text);
    const titles = await index.titles(found.papers);
    return found.papers.map((paper, i) => [titles[i].id, found.covered(paper)]);
}"""


@pytest.mark.parametrize("split", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("question", ["?q=mixture+of+experts", "?q=tag:reasoning+year:2024..", "?year=2023&year=2024"])
@pytest.mark.parametrize("sort", ["date", "oldest", "comments"])
def test_each_order_is_that_of_the_catalogue(visit: Visit, monkeypatch: pytest.MonkeyPatch, split: bool, question: str, sort: str) -> None:
    """Whether what orders papers stands with their titles or, in a large collection, in a file of its own."""
    catalogue = real_catalogue_and_index()[0]
    if split:
        serve_large_index(visit, catalogue, monkeypatch)
    known = {paper.id: paper for paper in catalogue.papers}
    page = open_results(visit, f"{question}&sort={sort}")
    expect(page.get_by_label("Order", exact=True)).to_have_value(sort)
    shown = every_page(page)
    words = "experts" in question
    covered = dict(page.evaluate(COVERED, "mixture of experts")) if words else dict.fromkeys(known, 0)
    most, place = max(covered.values()), {paper: i for i, paper in enumerate(covered if words else known)}

    def key(paper: str) -> tuple[object, ...]:
        day, comments = known[paper].date, known[paper].comments or 0
        newest = (day is None, -day.toordinal() if day else 0)
        order = {"date": newest, "oldest": (day is None, day or date.min), "comments": (-comments, *newest)}[sort]
        return covered[paper] < most, *order, place[paper]

    assert shown == sorted(shown, key=key) and len(shown) == len(set(shown)) == total(page) > 2
    if words:
        assert 0 < sum(covered[paper] == most for paper in shown) < len(shown)
    requests = [url for url in visit.requests if "/assets/search/orders-" in url]
    assert len(requests) == split


def every_page(page: Page) -> list[str]:
    """The papers found, of all pages of results."""
    shown = found(page)
    while page.get_by_role("link", name="Next →").is_visible():
        number = len(shown) // 20 + 1
        page.get_by_role("link", name="Next →").click()
        expect(page.locator(".bs-results__count")).to_contain_text(f", page {number} of")
        shown += found(page)
    return shown


def serve_large_index(visit: Visit, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with an index of these papers as if they were many."""
    monkeypatch.setattr(shards, "SMALL", 100)
    inputs = read_inputs([], root=ROOT)
    files = make_search_files(catalogue, {}, inputs, Settings())
    visit.context.route("**/assets/search/*", lambda route: route.fulfill(body=files[f"assets/search/{urlsplit(route.request.url).path.rpartition('/')[2]}"]))


def test_an_order_stays_as_one_goes_on_and_back(visit: Visit) -> None:
    page = open_results(visit, "?q=diffusion")
    order = page.get_by_label("Order", exact=True)
    order.focus()
    page.keyboard.press("End")  # a native list: the last of its orders
    page.wait_for_url("**/?q=diffusion&sort=comments")
    shown = found(page)
    page.keyboard.press("ArrowUp")
    page.wait_for_url("**/?q=diffusion&sort=oldest")
    assert found(page) != shown
    expect(order).to_be_focused()
    page.go_back()
    page.wait_for_url("**/?q=diffusion&sort=comments")
    expect(order).to_have_value("comments")
    assert found(page) == shown
    page.reload()
    assert found(page) == shown
    expect(order).to_have_value("comments")
    page.locator("article input[type=search]").fill("tag:reasoning")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=tag%3Areasoning&sort=comments")
    wait_for_results(page)
    expect(order).to_have_value("comments")
    order.select_option("date")
    page.wait_for_url("**/?q=tag%3Areasoning&sort=date")


def test_an_unknown_order_is_the_usual_one(visit: Visit) -> None:
    page = open_results(visit, "?q=diffusion&sort=constructor")
    expect(page.get_by_label("Order", exact=True)).to_have_value("relevance")


@pytest.mark.parametrize("question", ["?tag=reasoning", "?q=tag:reasoning"])
def test_filters_alone_show_the_newest_first(visit: Visit, question: str) -> None:
    page = open_results(visit, question)
    dates = {paper.id: paper.date or date.min for paper in real_catalogue_and_index()[0].papers}
    shown = found(page)
    while page.get_by_role("link", name="Next →").is_visible():
        page.get_by_role("link", name="Next →").click()
        expect(page.locator(".bs-results__count")).to_contain_text(", page ")
        shown += found(page)
    days = [dates[paper] for paper in shown]
    assert len(days) > 20 and days == sorted(days, reverse=True) and days[0] > days[-1]
    order = page.get_by_label("Order", exact=True)
    expect(order).to_have_value("date")
    expect(order.locator("option[value=relevance]")).to_be_disabled()
    page.locator("article input[type=search]").fill("reasoning")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=reasoning*")
    wait_for_results(page)
    expect(order).to_have_value("relevance")
    expect(order.locator("option[value=relevance]")).to_be_enabled()


FILTERED = "?q=language+model&tag=pretraining&tag=empirical-study&year=2024&has=code"


def chips(page: Page) -> Locator:
    return page.locator("[data-search-results]").get_by_role("list", name="Filters that are set").get_by_role("button")


@with_window({}, PHONE)
def test_the_filters_that_are_set_are_told_above_the_results(visit: Visit) -> None:
    page = open_results(visit, FILTERED)
    expect(chips(page)).to_have_text(["Pre-training", "Empirical study", "2024", "Has code"])
    for chip in chips(page).all():
        expect(chip).to_be_visible()
        assert chip.bounding_box()["height"] >= 24
    expect(page.get_by_role("button", name="Remove filter Empirical study")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_filter_is_taken_away_where_it_is_told(visit: Visit) -> None:
    """By key: what was next has the focus then, and in the end the number of papers."""
    page = open_results(visit, FILTERED)
    before = total(page)
    page.get_by_role("button", name="Remove filter Empirical study").focus()
    for rest in (["Pre-training", "2024", "Has code"], ["Pre-training", "Has code"], ["Pre-training"]):
        page.keyboard.press("Enter")
        expect(chips(page)).to_have_text(rest)
        wait_for_results(page)
        expect(chips(page).nth(min(1, len(rest) - 1))).to_be_focused()
    assert page.url.endswith("/search/?q=language+model&tag=pretraining") and total(page) > before
    expect(page).to_have_title(re.compile("^language model, Pre-training - "))
    expect(page.locator(".bs-facets input:checked")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=language+model")
    wait_for_results(page)
    expect(chips(page)).to_have_count(0)
    expect(page.locator(".bs-results__count")).to_be_focused()
    expect(page).to_have_title(re.compile("^language model - "))


def test_a_filter_that_nothing_passes_can_be_taken_away_by_itself(visit: Visit) -> None:
    page = open_results(visit, "?q=electra&year=2024&tag=no-such-tag")
    expect(page.locator(".bs-results__count")).to_have_text("No paper passes these filters")
    page.get_by_role("button", name="Remove filter no-such-tag").click()
    page.wait_for_url("**/search/?q=electra&year=2024")
    assert found(page)


@pytest.mark.parametrize(
    "question", ["?tag=empirical-study&tag=reasoning&q=language", '?q=tag:empirical-study OR tag:"Reasoning %26 chain of thought" -tag:new-benchmark']
)
def test_tags_that_were_asked_for_come_first_in_a_row(visit: Visit, question: str) -> None:
    page = open_results(visit, question)
    tags = "rows => rows.map(row => [...row.querySelectorAll('small a[href*=\"/tags/\"]')].map(link => link.href.split('/').at(-2)))"
    rows = page.locator("li[data-paper]").evaluate_all(tags)
    assert len(rows) == 20 and any(len(row) > 1 for row in rows)
    ticked = {"empirical-study", "reasoning"}
    for row in rows:
        marks = [tag in ticked for tag in row]
        assert marks[0] and marks == sorted(marks, reverse=True), row


def test_the_box_orders_as_the_page_does(visit: Visit) -> None:
    first = found(open_results(visit, "?q=year:2024"))
    page = visit.open("about/")
    box(page).fill("year:2024")
    expect(page.locator(".bs-find__foot")).to_be_visible()
    assert options(page).evaluate_all("all => all.map(one => one.dataset.paper)") == first[:8]


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 700}}, PHONE], indirect=True)
def test_a_filter_moves_no_other(visit: Visit) -> None:
    page = open_results(visit, "?q=language+model")
    box = page.locator(".bs-facets input").first
    if not box.is_visible():
        page.get_by_text("Filters", exact=True).click()
    before = box.bounding_box()
    box.check()
    wait_for_results(page)
    expect(page.get_by_role("link", name="Remove all filters")).to_be_visible()
    assert box.bounding_box() == before
    expect(page).to_have_title(re.compile("^language model, .+ - "))


def test_what_is_left_and_shown_again_is_where_it_was(visit: Visit) -> None:
    page = open_results(visit, "?q=language+model")
    page.evaluate("scrollTo(0, 1500)")
    page.reload()
    wait_for_results(page)
    page.wait_for_function("Math.abs(scrollY - 1500) < 5")


def test_filters_that_nothing_passes_are_taken_away_one_by_one(visit: Visit) -> None:
    page = open_results(visit, "?q=tag%3Amixture-of-experts+year%3A2024")
    expect(page.locator(".bs-results__count")).to_have_text("0 papers")
    advice = page.locator(".bs-results__notes li")
    expect(advice.filter(has_text="Try tag:mixture-of-experts: ")).to_have_count(1)
    expect(advice.filter(has_text="Try year:2024: ")).to_have_count(1)


def test_the_key_of_the_search_goes_to_the_query_that_is_shown(visit: Visit) -> None:
    page = open_results(visit, "?q=diffusion")
    page.locator(".bs-facets input").first.check()
    wait_for_results(page)
    page.keyboard.press("/")
    expect(page.locator("article input[type=search]")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "diffusion"


def test_results_come_in_pages(visit: Visit) -> None:
    page = open_results(visit, "?q=language")
    first = found(page)
    page.get_by_role("link", name="Next →").click()
    page.wait_for_url("**/?q=language&page=2")
    wait_for_results(page)
    assert len(first) == 20 and not set(first) & set(found(page))
    expect(page.locator(".bs-pager [aria-current=page]")).to_have_text("2")


def test_a_misspelt_query_is_mended_and_can_be_had_as_typed(visit: Visit) -> None:
    page = open_results(visit, "?q=pretraning+elektra")
    assert found(page)[0]
    notes = page.locator(".bs-results__notes")
    expect(notes).to_contain_text("Showing results for pretraining electra. Search instead for pretraning elektra.")
    notes.get_by_role("link", name="pretraning elektra").click()
    page.wait_for_url("**/?q=pretraning+elektra&exact=1")
    wait_for_results(page)
    expect(notes).not_to_contain_text("Showing results for")


def test_a_mended_query_keeps_its_filters(visit: Visit) -> None:
    page = open_results(visit, "?q=elektra+year%3A2020..2023")
    before = found(page)
    assert before[0] == ELECTRA
    page.locator(".bs-results__notes").get_by_role("link", name="electra year:2020..2023").click()
    page.wait_for_url("**/?q=electra+year*")
    assert found(page) == before
    expect(page.locator(".bs-results__notes")).to_be_empty()


def test_the_box_leads_on_where_nothing_is_found(visit: Visit) -> None:
    page = visit.open("about/")
    box(page).fill('"no such thing at all"')
    page.get_by_role("link", name="What else to try").click()
    wait_for_results(page)
    expect(page.locator(".bs-results__notes")).to_contain_text("fewer or more general words")


@pytest.mark.parametrize("question", ["?q=%22no+such+thing%22", "?q=electra&year=1999"])
def test_nothing_found_offers_nothing_to_do_with_it(visit: Visit, question: str) -> None:
    page = open_results(visit, question)
    for part in (page.get_by_label("Order", exact=True), page.get_by_role("button", name="Copy link"), page.get_by_role("button", name="Select all")):
        expect(part).to_be_hidden()
    assert page.locator("article").get_by_text(re.compile(r"\bbrowse\b", re.IGNORECASE)).count() == 1
    expect(page.locator("article").get_by_role("link", name="All papers")).to_have_count(1)


def test_where_what_had_the_focus_goes_the_number_of_papers_has_it(visit: Visit) -> None:
    page = open_results(visit, "?q=electra")
    page.locator("article input[type=search]").fill('"no such thing"')
    page.get_by_label("Order", exact=True).focus()
    page.get_by_label("Order", exact=True).select_option("date")
    expect(page.locator(".bs-results__count")).to_have_text("0 papers")
    expect(page.locator(".bs-results__count")).to_be_focused()


def test_an_example_leads_to_its_results(visit: Visit) -> None:
    page = visit.open("search/")
    page.get_by_role("link", name="year:2020..2023").click()
    page.wait_for_url("**/search/?q=year:2020..2023")
    wait_for_results(page)
    expect(page.locator("article input[type=search]")).to_have_value("year:2020..2023")
    assert total(page) > 20


def test_nothing_found_offers_ways_on(visit: Visit) -> None:
    page = open_results(visit, "?q=" + quote('"electra pretraning zebra" year:1990'))
    assert found(page) == []
    expect(page.locator(".bs-results__notes")).to_contain_text("fewer or more general words")
    page.locator(".bs-results__notes a").first.click()
    assert found(page)


def test_filters_that_leave_nothing_can_be_taken_off(visit: Visit) -> None:
    page = open_results(visit, "?q=electra&year=1999")
    assert found(page) == []
    page.get_by_role("link", name=re.compile("Remove all filters:")).click()
    assert found(page)[0] == ELECTRA


def test_what_is_no_filter_is_told(visit: Visit) -> None:
    page = open_results(visit, "?q=color:red+bert")
    expect(page.locator(".bs-results__notes")).to_contain_text("“color:red” is no filter; it was searched as text.")


def test_the_link_can_be_copied(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_results(visit, "?q=electra")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".bs-results__told")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == visit.site.url + "search/?q=electra"


def selected(page: Page) -> list[list[str]]:
    return page.evaluate("JSON.parse(localStorage.getItem('/repo/.selection') ?? '[]')")


def test_all_papers_found_can_be_selected(visit: Visit) -> None:
    """Those of all pages, in their order, after what is selected already."""
    page = open_results(visit, "?q=language+model&year=2024&year=2025")
    page.locator(".bs-pick").nth(3).click()
    head, before = page.locator(".bs-results__head"), total(page)
    place, third = head.bounding_box(), found(page)[3]
    page.get_by_role("button", name="Select all").click()
    told = page.locator(".bs-results__taken [role=status]")
    expect(told).to_have_text(f"{before - 1} papers selected; 1 was already.")
    assert head.bounding_box() == place and before > 20
    chosen = selected(page)
    assert [paper for paper, _ in chosen][:5] == [third, *found(page)[:3], found(page)[4]] and len(chosen) == before
    titles = {paper.id: clean(paper.title) for paper in real_catalogue_and_index()[0].papers}
    assert all(clean(title) == titles[paper] for paper, title in chosen)
    expect(page.locator(".bs-pick[aria-pressed=true]")).to_have_count(20)
    page.get_by_role("button", name="Select all").click()
    expect(told).to_have_text("All of these are selected already.")
    page.get_by_role("link", name=f"{before} papers selected").click()
    expect(page.locator(".bs-selection li a.bs-title")).to_have_count(before)


@with_window({}, PHONE)
def test_papers_that_were_selected_together_are_taken_out_again(visit: Visit) -> None:
    page = open_results(visit, "?q=language+model&year=2024&year=2025")
    page.locator(".bs-pick").nth(3).click()
    before, number = selected(page), total(page) - 1
    page.get_by_role("button", name="Select all").click()
    told, undo = page.locator(".bs-results__taken [role=status]"), page.get_by_role("button", name="Undo")
    expect(told).to_contain_text(f"{number} papers selected")
    mark, line = page.locator(".bs-results li").first.bounding_box(), undo.bounding_box()
    assert mark and line and line["y"] + line["height"] <= mark["y"], "it covers nothing"
    undo.focus()
    page.keyboard.press("Enter")
    expect(told).to_have_text(f"{number} papers unselected.")
    expect(undo).to_be_hidden()
    expect(page.get_by_role("button", name="Select all")).to_be_focused()
    assert selected(page) == before
    assert violations(page, AXE) == ""
    page.get_by_role("button", name="Select all").click()
    expect(undo).to_be_visible()
    assert violations(page, AXE) == ""
    page.get_by_role("button", name="Select all").click()
    expect(told).to_have_text("All of these are selected already.")
    undo.click()
    assert selected(page) == before
    page.get_by_role("button", name="Select all").click()
    expect(undo).to_be_visible()
    top = "document.querySelector('.bs-results li').getBoundingClientRect().top + scrollY"
    stood = page.evaluate(top)
    page.locator(".bs-pick").nth(5).click()
    expect(undo).to_be_hidden()  # it would jump over what was done last
    expect(told).to_contain_text(f"{number} papers selected")
    assert page.evaluate(top) == stood
    page.get_by_role("button", name="Select all").click()
    expect(told).to_contain_text("1 paper selected")
    expect(undo).to_be_visible()
    page.get_by_label("Order", exact=True).select_option("oldest")
    expect(undo).to_be_hidden()
    expect(told).to_be_empty()


def test_more_papers_than_are_sensible_are_not_selected(visit: Visit) -> None:
    page = open_results(visit, "?q=long+context")
    page.evaluate("localStorage.setItem('/repo/.selection', JSON.stringify(Array.from({ length: 480 }, (_, i) => [`paper-${i}`, 'A paper'])))")
    page.reload()
    wait_for_results(page)
    page.get_by_role("button", name="Select all").click()
    expect(page.locator(".bs-results__taken [role=status]")).to_have_text("Your selection has 480 papers already; with these it would have more than 500.")
    assert len(selected(page)) == 480
    script = "async address => (await import(address)).selectFound(1234, () => { throw new Error('asked for') })"
    told = page.evaluate(script, f"{visit.site.url}assets/broadsheet/citing/citing.js")
    assert told == {"told": "These are 1,234 papers; at most 500 can be selected together. Narrow the search first."}


def test_nothing_is_selected_where_the_papers_do_not_come(visit: Visit) -> None:
    page = open_results(visit, "?q=electra")
    visit.context.route("**/citing/citing.js", refuse)
    page.reload()
    wait_for_results(page)
    page.get_by_role("button", name="Select all").click()
    expect(page.locator(".bs-results__taken [role=status]")).to_have_text("The papers could not be loaded; try again")
    assert selected(page) == []
    visit.complaints.clear()


def test_without_citations_nothing_can_be_selected(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"one.txt": digest_text([Listing(title="Herons at dusk")])})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - broadsheet\n", "  - broadsheet:\n      citations: false\n"), encoding="utf-8")
    for site in serve_built(project, tmp_path / "site"):
        visit = Visit(browser.new_context(), site)
        page = open_results(visit, "?q=herons")
        assert found(page) == ["herons-at-dusk"]
        expect(page.get_by_role("button", name="Copy link")).to_be_visible()
        expect(page.get_by_role("button", name="Select all")).to_have_count(0)
        visit.context.close()
        assert visit.complaints == []


def test_without_a_question_the_page_tells_the_query_language(visit: Visit) -> None:
    page = visit.open("search/")
    expect(page.get_by_role("heading", name="What a query may say")).to_be_visible()
    page.locator("form.bs-search input").fill("bert")
    page.keyboard.press("Enter")
    wait_for_results(page)
    expect(page.get_by_role("heading", name="What a query may say")).to_be_hidden()


def test_what_is_typed_before_the_script_has_come_stays(visit: Visit) -> None:
    held: list[Route] = []
    visit.context.route("**/search/results.js", lambda route: held.append(route))
    page = visit.open("search/")
    field = page.locator("form.bs-search input")
    field.press_sequentially("bert")
    for _ in range(500):
        if not held:
            page.wait_for_timeout(20)
    held.pop().continue_()
    page.wait_for_selector("[data-search-results][data-state=idle] > *", state="attached")
    expect(field).to_have_value("bert")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_results(page)


@with_window(NO_SCRIPTS)
def test_without_scripts_the_box_leads_to_the_lists(visit: Visit) -> None:
    page = visit.open()
    box(page).fill("bert")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bert")
    expect(page.get_by_text("The search needs scripts")).to_be_visible()
    page.locator(".bs-browse").get_by_role("link", name="All papers").click()
    page.wait_for_url("**/repo/papers/")


@with_window({**STILL, "color_scheme": "light"}, {**STILL, **PHONE})
@pytest.mark.parametrize("place", ["box", "results", "empty"])
def test_axe_finds_no_violation_in_the_search(visit: Visit, place: str) -> None:
    found_there = violations(open_place(visit, place), AXE)
    assert not found_there, found_there


@with_window({**STILL, "color_scheme": "dark"})
@pytest.mark.parametrize("place", ["box", "results"])
def test_axe_finds_no_violation_in_the_dark_search(visit: Visit, place: str) -> None:
    found_there = violations(open_place(visit, place), COLOURS)
    assert not found_there, found_there


def open_place(visit: Visit, place: str) -> Page:
    if place != "box":
        return open_results(visit, "?q=deberta+pretraning&year=2024" if place == "results" else "?q=%22no+such+thing%22")
    page = visit.open("about/")
    if page.viewport_size["width"] < 900:
        page.get_by_role("link", name="Open the search").click()
    box(page).fill("mixture of experts")
    expect(options(page).first.locator(".bs-find__snippet")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    return page


# --- without a network, and from where


def refuse(route: Route) -> None:
    route.abort()


def test_a_part_that_does_not_come_is_told_and_asked_for_again(visit: Visit) -> None:
    visit.context.route(DATA, refuse)
    page = visit.open("about/")
    box(page).fill("electra")
    expect(page.locator(".bs-find [role=alert]")).to_contain_text("could not be loaded")
    visit.context.unroute(DATA, refuse)
    page.get_by_role("button", name="Try again").click()
    expect(options(page).first).to_contain_text("ELECTRA")
    expect(page.locator(".bs-find [role=alert]")).to_have_count(0)
    visit.complaints.clear()  # the browser's own notes of the refused requests


def test_the_results_page_tries_again_too(visit: Visit) -> None:
    visit.context.route(DATA, refuse)
    page = visit.open("search/?q=electra")
    page.wait_for_selector("[data-search-results][data-state=failed]")
    visit.context.unroute(DATA, refuse)
    page.get_by_role("button", name="Try again").click()
    assert found(page)[0] == ELECTRA
    visit.complaints.clear()


@pytest.mark.parametrize("address", ["search/", "search/?q=bert"])
def test_what_was_typed_stays_though_the_focus_has_left(visit: Visit, address: str) -> None:
    held: list[Route] = []
    visit.context.route("**/search/results.js", lambda route: held.append(route))
    page = visit.open(address)
    page.locator("article input[type=search]").fill("lora rank")
    page.locator("h1").click()  # the focus is elsewhere
    for _ in range(500):
        if not held:
            page.wait_for_timeout(20)
    held.pop().continue_()
    page.wait_for_selector("[data-search-results][data-live=ready]", state="attached")
    expect(page.locator("article input[type=search]")).to_have_value("lora rank")


@pytest.mark.parametrize(("script", "told"), [("box", "What a query may say"), ("results", "could not be loaded")])
def test_a_page_of_results_without_its_script_is_no_void(visit: Visit, script: str, told: str) -> None:
    visit.context.route(f"**/search/{script}.js", refuse)
    page = visit.open("search/?q=bert")
    expect(page.get_by_text(told)).to_be_visible()
    assert page.locator(".bs-results").bounding_box()["height"] < 300
    visit.complaints.clear()


def test_a_filter_takes_along_what_the_box_says(visit: Visit) -> None:
    page = open_results(visit, "?q=attention")
    page.locator("article input[type=search]").fill("diffusion")
    page.locator("#bs-sort").select_option("date")
    page.wait_for_url("**/search/?q=diffusion&sort=date")
    wait_for_results(page)
    assert page.title().startswith("diffusion")
    page.locator(".bs-facets input").first.check()
    wait_for_results(page)
    page.locator("article input[type=search]").fill("mamba")
    page.get_by_role("link", name="Remove all filters").click()
    page.wait_for_url("**/search/?q=mamba&sort=date")


def test_turning_a_page_keeps_heading_and_focus(visit: Visit) -> None:
    page = open_results(visit, "?q=attention")
    page.get_by_role("link", name="Next →").focus()
    page.keyboard.press("Enter")
    count = page.locator(".bs-results__count")
    expect(count).to_contain_text("page 2 of")
    expect(count).to_be_focused()
    covered = page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    assert count.bounding_box()["y"] >= covered


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 700}}, PHONE], indirect=True)
def test_the_way_to_all_results_is_in_sight(visit: Visit) -> None:
    page = visit.open("about/")
    if page.viewport_size["width"] < 900:
        page.get_by_role("link", name="Open the search").click()
    box(page).fill("mixture of experts")
    expect(page.locator(".bs-find__foot a")).to_be_in_viewport(ratio=1)
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    expect(options(page).last).to_be_in_viewport(ratio=0.95)


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_a_close_request_closes_the_search(visit: Visit) -> None:
    """As a telephone's way back makes one; Escape does where no box has the focus."""
    page = visit.open("about/")
    page.get_by_role("link", name="Open the search").click()
    box(page).fill("mixture of experts")
    foot = page.locator(".bs-find__foot a")
    expect(foot).to_be_visible()
    foot.focus()
    expect(foot).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".bs-find__panel")).to_be_hidden()


@pytest.mark.parametrize("visit", [STILL | PHONE], indirect=True)
def test_results_move_hardly_anything_as_they_come(visit: Visit) -> None:
    page = visit.open("about/")
    page.goto(page.url.replace("about/", "search/?q=sparse+attention"))
    wait_for_results(page)
    moved = """() => new Promise((tell) => new PerformanceObserver((list) => tell(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => tell(0), 300))"""
    assert page.evaluate(moved) < 0.1


def test_what_was_loaded_works_without_a_network(visit: Visit) -> None:
    page = visit.open("about/")
    box(page).fill("electra")
    expect(page.locator(".bs-find__foot")).to_be_visible()  # the whole answer, not only the paper of that name
    visit.context.set_offline(True)
    box(page).fill("")
    box(page).fill("electra")
    expect(options(page).first).to_contain_text("ELECTRA")
    visit.context.set_offline(False)
    visit.complaints.clear()


def test_a_paper_of_that_name_is_shown_where_the_rest_does_not_come(visit: Visit) -> None:
    terms = re.compile(r"/assets/search/terms-")
    visit.context.route(terms, refuse)
    page = visit.open("about/")
    box(page).fill("electra")
    expect(page.locator(".bs-find [role=alert]")).to_contain_text("could not be loaded")
    expect(options(page).first).to_contain_text("ELECTRA")
    visit.context.unroute(terms, refuse)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".bs-find [role=status]")).to_contain_text("papers")
    expect(page.locator(".bs-find [role=alert]")).to_have_count(0)
    visit.complaints.clear()


def test_many_words_run_together_are_read(visit: Visit) -> None:
    page = visit.open("about/")
    box(page).fill("languagemodel maskedlanguage trainingdata tokenreplacement contrastivelearning pretrainedmodel")
    expect(options(page).first).to_be_visible()
    expect(page.locator(".bs-find [role=status]")).to_contain_text("language model masked language")


def test_a_name_is_found_before_the_rest_has_come(visit: Visit) -> None:
    visit.context.route(re.compile(r"/assets/search/terms-"), lambda route: None)  # hangs
    page = visit.open("about/")
    box(page).fill("electra")
    expect(options(page).first).to_contain_text("ELECTRA")


def test_a_damaged_copy_is_fetched_again(visit: Visit) -> None:
    """A network that wants a log-in first answers everything with a page of its own."""
    page = visit.open("about/")
    box(page).fill("electra")
    expect(options(page).first).to_contain_text("ELECTRA")
    damage = """async () => {
        const cache = await caches.open('broadsheet-search');
        for (const request of await cache.keys()) await cache.put(request, new Response('<html>Log in</html>'));
        return (await cache.keys()).length;
    }"""
    assert page.evaluate(damage) > 3
    page = visit.open("tags/")
    box(page).fill("electra")
    expect(options(page).first).to_contain_text("ELECTRA")


def test_files_of_another_name_are_found_after_a_new_build(visit: Visit) -> None:
    """The list of files is asked for again where a file is gone."""
    gone = re.compile(r"/assets/search/terms-")
    visit.context.route(gone, lambda route: route.fulfill(status=404))
    page = visit.open("about/")
    box(page).fill("electra")
    expect(page.locator(".bs-find [role=alert]")).to_contain_text("could not be loaded")
    visit.context.unroute(gone)
    visit.requests.clear()
    page.get_by_role("button", name="Try again").click()
    expect(options(page).first.locator("mark").first).to_have_text("ELECTRA")
    assert [url for url in visit.requests if url.endswith("/assets/search/index.json")]
    visit.complaints.clear()


def test_an_address_of_more_pages_leads_to_the_last(visit: Visit) -> None:
    page = visit.open("search/?q=electra&page=999&year=soon")
    assert ELECTRA in found(page) or "page=" in page.url
    expect(page.locator(".bs-facets input:checked")).to_have_count(0)
    assert "999" not in page.url


def test_nothing_is_loaded_before_somebody_searches_and_nothing_twice(visit: Visit) -> None:
    page = visit.open()
    page.wait_for_load_state("networkidle")
    assert not [url for url in visit.requests if "/assets/search/" in url]
    box(page).fill("electra")
    expect(options(page).first).to_contain_text("ELECTRA")
    box(page).fill("electra discriminators")
    expect(options(page).first.locator("mark").nth(1)).to_be_visible()
    loaded = [url for url in visit.requests if "/assets/search/" in url]
    assert loaded and len(loaded) == len(set(loaded))


def test_words_for_spelling_are_loaded_for_misspelt_words_alone(visit: Visit) -> None:
    page = visit.open("search/?q=mixture+of+experts+for+language+models")
    wait_for_results(page)
    page = visit.open("search/?q=cheap+bert+training+for+twenty+dollars")
    wait_for_results(page)
    assert not [url for url in visit.requests if "/english-" in url or "/places-" in url]
    page = visit.open("search/?q=language+modle")
    assert found(page)
    assert [url for url in visit.requests if "/english-" in url]
    assert not [url for url in visit.requests if "/places-" in url]


def test_the_browser_can_add_the_site(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    href = page.locator("link[rel=search]").get_attribute("href")
    answer = page.request.get(page.evaluate("href => new URL(href, location.href).href", href))
    assert f'template="{visit.site.url}search/?q={{searchTerms}}"' in answer.text()
    assert f"<ShortName>{SITE_NAME}</ShortName>" in answer.text()


# --- any text


@pytest.fixture(scope="module")
def quiet_page(browser: Browser, real_site: BuiltSite) -> Iterator[Page]:
    for visit in follow(browser, real_site):
        yield visit.open("search/")


@pytest.mark.parametrize("site", ["real_site", "hostile_site"])
def test_excerpts_are_cut_from_the_abstract_of_a_page_and_nothing_else(quiet_page: Page, site: str, request: pytest.FixtureRequest) -> None:
    """What follows the abstract on the page is no part of it, however the page writes where it ends."""
    records = {path: json.loads(path.read_text(encoding="utf-8")) for path in request.getfixturevalue(site).root.glob("papers/*/index.json")}
    papers = {path.with_suffix(".html").read_text(encoding="utf-8"): record for path, record in records.items() if "abstract" in record}
    found = call(quiet_page, "excerpts", "x.map(m.readAbstract)", list(papers))
    assert len(found) > 20
    for text, paper in zip(found, papers.values(), strict=True):
        assert text.split() == (paper["abstract"] or "").split(), paper["id"]


QUIET = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
ALIVE = "document.querySelectorAll('[data-search-results] :is(script, img, iframe, svg, style, b > *, mark > *)').length"


@QUIET
@given(text=HOSTILE_TEXT)
def test_any_text_gives_an_answer_and_no_markup(quiet_page: Page, text: str) -> None:
    quiet_page.evaluate(
        """text => document.querySelector('[data-search-results]').dispatchEvent(new CustomEvent('bs-search', { detail: text }))""",
        text,
    )
    quiet_page.wait_for_function("['done', 'idle'].includes(document.querySelector('[data-search-results]').dataset.state)")
    assert quiet_page.evaluate(ALIVE) == 0
    assert quiet_page.locator(".bs-failure").count() == 0


@QUIET
@given(text=HOSTILE_TEXT)
def test_any_text_in_the_box_gives_an_answer_and_no_markup(quiet_page: Page, text: str) -> None:
    type_it = """text => {
        const input = document.querySelector('.bs-find input');
        document.querySelector('.bs-find [role=status]').textContent = 'waiting';
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
    }"""
    quiet_page.evaluate(type_it, text)
    quiet_page.wait_for_function("document.querySelector('.bs-find [role=status]').textContent !== 'waiting'")
    assert quiet_page.evaluate(ALIVE.replace("[data-search-results]", ".bs-find__list")) == 0
    assert quiet_page.locator(".bs-failure").count() == 0


@QUIET
@given(text=HOSTILE_TEXT, query=HOSTILE_TEXT, size=st.integers(40, 120))
def test_an_excerpt_is_the_text_itself(quiet_page: Page, text: str, query: str, size: int) -> None:
    """Joined again, the pieces are the text, or a part of it between marks of omission."""
    text, query = valid(text) * 6, valid(query)
    terms = call(quiet_page, "analysis", "m.splitChunks(x).flatMap(c => c.parts).map(m.stem)", query + text[:20])
    whole, part = call(quiet_page, "snippet", "[m.highlight(x[0], new Set(x[1])), m.excerpt(x[0], new Set(x[1]), x[2])]", [text, terms, size])
    assert "".join(piece for piece, _ in whole) == text
    assert "".join(piece for piece, _ in part).removeprefix("…").removesuffix("…") in text + "…"


@pytest.mark.parametrize(
    "text, marked",
    [
        ("Survey on Long Context", ["Long Context"]),
        ("handling long contexts; long-context, and long ones", ["long contexts", "long-context", "long"]),
        ("a longcontext of contexts", ["longcontext", "contexts"]),
        ("how long, context and all", ["long", "context"]),
        ("super-long context", ["long", "context"]),
    ],
)
def test_both_of_two_words_that_are_one_term_too_are_marked(quiet_page: Page, text: str, marked: list[str]) -> None:
    terms = call(quiet_page, "analysis", "x.map(m.stem)", ["long", "context", "longcontext"])
    for expression in ("m.highlight(x[0], new Set(x[1]))", "m.excerpt(x[0] + ' and so on'.repeat(9), new Set(x[1]), 60)"):
        segments = call(quiet_page, "snippet", expression, [text, terms])
        assert [piece for piece, match in segments if match] == marked


@pytest.mark.parametrize("end", ["problem. And", "problem, and", "problem … and", "problem – and", "problem and"])
def test_no_stop_stands_before_a_mark_of_omission(quiet_page: Page, end: str) -> None:
    text = f"We look at this one {end} more of it that is left out"
    for size in (text.index("problem") + 12, text.index("problem") + 10):
        segments = call(quiet_page, "snippet", "m.excerpt(x[0], new Set(), x[1])", [text, size])
        assert re.search(r"(problem|and)…$", "".join(piece for piece, _ in segments), re.IGNORECASE), segments


def valid(text: str) -> str:
    """Without halves of characters, which JSON does not carry."""
    return text.encode("utf-8", errors="replace").decode()


@QUIET
@given(search=HOSTILE_TEXT)
def test_any_address_is_understood(quiet_page: Page, search: str) -> None:
    again = call(quiet_page, "address", "(s => [s, m.readAddress(m.writeAddress(s))])(m.readAddress(x))", "?" + valid(search))
    assert again[0] == again[1]


# --- switched off


def test_the_search_can_be_left_out(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"one.txt": digest_text([Listing(title="Herons at dusk")])})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - broadsheet\n", "  - broadsheet:\n      search: false\n"), encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    for page in ("index.html", "404.html", "search/index.html", "papers/herons-at-dusk/index.html"):
        html = (build.out / page).read_text(encoding="utf-8")
        assert not re.search("bs-find|bs-search|data-search-results|opensearch|search.css", html), page
    assert not any((build.out / path).exists() for path in ("assets/search", "assets/broadsheet/search", "opensearch.xml"))


def test_a_site_without_a_page_on_the_search_gets_one(tmp_path: Path) -> None:
    """And a `search` in the plugins is switched off."""
    project = make_project(tmp_path / "project", {"one.txt": digest_text([Listing(title="Herons at dusk")])})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  - Search: search.md\n", "")
    config.write_text(text.replace("  - broadsheet\n", "  - search\n  - broadsheet\n"), encoding="utf-8")
    (project / "docs/search.md").unlink()
    about = project / "docs/about.md"
    about.write_text(about.read_text(encoding="utf-8").replace("(search.md)", "(index.md)"), encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    html = (build.out / "search/index.html").read_text(encoding="utf-8")
    assert "data-search-results" in html and html.count("class=bs-find>") == 1 and "md-search" not in html
    assert not (build.out / "search/search_index.json").exists()


def test_the_theme_s_own_index_is_not_shipped(real_site: BuiltSite) -> None:
    assert not (real_site.root / "search" / "search_index.json").exists()
    manifest = json.loads((real_site.root / "assets/search/index.json").read_text(encoding="utf-8"))
    assert manifest["papers"] == 454


def test_a_month_in_words_is_offered_as_one(visit: Visit) -> None:
    page = open_results(visit, "?q=June+2024+pre-training")
    page.locator(".bs-results__notes").get_by_role("link", name="date:2024-06 pre-training").click()
    page.wait_for_url("**/search/?q=date%3A2024-06*")
    dates = {paper.id: paper.date for paper in real_catalogue_and_index()[0].papers}
    expect(page.locator("[data-search-results][data-state=done]")).to_be_visible()
    shown = [dates[paper] for paper in found(page)]
    assert shown and {(day.year, day.month) for day in shown if day} == {(2024, 6)} and None not in shown


def test_papers_without_a_date_are_found(visit: Visit) -> None:
    page = open_results(visit, "?q=date:none")
    undated = [paper for paper in real_catalogue_and_index()[0].papers if not paper.date]
    assert total(page) == len(undated) > 0
    assert set(found(page)) <= {paper.id for paper in undated}
    assert not page.locator(".bs-results__notes p").count()


def test_a_row_tells_which_of_a_few_words_its_paper_lacks(visit: Visit) -> None:
    page = open_results(visit, "?q=frechet+mean")
    rows = page.locator("li[data-paper] > small")
    assert "without" not in rows.nth(0).inner_text() and rows.nth(1).inner_text().endswith(" · without “frechet”")
    rows = open_results(visit, "?q=teach+a+model+to+forget+dangerous+knowledge").locator("li[data-paper] > small")
    assert not any("without" in text for text in rows.all_inner_texts())
    page = open_results(visit, "?q=language+models+agnt")
    expect(page.locator(".bs-results__notes")).to_contain_text("Showing results for language models agent")
    assert not any("without" in text for text in page.locator("li[data-paper] > small").all_inner_texts())


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_filters_of_a_narrow_window_lead_to_what_they_leave(visit: Visit) -> None:
    page = open_results(visit, "?q=learning")
    page.locator("details.bs-facets > summary").click()
    page.locator(".bs-facet input").nth(4).click()
    wait_for_results(page)
    reach = page.locator(".bs-facets__reach")
    expect(reach).to_have_text(f"Show {total(page)} papers")
    expect(reach).to_be_in_viewport()
    reach.click()
    expect(page.locator(".bs-results__count")).to_be_in_viewport()
    expect(page.locator("li[data-paper]").first).to_be_in_viewport()
    expect(page.locator(".bs-results__count")).to_be_focused()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("https://arxiv.org/abs/2310.01889", True), ("2310.01889v2", True), ("arXiv: 2310.01889", True),
        ("https://huggingface.co/papers/2310.01889", True), ("arxiv dataset", False), ("llama 3.1", False),
    ],
)  # fmt: skip
def test_numbers_that_no_digest_gives_are_no_words(visit: Visit, asked: str, told: bool) -> None:
    page = open_results(visit, f"?{urlencode({'q': asked})}")
    expect(page.get_by_text("Digests give no arXiv numbers")).to_have_count(int(told))
