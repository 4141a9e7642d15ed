"""Identifiers: how a title becomes an address, and that the address stays."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ids import RESERVED, assign_ids, slugify
from generator.search import analysis

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Owls at Night", "owls-at-night"),
        ("KiteNet: Models of the Wind!", "kitenet-models-of-the-wind"),
        ("  Élan vital — naïve ﬁtting  ", "elan-vital-naive-fitting"),
        ("Met^2Net and $k$-Means", "met2net-and-k-means"),
        ("Owl's “Nest”", "owls-nest"),
        ("MMRL++: Owls", "mmrl-plus-plus-owls"),
        ("A/B & C_d", "a-b-c-d"),
        ("Große Modelle der Straßen, GROẞ", "grosse-modelle-der-strassen-gross"),
        ("Łódź Øresund Ærø Đặng Œuvre þing", "lodz-oresund-aero-dang-oeuvre-thing"),
        ("α-GAN++", "alpha-gan-plus-plus"),
        ("Δ-Net and 𝛽-VAE: σReparam at 5 µm", "delta-net-and-beta-vae-sigmareparam-at-5-mum"),
        ("Η κουκουβάγια και το GPT", "gpt"),
        ("Сова", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("猫头鹰", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_slug_rules(title, slug):
    assert slugify(title) == slug


def test_letters_are_those_of_the_search():
    for letter, read in {**analysis._LETTERS, **analysis._GREEK}.items():
        if letter.isalpha():
            assert slugify(letter) == analysis._GREEK.get(read, read)


def test_a_long_title_is_cut_at_a_word():
    slug = slugify("Feathers " * 40)
    assert len(slug) <= 80
    assert set(slug.split("-")) == {"feathers"}


def test_a_long_word_is_cut_where_it_must():
    assert slugify("o" * 500) == "o" * 80


def test_the_first_keeps_the_plain_slug_and_later_ones_get_their_hash():
    first, second, third = assign_ids(["Owls & Kites", "Owls, Kites", "Owls? Kites!"])
    assert first == "owls-kites"
    assert re.fullmatch(r"owls-kites-[0-9a-f]{6}", second)
    assert third == f"{second}-2"  # the same words: the same hash


def test_empty_and_reserved_slugs_get_a_hash():
    for title in ("...", "猫头鹰", "Index", "By Title", "by-comments", "Page"):
        (given_id,) = assign_ids([title])
        assert re.fullmatch(r"[a-z-]+-[0-9a-f]{6}", given_id)
        assert given_id not in RESERVED
    assert len(set(assign_ids(["猫头鹰", "风筝"]))) == 2


def test_a_title_that_looks_like_another_ones_hashed_slug():
    hashed = assign_ids(["Owls", "OWLS!"])[1]
    ids = assign_ids(["Owls", hashed, "OWLS!"])
    assert ids == ["owls", hashed, f"{hashed}-2"]


def test_many_equal_titles_take_time_in_proportion():
    started = time.process_time()
    ids = assign_ids(["Owls"] * 30_000)
    assert (len(set(ids)), ids[-1]) == (30_000, f"{ids[1]}-29999")
    assert time.process_time() - started < 10


titles = st.lists(
    st.text(max_size=30) | st.sampled_from(("Owls", "OWLS!", "owls", "Owls 2", "page", "...")), max_size=12
)


@given(titles)
def test_ids_are_unique_safe_and_repeatable(some):
    ids = assign_ids(some)
    assert ids == assign_ids(some)
    assert len(set(ids)) == len(some)
    assert all(SLUG.fullmatch(one) and len(one) <= 100 and one not in RESERVED for one in ids)


@given(titles, titles)
def test_later_titles_change_no_earlier_id(some, more):
    assert assign_ids(some + more)[: len(some)] == assign_ids(some)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_title_gives_a_safe_slug(title):
    slug = slugify(title)
    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= 80
