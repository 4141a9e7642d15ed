"""The basis of a large collection: later papers leave its measures, the neighbours within it, and its topics as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from analysis_papers import paper
from sites import ROOT

from generator import basis, similarity, termspace, workers
from generator.basis import find_basis
from generator.inputs import Inputs
from generator.memory import FORGETFUL, RESULTS, KeptMemory, Memory
from generator.model import Catalogue, Digest, DigestInfo, Sighting, Tag, TagAssignment
from generator.output import Store
from generator.publication import Settings
from generator.rankings import Compare
from generator.seeds import find_curated, read_inputs
from generator.similarity import Neighbours, find_neighbours
from generator.site import build_catalogue
from generator.termspace import begin_term_space, build_term_space
from generator.topics import find_topics
from generator.vectors import centred_rows

SMALL = 128  # of the 454 papers of the seeds, 256 are then the basis


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return read_inputs([ROOT / "seeds"], root=ROOT, **find_curated(ROOT / "seeds"))


@pytest.fixture(scope="module")
def grown(inputs: Inputs) -> tuple[Catalogue, Catalogue, frozenset[str]]:
    """The catalogue without the last papers that came, some ten, that with them, and the basis of both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(basis, "LEAST", SMALL)
        found: list[frozenset[str]] = []
        patch.setattr("generator.site.find_basis", lambda *known: found.append(find_basis(*known)) or found[-1])
        whole = build_catalogue(inputs, Settings())[0]
        last = max(whole.digests, key=lambda digest: digest.info.captured or date.min)
        shorter = tuple(replace(one, text=shortened(one.text)) if one.name == last.name else one for one in inputs.digests)
        fewer = build_catalogue(replace(inputs, digests=shorter), Settings())[0]
    assert len(fewer.papers) < len(whole.papers)
    assert len(set(found)) == 1 and len(found[0]) < len(fewer.papers)
    return fewer, whole, found[0]


def shortened(text: str) -> str:
    """A digest without its last entries, some ten."""
    return text.rsplit("•", 11)[0]


def digest(name: str, day: int) -> Digest:
    return Digest(name=name, path=name, day=None, entries=(), furniture=(), info=DigestInfo(captured=date(2025, 1, day)))


def test_the_basis_are_the_papers_that_came_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis, "LEAST", 4)
    digests = [digest("a.txt", 9), digest("b.txt", 1)]
    seen = [Sighting(digest=name, path=name, position=n, line=1) for name in ("a.txt", "b.txt") for n in range(5)]
    papers = [replace(paper(f"p{n}", f"Paper {n}"), sightings=(one,)) for n, one in enumerate(seen)]
    assert find_basis(papers[:4], digests) == {"p0", "p1", "p2", "p3"}
    assert find_basis(papers[3:], digests) == find_basis(papers[::-1][:7], digests[::-1]) == {"p5", "p6", "p7", "p8"}
    assert find_basis(papers, digests) == {"p0", "p1", "p2", *(f"p{n}" for n in range(5, 10))}


def test_later_papers_change_no_measure() -> None:
    texts = ["rye bread rises slowly", "rye starter feeds bread", "green tea steeps slowly", "tea leaves and rye", "bread oven heat"]
    papers = [paper(f"p{n}", "", text) for n, text in enumerate(texts)]
    later = [*papers, paper("q0", "", "violins and rye rye"), paper("q1", "", "violins of spruce")]
    before, after = build_term_space(papers), build_term_space(later, len(papers))
    assert (after.tfidf[: len(papers)] != before.tfidf).nnz == 0
    assert after.written == before.written, "what only later papers say is not counted"
    assert (after.latent[: len(papers)] == before.latent).all()
    assert after.latent[len(papers)].any(), "a later paper has its place by the words it shares"
    assert not after.latent[len(papers) + 1].any()


