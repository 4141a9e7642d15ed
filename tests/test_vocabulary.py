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
    phrases:
      [sourdough, "bak*",
       rye bread = 1.5]
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


def test_everyday_phrases_belong_to_the_field() -> None:
    text = GOOD.replace("tags:\n", "field: {signs: [oven, baking tin], everyday: [rye bread, loaf]}\ntags:\n")
    vocabulary = parse_vocabulary(text, "v.yml")
    assert vocabulary.field_signs == (("oven",), ("baking", "tin"))
    assert [phrase.tokens for phrase in vocabulary.phrases if phrase.everyday] == [("rye", "bread"), ("loaf",)]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  food:\n", "  bread:\n", 14, "stands twice"),
        ("facet: topic\n    definition: Baking", "facet: shape\n    definition: Baking", 7, "unknown facet"),
        ("implies: [food]", "implies: [cake]", 13, "unknown tag"),
        ("    needs: 3.5\n", "    needs: 3.5\n    implies: [bread]\n", 13, "circle"),
        ("implies: [food]", "implies: [bread]", 13, "circle"),
        ("    label: Food\n", "", 14, "needs a label"),
        ("    definition: Anything eaten\n", "", 14, "needs a definition"),
        ("rye bread = 1.5", "rye bread = much", 11, "weight"),
        ("rye bread = 1.5", "rye bread = 9", 11, "weight"),
        ("rye bread = 1.5", "rye bread = -9", 11, "must be 0, or a number from 0.05 to 5 or from -5 to -0.05"),
        ("rye bread = 1.5", "rye bread = -0.01", 11, "weight"),
        ("rye bread = 1.5", "rye bread = nan", 11, "weight"),
        ("rye bread = 1.5", "... bread", 11, "cannot match: '... bread'; three dots may stand once, between two words"),
        ("rye bread = 1.5", "rye ... = 2", 11, "three dots may stand once"),
        ("rye bread = 1.5", "rye … … bread", 11, "three dots may stand once"),
        ("rye bread = 1.5", "rye ... wheat ... bread", 11, "three dots may stand once"),
        ("rye bread = 1.5", '"*"', 11, "cannot match: '*'; a star may only end a word"),
        ("rye bread = 1.5", '"*bread"', 11, "cannot match: '*bread'; a star may only end a word"),
        ("rye bread = 1.5", '"r*e bread = 2"', 11, "cannot match: 'r*e bread = 2'; a star may only end a word"),
        ("rye bread = 1.5", '"- -"', 11, "cannot match: '- -'; it has no letter or digit"),
        ("rye bread = 1.5", "sourdough = 2", 11, "twice"),
        ("needs: 3.5", "needs: many", 18, "number"),
        ("needs: 3.5", "colour: red", 18, "unknown key 'colour'; it knows label, facet, definition, phrases, title_phrases, implies, needs"),
        ("  food:\n", "  Good Food:\n", 14, "small letters"),
        ("rye bread = 1.5", "1.5", 11, "is none"),
        ("implies: [food]", "implies: [food, 3]", 13, "is none"),
        ("implies: [food]", "implies: food", 13, "list"),
        ("tags:\n", "field: {signs: [oven], colours: [red]}\ntags:\n", 4, "unknown key 'colours'; it knows signs, everyday"),
        ("tags:\n", "field:\n  signs: [oven]\n  everyday: [hot,\n    '*']\ntags:\n", 7, "cannot match"),
        ("tags:\n", "field: [oven]\ntags:\n", 4, "mapping"),
        ("tags:\n", "labels:\n", 1, "tags is missing"),
        ("tags:\n", "fields: {signs: [oven]}\ntags:\n", 4, "unknown key 'fields'; it knows facets, tags, field"),
        ("label: Food", "label: ' bread'", 15, "the tags bread and food have the same label, 'bread'"),
        ("label: Food", 'label: "\\food"', 15, "U+000C; in double quotes a backslash"),
        ("form: Form", 'form: "\\e[31m"', 3, "U+001B"),
        ("form: Form", "form: Topic", 3, "the facets topic and form have the same label, 'Topic'"),
    ],
)
def test_tells_each_mistake_with_its_line(old: str, new: str, line: int, words: str) -> None:
    text = GOOD.replace(old, new, 1) if old in GOOD else pytest.fail(old)
    with pytest.raises(DataError) as error:
        parse_vocabulary(text, "v.yml")
    assert str(error.value).startswith(f"v.yml:{line}: ")
    assert words in str(error.value)


def test_three_dots_are_a_gap_however_they_are_written() -> None:
    phrases = parse_vocabulary(GOOD.replace("sourdough,", '"bak* ... bread = -0.5", rye … bread, wheat...bread,'), "v.yml").phrases
    assert [(phrase.tokens, phrase.weight) for phrase in phrases][:3] == [
        (("bak*", "...", "bread"), -0.5),
        (("rye", "...", "bread"), 1.0),
        (("wheat", "...", "bread"), 1.0),
    ]


def test_a_word_with_capitals_may_weigh_more_than_in_any_case_or_have_a_plural_of_its_own() -> None:
    phrases = parse_vocabulary(GOOD.replace("sourdough,", "rag, RAG = 2, Rye, crust = 0, Crust = 1, gpu, GPU,"), "v.yml").phrases
    assert [phrase.tokens for phrase in phrases][:7] == [("rag",), ("RAG",), ("Rye",), ("crust",), ("Crust",), ("gpu",), ("GPU",)]


@pytest.mark.parametrize("text", ["", "- a list", "facets: {}\ntags: {}", "facets: [", "facets: {a: b}\ntags: 3"])
def test_refuses_other_texts(text: str) -> None:
    with pytest.raises(DataError, match=r"^v\.yml:\d+: "):
        parse_vocabulary(text, "v.yml")


def test_the_packaged_vocabulary_is_sound() -> None:
    text = files("generator").joinpath("data/vocabulary.yml").read_text(encoding="utf-8")
    vocabulary = parse_vocabulary(text, "vocabulary.yml")
    assert len(vocabulary.tags) == 61
    assert {tag.facet for tag in vocabulary.tags} == {facet for facet, _ in vocabulary.facets}
