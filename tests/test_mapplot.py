"""The drawn map: every paper a link with its title, labels over no other label and over few dots."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.mapplot import (
    HEIGHT,
    WIDTH,
    Cluster,
    Point,
    _apart,
    _close_columns,
    draw_bubbles,
    draw_map,
    mark_clusters,
)
from generator.pages.topics import _legend

place = st.tuples(st.integers(-50, 50), st.integers(-50, 50))


def cluster(label, places, address="../topics/x/"):
    points = (Point(title=f"{label} <{n}>", address=f"../papers/{n}/", x=x, y=y) for n, (x, y) in enumerate(places))
    return Cluster(label=label, address=address, points=tuple(points))


def drawn(clusters):
    return draw_map(*mark_clusters(clusters))


@given(st.lists(st.lists(place, min_size=1, max_size=9), min_size=1, max_size=6))
def test_every_point_is_a_link_with_a_title(groups):
    clusters = [cluster(f"Topic {n} & more", places) for n, places in enumerate(groups)]
    drawing = ET.fromstring(drawn(clusters))
    links = drawing.findall(".//a")
    assert len(links) == sum(map(len, groups))
    assert [link.findtext("title") for link in links] == [p.title for c in clusters for p in c.points]
    for x, y in re.findall(r'<path d="M(\S+) (\S+)l', drawn(clusters)):
        assert 0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT


def test_a_label_keeps_clear_of_dots_where_there_is_room():
    row = [(x, 0) for x in range(-5, 6)]
    corners = cluster("Corners", [(-100, -100), (100, 100), (-100, 100), (100, -100)], address="")
    drawing = drawn([cluster("Row of dots", row), corners])
    dots = {float(y) for y in re.findall(r'<path d="M\S+ (\S+)l', drawing)} - {34.0, HEIGHT - 34.0}
    (label,) = re.findall(r'<tspan x="\S+" y="(\S+)">', drawing)
    assert all(not -14 < dot - float(label) < 5 for dot in dots)


def test_labels_do_not_cover_each_other():
    many = [cluster(f"Topic number {n}", [(n % 3, n // 3)]) for n in range(9)] + [
        cluster("Far", [(90, 90), (-90, -90)])
    ]
    spots = re.findall(r'<text data-topic="\d+"><tspan x="(\S+)" y="(\S+)">', drawn(many))
    boxes = [(float(x), float(y)) for x, y in spots]
    for n, (x, y) in enumerate(boxes):
        assert not any(abs(x - a) < 60 and abs(y - b) < 10 for a, b in boxes[:n])


def test_papers_of_no_topic_have_the_colour_of_none():
    assert mark_clusters([cluster("A", [(0, 0)]), cluster("", [(1, 1)], address="")])[1][1] == (0, 1)


def test_a_large_map_has_a_circle_for_each_topic():
    groups = [cluster("A", [(0, 0)] * 9), cluster("", [(9, 9)], address=""), cluster("B", [(5, 5)] * 4)]
    clusters, marks = mark_clusters(groups)
    drawing = ET.fromstring(draw_bubbles(clusters, marks))
    assert [link.findtext("title") for link in drawing.findall(".//a")] == ["A, 9 papers", "B, 4 papers"]
    shown = [(g.get("data-topic"), g.get("class").split()[0]) for g in drawing.findall("g[@data-topic]")]
    assert shown == [(str(number), f"bs-c{marks[number][0]}") for number in (0, 2)]


@given(st.lists(st.lists(place, min_size=1, max_size=4), min_size=1, max_size=16))
def test_the_marks_are_those_of_the_drawing(groups):
    """Which colours may repeat is a matter of distances in the drawing, not of those in the layout."""
    clusters, marks = mark_clusters([cluster(f"Topic {n}", places) for n, places in enumerate(groups)])
    classes = re.findall(r'<g class="bs-c(\d+) bs-s(\d+)" data-topic="(\d+)">', draw_map(clusters, marks))
    assert [((int(c), int(s)), int(n)) for c, s, n in classes] == [(mark, n) for n, mark in enumerate(marks)]
    assert mark_clusters(clusters) == (clusters, marks)


def test_the_lists_below_the_map_leave_out_nothing_that_has_no_other_list():
    """Papers of no topic have no page of their own; of a topic that has one, the list says where it stops."""
    clusters, marks = mark_clusters(
        [cluster("A", [(n, n) for n in range(30)]), cluster("B", [(0, 1)] * 31, address="")]
    )
    assert _legend(clusters, marks, 99).count("<li>") == 61
    short = _legend(clusters, marks, 20)
    assert short.count("<li>") == 20 + 31
    assert "with all 30 papers; here the 20 most typical</p>" in short


@given(st.lists(place, min_size=1, max_size=30), st.integers(0, 40))
def test_the_pairs_that_are_close_from_left_to_right_are_all_there_once(places, reach):
    one, other = _close_columns(np.array(places, dtype=float), reach)
    found = [frozenset(pair) for pair in zip(one.tolist(), other.tolist(), strict=True)]
    close = {frozenset((a, b)) for a in range(len(places)) for b in range(a) if abs(places[a][0] - places[b][0]) <= reach}
    assert set(found) == close and len(found) == len(close)


def test_circles_are_pushed_apart():
    sizes = [10.0 + number % 7 for number in range(60)]
    places = _apart([(500 + number % 5, 340 + number % 3) for number in range(60)], sizes)
    gaps = [math.dist(places[a], places[b]) - sizes[a] - sizes[b] for a in range(60) for b in range(a)]
    assert min(gaps) > -1
