"""What a person does with the map, in Chromium: look, point, zoom, drag, go by keys, pick out a topic; with no script too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import BuiltSite, Visit
from lxml import html
from playwright.sync_api import Browser, Locator, Page, expect

from generator.ids import RESERVED

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
STILL = {"reduced_motion": "reduce"}
WALK = """press => {
    const links = [...document.querySelectorAll('.bs-map a')], seen = new Set();
    const at = () => links.indexOf(document.activeElement);
    const key = name => { document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true})); return at(); };
    links[0].focus();
    return (%s)(links, at, key);
}"""


def with_window(*options: dict[str, object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("visit", options, indirect=True, ids=lambda option: "-".join(map(str, option)))


def open_map(visit: Visit, anchor: str = "") -> Page:
    page = visit.open(f"map/{anchor}")
    expect(page.locator(".bs-live")).to_have_count(1)
    return page


def shown_part(page: Page) -> list[float]:
    """x, y, width and height of what the drawing shows."""
    return [float(part) for part in (page.locator(".bs-map").get_attribute("viewBox") or "").split()]


def focus_first(page: Page) -> Locator:
    """By keyboard, as a person comes there: from the last button on."""
    page.locator(".bs-tools button").last.focus()
    page.keyboard.press("Tab")
    return page.locator("*:focus")


def walk(page: Page, script: str) -> object:
    return page.evaluate(WALK % script)


def picked(page: Page) -> list[str]:
    """The topics whose dots are picked out, by number."""
    return page.eval_on_selector_all(".bs-chosen g.bs-on[data-topic]", "all => all.map(one => one.dataset.topic)")


def settled(page: Page, change: Callable[[], object]) -> list[float]:
    """What is shown once a change has come to rest."""
    before = page.locator(".bs-map").get_attribute("viewBox")
    change()
    page.wait_for_function("before => document.querySelector('.bs-map').getAttribute('viewBox') !== before", arg=before)
    page.wait_for_timeout(250)
    return shown_part(page)


# --- by keyboard


def test_the_map_is_one_stop_of_the_tab_key(visit: Visit) -> None:
    page = open_map(visit)
    here = focus_first(page)
    assert here.evaluate("one => one.closest('.bs-map') !== null")
    expect(page.locator(".bs-map a[tabindex='0']")).to_have_count(1)
    expect(page.locator(".bs-tip")).to_contain_text(here.get_attribute("aria-label") or "nothing")
    expect(page.locator(".bs-keys")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.locator("*:focus").evaluate("one => one.closest('.bs-map') === null")
    expect(page.locator(".bs-keys")).to_be_hidden()


def test_keys_reach_every_dot(visit: Visit) -> None:
    """Page Down passes all of them, in the order of the lists; Page Up goes back, Home and End to the ends."""
    page = open_map(visit)
    dots = page.locator(".bs-map a").count()
    assert dots > 400
    assert walk(page, "(links, at, key) => links.map((link, n) => n ? key('PageDown') : at())") == [*range(dots)]
    assert walk(
        page, "(links, at, key) => [key('End'), key('PageDown'), key('PageUp'), key('Home'), key('PageUp')]"
    ) == [*(dots - 1, dots - 1, dots - 2, 0, 0)]
    names = page.eval_on_selector_all(".bs-map a", "all => all.map(one => one.getAttribute('aria-label'))")
    listed = page.eval_on_selector_all(".bs-legend li a", "all => all.map(one => one.textContent)")
    assert names == listed


def test_arrows_go_that_way(visit: Visit) -> None:
    page = open_map(visit)
    moves = walk(
        page,
        """(links, at, key) => {
            const spot = link => { const m = /M(\\S+) (\\S+)l/.exec(link.querySelector('path').getAttribute('d')); return [+m[1], +m[2]] };
            const wrong = [];
            for (const link of links) for (const [name, axis, sign] of
                [['ArrowLeft', 0, -1], ['ArrowRight', 0, 1], ['ArrowUp', 1, -1], ['ArrowDown', 1, 1]]) {
                link.focus();
                const before = spot(link), to = key(name), after = spot(links[to]);
                const same = before.join() === after.join();
                if (to !== links.indexOf(link) && !same && (after[axis] - before[axis]) * sign <= 0) wrong.push(name);
            }
            return wrong;
        }""",
    )
    assert moves == []


def test_dots_in_one_place_are_passed_one_by_one(visit: Visit) -> None:
    """The map's script on a drawing of our own: three dots in one place between two others."""
    page = visit.open("about/")
    dots = "".join(
        f'<a href="#{n}" tabindex="-1"><title>{n}</title><path d="M{x} 50l.1.1"/></a>'
        for n, x in enumerate((10, 50, 50, 50, 90))
    )
    page.evaluate(
        """dots => document.querySelector('article').innerHTML = `<div class="bs-map-box" aria-label="Dots">
            <svg class="bs-map" viewBox="0 0 100 100"><g data-topic="0">${dots}</g><g class="bs-labels"></g></svg></div>`""",
        dots,
    )
    page.add_script_tag(url=visit.site.url + "assets/broadsheet/map.js")
    right = "(links, at, key) => [1, 2, 3, 4, 5].map(() => key('ArrowRight'))"
    assert walk(page, right) == [1, 2, 3, 4, 4]
    left = "(links, at, key) => { links[4].focus(); return [1, 2, 3, 4, 5].map(() => key('ArrowLeft')) }"
    assert walk(page, left) == [3, 2, 1, 0, 0]


