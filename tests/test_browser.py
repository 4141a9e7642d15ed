"""What a person does with the real site, in Chromium. A request to another host or a console message fails any test."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit
from playwright.sync_api import Browser, Locator, Page, expect
from sites import ELECTRA, KINDS, SITE_NAME, BuiltSite

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
STILL = {"reduced_motion": "reduce"}
NO_SCRIPTS = {"java_script_enabled": False}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # off by itself, for it is young
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # what the scheme changes
ROWS = "h1.bs-rows ~ ul > li > a:first-child"


def with_window(*options: dict[str, object]) -> pytest.MarkDecorator:
    """Open the window with options of Playwright's `new_context`."""
    return pytest.mark.parametrize("visit", options, indirect=True, ids=lambda option: "-".join(map(str, option)))


def open_kind(visit: Visit, kind: str) -> Page:
    return visit.open(visit.site.page_of_each_kind()[kind])


def path_of(page: Page) -> str:
    """The address below the site."""
    return urlsplit(page.url).path.removeprefix("/repo/")


# --- going about


def test_from_home_by_tag_to_a_paper_and_its_relatives_and_back(visit: Visit) -> None:
    page = visit.open()
    tag = page.locator(".bs-tags a").first
    label = tag.inner_text().rsplit(" ", 1)[0]
    tag.click()
    page.wait_for_url("**/tags/*/")
    assert page.locator("h1").inner_text() == label
    title = page.locator(ROWS).first.inner_text()
    page.locator(ROWS).first.click()
    page.wait_for_url("**/papers/*/")
    expect(page.locator("h1")).to_have_text(title)
    paper = page.url
    relative = page.locator("h2#related + ul > li > a:first-child").first
    title = relative.inner_text()
    relative.click()
    page.wait_for_url(lambda url: url != paper)
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    page.wait_for_url(paper)
    page.locator(".bs-tags a", has_text=label).first.click()
    expect(page.locator("h1")).to_have_text(label)


