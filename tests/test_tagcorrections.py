"""Tags that a person adds or takes away, and what is said of corrections that no longer fit."""

from __future__ import annotations

import pytest

from generator.corrections import parse_corrections
from generator.errors import DataError
from generator.model import Evidence, TagAssignment
from generator.tagcorrections import correct_tags

FILE = """
tags:
  owls:
    add: [birds]
    remove: [cars]
    reason: An owl is a bird.
"""
KNOWN = {"birds": (), "cars": (), "night": ()}
BROADER = KNOWN | {"birds": ("animals", "flight"), "animals": ("nature",), "nature": (), "flight": ()}


def tags(*names):
    evidence = (Evidence(phrase="x", field="title", weight=1.0),)
    return tuple(TagAssignment(tag=name, score=2.0, evidence=evidence) for name in names)


def test_tags_are_added_and_removed():
    tagging = {"owls": tags("cars", "night"), "other": tags("cars")}
    found, problems = correct_tags(tagging, parse_corrections(FILE, "c.yml").tags, KNOWN)
    assert [one.tag for one in found["owls"]] == ["night", "birds"]
    assert found["owls"][1].reason == "An owl is a bird."
    assert found["other"] == tagging["other"]
    assert problems == []


def test_an_added_tag_says_its_reason_even_where_phrases_brought_it_too():
    found, problems = correct_tags({"owls": tags("birds", "cars")}, parse_corrections(FILE, "c.yml").tags, KNOWN)
    assert [(one.tag, one.evidence, one.reason) for one in found["owls"]] == [("birds", (), "An owl is a bird.")]
    assert problems == []


def test_a_tag_brings_those_that_it_implies():
    found, problems = correct_tags({"owls": tags("flight", "cars")}, parse_corrections(FILE, "c.yml").tags, BROADER)
    assert [(one.tag, one.reason, one.implied_by) for one in found["owls"]] == [
        ("flight", None, None),
        ("birds", "An owl is a bird.", None),
        ("animals", None, "birds"),
        ("nature", None, "animals"),
    ]
    assert {one.score for one in found["owls"][1:]} == {3.0}
    assert problems == []


def test_a_tag_that_is_taken_away_does_not_come_with_another():
    """Nor what would come with that one; and there is nothing to tell, though no phrase brought it."""
    corrections = parse_corrections(FILE.replace("[cars]", "[animals]"), "c.yml").tags
    found, problems = correct_tags({"owls": tags("night")}, corrections, BROADER)
    assert [one.tag for one in found["owls"]] == ["night", "birds", "flight"]
    assert problems == []


def test_what_no_longer_fits_is_told():
    corrections = parse_corrections(FILE.replace("[birds]", "[brids]"), "c.yml")
    found, problems = correct_tags({"owls": tags("night")}, corrections.tags, KNOWN)
    assert [one.tag for one in found["owls"]] == ["night"]
    assert [str(problem).split(" ", 2)[:2] for problem in problems] == [
        ["c.yml:3:", "correction-unknown-tag"],
        ["c.yml:3:", "correction-unmatched"],
    ]


def test_an_unknown_paper_is_told():
    assert [problem.code for problem in parse_corrections(FILE, "c.yml").unknown_papers(set())] == [
        "correction-unknown-paper"
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("    add: [birds]\n    remove: [cars]\n", "", "needs tags"),
        ("[cars]", "[birds]", "cannot be added and removed"),
        ("[birds]", "birds", "must be a list"),
        ("    reason: An owl is a bird.\n", "", "lacks `reason`"),
        ("remove", "drop", "unknown key"),
    ],
)
def test_a_wrong_file_is_one_clear_error(before, after, message):
    with pytest.raises(DataError, match=message):
        parse_corrections(FILE.replace(before, after), "c.yml")