@with_window(STILL)
def test_plus_and_minus_zoom_at_the_dot_and_enter_opens_it(visit: Visit) -> None:
    page = open_map(visit)
    here = focus_first(page)
    whole = shown_part(page)
    page.keyboard.press("+")
    assert shown_part(page)[2] == pytest.approx(whole[2] / 1.6)
    page.keyboard.press("End")
    expect(page.locator(".bs-map a").last).to_be_focused()
    expect(page.locator(".bs-map a").last).to_be_in_viewport()
    page.keyboard.press("-")
    assert shown_part(page) == pytest.approx(whole)
    page.keyboard.press("Home")
    title = here.get_attribute("aria-label") or "nothing"
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/")
    expect(page.locator("h1")).to_contain_text(title.rstrip("…")[:60])


def test_escape_clears(visit: Visit) -> None:
    page = open_map(visit)
    page.locator(".bs-legend summary").nth(2).click()
    assert picked(page) == ["2"]
    focus_first(page)
    expect(page.locator(".bs-tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bs-tip")).to_be_hidden()
    expect(page.locator(".bs-chosen")).to_have_count(0)
    expect(page.locator(".bs-legend details[open]")).to_have_count(0)


# --- by hand


# The first dot of a group that no other lies over.
UNCOVERED = """group => {
    group.scrollIntoView({ block: "center" });
    return [...group.querySelectorAll("a")].findIndex(link => {
        const at = link.getBoundingClientRect();
        return link.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2));
    });
}"""


def test_a_dot_tells_its_title_and_topic(visit: Visit) -> None:
    page = open_map(visit)
    group = page.locator(".bs-map g[data-topic='3']")
    dot = group.locator("a").nth(group.evaluate(UNCOVERED))
    dot.hover()
    expect(page.locator(".bs-tip")).to_contain_text(dot.get_attribute("aria-label") or "nothing")
    label = page.locator(".bs-legend details[data-topic='3'] summary span").evaluate(
        "one => one.firstChild.textContent"
    )
    expect(page.locator(".bs-tip small")).to_have_text(label.strip())


def test_zoom_drag_and_all(visit: Visit) -> None:
    page = open_map(visit)
    whole = shown_part(page)
    box = page.locator(".bs-map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    near = settled(page, lambda: page.get_by_role("button", name="Zoom in").click())
    assert near[2] == pytest.approx(whole[2] / 1.6)

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 40, steps=4)
        page.mouse.up()

    moved = settled(page, drag)
    assert moved[0] < near[0] and moved[1] < near[1] and moved[2] == near[2]
    assert page.url.endswith("/map/"), "a drag opens nothing"
    page.mouse.move(x, y)
    nearer = settled(page, lambda: page.mouse.wheel(0, -300))
    assert nearer[2] < moved[2]
    assert settled(page, lambda: page.get_by_role("button", name="All of the map").click()) == whole
    page.mouse.move(x, y)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")  # nothing left to zoom out of: the page scrolls on


