"""Mentions: whole names, as written, of one bearer; a wrong link is worse than none."""

from __future__ import annotations

import random

import pytest
from analysis_papers import paper

from generator.linking import find_mentions, invert_mentions
from generator.model import Link, Mention, Name, Paper
from generator.naming import find_names

OWNER = paper("owner", "LoafNet: Baking Bread in Ovens", "We present LoafNet.")


def mentioned(abstract: str, owner: Paper = OWNER, *others: Paper) -> list[str]:
    papers = [owner, paper("citing", "Crumbs Everywhere", abstract), *others]
    found = find_mentions(papers, find_names(papers, {}), {})
    assert set(found) == {p.id for p in papers}
    for mention in found["citing"]:
        assert abstract[mention.start : mention.end] == mention.name
    return [mention.name for mention in found["citing"] if mention.target == owner.id]


@pytest.mark.parametrize(
    ("abstract", "times"),
    [
        ("We compare with LoafNet.", 1),
        ("LoafNet (Baker, 2023) and LoafNet-based ovens, or LoafNet's crust.", 3),
        ("DrLoafNet, LoafNet++, LoafNet-XL, NAS-LoafNet and LoafNetwork.", 0),
        ("LoafNet 2 and LoafNet-2 are later.", 0),
        ("See https://example.org/LoafNet and github.com/baker/LoafNet now.", 0),
        ("A loafnet or LOAFNET is another thing.", 0),
    ],
)
def test_whole_names_as_written(abstract: str, times: int) -> None:
    assert len(mentioned(abstract)) == times


def test_a_name_may_end_with_a_version() -> None:
    owner = paper("owner", "LoafNet 2: Better Bread", "We introduce LoafNet 2, an oven.")
    assert mentioned("Unlike LoafNet 2, LoafNet 2.1 and LoafNet, we knead.", owner) == ["LoafNet 2"]
    plain = paper("owner", "Phase 2: Better Bread", "We introduce Phase 2, an oven.")
    assert mentioned("In Phase 2 of the baking, and in phase 2 of the sale.", plain) == []
    third = paper("third", "Crumbs", "In zorp 2 we knead.")
    assert mentioned("Zorp 2 is hot.", paper("owner", "Zorp 2: Better Bread", "We introduce Zorp 2."), third) == []


def test_never_itself() -> None:
    assert find_mentions([OWNER], find_names([OWNER], {}), {})["owner"] == ()


def test_ordinary_words_need_their_own_casing() -> None:
    owner = paper("owner", "FOCUS: Baking in Stone Ovens", "We present FOCUS.")
    assert mentioned("We focus on baking in stone ovens. Focus is all.", owner) == []
    assert mentioned("Baking in ovens, we do better than FOCUS.", owner) == ["FOCUS"]
    assert mentioned("Singers know FOCUS.", owner) == []
    plain = paper("owner", "Mirror: Baking in Ovens", "We present Mirror, an oven.")
    assert mentioned("Mirror images in ovens for baking. See Mirror.", plain) == []


def test_very_short_names_need_their_topic() -> None:
    owner = paper("owner", "H3: Baking Bread in Ovens", "We present H3, an oven. H3 bakes.")
    assert mentioned("Baking in ovens, we compare with H3.", owner) == ["H3"]
    assert mentioned("The histone H3 binds.", owner) == []


def test_foreign_bearers_and_the_fields_abbreviations_are_not_linked() -> None:
    assert mentioned("Trained with Adam.", paper("owner", "Adam: Baking", "We present Adam.")) == []
    names = {"owner": Name(text="RL", source="correction")}
    papers = [OWNER, paper("citing", "Crumbs", "We use RL.")]
    assert find_mentions(papers, names, {})["citing"] == ()


def test_what_a_person_curated_needs_no_evidence() -> None:
    papers = [paper("owner", "Learning to Bake"), paper("citing", "Crumbs", "Singers clip words, unlike CLIP.")]
    names = {"owner": Name(text="CLIP", source="correction")}
    assert [mention.name for mention in find_mentions(papers, names, {})["citing"]] == ["CLIP"]


def test_a_phrase_others_write_small_is_nobodys_name() -> None:
    owner = paper("owner", "Deep Bread Ovens: Heat", "We present Deep Bread Ovens.")
    assert mentioned("Deep Bread Ovens glow.", owner) == ["Deep Bread Ovens"]
    assert mentioned("Deep Bread Ovens glow.", owner, paper("other", "Heat", "All deep bread ovens.")) == []


def test_a_name_of_two_bearers_is_not_linked() -> None:
    rival = paper("rival", "LoafNet: Another Oven", "")
    assert mentioned("We use LoafNet.", OWNER, rival) == []


def test_a_name_the_citing_abstract_defines_itself_is_not_linked() -> None:
    owner = paper("owner", "BOVN: Big Ovens", "We propose Big Oven Network (BOVN).")
    assert mentioned("The blue ovary network (BOVN) is in bees. BOVN!", owner) == []
    assert mentioned("The Big Oven Network (BOVN) is warm.", owner) != []


def test_the_initials_of_the_own_name_are_not_linked() -> None:
    owner = paper("owner", "MoM: Baking with Memories", "We present MoM.")
    citing = paper("citing", "Mixture-of-Mangos: Fruit", "Baking with memories. MoM wins.")
    papers = [owner, citing]
    assert find_mentions(papers, find_names(papers, {}), {})["citing"] == ()


def test_nothing_inside_a_web_link() -> None:
    text = "See LoafNet here."
    papers = [OWNER, paper("citing", "Crumbs", text)]
    links = {"citing": (Link(url="https://x.org/LoafNet", kind="other", start=0, end=len(text)),)}
    assert find_mentions(papers, find_names(papers, {}), links)["citing"] == ()


def test_backlinks_are_the_inverse_and_order_plays_no_part() -> None:
    papers = [OWNER, *(paper(f"c{i}", "Crumbs", "We use LoafNet. LoafNet again.") for i in range(4))]
    found = find_mentions(papers, find_names(papers, {}), {})
    assert invert_mentions(found) == {"owner": ("c0", "c1", "c2", "c3")}
    random.Random(1).shuffle(papers)
    assert find_mentions(papers, find_names(papers, {}), {}) == found
    assert invert_mentions({"a": (Mention(source="a", target="b", name="B", start=0, end=1),)}) == {"b": ("a",)}
