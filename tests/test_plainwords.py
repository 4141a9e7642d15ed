"""The packaged words that say little."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.plainwords import FAINT, PLAIN, SILENT, parse_plain_words


def test_the_packaged_words_are_there() -> None:
    assert {"the", "paper", "propose"} <= SILENT & PLAIN
    assert PLAIN < FAINT and "heuristic" in FAINT - PLAIN
    assert not {"attention", "protein", "speech"} & FAINT


def test_words_that_yaml_would_read_otherwise_stay_words() -> None:
    words = parse_plain_words("english: the\nsilent: new\nplain: true yes\nfaint: on off\n", "p.yml")
    assert "true" in words.plain and {"true", "on", "off", "the"} <= words.faint and "true" not in words.silent


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a\n", "p.yml:1: bad-value must be"),
        ("english: a\nsilent: a\nplain: b\n", "p.yml:1: bad-value must be"),
        ("english: a\nsilent: a\nplain: b\nfaint: [c]\n", "p.yml:4: bad-value faint must be words"),
        ("english: a\nsilent: a\nplain: A b\nfaint: c\n", "p.yml:3: bad-value plain must be words"),
    ],
)
def test_a_mistake_is_one_error_with_its_place(text: str, place: str) -> None:
    with pytest.raises(DataError, match=place):
        parse_plain_words(text, "p.yml")