@with_window(STILL)
def test_nothing_moves_for_those_who_want_rest(visit: Visit) -> None:
    page = open_map(visit)
    before = shown_part(page)
    steps = page.evaluate(
        """() => { const map = document.querySelector('.bs-map'), seen = [];
            new MutationObserver(all => all.forEach(() => seen.push(map.getAttribute('viewBox'))))
                .observe(map, {attributeFilter: ['viewBox']});
            document.querySelector('.bs-tools button').click();
            return new Promise(done => setTimeout(() => done(seen), 300)) }"""
    )
    assert len(steps) == 1 and shown_part(page)[2] == pytest.approx(before[2] / 1.6)
    assert (
        page.locator(".bs-map g").first.evaluate("one => parseFloat(getComputedStyle(one).transitionDuration)") < 0.01
    )


# --- topics


def test_the_legend_picks_out_its_topic(visit: Visit) -> None:
    page = open_map(visit)
    boxes = page.locator(".bs-legend details")
    boxes.nth(1).locator("summary").hover()
    assert picked(page) == ["1"]
    other = page.locator(".bs-map g[data-topic='0']")
    page.wait_for_function("getComputedStyle(document.querySelector('.bs-map g[data-topic=\"0\"]')).opacity < 0.2")
    page.mouse.move(2, 2)
    expect(page.locator(".bs-chosen")).to_have_count(0)
    boxes.nth(1).locator("summary").click()
    boxes.nth(4).locator("summary").click()
    page.mouse.move(2, 2)
    assert sorted(picked(page)) == ["1", "4"]
    expect(other).not_to_have_class(re.compile("bs-on"))


def test_a_topic_is_seen_on_the_map_from_its_page(visit: Visit) -> None:
    page = visit.open("topics/")
    page.locator(".bs-topics h2 a").nth(5).click()
    page.wait_for_url("**/topics/*/")
    topic = page.url.rstrip("/").rpartition("/")[2]
    page.get_by_role("link", name="see it on the map").click()
    page.wait_for_url(f"**/map/#topic-{topic}")
    number = page.locator(f"#topic-{topic}").get_attribute("data-topic")
    expect(page.locator(f".bs-chosen g.bs-on[data-topic='{number}']")).to_have_count(1)
    page.wait_for_timeout(600)  # whoever else scrolls to the address has done so
    assert picked(page) == [number]
    assert page.locator(".bs-map").evaluate("one => one.getBoundingClientRect().top") < 300
    expect(page.locator(f".bs-map g[data-topic='{number}'] a").first).to_be_in_viewport()


PAPER = "electra-pre-training-text-encoders-as-discriminators-rather-than-generators"
MIDDLE = "one => { const { x, y, width, height } = one.getBoundingClientRect(); return [x + width / 2, y + height / 2]; }"


def way_to_map(site: BuiltSite, paper: str) -> str:
    """Where the link on a paper's page leads, as the site's address of it."""
    page = html.fromstring((site.root / "papers" / paper / "index.html").read_bytes())
    (address,) = page.xpath("//p[contains(@class, 'bs-facts')]/a[text() = 'on the map']/@href")
    return address.removeprefix("../../")


