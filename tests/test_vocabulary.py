"""The vocabulary file: what is read, and how each mistake is told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from generator.errors import DataError
from generator.vocabulary import parse_vocabulary

GOOD = """\
facets:
  topic: Topic
  form: Form
tags:
  bread:
    label: Bread
    facet: topic
    definition: Baking of bread
    phrases: [sourdough, "bak*", rye bread = 1.5]
    title_phrases: [loaf]
    implies: [food]
  food:
    label: Food
    facet: topic
    definition: Anything eaten
    needs: 3.5
    phrases: [food, fast-food = 0]
"""


def test_reads_facets_tags_and_phrases() -> None:
    vocabulary = parse_vocabulary(GOOD, "v.yml")
    assert vocabulary.facets == (("topic", "Topic"), ("form", "Form"))
    assert [(tag.id, tag.label, tag.implies) for tag in vocabulary.tags] == [
        ("bread", "Bread", ("food",)),
        ("food", "Food", ()),
    ]
    assert [(phrase.tokens, phrase.weight, phrase.title_only) for phrase in vocabulary.phrases] == [
        (("sourdough",), 1.0, False),
        (("bak*",), 1.0, False),
        (("rye", "bread"), 1.5, False),
        (("loaf",), 1.0, True),
        (("food",), 1.0, False),
        (("fast", "food"), 0.0, False),
    ]
    assert vocabulary.needs["food"] == 3.5


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  food:\n", "  bread:\n", 12, "stands twice"),
        ("facet: topic\n    definition: Baking", "facet: shape\n    definition: Baking", 7, "unknown facet"),
        ("implies: [food]", "implies: [cake]", 11, "unknown tag"),
        ("    needs: 3.5\n", "    needs: 3.5\n    implies: [bread]\n", 11, "circle"),
        ("implies: [food]", "implies: [bread]", 11, "circle"),
        ("    label: Food\n", "", 12, "needs a label"),
        ("    definition: Anything eaten\n", "", 12, "needs a definition"),
        ("rye bread = 1.5", "rye bread = much", 9, "weight"),
        ("rye bread = 1.5", "rye bread = 9", 9, "weight"),
        ("rye bread = 1.5", '"*"', 9, "cannot match"),
        ("rye bread = 1.5", '"r*e bread"', 9, "cannot match"),
        ("rye bread = 1.5", '"- -"', 9, "cannot match"),
        ("rye bread = 1.5", "sourdough = 2", 9, "twice"),
        ("needs: 3.5", "needs: many", 16, "number"),
        ("needs: 3.5", "colour: red", 16, "unknown key"),
        ("  food:\n", "  Good Food:\n", 12, "small letters"),
        ("tags:\n", "labels:\n", 1, "tags is missing"),
    ],
)
def test_tells_each_mistake_with_its_line(old: str, new: str, line: int, words: str) -> None:
    text = GOOD.replace(old, new, 1) if old in GOOD else pytest.fail(old)
    with pytest.raises(DataError) as error:
        parse_vocabulary(text, "v.yml")
    assert str(error.value).startswith(f"v.yml:{line}: ")
    assert words in str(error.value)


@pytest.mark.parametrize("text", ["", "- a list", "facets: {}\ntags: {}", "facets: [", "facets: {a: b}\ntags: 3"])
def test_refuses_other_texts(text: str) -> None:
    with pytest.raises(DataError, match=r"^v\.yml:\d+: "):
        parse_vocabulary(text, "v.yml")


def test_the_packaged_vocabulary_is_sound() -> None:
    text = files("generator").joinpath("data/vocabulary.yml").read_text(encoding="utf-8")
    vocabulary = parse_vocabulary(text, "vocabulary.yml")
    assert len(vocabulary.tags) == 61
    assert {tag.facet for tag in vocabulary.tags} == {facet for facet, _ in vocabulary.facets}
