"""What a person does with the map, in Chromium: look, point, zoom, drag, go by keys, pick out a topic; with no script too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import BuiltSite, Visit
from playwright.sync_api import Browser, Locator, Page, expect

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
    dots.first.click()
    page.wait_for_url("**/papers/*/")