def test_the_seen_in_link_leads_to_the_digest_and_back(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    title = page.locator("h1").inner_text()
    page.locator("h2#seen-in + ul > li > a:first-child").first.click()
    page.wait_for_url("**/digests/**")
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(f"**/papers/{ELECTRA}/")


@with_window({}, NO_SCRIPTS)
def test_the_way_to_the_citation_is_none_of_the_services(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    assert page.locator(".bs-ways > a").all_inner_texts() == ["arXiv", "Google Scholar", "Hugging Face"]
    assert " ".join(page.locator(".bs-ways").inner_text().split()) == "Look for it on arXiv Google Scholar Hugging Face or cite it below"
    page.get_by_role("link", name="cite it below", exact=True).click()
    expect(page.locator("h2#cite")).to_be_in_viewport()


SHIFTED = "new PerformanceObserver(l => window.shifts = (window.shifts ?? 0) + l.getEntries().length).observe({type: 'layout-shift', buffered: false})"


@with_window(PHONE, {})
def test_a_tap_on_an_abbreviation_tells_what_it_stands_for(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    short, sense = page.locator("abbr").first, page.locator(".bs-sense")
    title, height = short.get_attribute("title"), page.evaluate("document.documentElement.scrollHeight")
    short.scroll_into_view_if_needed()
    page.evaluate(SHIFTED)
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        short.click()
        expect(sense).to_have_text(title)
        expect(sense).to_be_in_viewport(ratio=1)
        box, below = short.bounding_box(), sense.bounding_box()
        assert box["y"] < below["y"] < box["y"] + 2 * box["height"]
        assert page.evaluate("[document.documentElement.scrollHeight, document.scrollingElement.scrollWidth <= innerWidth]") == [height, True]
        close()
        expect(sense).to_have_count(0)
    assert page.evaluate("window.shifts ?? 0") == 0
    assert page.locator("abbr[tabindex]").count() == 0


def test_what_an_abbreviation_in_a_table_stands_for_is_told_beside_it(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    page.locator(".bs-abstract").evaluate("text => text.insertAdjacentHTML('afterend', '<table><tr><td>wide wide wide<td>of <abbr title=sense>S</abbr></table>')")
    short = page.locator("td abbr")
    short.click()
    box, below = short.bounding_box(), page.locator(".bs-sense").bounding_box()
    assert abs(below["x"] - box["x"]) < 100 and 0 <= below["y"] - box["y"] < 2 * box["height"]


def test_keys_lead_from_paper_to_paper_and_through_the_pages_of_a_list(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    for key, way in (("n", ".bs-older"), ("p", ".bs-newer"), (".", ".bs-older"), (",", ".bs-newer")):
        there = page.locator(way).evaluate("link => link.href")
        page.keyboard.press(key)
        page.wait_for_url(there)
    visit.open("papers/")
    for key, number in (("n", 2), ("n", 3), ("p", 2), ("p", 1)):
        page.keyboard.press(key)
        page.wait_for_url(f"**/papers/page/{number}/" if number > 1 else "**/papers/")
    page.keyboard.press("p")  # the first has none before, and the theme's own would be of the menu
    page.locator(".bs-find input").click()
    page.keyboard.type("np")
    expect(page.locator(".bs-find input")).to_have_value("np")
    assert page.url.endswith("/papers/")


def results(page: Page) -> Locator:
    return page.locator(".bs-find [role=option]")


def results_on_page(page: Page) -> Locator:
    page.wait_for_selector("[data-search-results][data-state=done]")
    return page.locator("[data-search-results] li[data-paper]")


def test_the_search_box_finds_a_paper(visit: Visit) -> None:
    page = visit.open("papers/")
    page.locator(".bs-find input").click()
    page.keyboard.type("electra")
    expect(results(page).first).to_have_attribute("data-paper", ELECTRA)
    results(page).first.click()
    page.wait_for_url(f"**/papers/{ELECTRA}/**")
    expect(page.locator("h1")).to_contain_text("ELECTRA")


def test_the_form_on_the_home_page_searches(visit: Visit) -> None:
    page = visit.open()
    page.locator("form.bs-search input").fill("electra")
    page.locator("form.bs-search button").click()
    expect(results_on_page(page).first).to_contain_text("ELECTRA")
    expect(page.locator("form.bs-search input")).to_have_value("electra")
    assert page.url == visit.site.url + "search/?q=electra"


def test_an_address_that_does_not_exist_offers_a_search(visit: Visit) -> None:
    answer = visit.page.goto(visit.site.url + "nowhere/at/all/")
    assert answer is not None and answer.status == 404
    visit.complaints.clear()  # the browser notes the 404 of the page itself
    page = visit.page
    expect(page.locator("h1")).to_have_text("Page not found")
    page.locator("form.bs-search input").fill("electra")
    page.locator("form.bs-search button").click()
    page.wait_for_url("**/repo/search/?q=electra")
    expect(results_on_page(page).first).to_contain_text("ELECTRA")


def test_the_copy_button_copies_the_citation(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(f"papers/{ELECTRA}/")
    block = page.locator(".bs-code")
    block.hover()
    block.locator("button").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('@misc'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == block.locator("code").inner_text().strip()
    assert "ELECTRA" in copied and "author =" not in copied


# --- by keyboard alone


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


def test_the_skip_link_comes_first(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_class(re.compile(r"\bmd-skip\b"))
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    page.keyboard.press("Tab")
    assert focused(page).evaluate("element => element.closest('article') !== null")


def test_the_tabs_work_by_keyboard(visit: Visit) -> None:
    page = visit.open()
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page).inner_text() == "Tags":
            break
    expect(focused(page)).to_have_text(re.compile(r"\s*Tags\s*"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/tags/")


def test_every_stop_of_the_keyboard_is_visible(visit: Visit) -> None:
    """The keyboard never stops at something that is not there to be seen."""
    page = visit.open(f"papers/{ELECTRA}/")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        here = focused(page)
        if here.count() == 0:
            break
        name = here.evaluate("element => element.outerHTML.slice(0, 120)")
        shown = here.evaluate(
            """element => {
                const hidden = element.matches('input.md-toggle, input.md-option');
                const target = hidden ? element.nextElementSibling : element;
                const style = getComputedStyle(target), box = target.getBoundingClientRect();
                return box.width > 0 && box.height > 0 && style.visibility !== 'hidden'
            }"""
        )
        assert shown, f"the keyboard stops at something that cannot be seen: {name}"
        seen += 1
    assert seen > 20


# --- light and dark


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def brightness(page: Page) -> float:
    """Of the page's ground, 0 to 255."""
    found = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)")
    return sum(found) / 3


@with_window({"color_scheme": "dark"}, {"color_scheme": "light"})
def test_the_page_follows_the_system(visit: Visit) -> None:
    page = visit.open()
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert scheme(page) == ("slate" if dark else "default")
    assert (brightness(page) < 60) is dark
    page.emulate_media(color_scheme="light" if dark else "dark")
    page.wait_for_function(f"document.body.dataset.mdColorScheme === '{'default' if dark else 'slate'}'")


@with_window(PHONE)
def test_what_keys_lead_to_is_not_below_the_header(visit: Visit) -> None:
    page = visit.open("glossary/")
    hidden = """() => {
        const own = document.activeElement.getBoundingClientRect(), header = document.querySelector(".md-header").getBoundingClientRect();
        return document.activeElement.closest("main") !== null && own.bottom <= header.bottom;
    }"""
    for key in ["Tab"] * 50 + ["Shift+Tab"] * 40:
        page.keyboard.press(key)
        assert not page.evaluate(hidden), page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("papers", [0, 128])
def test_large_text_leaves_the_header_in_the_window(visit: Visit, width: int, papers: int) -> None:
    page = visit.open("about/")
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("n => localStorage.setItem('/repo/.selection', JSON.stringify(Array.from({ length: n }, (_, i) => [`x-${i}`, 'A paper'])))", papers)
    page.reload()
    for size in ("125%", "190%", "250%"):
        page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


@with_window({"color_scheme": "light"})
def test_the_choice_of_dark_is_kept(visit: Visit) -> None:
    page = visit.open()
    toggle = page.locator("[data-md-component=palette] label:visible")
    toggle.click()  # from "as the system" to light
    expect(page.locator("body")).to_have_attribute("data-md-color-media", "(prefers-color-scheme: light)")
    toggle.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page = visit.open("tags/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert brightness(page) < 60


# --- on a phone


@with_window(PHONE)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_phone(visit: Visit, kind: str) -> None:
    page = open_kind(visit, kind)
    wide = page.evaluate(
        """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 150)).slice(0, 5)
            .concat(document.scrollingElement.scrollWidth + ' > ' + innerWidth)"""
    )
    assert wide == []


@with_window({"viewport": {"width": 390, "height": 844}})
@pytest.mark.parametrize("kind", ["home", "paper", "organisations", "glossary", "subscribe", "names"])
def test_text_twice_as_large_fits_a_phone(visit: Visit, kind: str) -> None:
    """No word of a heading is torn, a smaller heading is smaller, and nothing is wider than the window."""
    page = open_kind(visit, kind)
    page.add_style_tag(content="html { font-size: 250% !important }")  # which the theme has at 125 %
    torn = page.evaluate(
        """() => { const parts = [...document.querySelectorAll('h1, h2, h3')], found = [];
            for (const part of parts) {
                const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), range = document.createRange();
                for (let text; (text = texts.nextNode()); ) for (const word of text.data.matchAll(/[\\p{L}\\d]+/gu)) {
                    range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
                    if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) found.push(word[0]);
                }
            }
            return found }"""
    )
    assert torn == []
    sizes = page.evaluate("['h1', 'h2', 'h3'].map(name => document.querySelector('.md-typeset ' + name)).filter(Boolean).map(one => parseFloat(getComputedStyle(one).fontSize))")
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == len(sizes)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@with_window(PHONE)
def test_the_drawer_opens_on_a_phone(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("button", name="Navigation").click()
    menu = page.get_by_role("navigation", name="Navigation")
    for name in ("Papers", "About", "Curating"):
        expect(menu.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    page.keyboard.press("Escape")
    link = menu.get_by_role("link", name="Papers", exact=True)
    expect(link).not_to_be_in_viewport()
    page.get_by_role("button", name="Navigation").click()
    link.click()
    page.wait_for_url("**/papers/")


@with_window({**PHONE, "java_script_enabled": False})
def test_the_drawer_has_a_name_without_scripts(visit: Visit) -> None:
    page = visit.open()
    opener = page.locator("label.md-header__button[for=__drawer]")
    assert opener.inner_text() == "Navigation"
    opener.click()
    expect(page.get_by_role("link", name="Papers", exact=True)).to_be_in_viewport()


@with_window(PHONE)
def test_the_drawer_is_opened_and_closed_by_keys(visit: Visit) -> None:
    page = visit.open("about/")
    opener, link = page.get_by_role("button", name="Navigation"), page.get_by_role("link", name="Home", exact=True)
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(link).to_have_count(0)  # what is not seen is in nobody's way
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(link).to_have_count(0)
    page.keyboard.press(" ")
    page.get_by_role("link", name="Mail", exact=True).focus()
    page.keyboard.press("Tab")
    expect(opener).to_have_attribute("aria-expanded", "false")


@with_window({**PHONE, "java_script_enabled": False})
def test_the_drawer_comes_to_who_goes_by_keys(visit: Visit) -> None:
    page = visit.open("about/")
    link = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Home", exact=True)
    expect(link).not_to_be_in_viewport()
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_in_viewport(ratio=1)


@with_window({"forced_colors": "active"}, {"color_scheme": "dark"})
def test_icons_are_seen(visit: Visit) -> None:
    """In the colour of what stands beside them, and as wide as high."""
    page = visit.open()
    icons = page.locator("svg[class^=bs-i]:visible")
    assert icons.count() >= 2
    for icon in icons.all():
        seen = icon.evaluate("""icon => {
            const style = getComputedStyle(icon), beside = getComputedStyle(icon.parentElement), box = icon.getBoundingClientRect()
            return [style.backgroundColor === beside.color, style.maskImage.startsWith('url("data:'), Math.round(box.width - box.height), box.width > 10]
        }""")
        assert seen == [True, True, 0, True]


@with_window(PHONE)
def test_the_search_works_on_a_phone(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("link", name="Open the search").click()
    expect(page.locator(".bs-find input")).to_be_focused()
    page.locator(".bs-find input").fill("electra")
    expect(results(page).first).to_have_attribute("data-paper", ELECTRA)
    results(page).first.click()
    page.wait_for_url(f"**/papers/{ELECTRA}/**")


# --- for everybody


def violations(page: Page, options: dict[str, object]) -> str:
    """What axe finds, a line for each rule and place."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return "\n".join(
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]} {node['failureSummary'][:300]!r}"
        for rule in found
        for node in rule["nodes"][:3]
    )


@with_window({**STILL, "color_scheme": "light"})
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(visit: Visit, kind: str) -> None:
    found = violations(open_kind(visit, kind), AXE)
    assert not found, found


@with_window({**STILL, "color_scheme": "dark"})
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation_in_the_dark(visit: Visit, kind: str) -> None:
    found = violations(open_kind(visit, kind), COLOURS)
    assert not found, found


@with_window({**STILL, **PHONE})
@pytest.mark.parametrize("kind", ["home", "papers", "paper", "tags"])
def test_axe_finds_no_violation_on_a_phone(visit: Visit, kind: str) -> None:
    found = violations(open_kind(visit, kind), AXE)
    assert not found, found


@with_window({**STILL, **PHONE}, STILL)
def test_wide_code_and_no_other_is_reached_by_keys(visit: Visit) -> None:
    page = visit.open("curating/")
    wide = "[...document.querySelectorAll('pre > code')].filter(one => one.scrollWidth > one.clientWidth)"
    page.wait_for_function(f"{wide}.length > 2 && {wide}.every(one => one.tabIndex === 0)")
    page.set_viewport_size({"width": 700, "height": 844})  # the theme's script looks again
    page.wait_for_timeout(300)
    others = "[...document.querySelectorAll('pre > code')].filter(one => one.scrollWidth <= one.clientWidth)"
    assert page.evaluate(f"{wide}.every(one => one.tabIndex === 0) && {others}.length && {others}.every(one => one.tabIndex === -1)")
    found = violations(page, {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable"]}})
    assert not found, found
    page.evaluate(f"{wide}[0].focus()")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


COUNT_SHIFTS = """
window.shifts = 0;
const count = one => { if (!one.hadRecentInput) window.shifts += one.value };
new PerformanceObserver(list => list.getEntries().forEach(count)).observe({ type: 'layout-shift', buffered: true });
"""
SETTLED = "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))))"


@with_window({}, PHONE)
@pytest.mark.parametrize("kind", ["home", "paper", "papers"])
def test_nothing_moves_while_the_page_loads(visit: Visit, kind: str) -> None:
    visit.context.add_init_script(COUNT_SHIFTS)
    page = open_kind(visit, kind)
    page.wait_for_load_state("networkidle")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifts") <= 0.01


# --- without scripts, without a server


@with_window(NO_SCRIPTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_readable_without_scripts(visit: Visit, kind: str) -> None:
    page = open_kind(visit, kind)
    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("article").inner_text().split()) > 10


@with_window({}, PHONE)
def test_where_text_is_large_no_word_of_the_ways_to_other_papers_breaks(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    newer, older = page.locator(".bs-newer"), page.locator(".bs-older")
    phone = visit.page.viewport_size["width"] < 400
    for size in ("100%", "200%"):
        page.add_style_tag(content=f"html {{ font-size: {size} !important }} .bs-turn {{ overflow-wrap: normal !important }}")
        assert page.locator(".bs-turn > a").evaluate_all("all => all.map(one => one.scrollWidth <= one.clientWidth)") == [True, True], size
        one, other = newer.bounding_box(), older.bounding_box()
        assert one and other
        below = other["y"] >= one["y"] + one["height"]
        assert below is (phone and size == "200%") and (below or other["y"] == one["y"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@with_window(NO_SCRIPTS)
def test_lists_are_sorted_without_scripts(visit: Visit) -> None:
    page = visit.open("papers/")
    newest = page.locator(ROWS).all_inner_texts()
    page.get_by_role("link", name="By title").click()
    page.wait_for_url("**/papers/by-title/")
    titles = page.locator(ROWS).all_inner_texts()
    letters = [re.sub(r"[^a-z0-9 ]", "", title.lower()).strip() for title in titles]
    assert titles != newest and letters[0] < letters[len(letters) // 2] < letters[-1]
    page.get_by_role("link", name="Most comments").click()
    page.wait_for_url("**/papers/by-comments/")
    counts = [int(text.split()[0]) for text in re.findall(r"\d+ comments?", page.locator("article").inner_text())]
    assert len(counts) == 66 and counts == sorted(counts, reverse=True)
    page.get_by_role("link", name="Next →").first.click()
    page.wait_for_url("**/page/2/")


@pytest.mark.parametrize("address", ["papers/", "", f"papers/{ELECTRA}/"])
def test_rows_begin_where_their_heading_does(visit: Visit, address: str) -> None:
    page = visit.open(address)
    first = page.locator("h1 ~ ul > li > a:first-child").first
    assert first.evaluate("link => getComputedStyle(link).fontWeight") == "600"
    assert first.evaluate("link => link.getBoundingClientRect().x - document.querySelector('h1').getBoundingClientRect().x") == 0


@with_window(NO_SCRIPTS)
def test_boxes_open_without_scripts(visit: Visit) -> None:
    page = visit.open(f"papers/{ELECTRA}/")
    box = page.locator("details").first
    inside = box.locator("p").first
    expect(inside).to_be_hidden()
    box.locator("summary").click()
    expect(inside).to_be_visible()


def test_pages_opened_from_disk_have_their_style_and_links(browser: Browser, real_site: BuiltSite) -> None:
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((real_site.root / "papers" / ELECTRA / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--bs-serif')")
    assert "serif" in page.locator("h1").evaluate("element => getComputedStyle(element).fontFamily")
    page.locator("h2#related + ul > li > a:first-child").first.click()
    page.wait_for_url(lambda url: ELECTRA not in url)
    assert page.locator("h1").inner_text()
    assert page.url.startswith("file:") and page.url.endswith("index.html")
    assert all(url.startswith(("file:", "data:", "blob:")) for url in requests)
    page.close()


# --- titles


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_a_title_of_its_own(visit: Visit, kind: str) -> None:
    page = open_kind(visit, kind)
    own, _, site = page.title().rpartition(" - ")
    assert site == SITE_NAME
    assert own == "" if kind == "home" else len(own) >= 3
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True)
def test_paper_has_the_colours_of_paper(visit: Visit) -> None:
    """A page printed from the dark theme is dark on light."""
    page = visit.open(f"papers/{ELECTRA}/")
    brightness = """() => ['h1', '.bs-abstract', '.bs-facts', '.bs-abstract ~ ul a'].map((part) =>
        Math.max(...getComputedStyle(document.querySelector(part)).color.match(/\\d+/g).slice(0, 3).map(Number)))"""
    assert min(page.evaluate(brightness)) > 150
    page.emulate_media(media="print")
    page.wait_for_function(f"Math.max(...({brightness})()) < 130")


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True)
def test_what_colours_alone_told_is_told_by_lines(visit: Visit) -> None:
    """Where the reader's system forces its own colours: the current tab, the marks beside papers, the chosen paper of the search."""
    page = visit.open("papers/")
    style = "([part, name, pseudo]) => getComputedStyle(document.querySelector(part), pseudo)[name]"
    assert page.evaluate(style, [".bs-menu [aria-current]", "textDecorationLine", None]) == "underline"
    page.wait_for_selector(".bs-pick")
    ground = page.evaluate(style, ["body", "backgroundColor", None])
    assert page.evaluate(style, [".bs-pick", "backgroundColor", "::before"]) != ground
    page.locator(".bs-find input").fill("mixture of experts")
    page.wait_for_selector(".bs-find [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(style, [".bs-find [aria-selected=true]", "outlineStyle", None]) == "solid"
    assert page.evaluate(style, [".bs-find [aria-selected=false]", "outlineStyle", None]) == "none"


@pytest.mark.parametrize("folder", ["papers", "tags", "topics", "years", "organisations", "digests"])
def test_the_menu_shows_the_list_a_page_belongs_to(real_site: BuiltSite, visit: Visit, folder: str) -> None:
    first = min(path.parent.name for path in (real_site.root / folder).glob("*/index.html"))
    for address, how in ((f"{folder}/", "page"), (f"{folder}/{first}/", "true")):
        page = visit.open(address)
        current = page.locator(".bs-menu [aria-current]")
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("aria-current", how)
        assert current.evaluate("link => link.href").endswith(f"/repo/{folder}/")


@with_window({}, PHONE)
def test_the_home_page_tells_who_comes_back_what_is_new(visit: Visit) -> None:
    page = visit.open("")
    heading = page.locator("#added")
    expect(heading).to_have_text("Newly added")
    before = heading.bounding_box()
    page.evaluate("() => { sessionStorage.clear(); for (const key of Object.keys(localStorage)) if (key.startsWith('broadsheet-seen')) localStorage.setItem(key, '2025-12-01'); }")
    visit.open("")
    expect(heading).to_have_text("Newly added new since your last visit")
    assert heading.bounding_box() == before
    page.evaluate("() => sessionStorage.clear()")
    visit.open("")
    expect(heading).to_have_text("Newly added")


def test_digests_saved_since_the_last_visit_are_marked(visit: Visit) -> None:
    page = visit.open("")
    marked = page.locator("li:has(.bs-new) > a")
    expect(marked).to_have_count(0)
    (key,) = page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('broadsheet-seen'))")
    page.evaluate("key => { sessionStorage.clear(); localStorage.setItem(key, '2025-11-01'); }", key)
    for address in ("", "digests/", "digests/"):
        visit.open(address)
        newest = page.locator("li:has(time) > small").all_inner_texts()
        assert [" · new since your last visit" in text for text in newest] == [True, True, False, False, False]
    page.evaluate("() => sessionStorage.clear()")
    visit.open("digests/")
    expect(marked).to_have_count(0)
