"""Citing as a reader does it, in Chromium: formats, lists, a selection; what reference managers see; scripts as Python has it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit
from hostile import ATTACKS
from playwright.sync_api import Browser, Locator, Page, expect
from sites import ELECTRA, BuiltSite, serve_built
from test_browser import AXE, PHONE
from test_renamed import CHAINED, GIVEN_UP, JOINED, KEPT, TITLES, write_project

from generator.citing import Citation, bibtex, csl_item, make_citation, markdown_link, plain_text, ris
from generator.markup import clean
from generator.model import Catalogue
from generator.publication import Settings
from generator.seeds import find_curated, read_inputs
from generator.site import build_catalogue

ROOT = Path(__file__).parent.parent
LABELS = ("BibTeX", "RIS", "CSL-JSON", "Text", "Markdown")
TAG = "tags/embeddings-retrieval/"
PUBLISHED = "https://papers.example/owls/"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return build_catalogue(read_inputs([ROOT / "seeds"], root=ROOT, **find_curated(ROOT / "seeds")), Settings())[0]


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """A page that may copy."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield visit.page


def written(label: str, citations: list[Citation]) -> str:
    """What Python writes in a format."""
    if label == "CSL-JSON":
        return json.dumps([csl_item(one) for one in citations], ensure_ascii=False)
    if label in ("BibTeX", "RIS"):
        return "\n\n".join("\n".join((bibtex if label == "BibTeX" else ris)(one)) for one in citations)
    if label == "Text":
        return "\n".join(plain_text(one) for one in citations)
    return "\n".join(("- " if len(citations) > 1 else "") + markdown_link(one) for one in citations)


def same(label: str, text: str, citations: list[Citation]) -> bool:
    wanted = written(label, citations)
    return json.loads(text) == json.loads(wanted) if label == "CSL-JSON" else text == wanted


def copied(page: Page, inside: Locator) -> str:
    page.evaluate("navigator.clipboard.writeText('')")
    inside.get_by_role("button", name="Copy", exact=True).click()
    expect(inside.locator(".bs-export__status")).to_have_text("Copied")
    return page.evaluate("navigator.clipboard.readText()")


def downloaded(page: Page, inside: Locator) -> tuple[str, str]:
    with page.expect_download() as waiting:
        inside.get_by_role("button", name="Download").click()
    file = waiting.value
    return file.suggested_filename, Path(file.path()).read_bytes().decode("utf-8")


# --- a paper


@pytest.mark.parametrize("label", LABELS)
def test_each_format_of_a_paper_is_copied_and_downloaded(visit: Visit, page: Page, catalogue: Catalogue, label: str) -> None:
    visit.open(f"papers/{ELECTRA}/")
    citation = make_citation(next(paper for paper in catalogue.papers if paper.id == ELECTRA), Settings(), catalogue.names[ELECTRA])
    panel = page.locator("article")
    panel.get_by_role("tab", name=label, exact=True).click()
    assert same(label, page.locator(".bs-code code").inner_text(), [citation])
    assert same(label, copied(page, panel), [citation])
    name, text = downloaded(page, panel)
    assert name == f"{ELECTRA}.{ {'BibTeX': 'bib', 'RIS': 'ris', 'CSL-JSON': 'json', 'Text': 'txt', 'Markdown': 'md'}[label] }"
    assert same(label, text.replace("\r\n", "\n").removesuffix("\n"), [citation])
    assert ("\r\n" in text) is (label == "RIS")


def test_the_formats_work_by_keyboard(visit: Visit, page: Page) -> None:
    visit.open(f"papers/{ELECTRA}/")
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    for key, label in (("ArrowRight", "RIS"), ("End", "Markdown"), ("ArrowRight", "BibTeX"), ("ArrowLeft", "Markdown"), ("Home", "BibTeX"), ("ArrowRight", "RIS")):
        page.keyboard.press(key)
        expect(page.locator("*:focus")).to_have_text(label)
        assert page.locator("[role=tab][aria-selected=true]").all_inner_texts() == [label]
    assert page.locator("[role=tabpanel] code").inner_text().startswith("TY  - GEN")
    page.keyboard.press("Tab")
    expect(page.locator("*:focus")).to_have_text("Copy")
    page.keyboard.press("Enter")
    expect(page.locator(".bs-export__status")).to_have_text("Copied")


def test_an_inferred_year_is_told_in_each_format(visit: Visit, catalogue: Catalogue) -> None:
    paper = next(paper for paper in catalogue.papers if paper.date_year_inferred)
    page = visit.open(f"papers/{paper.id}/")
    for label in LABELS[:4]:
        page.get_by_role("tab", name=label, exact=True).click()
        assert same(label, page.locator(".bs-code code").inner_text(), [make_citation(paper, Settings(), catalogue.names.get(paper.id))])
    page = visit.open(f"selection/#ids={paper.id}")
    expect(page.locator("[data-selection] li small")).to_have_text("2025 (year inferred)")


# --- many


def test_all_of_a_list_are_cited(visit: Visit, page: Page, catalogue: Catalogue) -> None:
    visit.open(TAG)
    ids = {paper for paper, given in catalogue.tagging.items() if "embeddings-retrieval" in {one.tag for one in given}}
    box = page.locator("details.bs-citing")
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(box.locator("code")).to_contain_text("@misc{")
    assert box.locator("summary").inner_text() == f"Cite these {len(ids)}"
    box.get_by_role("tab", name="CSL-JSON").click()
    assert {item["id"] for item in json.loads(copied(page, box))} == ids
    name, text = downloaded(page, box)
    assert name == "embeddings-retrieval.json"
    assert {item["id"] for item in json.loads(text)} == ids


def test_a_name_is_kept_as_a_whole_wherever_its_paper_is_cited(visit: Visit, page: Page, catalogue: Catalogue) -> None:
    paper = next(paper for paper in catalogue.papers if paper.title.startswith("ERNIE-Gram"))
    visit.open(f"papers/{paper.id}/")
    assert "title = {{ERNIE-Gram}: " in copied(page, page.locator("article"))
    visit.open(f"selection/#ids={paper.id}")
    expect(page.locator(".bs-export__code code")).to_contain_text("title = {{ERNIE-Gram}: ")


