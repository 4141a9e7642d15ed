"""Papers like those of a selection, in Chromium: what is proposed and why, what it loads, and how it is told."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import Browser, Locator, Page, Route, expect
from search_index import real_catalogue_and_index
from sites import Listing, digest_text, make_project, serve_built
from test_browser import AXE, NO_SCRIPTS, PHONE, violations, with_window

from generator.groups import newest_first
from generator.markup import clean

FILE = "assets/related.json"
ASK = "Find papers like these"


def catalogue():
    return real_catalogue_and_index()[0]


def proposed(chosen: list[str], most: int = 10) -> list[tuple[str, list[str]]]:
    """By the catalogue: the papers, each with those it is like, as far as scores say who comes first."""
    place = {paper.id: i for i, paper in enumerate(newest_first(catalogue().papers))}
    sums: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for paper in dict.fromkeys(chosen):
        for near in catalogue().related.get(paper, ()):
            if near.paper not in chosen:
                sums[near.paper].append((round(near.score * 10_000), paper))
    order = sorted(sums, key=lambda paper: (-sum(score for score, _ in sums[paper]), -len(sums[paper]), place[paper]))
    return [(paper, [one for _, one in sorted(sums[paper], key=lambda pair: (-pair[0], place[pair[1]]))]) for paper in order[:most]]


def some(number: int, seed: int = 5) -> list[str]:
    return random.Random(seed).sample([paper.id for paper in catalogue().papers], number)


def choose(visit: Visit, ids: list[str]) -> Page:
    """The page of a selection of these."""
    titles = {paper.id: clean(paper.title) for paper in catalogue().papers}
    page = visit.open("about/")
    page.evaluate("rows => localStorage.setItem('/repo/.selection', JSON.stringify(rows))", [[one, titles[one]] for one in ids])
    visit.open("selection/")
    expect(page.locator(".bs-selection li")).to_have_count(len(ids))
    return page


def rows(page: Page) -> Locator:
    return page.locator(".bs-alike li")


def ask(page: Page) -> list[str]:
    page.get_by_role("button", name=ASK).click()
    expect(page.locator(".bs-alike__status")).to_have_text(re.compile("^[1-9]|^The site knows"))
    return shown(page)


def shown(page: Page) -> list[str]:
    return [address.rstrip("/").rpartition("/")[2] for address in rows(page).locator("a.bs-title").evaluate_all("all => all.map(one => one.href)")]


@pytest.mark.parametrize("number", [1, 3, 40, 200])
def test_the_most_related_are_proposed(visit: Visit, number: int) -> None:
    chosen = some(number)
    page = choose(visit, chosen)
    wanted = proposed(chosen)
    assert ask(page) == [paper for paper, _ in wanted] and 0 < len(wanted) <= 10
    told = f"{len(wanted)} papers, the most related first."
    expect(page.locator(".bs-alike__status")).to_have_text(told)
    for row, (_, like) in zip(rows(page).locator("small").all(), wanted, strict=True):
        links = row.locator("a").evaluate_all("all => all.map(one => one.href)")
        named = [f"{visit.site.url}papers/{paper}/" for paper in like]
        if len(like) <= 3:
            assert links == named and not re.search(r"\d+ more", row.inner_text())
        else:
            assert links == named[:2] and f" and {len(like) - 2} more" in row.inner_text()


def test_the_script_proposes_what_python_does(visit: Visit) -> None:
    visit.open("about/")
    ids = [paper.id for paper in newest_first(catalogue().papers)]
    near = json.loads((visit.site.root / FILE).read_text(encoding="utf-8"))
    chance = random.Random(1)
    asked = [chance.sample(range(len(ids)), chance.choice((1, 2, 5, 60, 500 if len(ids) > 500 else len(ids) - 9))) for _ in range(60)]
    script = """async ([address, near, asked, ids]) => {
        const { $alike: { propose, checksum } } = await import(address);
        return [asked.map((chosen) => propose(near, chosen).map(({ paper, like }) => [paper, like])), checksum(ids)];
    }"""
    address = f"{visit.site.url}assets/broadsheet/citing/selection.js"
    answers, of = visit.page.evaluate(script, [address, near["near"], asked, ids])
    assert of == near["of"]
    for chosen, answer in zip(asked, answers, strict=True):
        assert [(ids[paper], [ids[one] for one in like]) for paper, like in answer] == proposed([ids[one] for one in chosen])


@pytest.mark.parametrize(
    "title, label",
    [
        ("Owls at Night: A Study", "Owls at Night"),
        ("On " + 20 * "owls " + "at night", "On owls owls owls owls owls owls owls owls owls…"),
        (60 * "o", 48 * "o" + "…"),
        ("o" + 60 * "\U0001d400", "o" + 47 * "\U0001d400" + "…"),
        (48 * "\U0001d400", 48 * "\U0001d400"),
        (24 * "\U0001d400" + " " + 30 * "\U0001d400", 24 * "\U0001d400" + " " + 23 * "\U0001d400" + "…"),
    ],
    ids=["colon", "words", "word", "letters", "just", "two"],
)
def test_a_title_is_named_by_whole_characters(visit: Visit, title: str, label: str) -> None:
    visit.open("about/")
    script = "async ([address, title]) => (await import(address)).$alike.short(title)"
    assert visit.page.evaluate(script, [f"{visit.site.url}assets/broadsheet/citing/selection.js", title]) == label


def test_nothing_is_loaded_before_it_is_asked_for_and_then_one_file(visit: Visit) -> None:
    page = choose(visit, some(200))
    page.locator(".bs-alike").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    asked = len(visit.requests)
    assert not any(FILE in url for url in visit.requests)
    ask(page)
    assert [url.removeprefix(visit.site.url) for url in visit.requests[asked:]] == [FILE]
    page.locator(".bs-selection .bs-pick").first.click()
    rows(page).locator(".bs-pick").first.click()
    assert len(visit.requests) == asked + 1
    file = visit.site.root / FILE
    assert file.stat().st_size < 50 * len(catalogue().papers)


def test_it_follows_the_selection(visit: Visit) -> None:
    chosen = some(3)
    page = choose(visit, chosen)
    first, second, *_ = ask(page)
    expect(page.locator("*:focus")).to_have_class("bs-alike__status")
    rows(page).locator(".bs-pick").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bs-selection li")).to_have_count(4)
    assert shown(page) == [paper for paper, _ in proposed([*chosen, first])] and first not in shown(page)
    expect(page.locator(".bs-alike li .bs-pick").first).to_be_focused()
    page.locator(".bs-selection .bs-pick").first.click()
    expect(page.locator(".bs-selection li")).to_have_count(3)
    assert shown(page) == [paper for paper, _ in proposed([*chosen[1:], first])]
    other = visit.context.new_page()
    other.goto(f"{visit.site.url}papers/{second}/")
    other.locator("h1 + .bs-pick").click()
    expect(page.locator(".bs-selection li")).to_have_count(4)
    assert shown(page) == [paper for paper, _ in proposed([*chosen[1:], first, second])]
    page.get_by_role("button", name="Unselect all").click()
    expect(page.locator(".bs-alike")).to_be_hidden()


def test_a_shared_selection_has_them_too(visit: Visit) -> None:
    chosen = some(4, seed=8)
    page = visit.open(f"selection/#ids={','.join(chosen)},gone-for-ever")
    assert ask(page) == [paper for paper, _ in proposed(chosen)]
    mark = rows(page).locator(".bs-pick").first
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    expect(mark).to_be_focused()
    assert shown(page) == [paper for paper, _ in proposed(chosen)]
    assert len(page.evaluate("JSON.parse(localStorage.getItem('/repo/.selection'))")) == 1
    page.evaluate("location.hash = 'ids=gone-for-ever'")
    expect(page.locator(".bs-alike__status")).to_have_text("The site knows no others that are related to these.")
    assert shown(page) == []


def test_where_there_is_no_room_that_is_told_where_one_looks(visit: Visit) -> None:
    page = choose(visit, some(2))
    page.evaluate("""() => {
        const rows = JSON.parse(localStorage.getItem('/repo/.selection'));
        for (let i = 0; rows.length < 500; i++) rows.push([`x-${i}`, "A paper"]);
        localStorage.setItem('/repo/.selection', JSON.stringify(rows));
    }""")
    page.reload()
    ask(page)
    rows(page).locator(".bs-pick").first.click()
    expect(page.locator(".bs-alike__status")).to_have_text("Your selection is full: it has 500 papers. Unselect some first.")


@pytest.mark.parametrize("damage", ["abort", "other", "text"])
def test_what_does_not_come_or_is_of_other_papers_is_told(visit: Visit, damage: str) -> None:
    chosen = some(3)
    page = choose(visit, chosen)
    near = json.loads((visit.site.root / FILE).read_text(encoding="utf-8"))

    def answer(route: Route) -> None:
        if damage == "abort":
            return route.abort()
        route.fulfill(body=json.dumps(near | {"of": near["of"] + 1}) if damage == "other" else "<html>")

    visit.context.route(f"**/{FILE}", answer)
    button = page.get_by_role("button", name=ASK)
    button.click()
    expect(page.locator(".bs-alike__status")).to_have_text("The related papers could not be loaded; try again")
    assert shown(page) == []
    visit.context.unroute(f"**/{FILE}")
    visit.complaints.clear()
    assert ask(page) == [paper for paper, _ in proposed(chosen)]


def test_papers_from_before_the_site_was_built_anew_are_asked_for_once_more(visit: Visit) -> None:
    """The list of papers lies in the browser's cache and in the page's memory: it must be asked for past both."""
    chosen = some(3)
    items = json.loads((visit.site.root / "cite.json").read_text(encoding="utf-8"))
    wanted = proposed(chosen)[0][0]
    older = json.dumps([item for item in items if item["id"] not in (wanted, chosen[0])])
    answers = iter([older])

    def answer(route: Route) -> None:
        body = next(answers, None)
        route.fulfill(body=body) if body else route.continue_()

    visit.context.route("**/cite.json", answer)
    visit.page.add_init_script("""
        const { fetch } = window;
        window.caches_asked = [];
        window.fetch = (address, how) => (String(address).endsWith("cite.json") && caches_asked.push(how.cache), fetch(address, how));
    """)
    page = choose(visit, chosen)
    lost = page.get_by_text("no longer on this site")
    expect(lost).to_have_count(2)  # of a row, and above
    assert ask(page) == [paper for paper, _ in proposed(chosen)]
    assert page.evaluate("caches_asked") == ["default", "no-cache"]
    expect(lost).to_have_count(0)
    rows(page).locator(".bs-pick").first.click()
    expect(page.locator(".bs-selection li")).to_have_count(4)
    expect(lost).to_have_count(0)


SHIFTS = """new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted = (window.shifted ?? 0) + one.value;
}).observe({ type: 'layout-shift', buffered: true })"""


@with_window({}, PHONE)
def test_nothing_moves_however_late_they_come(visit: Visit) -> None:
    visit.context.route(f"**/{FILE}", lambda route: (visit.page.wait_for_timeout(900), route.continue_()))
    page = choose(visit, some(3))
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished))")
    page.get_by_role("button", name=ASK).scroll_into_view_if_needed()
    page.wait_for_timeout(600)
    page.evaluate(SHIFTS)
    before = page.evaluate("window.shifted ?? 0")
    ask(page)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted ?? 0") - before < 0.001


@with_window({"color_scheme": "light"}, {"color_scheme": "dark"}, PHONE)
def test_they_are_accessible(visit: Visit) -> None:
    page = choose(visit, some(30))
    ask(page)
    assert violations(page, AXE) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for part in page.locator(".bs-alike :is(a.bs-title, button):visible").all():
        box = part.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24


@with_window(NO_SCRIPTS)
def test_without_scripts_there_is_no_word_of_them(visit: Visit) -> None:
    page = visit.open("selection/")
    expect(page.locator("body")).not_to_contain_text("like these")


def test_a_site_without_related_papers_has_no_such_section(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"one.txt": digest_text(Listing(title=f"Herons at dusk {i}") for i in range(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - broadsheet\n", "  - broadsheet:\n      related: 0\n"), encoding="utf-8")
    for site in serve_built(project, tmp_path / "site"):
        visit = Visit(browser.new_context(), site)
        page = visit.open("selection/#ids=herons-at-dusk-1")
        expect(page.locator(".bs-selection li")).to_have_count(1)
        expect(page.locator(".bs-alike")).to_have_count(0)
        assert not (site.root / FILE).exists()
        visit.context.close()
        assert visit.complaints == []