def test_later_vectors_change_no_mean() -> None:
    papers = [paper(f"p{n:02}", "") for n in range(60)]
    chance = np.random.default_rng(3)
    rows = {one.id: chance.integers(-50, 100, 8, dtype=np.int8) for one in papers if one.id != "p07"}
    before, after = centred_rows(papers[:40], rows), centred_rows(papers, rows, 40)
    assert (after[:40] == before).all()
    assert before[3].any() and not before[7].any()
    assert (after != centred_rows(papers, rows)).any()


def test_neighbours_within_the_basis_stay(grown) -> None:
    fewer, whole, known = grown
    tables = [
        find_neighbours(one.papers, one.tagging, one.names, one.mentions, one.mentioned_by, 15, explained=0, basis=known)
        for one in (fewer, whole)
    ]
    assert tables[0].settled == tables[1].settled
    assert tables[0].settled.keys() == known
    assert all({near for near, _ in row} <= known for row in tables[1].settled.values())
    assert tables[1].nearest.keys() == {one.id for one in whole.papers}


def vectors_of(one: Catalogue, seed: int) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(seed)
    return {paper.id: chance.integers(-50, 100, 8, dtype=np.int8) for paper in one.papers}


def test_what_was_ranked_before_is_brought_up_to_date(grown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fewer, whole, known = grown
    compared: list[int] = []
    compare_with = similarity._Evidence.compare_with

    def counted(evidence: similarity._Evidence, columns: np.ndarray) -> Compare:
        compare = compare_with(evidence, columns)
        return lambda rows: (compared.append(len(rows) * len(columns)), compare(rows))[1]

    monkeypatch.setattr(similarity._Evidence, "compare_with", counted)
    monkeypatch.setattr("generator.rankings.map_forked", lambda work, tasks: [work(task) for task in tasks])

    def find(one: Catalogue, memory: Memory, **change: Any) -> Neighbours:
        compared.clear()
        options = {"explained": 0, "basis": known, "memory": memory} | change
        return find_neighbours(one.papers, one.tagging, one.names, one.mentions, one.mentioned_by, 15, **options)

    expected = {id(one): find(one, FORGETFUL) for one in (fewer, whole)}
    for one, share in ((fewer, 1.0), (whole, 0.2), (whole, 0.0), (fewer, 1.0), (whole, 0.2)):
        assert find(one, KeptMemory(Store(tmp_path), "program", {})) == expected[id(one)]
        assert sum(compared) <= share * len(one.papers) ** 2
    for change in ({"vectors": vectors_of(whole, 1)}, {"vectors": vectors_of(whole, 2)}, {"basis": frozenset(sorted(known)[9:])}, {}):
        assert find(whole, KeptMemory(Store(tmp_path), "program", {}), **change) == find(whole, FORGETFUL, **change), change
    find(whole, KeptMemory(Store(tmp_path), "another program", {}))
    assert sum(compared) >= 0.5 * len(whole.papers) ** 2, "what another program found is not taken"
    damaged = next((tmp_path / RESULTS).glob("rankings"))
    damaged.write_bytes(damaged.read_bytes()[:-9])
    assert find(whole, KeptMemory(Store(tmp_path), "program", {})) == expected[id(whole)]


def test_all_papers_are_the_basis_of_a_collection_that_is_not_large(grown) -> None:
    one = grown[1]
    table = find_neighbours(one.papers, one.tagging, one.names, one.mentions, one.mentioned_by, 5)
    assert table.settled is table.nearest
    assert table == find_neighbours(
        one.papers, one.tagging, one.names, one.mentions, one.mentioned_by, 5, basis={paper.id for paper in one.papers}
    )


def test_reasons_stay_and_most_lists_change_only_where_somebody_comes_in(grown) -> None:
    fewer, whole, _ = grown
    new = {one.id for one in whole.papers} - {one.id for one in fewer.papers}
    before, after = ({one: {near.paper: near.why for near in row} for one, row in table.related.items()} for table in grown[:2])
    changed = [paper for paper in before if list(before[paper]) != list(after[paper])]
    pushed = [paper for paper in changed if not new & after[paper].keys()]
    assert new & {other for row in after.values() for other in row}
    assert len(pushed) <= 0.15 * len(before), "ranks below the list shift"
    same = {one.id for one in whole.papers} & {one.id for one in fewer.papers if one.abstract}
    assert all(after[one].get(other, why) == why for one in same for other, why in before[one].items() if other in same)


def test_topics_keep_their_labels_and_their_papers(grown) -> None:
    fewer, whole, known = grown
    before, after = ({topic.id: topic for topic in one.topics} for one in (fewer, whole))
    assert before.keys() == after.keys() and len(before) > 5
    for topic, old in before.items():
        assert replace(after[topic], papers=()) == replace(old, papers=())
        assert [one for one in after[topic].papers if one in known] == [one for one in old.papers if one in known]
    joined = {one for topic in whole.topics for one in topic.papers} - known
    assert len(joined) > 0.8 * (len(whole.papers) - len(known))


def test_later_papers_join_the_topic_they_are_tied_to() -> None:
    subjects = {"bread": "Rye sourdough in a stone oven", "tea": "Green leaves in spring water"}
    papers = [paper(f"{name}{n:02}", f"{name} {n}", text) for name, text in subjects.items() for n in range(8)]
    tagging = {one.id: (TagAssignment(tag=one.id[:-2], score=2.0),) for one in papers}
    tags = [Tag(id=name, label=name.title(), facet="f", definition="") for name in subjects]
    settled = {
        one.id: tuple((o.id, 0.7) for o in papers if o is not one and o.id[:3] == one.id[:3]) for one in papers
    }
    near = {"new1": (("tea00", 0.2), ("bread00", 0.3), ("tea01", 0.2), ("new2", 0.9))}
    near |= {"new2": (("new1", 0.9),), "new3": (("tea05", 0.0),), "new4": (("new3", 0.9), ("new5", 0.9), ("tea05", 0.1))}
    near |= {"new5": (("new3", 0.9), ("new4", 0.05), ("bread05", 0.1))}
    tagging |= dict.fromkeys(("new1", "new4"), (TagAssignment(tag="tea", score=2.0),))
    nearest = settled | near
    everybody = [*papers, *(paper(name, "Violins of spruce", "") for name in near)]
    alone = find_topics(papers, tagging, settled, tags)
    joined = find_topics(everybody, tagging, nearest, tags, settled)
    assert {topic.id: topic.papers for topic in joined}["tea"] == (*{t.id: t.papers for t in alone}["tea"], "new2", "new1", "new4")
    assert [topic.id for topic in joined] == ["tea", "bread"], "the largest first; nobody who is hardly tied and has no tag"
    assert {t.id: (t.label, t.terms, t.near) for t in joined} == {t.id: (t.label, t.terms, t.near) for t in alone}


def test_blocks_of_rows_are_either_of_the_basis_or_not() -> None:
    blocks = [*similarity._blocks(range(300)), *similarity._blocks(range(300, 700))]
    assert [row for block in blocks for row in block] == list(range(700))
    assert all(block.stop <= 300 or block.start >= 300 for block in blocks)


@pytest.mark.parametrize("begun", [False, True])
def test_known_measures_give_the_same_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bool) -> None:
    monkeypatch.setattr(termspace, "LARGE", 2)
    monkeypatch.setattr(workers, "count_processors", lambda: 2)
    texts = ["rye bread rises slowly", "rye starter feeds bread", "green tea steeps slowly", "tea leaves and rye", "bread oven heat"]
    papers = [paper(f"p{n}", "", text) for n, text in enumerate(texts)]
    for size in (3, 4, 3):
        known = KeptMemory(Store(tmp_path), "p", {})
        if begun:
            begin_term_space(papers, size, known)
        plain, kept = (build_term_space(papers, size, memory) for memory in (FORGETFUL, known))
        assert (plain.tfidf != kept.tfidf).nnz == 0 and (plain.latent == kept.latent).all() and plain.written == kept.written
