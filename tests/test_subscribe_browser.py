"""What a person does on the page "Subscribe", in Chromium."""

from __future__ import annotations

import pytest
from conftest import Visit
from playwright.sync_api import expect
from sites import ELECTRA
from test_browser import NO_SCRIPTS, with_window


def test_an_address_is_copied_and_told(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("subscribe/")
    page.get_by_role("button", name="Copy the Atom address").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.endsWith('/feed.xml'))")
    assert page.evaluate("navigator.clipboard.readText()") == f"{visit.site.url}feed.xml"
    expect(page.locator(".bs-filter [role=status]")).to_have_text("Copied")


def test_the_list_is_filtered_by_words_in_any_order(visit: Visit) -> None:
    page = visit.open("subscribe/")
    rows = page.locator("h3 + .bs-feeds > li:visible")
    everything = rows.count()
    page.get_by_label("Filter feeds").fill("TRAINING pre")
    names = page.locator("h3 + .bs-feeds > li:visible > a").all_inner_texts()
    assert {"Pre-training", "Continual pre-training"} <= set(names)
    assert all("pre" in name.lower() and "training" in name.lower() for name in names)
    assert len(names) == rows.count() < everything
    expect(page.locator(".bs-filter [role=status]")).to_have_text(f"{rows.count()} of {everything} feeds")
    expect(page.get_by_role("heading", name="Organisations")).to_be_hidden()
    page.get_by_label("Filter feeds").fill("no such feed")
    assert rows.count() == 0
    page.get_by_label("Filter feeds").fill("")
    assert rows.count() == everything


def test_a_feed_is_reached_by_keyboard_from_its_list(visit: Visit) -> None:
    page = visit.open("tags/pretraining/")
    page.locator(".bs-subscribe").get_by_role("link", name="what is this?").press("Enter")
    page.wait_for_url("**/subscribe/")


@pytest.mark.parametrize("address", ["", "tags/pretraining/", f"papers/{ELECTRA}/"])
def test_no_visit_fetches_the_site_map(visit: Visit, address: str) -> None:
    """Material's script would, for every alternate that a page names: a megabyte and more for ten thousand papers."""
    page = visit.open(address)
    page.wait_for_load_state("networkidle")
    assert page.locator("link[rel~=alternate]").count() >= 2
    assert [url for url in visit.requests if "sitemap" in url] == []


@with_window(NO_SCRIPTS)
def test_without_scripts_addresses_are_links_and_no_button_is_dead(visit: Visit) -> None:
    page = visit.open("subscribe/")
    expect(page.get_by_role("link", name=f"{visit.site.url}feed.xml")).to_be_visible()
    assert page.locator("article button:visible, article input:visible").count() == 0
    assert page.locator("h3 + .bs-feeds > li:visible").count() > 50
