"""Places on the map: near papers lie near each other, and stay where they are when others come and go."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import layout
from generator.errors import DataError
from generator.layout import find_layout, layout_json, parse_layout, takes_long

GROUPS, SIZE = 6, 15


def neighbours_of(ids):
    """Each paper is near the others of its group (the last letter of its id), and a little to one of the next."""
    table = {}
    for paper in ids:
        own = [other for other in ids if other != paper and other[-1] == paper[-1]]
        beside = [other for other in ids if int(other[-1]) == (int(paper[-1]) + 1) % GROUPS]
        near = [(other, 0.8) for other in own[:10]]
        table[paper] = (*near, *((other, 0.1) for other in beside[:1]))
    return table


def corpus(groups=range(GROUPS)):
    return [f"p{number:02}-{group}" for number in range(SIZE) for group in groups]


@pytest.fixture(scope="module")
def places():
    return find_layout(corpus(), neighbours_of(corpus()))


def spread(places):
    middle = [sum(axis) / len(places) for axis in zip(*places.values(), strict=True)]
    return math.sqrt(sum(math.dist(place, middle) ** 2 for place in places.values()) / len(places))


def moved(before, after):
    """How far the papers of both moved, the median one, in parts of the map's spread."""
    both = before.keys() & after.keys()
    return sorted(math.dist(before[paper], after[paper]) for paper in both)[len(both) // 2] / spread(before)


def test_groups_lie_together(places):
    ids = corpus()
    right = 0
    for paper in ids:
        nearest = sorted((other for other in ids if other != paper), key=lambda o: math.dist(places[o], places[paper]))
        right += sum(other[-1] == paper[-1] for other in nearest[:5])
    assert right >= 0.9 * 5 * len(ids)


def test_the_order_plays_no_part_and_every_run_is_the_same(places):
    mixed = corpus()
    random.Random(3).shuffle(mixed)
    table = neighbours_of(corpus())
    assert find_layout(mixed, dict(sorted(table.items(), reverse=True))) == places


def test_known_places_are_kept_while_no_paper_is_new(places):
    fewer = [paper for paper in corpus() if paper[-1] != "2"]
    kept = find_layout(fewer, neighbours_of(fewer), places)
    assert kept == {paper: places[paper] for paper in fewer}


def test_what_takes_long_is_known(places):
    assert takes_long(corpus(), {}) and takes_long([*corpus(), "new-0"], places)
    assert not takes_long(corpus(), places)
    assert not takes_long([str(number) for number in range(layout.MOST_POINTS + 1)], {})


@pytest.mark.parametrize("far", [0.5, 2.0])
def test_far_papers_need_not_be_reached(monkeypatch, far):
    """The nearest of each paper are those of all paths, however few of these are looked for."""
    graph = layout._graph(corpus(), neighbours_of(corpus()))
    monkeypatch.setattr(layout, "FAR", 1e9)
    full = np.sort(layout._paths(graph, 0), axis=1)
    monkeypatch.setattr(layout, "FAR", far)
    some = np.sort(layout._paths(graph, 12), axis=1)
    assert np.array_equal(full[:, :13], some[:, :13])
    assert np.array_equal(full, some) == (far == 0.5)  # with .5 too few are near, and all are looked for


def test_papers_that_come_move_the_old_ones_little():
    before = [paper for paper in corpus() if paper[-1] != "2"]
    old = find_layout(before, neighbours_of(before))
    assert moved(old, find_layout(corpus(), neighbours_of(corpus()), old)) <= 0.4


def test_few_papers_and_papers_near_nothing():
    assert find_layout([], {}) == {}
    for size in (1, 2, 3, 4, 9, 250):
        ids = [f"p{number}" for number in range(size)]
        assert find_layout(ids, {}).keys() == set(ids)
    assert len(set(find_layout(["a", "b", "c", "d"], {}).values())) == 4


@pytest.mark.parametrize("size", [30, 300, 2_600])
def test_papers_near_nothing_among_others_have_a_place(size):
    """Two groups and as many papers that nothing is near to; a score of 0 ties nobody."""
    ids = [f"p{number:04}" for number in range(size)]
    third = size // 3
    table = {}
    for number, paper in enumerate(ids[: 2 * third]):
        first = number // third * third
        near = [ids[first + (number - first + step) % third] for step in range(1, 6)]
        table[paper] = tuple((other, 0.6) for other in near)
    places = find_layout(ids, table)
    assert len(places) == size and all(map(math.isfinite, (axis for place in places.values() for axis in place)))
    nothing = {paper: ((ids[0], 0.0),) for paper in ids[2 * third :]}
    assert find_layout(ids, table | nothing) == places


number = st.floats(-1e4, 1e4).map(lambda value: round(value, 2))


@given(st.dictionaries(st.text(max_size=9), st.tuples(number, number), max_size=5))
def test_a_layout_survives_its_file(table):
    assert parse_layout(layout_json(table), "layout.json") == table


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"layout": 2, "papers": {}}',
        '{"layout": 1, "papers": {"a": [1]}}',
        '{"layout": 1, "papers": {"a": [NaN, 1]}}',
        '{"layout": 1, "papers": 3}',
        "[" * 100_000,
    ],
)
def test_a_wrong_file_is_one_error(text):
    with pytest.raises(DataError, match=r"seeds/layout.json:1: bad-layout is not a layout"):
        parse_layout(text, "seeds/layout.json")


def test_no_file_is_no_layout():
    assert parse_layout("", "") == {}