@with_window({}, PHONE, {**PHONE, "color_scheme": "dark"}, {**PHONE, **STILL})
def test_a_paper_is_seen_on_the_map_from_its_page(visit: Visit) -> None:
    """Marked by a ring and by the focus, its topic picked out; where the map is small, from near; and nothing moves."""
    page = visit.open(f"papers/{PAPER}/")
    title = page.locator("h1").evaluate("one => one.firstChild.textContent").strip()
    page.get_by_role("link", name="on the map").click()
    page.wait_for_url(f"**/map/?paper={PAPER}#topic-*")
    ring, dot = page.locator(".bs-here"), page.locator(".bs-map a[aria-current]")
    expect(dot).to_have_accessible_name(title)
    expect(dot).to_be_focused()
    expect(page.locator(".bs-tip")).to_contain_text(title)
    expect(ring).to_be_in_viewport(ratio=0.99)
    assert ring.evaluate(MIDDLE) == pytest.approx(dot.evaluate(MIDDLE), abs=1)
    assert picked(page) == [dot.evaluate("dot => dot.parentNode.dataset.topic")]
    narrow = (page.viewport_size or {})["width"] < 600
    assert (shown_part(page)[2] < 350) is narrow
    expect(page.locator(".bs-keys")).to_be_visible(visible=not narrow)
    size = ring.bounding_box()
    assert size and 14 < size["width"] < 45
    page.wait_for_timeout(600)  # whoever else scrolls to the address has done so
    assert page.locator(".bs-map").evaluate("one => one.getBoundingClientRect().top") < 300
    page.get_by_role("button", name="All of the map").click()
    page.wait_for_timeout(300)
    again = ring.bounding_box()
    assert again and again["width"] == pytest.approx(size["width"], abs=2)
    page.locator(".bs-tools button").last.focus()
    page.keyboard.press("Tab")
    expect(dot).to_be_focused()


@with_window({"viewport": {"width": 1280, "height": 640}}, {"viewport": {"width": 700, "height": 400}})
def test_a_dot_at_the_lower_edge_is_seen_too(visit: Visit) -> None:
    page = open_map(visit)
    lowest = page.eval_on_selector_all(
        ".bs-map a", "all => all.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).at(-1).getAttribute('href').split('/').at(-2)"
    )
    page = open_map(visit, way_to_map(visit.site, lowest).removeprefix("map/"))
    expect(page.locator(".bs-here")).to_be_in_viewport(ratio=0.99)
    page.set_viewport_size({"width": 1000, "height": 640})  # what tells its title stays
    expect(page.locator(".bs-tip")).to_be_visible()


def test_keys_go_on_from_the_marked_dot_and_escape_clears_the_ring(visit: Visit) -> None:
    page = open_map(visit, way_to_map(visit.site, PAPER).removeprefix("map/"))
    dot = page.locator(".bs-map a[aria-current]")
    expect(dot).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(dot).not_to_be_focused()
    expect(page.locator(".bs-map a:focus")).to_have_count(1)
    expect(page.locator(".bs-here")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".bs-here, .bs-chosen, .bs-map a[aria-current]")).to_have_count(0)


def test_every_paper_leads_to_a_dot_and_those_of_no_topic_to_the_whole_map(visit: Visit) -> None:
    folders = [one.parent.name for one in visit.site.root.glob("papers/*/index.html") if one.parent.name not in RESERVED]
    ways = {paper: way_to_map(visit.site, paper) for paper in folders}
    page = open_map(visit)
    dots = page.eval_on_selector_all(".bs-map a", "all => all.map(one => one.getAttribute('href').split('/').at(-2))")
    assert sorted(dots) == sorted(ways) and len(dots) == 454
    anchors = set(page.eval_on_selector_all(".bs-legend details[id]", "all => all.map(one => one.id)"))
    assert all(way.partition("#")[0] == f"map/?paper={paper}" for paper, way in ways.items())
    assert {way.partition("#")[2] for way in ways.values()} == {*anchors, ""}
    alone = next(paper for paper, way in ways.items() if "#" not in way)
    page = open_map(visit, ways[alone].removeprefix("map/"))
    expect(page.locator(".bs-map a[aria-current]")).to_be_focused()
    assert picked(page) == [] and page.locator(".bs-here").count() == 1


def test_the_address_of_no_paper_marks_nothing(visit: Visit) -> None:
    for query in ("?paper=", "?paper=nobody", "?paper=%22%5D", "?paper=%E0%A4%A", f"?papers={PAPER}"):
        page = open_map(visit, query)
        page.wait_for_timeout(100)
        expect(page.locator(".bs-here, .bs-map a[aria-current], .bs-map a:focus")).to_have_count(0)
        assert page.evaluate("scrollY") == 0


