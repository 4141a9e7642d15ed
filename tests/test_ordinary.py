"""The packaged facts about names that mean something else."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.ordinary import ENGLISH_WORDS, FIELD_WORDS, FOREIGN_BEARERS, GENERIC_ACRONYMS, parse_ordinary

GOOD = "foreign_bearers: {Adam: a man}\ngeneric_acronyms: AI ML\nenglish_words: true on\nfield_words: model off\n"


def test_the_packaged_facts_are_there() -> None:
    assert FOREIGN_BEARERS["Adam"] and "LLM" in GENERIC_ACRONYMS
    assert {"focus", "true"} <= ENGLISH_WORDS
    assert {"model", "language"} <= FIELD_WORDS
    assert all(word.islower() for word in ENGLISH_WORDS)


def test_words_that_yaml_would_read_otherwise_stay_words() -> None:
    assert parse_ordinary(GOOD, "o.yml").english_words == {"true", "on"}
    assert parse_ordinary(GOOD, "o.yml").field_words == {"model", "off"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "o.yml:1:"),
        ("foreign_bearers: {}\n", "o.yml:1:"),
        (GOOD.replace("AI ML", "[AI]"), "o.yml:2:"),
        (GOOD.replace("{Adam: a man}", "Adam"), "o.yml:1:"),
        (GOOD.replace("a man", "1"), "o.yml:1:"),
    ],
)
def test_a_mistake_has_its_place(text: str, place: str) -> None:
    with pytest.raises(DataError, match=place):
        parse_ordinary(text, "o.yml")
