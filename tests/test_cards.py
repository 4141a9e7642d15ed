"""Pictures for link previews: what they say, that they fit, and that they are pictures."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hostile import ATTACKS
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_catalogue, make_paper, rich_catalogue
from PIL import Image

from generator.cards import Card, can_write, draw_card, make_cards, open_fonts
from generator.model import Organisation
from generator.output import Store
from generator.publication import Settings
from generator.seeds import read_inputs

HERE = Settings(site_name="Owl Papers", site_url="https://papers.example/owls/")
FULL = Card("Owl Papers", "Owls at Night: Counting Feathers", "28 January 2024 · 3 authors", "Birds · Cameras")
LONGEST = 30_000  # bytes


@pytest.fixture(scope="module")
def fonts():
    return open_fonts(read_inputs([], root=Path()).fonts)


def picture(data):
    image = Image.open(io.BytesIO(data))
    image.verify()
    return np.asarray(Image.open(io.BytesIO(data)).convert("L")).astype(int)


def made(fonts, *papers, **options):
    return make_cards(make_catalogue(*papers), replace(HERE, **options), fonts)


def test_a_card_is_a_small_picture(fonts):
    data = draw_card(FULL, fonts)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
    assert len(data) < LONGEST
    assert draw_card(FULL, fonts) == data


def test_a_card_says_each_of_its_lines(fonts):
    whole = picture(draw_card(FULL, fonts))
    for name, rows in (("site", (60, 105)), ("title", (150, 500)), ("facts", (510, 556)), ("tags", (560, 610))):
        less = picture(draw_card(replace(FULL, **{name: ""}), fonts))
        changed = np.nonzero((whole != less).any(axis=1))[0]
        assert rows[0] <= changed.min() <= changed.max() < rows[1], name


@pytest.mark.parametrize("words", [1, 3, 8, 20, 45])
def test_a_title_keeps_the_margins(fonts, words):
    title = " ".join(["Extraordinarily", "long", "titles", "of", "papers"][i % 5] for i in range(words))
    assert outside(picture(draw_card(replace(FULL, title=title), fonts))) == 0


@pytest.mark.parametrize("title", ["Nothingbreaksthisword" * 12, "i" * 280, "W" * 280, "", "a " * 140])
def test_a_title_that_cannot_be_broken_is_cut(fonts, title):
    assert outside(picture(draw_card(replace(FULL, title=title), fonts))) == 0


@pytest.mark.parametrize("sign", "%\"“”…½«»")
def test_no_sign_lies_on_the_next(fonts, sign):
    font = fonts.strong.font_variant(size=100)
    left, _, right, _ = font.getbbox(sign)
    assert right - left <= font.getlength(sign) + 5


def test_lines_of_facts_are_cut(fonts):
    assert outside(picture(draw_card(replace(FULL, facts="An organisation " * 20, tags="Tags · " * 40), fonts))) == 0


def outside(grey):
    """Dark points far in the margins (a j hangs over a little), below the rule on top."""
    paper = grey[20, 600]
    return int((abs(grey[12:, :70] - paper) > 8).sum() + (abs(grey[12:, 1130:] - paper) > 8).sum() + (abs(grey[612:] - paper) > 8).sum())


def test_what_a_paper_has_is_on_its_card(fonts):
    cards = make_cards(rich_catalogue(), HERE, fonts).cards
    assert cards["owls-at-night"] == Card("Owl Papers", "Owls at Night", "28 January 2024 · Feather Works", "Birds")
    assert cards["moss"].facts == "18 September 2025 · year inferred · 4 authors"
    assert cards[""] == Card("", "Owl Papers", "3 papers from 1 digest")


def test_a_changed_card_has_another_address(fonts):
    paths = {replace(FULL, **{name: "x"}).path for name in ("site", "title", "facts", "tags")} | {FULL.path}
    assert len(paths) == 5
    assert all(path.startswith("cards/") and path.endswith(".png") for path in paths)


@pytest.mark.parametrize("title", ["大規模言語モデル", "تعلم الآلة", "🔥 Fire", "zero\u200bwidth", "\U000e0070"])
def test_letters_that_the_font_lacks_take_the_sites_card(fonts, title):
    cards = made(fonts, make_paper(title=title))
    assert cards.cards.keys() == {""}
    assert len(cards.files(lambda name, make: make())) == 1


@pytest.mark.parametrize("title", ["Über naïve Façades – “quoted” … ½ x² ≤ 3", "Ελληνικά", "Русский", "a\nb"])
def test_letters_that_the_font_has_are_written(fonts, title):
    assert "owls-at-night" in made(fonts, make_paper(title=title)).cards


def test_what_is_kept_is_drawn_anew_with_other_fonts(fonts):
    def names(fonts):
        return {make() for make in made(fonts, make_paper()).files(lambda name, make: name.encode()).values()}

    regular, strong = read_inputs([], root=Path()).fonts
    assert names(fonts) == names(open_fonts([regular, strong]))
    assert not names(fonts) & names(open_fonts([regular, regular]))


def test_a_badge_that_cannot_be_written_is_left_out(fonts):
    badge = Organisation(handle="x", name="大学")
    card = made(fonts, make_paper(organisation=badge, date=date(2024, 1, 2))).cards["owls-at-night"]
    assert (card.title, card.facts) == ("Owls at Night", "")


def test_every_hostile_title_has_a_card_or_none(fonts):
    papers = [make_paper(f"odd-{i}", text) for i, text in enumerate(ATTACKS)]
    cards = make_cards(make_catalogue(*papers), HERE, fonts)
    assert len(cards.cards) > len(ATTACKS) / 2
    for make in cards.files(lambda name, make: make()).values():
        data = make()
        assert outside(picture(data)) == 0
        assert len(data) < LONGEST


@given(st.text(max_size=60))
@settings(max_examples=30)
def test_any_text_is_judged(text):
    found = open_fonts(read_inputs([], root=Path()).fonts)
    assert can_write(found, text) in (True, False)
    assert not can_write(found, "\ud800")


# --- when there are any


def test_many_papers_have_none_unless_wanted(fonts):
    papers = [make_paper(f"p{i}") for i in range(2_001)]
    assert len(made(fonts, *papers[:2_000]).cards) == 2_001
    assert made(fonts, *papers).cards == {}
    assert len(made(fonts, *papers, cards=True).cards) == 2_002


def test_there_are_none_where_they_are_not_wanted_or_of_no_use(fonts):
    assert made(fonts, make_paper(), cards=False).cards == {}
    assert made(fonts, make_paper(), site_url=None).cards == {}
    assert make_cards(make_catalogue(make_paper()), HERE, None).cards == {}


# --- kept


def test_a_store_makes_once_and_forgets_what_is_not_asked_for(tmp_path):
    calls = []

    def make():
        calls.append(1)
        return b"made"

    first = Store(tmp_path / "kept")
    assert [first.keep("cards/a.png", make), first.keep("cards/b.png", make)] == [b"made"] * 2
    second = Store(tmp_path / "kept")
    assert second.keep("cards/a.png", make) == b"made"
    assert len(calls) == 2
    second.forget_others()
    assert [file.name for file in (tmp_path / "kept").rglob("*") if file.is_file()] == ["a.png"]


def test_a_store_without_a_folder_makes_each_time(tmp_path):
    (tmp_path / "kept").write_text("a file in its place")
    store = Store(tmp_path / "kept")
    assert [store.keep("a", lambda: b"x"), store.keep("a", lambda: b"y")] == [b"x", b"y"]
    store.forget_others()