def test_another_topic_takes_the_ring_away(visit: Visit) -> None:
    page = open_map(visit, way_to_map(visit.site, PAPER).removeprefix("map/"))
    expect(page.locator(".bs-here")).to_have_count(1)
    page.evaluate("location.hash = 'nothing'")
    page.wait_for_timeout(100)
    expect(page.locator(".bs-here")).to_have_count(1)
    other = page.locator(".bs-legend details[id]:not([open])").first.get_attribute("id")
    page.evaluate("id => location.hash = id", other)
    expect(page.locator(".bs-here, .bs-map a[aria-current]")).to_have_count(0)
    assert len(picked(page)) == 1


@with_window({"color_scheme": "light"}, {"color_scheme": "dark"})
def test_the_ring_stands_out_from_the_ground(visit: Visit) -> None:
    page = open_map(visit, f"?paper={PAPER}")
    line, ground = (page.locator(f".bs-here__{part}").evaluate("one => getComputedStyle(one).stroke") for part in ("line", "ground"))
    assert contrast(line, ground) >= 3


def contrast(one: str, other: str) -> float:
    """Of two colours as the browser tells them (WCAG)."""
    lights = []
    for colour in (one, other):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@with_window(PHONE)
def test_a_topic_is_seen_from_near_on_a_phone(visit: Visit) -> None:
    page = open_map(visit)
    number, topic = page.locator(".bs-legend details[id]").nth(5).evaluate("one => [one.dataset.topic, one.id]")
    assert settled(page, lambda: page.evaluate("id => location.hash = id", topic))[2] < 800
    expect(page.locator(".bs-here")).to_have_count(0)
    dots = page.locator(f".bs-map g[data-topic='{number}'] a").all()
    edge = page.locator(".bs-map").bounding_box()
    boxes = [dot.bounding_box() for dot in dots]
    assert edge and all(box and all(edge[side] - 8 <= box[side] <= edge[side] + edge[size] for side, size in (("x", "width"), ("y", "height"))) for box in boxes)


@with_window(PHONE)
def test_nothing_moves_as_a_paper_is_shown_on_the_map(visit: Visit) -> None:
    visit.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page = open_map(visit, f"?paper={PAPER}")
    expect(page.locator(".bs-here")).to_have_count(1)
    page.wait_for_timeout(500)
    assert page.evaluate("window.moved") <= 0.01


def test_another_address_picks_another_topic(visit: Visit) -> None:
    page = open_map(visit)
    first, other = (page.locator(".bs-legend details").nth(n).get_attribute("id") for n in (0, 7))
    page.evaluate("id => location.hash = id", first)
    expect(page.locator(".bs-chosen g.bs-on[data-topic='0']")).to_have_count(1)
    page.evaluate("id => location.hash = id", other)
    expect(page.locator(".bs-chosen g.bs-on[data-topic='7']")).to_have_count(1)
    assert picked(page) == ["7"]
    page.evaluate("location.hash = 'lists'")
    page.evaluate("location.hash = '%E0%A4%A'")  # no address at all; nothing breaks


# --- everywhere


@with_window(STILL, {**STILL, **PHONE})
def test_dots_below_labels_are_seen_and_hit(visit: Visit) -> None:
    page = open_map(visit)
    page.locator(".bs-map").scroll_into_view_if_needed()
    below = page.evaluate(
        """() => { const middle = ({left, top, width, height}) => [left + width / 2, top + height / 2];
            const labels = [...document.querySelectorAll('.bs-labels tspan')].filter(one => one.checkVisibility()).map(one => {
                const range = document.createRange(); range.selectNodeContents(one); return range.getBoundingClientRect() });
            return [...document.querySelectorAll('.bs-map a')].map(link => middle(link.getBoundingClientRect()))
                .filter(([x, y]) => y > 120 && y < innerHeight && labels.some(one => one.left < x && x < one.right && one.top < y && y < one.bottom))
                .map(([x, y]) => document.elementFromPoint(x, y).closest('.bs-map a') !== null) }"""
    )
    assert below and all(below)
    halo = page.locator(".bs-labels text").first.evaluate("text => Number(getComputedStyle(text).strokeOpacity)")
    assert 0.4 <= halo <= 0.6, "the ground behind a word is calm, yet no dot vanishes"