@pytest.mark.parametrize("kind", ["topic", "year"])
def test_topics_and_years_are_cited_and_selected_as_a_whole(visit: Visit, page: Page, real_site: BuiltSite, catalogue: Catalogue, kind: str) -> None:
    address = real_site.page_of_each_kind()[kind]
    name = address.rstrip("/").rpartition("/")[2]
    if kind == "topic":
        ids = next(set(topic.papers) for topic in catalogue.topics if topic.id == name)
    else:
        ids = {paper.id for paper in catalogue.papers if paper.date and str(paper.date.year) == name}
    visit.open(address)
    box = page.locator("details.bs-citing")
    box.locator("summary").click()
    assert len(re.findall("^@misc", copied(page, box), re.MULTILINE)) == len(ids) > 1
    box.get_by_role("button", name="Select all").click()
    expect(box.locator(".bs-export__status")).to_have_text(f"{len(ids)} papers selected.")
    assert {paper for paper, _ in page.evaluate("JSON.parse(localStorage.getItem('/repo/.selection'))")} == ids
    box.get_by_role("button", name="Select all").click()
    expect(box.locator(".bs-export__status")).to_have_text("All of these are selected already.")
    box.get_by_role("button", name="Undo").click()
    expect(box.locator(".bs-export__status")).to_have_text(f"{len(ids)} papers unselected.")
    assert page.evaluate("localStorage.getItem('/repo/.selection')") == "[]"


def test_where_nothing_came_in_there_is_nothing_to_undo(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    fill(page, 499)
    page.reload()
    box = page.locator("details.bs-citing")
    box.locator("summary").click()
    box.get_by_role("button", name="Select all").click()
    expect(box.locator(".bs-export__status")).to_contain_text("Your selection has 499 papers already")
    expect(box.get_by_role("button", name="Undo")).to_be_hidden()


def test_all_of_a_list_are_taken_out_again(visit: Visit, page: Page) -> None:
    """But for those that were in before, or came in later."""
    visit.open(TAG)
    before = choose(page, 2)
    box = page.locator("details.bs-citing")
    box.locator("summary").click()
    box.get_by_role("button", name="Select all").click()
    number = page.locator("span.Z3988").count() - 1
    expect(box.locator(".bs-export__status")).to_have_text(f"{number} papers selected; 1 was already.")
    undo = box.get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    expect(box.locator(".bs-export__status")).to_have_text(f"{number} papers unselected.")
    expect(undo).to_be_hidden()
    expect(box.get_by_role("button", name="Select all")).to_be_focused()
    assert [paper for paper, _ in page.evaluate("JSON.parse(localStorage.getItem('/repo/.selection'))")] == before


def test_a_failure_is_told_and_can_be_tried_again(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    visit.context.route("**/cite.json", lambda route: route.abort())
    box = page.locator("details.bs-citing")
    box.locator("summary").click()
    expect(box.locator(".bs-export__status")).to_have_text("The citations could not be loaded; try again")
    visit.context.unroute("**/cite.json")
    visit.complaints.clear()  # the browser notes the request that failed
    assert copied(page, box).startswith("@misc{")


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_everything_can_be_cited_without_scripts(visit: Visit, real_site: BuiltSite, catalogue: Catalogue) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    assert page.locator(".bs-code code").inner_text().startswith("@misc{")
    links = page.locator("#cite ~ .bs-formats a")
    assert links.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]
    for address in links.evaluate_all("links => links.map(link => link.href)"):
        file = real_site.root / address.removeprefix(real_site.url)
        assert ELECTRA in file.read_text(encoding="utf-8")
    digests = visit.open(real_site.page_of_each_kind()["digest"])
    digests.locator("details.bs-citing summary").click()
    expect(digests.locator("details.bs-citing a").first).to_be_visible()
    own = digests.locator("details.bs-citing a").first.evaluate("link => link.href").removeprefix(real_site.url)
    assert own.endswith("/cite.bib") and (real_site.root / own).is_file()
    assert visit.open("selection/").get_by_text("A selection needs scripts").is_visible()


# --- a selection


def choose(page: Page, *numbers: int) -> list[str]:
    marks = page.locator("li > .bs-pick")
    for number in numbers:
        marks.nth(number).click()
        expect(marks.nth(number)).to_have_attribute("aria-pressed", "true")
    return [marks.nth(number).get_attribute("data-id") or "" for number in numbers]


def take_all(visit: Visit) -> int:
    """Select all papers of a list at once, and go to the selection; how many it has."""
    page = visit.open(TAG)
    box = page.locator("details.bs-citing")
    box.locator("summary").click()
    box.get_by_role("button", name="Select all").click()
    expect(box.locator(".bs-export__status")).to_contain_text("selected")
    number = len(selected(page))
    visit.open("selection/")
    expect(page.locator(".bs-selection li")).to_have_count(number)
    return number


def test_a_selection_goes_along_from_page_to_page(visit: Visit, page: Page, catalogue: Catalogue) -> None:
    visit.open(TAG)
    ids = choose(page, 0, 2)
    visit.open(f"papers/{ELECTRA}/")
    page.get_by_role("button", name="Select paper").click()
    expect(page.get_by_role("button", name="Unselect paper")).to_be_visible()
    beside = page.locator("h1 + .bs-pick")
    expect(beside).to_have_attribute("aria-pressed", "true")
    beside.click()
    expect(page.get_by_role("button", name="Select paper")).to_be_visible()
    beside.click()
    ids.append(ELECTRA)
    visit.open("search/?q=kv+cache")
    page.wait_for_selector("[data-search-results] li .bs-pick")
    ids += choose(page, 0)
    page.get_by_role("link", name="4 papers selected").click()
    page.wait_for_url("**/selection/")
    known = {paper.id: paper for paper in catalogue.papers}
    rows = page.locator(".bs-selection li a.bs-title")
    expect(rows).to_have_text([clean(known[paper].title) for paper in ids])
    citations = [make_citation(known[paper], Settings(), catalogue.names.get(paper)) for paper in ids]
    for label in LABELS:
        page.get_by_role("tab", name=label, exact=True).click()
        assert same(label, copied(page, page.locator(".bs-selection")), citations)
    assert downloaded(page, page.locator(".bs-selection"))[0] == "selection.md"


def test_a_selection_is_made_and_unmade_by_keyboard(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    for number in (0, 1):
        page.locator(".bs-pick").nth(number).focus()
        page.keyboard.press("Space")
    assert page.locator(".bs-pick[aria-pressed=true]").count() == 2
    page.locator(".bs-selected").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/selection/")
    rows = page.locator(".bs-selection li")
    expect(rows).to_have_count(2)
    last = rows.nth(1).locator("a").inner_text()
    page.get_by_role("button", name="Unselect “").first.focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    assert rows.locator("a").inner_text() == last
    expect(page.locator("*:focus")).to_have_attribute("aria-label", f"Unselect “{last}”")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(page.locator("*:focus")).to_have_text("Undo: select 1 paper again")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)


@pytest.mark.parametrize("visit", [{}, PHONE], indirect=True, ids=["desk", "phone"])
@pytest.mark.parametrize("address", ["", TAG, f"papers/{ELECTRA}/", "search/?q=kv+cache", "selection/", "map/"])
def test_the_way_to_the_selection_stands_in_the_header(visit: Visit, page: Page, address: str) -> None:
    """Over nothing else, and soon to be had by keys; as it comes, nothing moves but the end of a long title."""
    visit.open(address)
    way = page.locator(".bs-selected")
    expect(way).to_be_hidden()
    others = page.locator(".md-header__button:visible:not(.bs-selected), .bs-find, article h1")
    before = [one.bounding_box() for one in others.all()]
    fill(page, 12)
    page.reload()
    expect(way).to_have_text("12 papers selected")
    expect(way).to_have_accessible_name("12 papers selected")
    assert [one.bounding_box() for one in others.all()] == before
    own, header = way.bounding_box(), page.locator(".md-header").bounding_box()
    assert own and header and own["y"] >= header["y"] and own["y"] + own["height"] <= header["y"] + header["height"]
    assert own["x"] >= 0 and own["x"] + own["width"] <= page.evaluate("innerWidth")
    for _ in range(30):
        page.keyboard.press("Tab")
        if way.evaluate("way => way === document.activeElement"):
            break
    else:
        pytest.fail("no key leads there")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)") is False
    with page.expect_navigation(url="**/selection/"):  # from there too
        page.keyboard.press("Enter")


