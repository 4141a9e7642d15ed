"""Words and figures for readers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_paper

from generator.model import Organisation
from generator.wording import badge, count, file_size, first_sentence, long_date, short_title, shorten


def test_long_date():
    assert long_date(date(2024, 1, 8)) == "8 January 2024"
    assert long_date(date(2024, 12, 31)) == "31 December 2024"


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (12_000, "12,000 papers")]
)
def test_count(number, shown):
    assert count(number, "paper") == shown


def test_count_with_an_odd_plural():
    assert count(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("Owls at night", 20, "Owls at night"),
        ("Owls at night", 13, "Owls at night"),
        ("Owls at night", 12, "Owls at…"),
        ("Owls, at night", 6, "Owls…"),
        ("Owlsatnight", 6, "Owlsa…"),
        ("", 6, ""),
    ],
)
def test_shorten(text, longest, shown):
    assert shorten(text, longest) == shown


@given(st.text(alphabet="ab ,.–", max_size=60), st.integers(2, 40))
def test_shorten_never_exceeds_and_only_drops_the_end(text, longest):
    short = shorten(text, longest)
    assert len(short) <= longest
    assert short == text or text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We count owls. They are few.", "We count owls."),
        ("Do owls count? Yes.", "Do owls count?"),
        ("We use 3.5 owls (cf. Fig. 2) e.g. at night. Next.", "We use 3.5 owls (cf. Fig. 2) e.g. at night."),
        ("It reaches 80%. Next.", "It reaches 80%."),
        ("owls without a stop", "owls without a stop"),
        ("", ""),
    ],
)
def test_first_sentence(text, shown):
    assert first_sentence(text) == shown


def test_a_first_sentence_is_short():
    assert len(first_sentence("owl " * 1_000)) <= 150


def test_badge():
    assert badge(make_paper()) is None
    assert badge(make_paper(authors_count=1)) == "1 author"
    assert badge(make_paper(authors_count=0)) == "0 authors"
    owls = Organisation(handle="owls", name="Owls Inc.")
    assert badge(make_paper(authors_count=3, organisation=owls)) == "Owls Inc."


def test_short_title():
    assert short_title(make_paper()) == "Owls at Night"
    assert len(short_title(make_paper(title="x" * 100_000))) == 300


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_400, "1 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (12_345_678, "12.3 MB"), (10**10, "10,000.0 MB")],
)  # fmt: skip
def test_sizes_are_in_powers_of_ten(number, shown):
    assert file_size(number) == shown