@with_window({"color_scheme": "light"}, {"color_scheme": "dark"})
def test_dots_stand_out_from_the_ground(visit: Visit) -> None:
    """At least 3:1 for each colour, as for any graphic that means something (WCAG 1.4.11)."""
    page = open_map(visit)
    weakest = page.evaluate(
        """() => {
            const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(part => part / 255)
                .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
            const ground = light(getComputedStyle(document.body).backgroundColor);
            return Math.min(...[...document.querySelectorAll('.bs-map g[data-topic] path')].map(path => {
                const mark = light(getComputedStyle(path).stroke);
                return (Math.max(mark, ground) + 0.05) / (Math.min(mark, ground) + 0.05) }));
        }"""
    )
    assert weakest >= 3


@with_window(PHONE)
def test_the_map_fits_a_phone_and_a_finger_scrolls_past_it(visit: Visit) -> None:
    page = open_map(visit)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    box = page.locator(".bs-map").bounding_box()
    assert box is not None and box["width"] <= 390
    touch = "one => getComputedStyle(one).touchAction"
    assert page.locator(".bs-map").evaluate(touch) == "pan-y"
    near = settled(page, lambda: page.get_by_role("button", name="Zoom in").tap())
    assert near[2] < 700
    assert page.locator(".bs-map").evaluate(touch) == "none"


@with_window(PHONE)
def test_the_first_tap_tells_which_dot_it_hit(visit: Visit) -> None:
    page = open_map(visit)
    address, tip = page.url, page.locator(".bs-tip")

    def tap(number: int) -> None:
        dot = page.locator(".bs-map a").nth(number)
        dot.evaluate("dot => scrollBy(0, dot.getBoundingClientRect().top - innerHeight / 2)")
        page.touchscreen.tap(
            *dot.evaluate("dot => { const { x, y, width, height } = dot.getBoundingClientRect(); return [x + width / 2, y + height / 2]; }")
        )

    tap(0)
    expect(tip).to_contain_text("Tap again to open")
    first = tip.inner_text()
    page.keyboard.press("PageDown")
    page.locator(".bs-map a:focus").evaluate("dot => dot.addEventListener('click', event => { window.stopped = event.defaultPrevented; event.preventDefault(); })")
    page.keyboard.press("Enter")
    assert page.evaluate("window.stopped") is False, "a key opens what it stands on at once"
    tap(200)  # far from the first in the order of the lists, so in another topic
    expect(tip).to_contain_text("Tap again to open")
    assert tip.inner_text() != first and page.url == address
    title = tip.inner_text().splitlines()[0]
    tap(200)
    page.wait_for_url("**/papers/*/")
    expect(page.locator("h1")).to_have_text(title)


def test_opened_from_disk_the_map_is_alive(browser: Browser, real_site: BuiltSite) -> None:
    page = browser.new_page()
    page.goto((real_site.root / "map" / "index.html").as_uri())
    expect(page.locator(".bs-live .bs-tools button")).to_have_count(3)
    assert walk(page, "(links, at, key) => [key('PageDown'), key('End') === links.length - 1]") == [1, True]
    page.goto((real_site.root / "papers" / PAPER / "index.html").as_uri())
    page.get_by_role("link", name="on the map").click()
    expect(page.locator(".bs-map a[aria-current]")).to_be_focused()
    page.close()


@with_window({"java_script_enabled": False})
def test_without_scripts_map_and_lists_are_all_there(visit: Visit) -> None:
    page = visit.open("map/")
    dots, listed = page.locator(".bs-map a"), page.locator(".bs-legend li a")
    titles = [title.strip() for title in page.locator(".bs-map a title").all_text_contents()]
    assert titles == listed.all_text_contents() and len(titles) == dots.count() > 400
    assert page.locator(".bs-tools").count() == 0
    topic = page.locator(".bs-legend details").nth(9)
    page = visit.open(f"map/#{topic.get_attribute('id')}")
    expect(page.locator(".bs-legend details").nth(9).locator("summary")).to_be_in_viewport()
    way = way_to_map(visit.site, PAPER)
    page = visit.open(way)
    expect(page.locator(f"#{way.partition('#')[2]} summary")).to_be_in_viewport()
    page = visit.open("map/")
    dots.first.click()
    page.wait_for_url("**/papers/*/")