def test_all_is_cleared_and_brought_back(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    choose(page, 0, 1, 2)
    visit.open("selection/")
    page.get_by_role("button", name="Unselect all").click()
    expect(page.locator(".bs-selection li")).to_have_count(0)
    expect(page.locator(".bs-selection__cite")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".bs-selection li")).to_have_count(3)
    page.reload()
    expect(page.locator(".bs-selection li")).to_have_count(3)


def test_a_cleared_selection_is_had_back_from_another_page(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    ids = choose(page, 0, 1, 2)
    visit.open("selection/")
    page.get_by_role("button", name="Unselect all").click()
    expect(page.locator(".bs-selection__status")).to_have_text("3 papers unselected.")
    visit.open("about/")
    page.get_by_role("link", name="3 papers to bring back").click()
    undo = page.get_by_role("button", name="Undo: select 3 papers again")
    page.reload()
    undo.click()
    expect(page.locator(".bs-selection li")).to_have_count(3)
    expect(page.locator(".bs-selection__status")).to_have_text("3 papers selected again.")
    visit.open("about/")
    expect(page.locator(".bs-selected")).to_have_text("3 papers selected")
    assert [paper for paper, _ in selected(page)] == ids


@pytest.mark.parametrize("visit", [{}, PHONE], indirect=True, ids=["desk", "phone"])
def test_what_was_selected_is_forgotten(visit: Visit, page: Page) -> None:
    """Whatever of it the browser keeps, in every window; only where nothing is selected, so that nobody forgets by a slip."""
    number, way = take_all(visit), page.locator(".bs-selected")
    forget = page.get_by_role("button", name="Forget what was selected")
    expect(forget).to_be_hidden()
    other = visit.context.new_page()
    other.goto(f"{visit.site.url}about/")
    page.get_by_role("button", name="Unselect all").click()
    for one in (page, other):
        expect(one.locator(".bs-selected")).to_have_accessible_name(f"{number} papers to bring back")
    forget.press("Enter")
    expect(page.locator(".bs-selection__status")).to_have_text("Forgotten: this browser keeps nothing of what you selected.")
    expect(page.locator("h1")).to_be_focused()
    expect(page.get_by_role("button", name=re.compile("Undo|Redo|Forget"))).to_be_hidden()
    for one in (page, other):
        expect(one.locator(".bs-selected")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('selection'))") == []
    page.reload()
    expect(way).to_be_hidden()


def test_what_no_browser_keeps_is_forgotten_too(visit: Visit, page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    visit.open(f"selection/#ids={ELECTRA}")
    expect(page.locator(".bs-selection li .bs-pick")).to_have_count(1)  # papers are known
    page.get_by_role("button", name="Select all").click()
    page.evaluate("location.hash = ''")  # another page would know of nothing
    page.get_by_role("button", name="Unselect all").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".bs-selection__status")).to_contain_text("does not let the site keep your selection")
    page.get_by_role("button", name="Unselect all").click()
    page.get_by_role("button", name="Forget").click()
    expect(page.locator(".bs-selected")).to_be_hidden()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()


def test_papers_selected_together_are_unselected_after_a_reload(visit: Visit, page: Page) -> None:
    """And what went before is taken back after it, step by step; the button stays where keys have it."""
    visit.open(f"papers/{ELECTRA}/")
    page.locator("h1 + .bs-pick").click()
    visit.open("selection/")
    page.get_by_role("button", name="Unselect “").click()
    number = take_all(visit)
    rows, status, undo = page.locator(".bs-selection li"), page.locator(".bs-selection__status"), page.get_by_role("button", name="Undo: ")
    steps = [(f"unselect {number} papers", f"{number} papers unselected.", 0), ("select 1 paper again", "1 paper selected again.", 1), ("unselect 1 paper", "1 paper unselected.", 0)]
    undo.focus()
    stood = undo.bounding_box()
    for does, done, left in steps:
        expect(undo).to_have_text(f"Undo: {does}")
        expect(undo).to_be_focused()
        assert stood and undo.bounding_box() == stood | {"width": undo.bounding_box()["width"]}
        page.keyboard.press("Enter")
        expect(status).to_have_text(done)
        expect(rows).to_have_count(left)
    expect(undo).to_be_hidden()
    expect(page.locator("h1")).to_be_focused()


