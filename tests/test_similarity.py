"""Related papers: near by words, tags, names and mentions; for any number of papers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
from analysis_papers import paper

from generator.lineages import find_families, find_namesakes
from generator.linking import find_mentions, invert_mentions
from generator.model import Name, Paper, Related, TagAssignment
from generator.naming import find_names
from generator.similarity import find_neighbours

TOPICS = (
    "sourdough bread baked in a hot stone oven with rye flour",
    "green tea leaves steeped in mountain spring water",
    "violin strings tuned by ear for a chamber orchestra",
)


def library(size: int = 12) -> list[Paper]:
    topics = [TOPICS[i % 3] for i in range(size)]
    return [paper(f"p{i:02}", f"Notes {i} on {topic}", f"Here {topic} is studied.") for i, topic in enumerate(topics)]


def find_related(*known: Any, **options: Any) -> Mapping[str, tuple[Related, ...]]:
    return find_neighbours(*known, **options).related


def related(papers: list[Paper], count: int = 5) -> Mapping[str, tuple[Related, ...]]:
    names = find_names(papers, {})
    mentions = find_mentions(papers, names, {})
    namesakes = find_namesakes(papers, names)
    return find_related(papers, {}, names, mentions, invert_mentions(mentions), count, namesakes=namesakes)


def test_papers_of_one_topic_come_first() -> None:
    found = related(library())
    for id_, rows in found.items():
        assert len(rows) == 5
        assert {int(row.paper[1:]) % 3 for row in rows[:3]} == {int(id_[1:]) % 3}
        assert all(0 <= row.score <= 1 and 1 <= len(row.why) <= 2 for row in rows)
        assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
        assert id_ not in {row.paper for row in rows}


def test_the_order_of_papers_plays_no_part() -> None:
    papers = library()
    first = related(papers)
    random.Random(5).shuffle(papers)
    assert related(papers) == first


def test_few_papers_and_empty_texts() -> None:
    assert related([]) == {}
    assert related(library(1)) == {"p00": ()}
    assert {id_: len(rows) for id_, rows in related(library(2)).items()} == {"p00": 1, "p01": 1}
    assert all(len(rows) == 2 for rows in related(library(3)).values())
    assert related([paper("a", ""), paper("b", ""), paper("c", "Bread")]) == {"a": (), "b": (), "c": ()}
    assert all(len(rows) == 5 for rows in related([paper(f"e{i}", "Bread", "") for i in range(9)]).values())


ALONE = (
    ("Zebra migration", "Herds walk across plains yearly."),
    ("Coffee price", "Shops raised fees."),
    ("Volcano glass", "Obsidian forms quickly."),
    ("Roman coins", "Hoards reveal mints."),
    ("Carving lutes", "Makers prefer spruce."),
    ("Deep sea squid", "Tentacles glow blue."),
    ("Desert rain", "Clouds burst rarely."),
    ("Chess endings", "Rooks beat bishops."),
    ("Wooden boats", "Oars splash loudly."),
    ("Alpine huts", "Hikers sleep upstairs."),
    ("Copper wire", "Electrons drift slowly."),
    ("Garden snails", "Lettuce disappears overnight."),
)


def test_papers_with_nothing_in_common_are_not_related() -> None:
    """Fewer than asked for, or none, is honest; latent semantics alone find likeness in any noise."""
    strangers = [paper(f"x{i:02}", *texts) for i, texts in enumerate(ALONE)]
    assert related(strangers) == {stranger.id: () for stranger in strangers}
    papers = [*library(), *strangers]
    for id_, rows in related(papers).items():
        assert (len(rows) == 5) == (id_[0] == "p")
        assert all(row.paper[0] == "p" and row.score > 0 for row in rows)
    vectors = {one.id: row for one, row in zip(strangers, np.eye(12, 32) * 100, strict=True)}
    rows_of = {id_: row.astype(np.int8) for id_, row in vectors.items()}
    assert not any(find_related(strangers, {}, {}, {}, {}, 5, rows_of).values())
    rows_of["x03"] = rows_of["x07"]
    found = find_related(strangers, {}, {}, {}, {}, 5, rows_of)
    assert [(row.paper, row.why) for row in found["x03"]] == [("x07", ("similar in meaning",))]


def test_a_shared_name_makes_no_family() -> None:
    """Two systems of one name are strangers; the reasons know the families that the pages show, and no others."""
    papers = [
        paper("a", "MoXa: Mixture of Mangos", "We present MoXa for mangos and rye."),
        paper("b", "MoXa: Monitoring Axolotls", "We present MoXa for axolotls and rye."),
        paper("c", "MoXa-2: Rye", "We present MoXa-2 for rye."),
        paper("d", "Llama-3-Baker: Rye", "We present Llama-3-Baker for rye."),
        paper("e", "Llama-3-Farmer: Rye", "We present Llama-3-Farmer for rye."),
        paper("f", "RyeNet: Rye", "We present RyeNet for rye."),
        paper("g", "RyeNet++: Rye", "We present RyeNet++ for rye."),
        paper("h", "GeMini-Baker: Rye", "We present GeMini-Baker for rye."),
        paper("i", "GeMini-Farmer: Rye", "We present GeMini-Farmer for rye."),
    ]
    names = find_names(papers, {})
    assert {names[one.id].text for one in papers} >= {"MoXa", "MoXa-2", "Llama-3-Baker", "RyeNet++", "GeMini-Baker"}
    namesakes = find_namesakes(papers, names)
    assert namesakes == {"f": "RyeNet", "g": "RyeNet"}
    assert find_families(papers, names, namesakes)["f"] == ("f", "g")
    found = related(papers, 8)
    kin = {(id_, row.paper) for id_, rows in found.items() for row in rows if "same family: RyeNet" in row.why}
    assert kin == {("f", "g"), ("g", "f")}
    assert not any(reason.startswith("same family: ") for id_ in "abcdehi" for row in found[id_] for reason in row.why)


def test_reasons_name_what_is_shared() -> None:
    papers = [
        paper("a", "LoafNet: Bread", "We present LoafNet."),
        paper("b", "Crumbs", "Better than LoafNet."),
        paper("c", "LoafNet-Tiny: Less Bread", "Small."),
    ]
    found = related(papers)
    assert found["b"][0].paper == "a"
    assert found["b"][0].why[0] == "one names the other: LoafNet"
    why = {row.paper: row.why for row in found["c"]}
    assert why["a"][0] == "same family: LoafNet"
    tagging = {id_: (TagAssignment(tag="hot-bread", score=3.0),) for id_ in ("a", "c")}
    names: dict[str, Name] = {}
    tagged = find_related(papers, tagging, names, {}, {}, 2)
    assert any("same tags: hot bread" in reason for row in tagged["a"] for reason in row.why)
    labelled = find_related(papers, tagging, names, {}, {}, 2, labels={"hot-bread": "Bread, hot"})
    assert any("same tags: Bread, hot" in reason for row in labelled["a"] for reason in row.why)


def test_a_name_is_not_given_as_a_reason_twice() -> None:
    papers = [paper("a", "LoafNet: Bread", "We present LoafNet for rye."), paper("b", "Rye", "Better than LoafNet.")]
    why = related(papers)["b"][0].why
    assert why[0] == "one names the other: LoafNet"
    assert not any("LoafNet" in reason for reason in why[1:])


def test_only_the_first_are_explained() -> None:
    found = find_neighbours(library(), {}, {}, {}, {}, 5, explained=2)
    whole = find_related(library(), {}, {}, {}, {}, 5)
    assert found.related == {key: rows[:2] for key, rows in whole.items()}
    assert all(row.why for rows in whole.values() for row in rows)
    assert found.nearest == {key: tuple((row.paper, row.score) for row in rows) for key, rows in whole.items()}


def rows_of_topics(papers: list[Paper], turn: int) -> dict[str, np.ndarray]:
    """Vectors that see other topics than the words do."""
    chance = np.random.default_rng(1)
    centres = chance.normal(size=(3, 32)) * 60
    rows = {p.id: centres[int(p.id[1:]) // turn % 3] + chance.normal(size=32) * 5 for p in papers}
    return {id_: np.clip(np.rint(row), -127, 127).astype(np.int8) for id_, row in rows.items()}


def test_vectors_have_a_say() -> None:
    papers = library(18)
    plain, both = related(papers), find_related(papers, {}, {}, {}, {}, 5, rows_of_topics(papers, 6))
    assert plain == find_related(papers, {}, {}, {}, {}, 5, {})
    assert [row.paper for row in both["p00"]] != [row.paper for row in plain["p00"]]
    first = {row.paper for row in both["p00"][:1]}
    assert first <= {"p03"}  # the only other of its words and of its vectors


def test_papers_without_a_vector_are_judged_by_their_words_alone() -> None:
    papers = library(18)
    vectors = rows_of_topics(papers, 6)
    del vectors["p00"]
    found = find_related(papers, {}, {}, {}, {}, 5, vectors)
    plain = related(papers)
    assert [(row.paper, row.score) for row in found["p00"]] == [(row.paper, row.score) for row in plain["p00"]]


def test_the_order_of_papers_plays_no_part_with_vectors() -> None:
    papers = library(18)
    vectors = rows_of_topics(papers, 6)
    first = find_related(papers, {}, {}, {}, {}, 5, vectors)
    random.Random(5).shuffle(papers)
    assert find_related(papers, {}, {}, {}, {}, 5, dict(sorted(vectors.items(), reverse=True))) == first