def test_a_slip_of_the_undo_loses_nothing(visit: Visit, page: Page) -> None:
    """What was taken back is done again, until something else is done."""
    number = take_all(visit)
    rows, redo = page.locator(".bs-selection li"), page.get_by_role("button", name="Redo: ")
    expect(redo).to_be_hidden()
    page.get_by_role("button", name="Unselect “").first.click()
    before = selected(page)
    for _ in range(2):
        page.get_by_role("button", name="Undo: ").click()
    expect(rows).to_have_count(0)
    expect(redo).to_have_text(f"Redo: select {number} papers again")
    page.reload()
    redo.click()
    expect(rows).to_have_count(number)
    expect(redo).to_have_text("Redo: unselect 1 paper")
    redo.click()
    assert selected(page) == before
    expect(redo).to_be_hidden()
    page.get_by_role("button", name="Undo: ").click()
    page.get_by_role("button", name="Unselect all").click()
    expect(redo).to_be_hidden()


def test_undo_takes_back_the_last_act_and_none_before_it(visit: Visit, page: Page) -> None:
    """Also where that was a single mark, after papers that were selected together."""
    number = take_all(visit)
    visit.open(TAG)
    mark = page.locator("li > .bs-pick").first
    mark.click()
    visit.open("selection/")
    undo = page.get_by_role("button", name="Undo: select 1 paper again")
    undo.click()
    expect(page.locator(".bs-selection li")).to_have_count(number)
    page.get_by_role("button", name=f"Undo: unselect {number} papers").click()
    visit.open(TAG)
    mark.click()
    visit.open("selection/")
    page.get_by_role("button", name="Undo: unselect 1 paper").click()
    expect(page.locator(".bs-selection li")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo: ")).to_be_hidden()


def test_undo_beside_a_list_goes_as_something_else_is_done(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    box = page.locator("details.bs-citing")
    box.locator("summary").click()
    box.get_by_role("button", name="Select all").click()
    undo = box.get_by_role("button", name="Undo")
    undo.focus()
    other = visit.context.new_page()
    other.goto(page.url)
    other.locator("li > .bs-pick").first.click()
    expect(undo).to_be_hidden()
    expect(box.get_by_role("button", name="Select all")).to_be_focused()
    box.get_by_role("button", name="Select all").click()
    expect(box.locator(".bs-export__status")).to_contain_text("1 paper selected; ")
    page.locator("li > .bs-pick").first.click()
    expect(undo).to_be_hidden()


def test_a_mark_that_was_a_slip_leaves_nothing(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    mark, way = page.locator("li > .bs-pick").first, page.locator(".bs-selected")
    for shown in (True, False):
        mark.click()
        expect(way).to_be_visible(visible=shown)
    mark.click()
    page.reload()
    mark.click()  # not at once
    expect(way).to_be_visible()


def test_a_list_that_is_shared_offers_no_way_back_of_one_s_own(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    choose(page, 0, 1)
    visit.open("selection/")
    page.get_by_role("button", name="Unselect all").click()
    undo = page.get_by_role("button", name="Undo: ")
    expect(undo).to_be_visible()
    page.evaluate(f"location.hash = 'ids={ELECTRA}'")
    expect(page.get_by_role("heading", name="A shared selection")).to_be_visible()
    expect(undo).to_be_hidden()


def test_a_mark_that_was_a_slip_leaves_what_can_be_done_again(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    choose(page, 0, 1)
    visit.open("selection/")
    page.get_by_role("button", name="Undo: ").click()
    redo = page.get_by_role("button", name="Redo: ")
    expect(redo).to_be_visible()
    visit.open(TAG)
    mark = page.locator("li > .bs-pick").nth(3)
    mark.click()
    mark.click()
    visit.open("selection/")
    redo.click()
    expect(page.locator(".bs-selection li")).to_have_count(2)


def test_the_way_back_has_an_end(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    marks = page.locator("li > .bs-pick")
    choose(page, *range(12))
    page.reload()
    for number in range(12):
        marks.nth(number).click()
    visit.open("selection/")
    undo, rows = page.get_by_role("button", name="Undo: "), page.locator(".bs-selection li")
    for number in [*range(1, 13), *range(11, 3, -1)]:
        undo.click()
        expect(rows).to_have_count(number)
    expect(undo).to_be_hidden()


def test_what_was_taken_over_from_a_shared_selection_is_given_back(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    ids = choose(page, 0)
    visit.open(f"selection/#ids={ids[0]},{ELECTRA}")
    undo = page.get_by_role("button", name="Undo: unselect 1 paper")
    expect(page.locator(".bs-selection li .bs-pick")).to_have_count(2)
    expect(undo).to_be_hidden()
    page.get_by_role("button", name="Select all").click()
    expect(page.locator(".bs-selection__status")).to_have_text("1 paper selected; your own selection has 2 papers.")
    undo.click()
    assert [paper for paper, _ in selected(page)] == ids
    expect(page.locator(f".bs-pick[data-id='{ELECTRA}']")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("content", ["{", "{}", "null", "[null, 3]", '{"done": [null, 3], "undone": 1}', *(f'{{"done": [{{"out": [[{row}]], "in": []}}], "undone": []}}' for row in ('"a", "b", "c"', '0, "\\ud800", "c"'))])
def test_spoilt_steps_are_none(visit: Visit, page: Page, content: str) -> None:
    visit.open("selection/")
    page.evaluate("content => localStorage.setItem('/repo/.selection-steps', content)", content)
    page.reload()
    expect(page.locator(".bs-selection__status")).to_contain_text("Nothing is selected.")
    expect(page.get_by_role("button", name=re.compile("Undo|Forget"))).to_be_hidden()


def test_one_act_has_one_name(visit: Visit, page: Page) -> None:
    visit.open(f"papers/{ELECTRA}/")
    mark = page.locator("h1 + .bs-pick")
    for word in ("Select paper", "Unselect paper"):
        expect(mark).to_have_attribute("title", word)
        page.get_by_role("button", name=word, exact=True).click()
    own = [file for folder in ("generator/theme", "docs") for file in (ROOT / folder).rglob("*") if file.suffix in (".js", ".html", ".md")]
    other = re.compile(r"\b(?:take out|taken out|clear all|add all|deselect|(?:in|to|into) (?:my|your) selection)\b", re.IGNORECASE)
    named = {file.name for file in own if file.name not in ("mail.md", "messages.md") and other.search(file.read_text(encoding="utf-8"))}
    assert named == set()


def test_undo_brings_back_what_was_taken_out_and_nothing_else(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    first, second, third, fourth = choose(page, 0, 1, 2, 3)
    visit.open("selection/")
    page.get_by_role("button", name="Unselect “").nth(1).click()
    page.evaluate(  # in another window one more is taken out, and one put in
        """([gone]) => {
            const rows = JSON.parse(localStorage.getItem('/repo/.selection')).filter(([id]) => id !== gone);
            localStorage.setItem('/repo/.selection', JSON.stringify([...rows, ['new-one', 'A new one']]));
            dispatchEvent(new StorageEvent('storage', { key: '/repo/.selection' }));
        }""",
        [fourth],
    )
    page.get_by_role("button", name="Undo").click()
    assert [paper for paper, _ in selected(page)] == [first, second, third, "new-one"]


@pytest.mark.parametrize("visit", [{}, PHONE], indirect=True, ids=["desk", "phone"])
def test_a_long_selection_is_cited_without_scrolling_past_it(visit: Visit, page: Page) -> None:
    take_all(visit)
    copy = page.locator(".bs-selection__cite").get_by_role("button", name="Copy", exact=True)
    expect(copy).not_to_be_in_viewport()
    page.get_by_role("button", name="Cite these").press("Enter")
    expect(copy).to_be_in_viewport()
    expect(page.get_by_role("tab", name="BibTeX")).to_be_focused()


def test_a_printed_selection_has_no_buttons(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    choose(page, 0, 1)
    visit.open("selection/")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".bs-selection__status")).to_be_visible()
    assert page.locator(".bs-selection button:visible").all_inner_texts() == []


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_a_phone_shares_a_selection_by_its_own_means(visit: Visit, page: Page) -> None:
    page.add_init_script("navigator.share = async (what) => { window.told = what; if (window.sheet) throw new DOMException('', window.sheet); }")
    visit.open(f"selection/#ids={ELECTRA}")
    expect(page.locator(".bs-selection code")).to_contain_text("@misc{")
    share, status = page.get_by_role("button", name="Share this list"), page.locator(".bs-selection__status")
    share.click()
    assert page.evaluate("told") == {"title": "1 paper", "url": page.evaluate("told.url")}
    assert re.search(r"/selection/#papers=[\w-]{7}$", page.evaluate("told.url"))
    page.evaluate("window.sheet = 'AbortError'")
    share.click()
    expect(status).to_have_text("1 paper.")
    page.evaluate("window.sheet = 'NotAllowedError'")
    share.click()
    expect(status).to_have_text("The link is copied.")


def test_a_selection_is_shared_by_its_address(visit: Visit, page: Page, browser: Browser) -> None:
    visit.open(TAG)
    ids = choose(page, 1, 3)
    visit.open("selection/")
    page.get_by_role("button", name="Copy a link to this list").click()
    expect(page.locator(".bs-selection__status")).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(f"{visit.site.url}selection/#papers=") + r"[\w-]{14}", link)
    other = browser.new_context().new_page()
    other.goto(f"{link}ofnobdy")
    expect(other.locator("h1")).to_have_text("A shared selection")
    expect(other.locator(".bs-selection__status")).to_have_text("3 papers. One of them cannot be cited: no longer on this site.")
    expect(other.locator(".bs-selection li small").last).to_have_text("no longer on this site")
    expect(other).to_have_title(re.compile("^A shared selection"))
    expect(other.locator(".bs-lead")).to_contain_text("somebody")
    expect(other.locator(".bs-selection li .bs-pick")).to_have_count(2)
    last = other.locator(f".bs-pick[data-id='{ids[1]}']")
    last.click()
    expect(last).to_have_attribute("aria-pressed", "true")
    expect(last).to_be_focused()
    other.get_by_role("button", name="Select all").click()
    other.get_by_role("link", name="My own selection").click()
    expect(other.locator("h1")).to_have_text("My selection")
    expect(other).to_have_title(re.compile("^My selection"))
    expect(other.locator(".bs-lead")).to_contain_text("in this browser alone")
    expect(other.locator(".bs-selection li")).to_have_count(2)
    other.context.close()


@pytest.fixture(scope="module")
def joined_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """A site of which three papers were joined into one."""
    folder = tmp_path_factory.mktemp("joined")
    yield from serve_built(write_project(folder / "project", JOINED), folder / "site")


@pytest.fixture
def joined_visit(browser: Browser, joined_site: BuiltSite) -> Iterator[Visit]:
    visit = Visit(browser.new_context(), joined_site)
    yield visit
    visit.context.close()
    assert visit.complaints == []


KITES = "on-kites-1"


def select(page: Page, *ids: str) -> None:
    """Have these selected, as a window did before papers were joined."""
    page.evaluate("ids => localStorage.setItem('/repo/.selection', JSON.stringify(ids.map((id) => [id, `Once ${id}`])))", list(ids))


def selected(page: Page) -> list[list[str]]:
    return page.evaluate("JSON.parse(localStorage.getItem('/repo/.selection') ?? '[]')")


def test_a_selection_follows_papers_that_were_joined(joined_visit: Visit) -> None:
    page = joined_visit.open("about/")
    select(page, GIVEN_UP, KITES, CHAINED)
    joined_visit.open("selection/")
    rows = page.locator(".bs-selection li a.bs-title")
    expect(rows).to_have_text([TITLES[0], "On kites 1"])
    expect(page.locator(".bs-selection__status")).to_have_text("2 papers.")
    expect(page.locator(".bs-selected")).to_have_text("2 papers selected")
    expect(page.locator(".bs-selection code")).to_contain_text(f"@misc{{{KEPT},")
    assert selected(page) == [[KEPT, TITLES[0]], [KITES, f"Once {KITES}"]]
    other = joined_visit.context.new_page()
    other.goto(f"{joined_visit.site.url}about/")
    select(other, CHAINED)  # it knows less
    expect(rows).to_have_text([TITLES[0]])
    page.get_by_role("button", name="Unselect “").click()
    expect(rows).to_have_count(0)
    assert selected(page) == []


def test_the_way_back_follows_papers_that_were_joined(joined_visit: Visit) -> None:
    """Step by step to what there was, each paper counted once; what changes nothing any more is no step."""
    page = joined_visit.open("about/")
    script = f"{joined_visit.site.url}assets/broadsheet/citing/citing.js"
    act = "async ([address, ids]) => (await import(address)).$steps.step(ids.map((id) => [id, `Once ${id}`]))"
    acts = [[GIVEN_UP], [GIVEN_UP, KEPT, KITES], [GIVEN_UP, KEPT, KITES, CHAINED], [CHAINED], []]
    for ids in acts:  # as a window did before papers were joined
        page.evaluate(act, [script, ids])
    joined_visit.open("selection/")
    rows, undo = page.locator(".bs-selection li a.bs-title"), page.get_by_role("button", name="Undo: ")
    expect(undo).to_have_text("Undo: select 1 paper again")
    wanted = [("select 1 paper again", [KEPT]), ("select 1 paper again", [KEPT, KITES]), ("unselect 1 paper", [KEPT]), ("unselect 1 paper", [])]
    titles = {KEPT: TITLES[0], KITES: "On kites 1"}
    for does, left in wanted:
        expect(undo).to_have_text(f"Undo: {does}")
        undo.click()
        expect(rows).to_have_text([titles[one] for one in left])
    expect(undo).to_be_hidden()


def test_a_list_that_is_selected_follows_too(joined_visit: Visit) -> None:
    page = joined_visit.open("papers/")
    select(page, CHAINED, GIVEN_UP)
    page.reload()
    box = page.locator("details.bs-citing").first
    box.locator("summary").click()
    box.get_by_role("button", name="Select all").click()
    expect(box.locator(".bs-export__status")).to_contain_text("3 papers selected; 1 was already.")
    assert sorted(paper for paper, _ in selected(page)) == ["on-kites-0", KITES, "on-kites-2", KEPT]


def test_a_shared_selection_follows_papers_that_were_joined(joined_visit: Visit) -> None:
    page = joined_visit.open(f"selection/#ids={CHAINED},{KITES},{KEPT},{GIVEN_UP}")
    expect(page.locator(".bs-selection li a.bs-title")).to_have_text([TITLES[0], "On kites 1"])
    expect(page.locator(".bs-selection__status")).to_have_text("2 papers.")
    expect(page.locator(f".bs-selection .bs-pick[data-id='{KEPT}']")).to_have_count(1)
    expect(page.locator(".bs-selection code")).to_contain_text(f"@misc{{{KEPT},")
    page.get_by_role("button", name="Select all").click()
    expect(page.locator(".bs-selection__status")).to_have_text("2 papers selected; your own selection has 2 papers.")
    assert selected(page) == [[KEPT, TITLES[0]], [KITES, "On kites 1"]]
    codes = link_script(joined_visit, "args.map(codeOf).join('')", [GIVEN_UP, KITES, "gone", CHAINED])
    page = joined_visit.open(f"selection/#papers={codes}")
    expect(page.locator(".bs-selection li .bs-title")).to_have_text([TITLES[0], "On kites 1", "A paper"])
    expect(page.locator(".bs-selection li a.bs-title")).to_have_count(2)
    expect(page.locator(".bs-selection__status")).to_have_text("3 papers. One of them cannot be cited: no longer on this site.")


def fill(page: Page, number: int) -> None:
    """Have so many papers selected."""
    page.evaluate("n => localStorage.setItem('/repo/.selection', JSON.stringify(Array.from({ length: n }, (_, i) => [`x-${i}`, 'A paper'])))", number)


def test_a_full_selection_takes_no_more_and_says_so(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    ids = choose(page, 1, 3)
    fill(page, 499)
    page.reload()
    first, second = (page.locator(f"ul > li > .bs-pick[data-id='{one}']") for one in ids)
    first.click()
    told = page.locator(".bs-refused")
    expect(page.locator(".bs-selected")).to_have_text("500 papers selected")
    expect(told).to_be_empty()
    second.click()
    expect(told).to_have_text("Your selection is full: it has 500 papers. Unselect some first.")
    expect(second).to_have_attribute("aria-pressed", "false")
    first.click()
    expect(told).to_be_empty()
    first.click()
    visit.open(f"papers/{ids[1]}/")
    page.get_by_role("button", name="Select paper").click()
    expect(told).to_contain_text("is full")
    expect(page.get_by_role("button", name="Select paper")).to_be_visible()


def test_a_link_that_leads_to_no_paper_says_so(visit: Visit, page: Page) -> None:
    visit.open("selection/#ids=foo,bar")
    expect(page.locator(".bs-selection__status")).to_have_text("This link leads to no paper of this site; it may have been cut off, or its papers have left.")
    expect(page.locator(".bs-selection li small")).to_have_text(["no longer on this site"] * 2)
    expect(page.locator(".bs-selection li a")).to_have_count(0)
    for hidden in (".bs-selection__cite", ".bs-alike", ".bs-selection__do button"):
        assert page.locator(hidden).locator("visible=true").count() == 0
    expect(page.get_by_role("link", name="My own selection")).to_be_visible()


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize(
    "how",
    [
        "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('denied', 'SecurityError'); } })",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    ],
    ids=["denied", "full"],
)
def test_a_selection_that_is_not_kept_is_told(visit: Visit, page: Page, how: str) -> None:
    page.add_init_script(how)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit.open(TAG)
    page.locator("li > .bs-pick").first.click()
    expect(page.locator(".bs-refused")).to_have_text("This browser does not let the site keep your selection: it is gone when you leave this page.")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert errors == []


def test_a_shared_selection_that_has_no_room_is_not_taken_in(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    ids = choose(page, 1, 3)
    fill(page, 499)
    visit.open(f"selection/#ids={','.join(ids)}")
    status, add = page.locator(".bs-selection__status"), page.get_by_role("button", name="Select all")
    expect(page.locator(".bs-selection li .bs-pick")).to_have_count(2)
    add.click()
    expect(status).to_have_text("Your selection has 499 papers already; with these it would have more than 500.")
    page.locator(".bs-pick").first.click()
    page.locator(".bs-pick").last.click()
    expect(status).to_have_text("Your selection is full: it has 500 papers. Unselect some first.")
    assert page.evaluate("JSON.parse(localStorage.getItem('/repo/.selection')).length") == 500


CODES = ["VfiWjm1", "mgI1DmH", "2ScIno_"]  # in links that people have
LINKS = "async ([address, args]) => { const { $links: links } = await import(address); return (({ codeOf, codes, readLink, writeLink }, args) => %s)(links, args); }"


def link_script(visit: Visit, expression: str, args: object) -> object:
    """What comes of an expression that has the functions of `links.js`, and `args`."""
    visit.open("about/")
    return visit.page.evaluate(LINKS % expression, [f"{visit.site.url}assets/broadsheet/citing/selection.js", args])


def test_links_have_a_code_of_its_own_for_each_of_very_many_papers(visit: Visit) -> None:
    many = "Array.from({ length: 300_000 }, (_, i) => [`paper-${i}`, `${i}-paper`, `on-kites-${i * 64}-and-owls`]).flat()"
    # of 900,000 codes of 42 random bits two are the same once in eleven times
    assert link_script(visit, f"codes({many}).size", None) >= 900_000 - 1


def test_a_link_that_is_copied_before_papers_are_known_leads_where_it_did(visit: Visit) -> None:
    codes = "".join(CODES)
    assert link_script(visit, "writeLink(readLink(args, null), null)", f"#papers={codes}") == f"papers={codes}"
    mixed = link_script(visit, "writeLink([...readLink(args, null), 'kites'], null)", f"#papers={codes}")
    assert link_script(visit, "readLink('#' + args, codes(['owls', 'on-kites-1', 'größe', 'kites']))", mixed) == ["owls", "on-kites-1", "größe", "kites"]


def test_links_stay_what_they_are(visit: Visit) -> None:
    ids = ["owls", "on-kites-1", "größe"]
    assert link_script(visit, "args.map(codeOf)", ids) == CODES
    assert link_script(visit, "readLink('#papers=' + args.map(codeOf).join(''), codes(args))", ids) == ids
    assert link_script(visit, "readLink('#ids=' + args.map(encodeURIComponent).join(','), null)", ids) == ids


def test_a_link_without_sure_codes_has_identifiers(visit: Visit) -> None:
    assert link_script(visit, "writeLink(args, null)", ["owls", "größe"]) == "ids=owls,gr%C3%B6%C3%9Fe"
    assert link_script(visit, "writeLink(args, new Map([[codeOf('owls'), 'another']]))", ["owls"]) == "ids=owls"
    assert link_script(visit, "writeLink(args, codes(['owls']))", ["owls", "gone"]) == "ids=owls,gone"


@pytest.mark.parametrize(("address", "ids"), [("", None), ("#papers=", None), ("#ids=,", None), ("#papers=abc", None), ("#papers=abcdefgabcdefghi", ["#abcdefg"])])
def test_a_link_that_is_cut_off_gives_what_it_has(visit: Visit, address: str, ids: list[str] | None) -> None:
    assert link_script(visit, "readLink(args, codes([]))", address) == ids


def test_a_link_lists_no_more_than_a_selection_may_have(visit: Visit, page: Page) -> None:
    visit.open(f"selection/#ids={ELECTRA},{','.join(f'x-{i}' for i in range(600))}")
    expect(page.locator(".bs-selection li")).to_have_count(500)
    expect(page.locator(".bs-selection__status")).to_have_text(
        "500 papers, the first of those that the link lists. 499 of them cannot be cited: no longer on this site."
    )
    visit.open("selection/")
    expect(page.locator(".bs-selection__status")).to_contain_text("Nothing is selected.")


def test_a_store_with_too_many_papers_has_the_first(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    fill(page, 20_000)
    page.reload()
    expect(page.locator(".bs-selected")).to_have_text("500 papers selected")


@pytest.mark.parametrize("address", ["papers/%zz/", "papers/%E0%A4%A/"])
def test_an_address_of_no_page_stops_no_script(visit: Visit, page: Page, address: str) -> None:
    visit.open(TAG)
    choose(page, 0)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(visit.site.url + address)
    expect(page.locator(".bs-selected")).to_have_text("1 paper selected")
    assert errors == []
    visit.complaints.clear()  # that there is no such page


def test_two_windows_have_one_selection(visit: Visit, page: Page) -> None:
    visit.open(TAG)
    other = visit.context.new_page()
    other.goto(page.url)
    other.locator(".bs-pick").first.click()
    expect(page.locator(".bs-pick").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".bs-selected")).to_have_text("1 paper selected")


@pytest.mark.parametrize("content", ["{", "[[1, 2]]", "{}", "null", '[["a"]]', '[["\\ud800", "half a character"]]', '[["a", "\\udc00"]]'])
def test_a_spoilt_store_is_an_empty_selection(visit: Visit, page: Page, content: str) -> None:
    visit.open(TAG)
    page.evaluate("content => localStorage.setItem('/repo/.selection', content)", content)
    page.reload()
    expect(page.locator(".bs-pick").first).to_have_attribute("aria-pressed", "false")
    choose(page, 0)


def test_a_browser_that_keeps_nothing_still_cites(visit: Visit, page: Page) -> None:
    visit.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    visit.page.goto(visit.site.url + TAG)
    choose(page, 0)
    expect(page.locator(".bs-selected")).to_have_text("1 paper selected")
    visit.complaints.clear()  # the theme's own complaints


def test_a_hostile_title_is_not_live_in_a_selection(hostile_visit: Visit) -> None:
    page = hostile_visit.open("papers/")
    for mark in page.locator(".bs-pick").all()[:70]:
        mark.click()
    hostile_visit.open("selection/")
    page.wait_for_selector(".bs-selection li")
    for label in LABELS:
        page.get_by_role("tab", name=label, exact=True).click()
    assert page.locator(".bs-selection").locator("script, iframe, img, svg, [onclick], [onerror]").count() == 0
    assert page.evaluate("window.pwned") is None


# --- what reference managers see


def test_a_reference_manager_reads_a_paper(visit: Visit, catalogue: Catalogue) -> None:
    """By the rules of Zotero's translator, which reads Highwire before all; no creator is guessed."""
    paper = next(paper for paper in catalogue.papers if paper.id == ELECTRA)
    page = visit.open(f"papers/{ELECTRA}/")
    page.wait_for_selector("meta[name=citation_abstract]", state="attached")
    metas = page.locator("head meta[name]").evaluate_all("all => all.map(one => [one.name, one.content])")
    read: dict[str, list[str]] = {}
    for name, value in metas:
        read.setdefault(name, []).append(value)
    labels = {tag.id: tag.label for tag in catalogue.tags}
    assert read["citation_title"] == [paper.title]
    assert read["citation_publication_date"] == ["2020/03/23"]
    assert read["citation_abstract"] == [paper.abstract]
    assert read["citation_keywords"] == ["; ".join(labels[given.tag] for given in catalogue.tagging[ELECTRA])]
    assert page.locator(".Z3988, .byline, .vcard").count() == 0  # else it would take other papers, or guess an author


def test_a_reference_manager_reads_a_list(visit: Visit, catalogue: Catalogue) -> None:
    page = visit.page
    page.add_init_script("document.addEventListener('ZoteroItemUpdated', () => { window.told = true })")
    page.add_init_script(  # it is read elsewhere than it is published
        f"document.addEventListener('readystatechange', () => {{ document.querySelector('link[rel=canonical]').href = '{PUBLISHED}{TAG}' }})"
    )
    visit.open(TAG)
    page.wait_for_function("window.told")
    spans = page.locator("span.Z3988")
    assert spans.count() == page.locator("h1.bs-rows ~ ul > li > a:first-child").count() > 1
    known = {paper.id: paper for paper in catalogue.papers}
    for span in spans.all():
        said = {key: value for key, (value,) in parse_qs(span.get_attribute("title") or "").items()}
        paper = known[said["rft.identifier"].rstrip("/").rpartition("/")[2]]
        assert said["rft.identifier"] == f"{PUBLISHED}papers/{paper.id}/"
        assert said["ctx_ver"] == "Z39.88-2004" and said["rft_val_fmt"] == "info:ofi/fmt:kev:mtx:dc"
        assert said["rft.title"] == paper.title
        assert said.get("rft.date") == (str(paper.date.year) if paper.date else None)
        assert not [key for key in said if key.startswith("rft.au")]
        expect(span).to_be_hidden()


# --- for everybody


PLACES = ("paper", "list", "selection", "shared", "cleared")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


def prepare(visit: Visit, place: str) -> Page:
    page = visit.open(TAG)
    ids = choose(page, 0, 1)
    if place == "list":
        page.locator("details.bs-citing summary").click()
        expect(page.locator("details.bs-citing code")).to_contain_text("@misc{")
    else:
        visit.open({"paper": f"papers/{ELECTRA}/", "selection": "selection/", "cleared": "selection/", "shared": f"selection/#ids={ids[0]},x"}[place])
        page.wait_for_selector(".bs-export")
    if place in ("selection", "shared"):
        expect(page.locator(".bs-selection code")).to_contain_text("@misc{")
    if place == "cleared":
        page.get_by_role("button", name="Unselect all").click()
        expect(page.get_by_role("button", name="Forget")).to_be_visible()
    return page


@pytest.mark.parametrize("visit", [{"color_scheme": "light"}, {"color_scheme": "dark"}, PHONE], indirect=True, ids=["light", "dark", "phone"])
@pytest.mark.parametrize("place", PLACES)
def test_it_is_accessible(visit: Visit, place: str) -> None:
    page = prepare(visit, place)
    assert violations(page) == []


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
@pytest.mark.parametrize("place", PLACES)
def test_it_fits_a_phone(visit: Visit, place: str) -> None:
    page = prepare(visit, place)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for button in page.locator("article button:visible, .bs-selected").all():
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24, button.inner_text()


@pytest.mark.parametrize("visit", [{}, PHONE], indirect=True, ids=["desk", "phone"])
@pytest.mark.parametrize("address", [TAG, f"papers/{ELECTRA}/", f"papers/{ELECTRA}/#cite", "papers/"])
def test_nothing_moves_when_the_script_comes(visit: Visit, address: str) -> None:
    page = visit.page
    visit.context.route("**/citing/*.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(visit.site.url + address, wait_until="domcontentloaded")
    before = places(page)
    page.wait_for_selector(".bs-pick")
    page.wait_for_timeout(200)
    after = places(page)
    assert before.keys() == after.keys()
    moved = {what: (before[what], after[what]) for what in before if abs(before[what] - after[what]) > 1}
    assert moved == {}


def places(page: Page) -> dict[str, float]:
    """How far from the top each heading, row and the code stand."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("article :is(h1, h2, li, .bs-code, details)")]
            .map((one, i) => [`${i} ${one.tagName}`, one.getBoundingClientRect().top + scrollY]))"""
    )


# --- the script writes what Python writes


def test_the_script_writes_as_python_does(visit: Visit, catalogue: Catalogue) -> None:
    visit.open("about/")
    chance = random.Random(3)
    signs = [*"\\{}&%$#_~^\"'@, abcÖÉßǅⅧ²½ΑБAI3·—‘中ا", "\u200b", "\U0001d400", "\u0301"]
    inherited = ["constructor", "toString", "hasOwnProperty of __proto__", "valueOf"]  # what every object of a script has
    odd = [*ATTACKS, *inherited, *("".join(chance.choices(signs, k=chance.randint(1, 30))) for _ in range(300))]
    known = {"date": date(987, 2, 9), "year_inferred": True, "url": "https://arxiv.org/abs/2401.00001", "arxiv": "2401.00001"}
    citations = [make_citation(paper, Settings(site_url="https://x.example/"), catalogue.names.get(paper.id)) for paper in catalogue.papers]
    names = [clean(text[chance.randrange(len(text)) :][: chance.randint(1, 9)]) for text in odd]  # some of them by themselves
    citations += [Citation(id=f"odd-{i}", title=clean(text), name=names[i], **(known if i % 2 else {})) for i, text in enumerate(odd)]
    records = [
        asdict(one) | {"date": [one.date.year, one.date.month, one.date.day] if one.date else None, "inferred": one.year_inferred}
        for one in citations
    ]
    address = f"{visit.site.url}assets/broadsheet/citing/citing.js"
    script = "async ([address, records]) => (await import(address)).$formats.FORMATS.map((format) => [format.label, records.map((one) => format.write([one]))])"
    for label, texts in visit.page.evaluate(script, [address, records]):
        wrong = [(text, written(label, [one])) for one, text in zip(citations, texts, strict=True) if not same(label, text, [one])]
        assert wrong == []
