"""Papers with their places and topics → the map as inline SVG, and its legend; needs no script to be read.

A dot is a path of next to no length: its round or square end keeps its size on the screen however far the map is zoomed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from textwrap import wrap

import numpy as np

from .markup import escape
from .wording import count

WIDTH, HEIGHT, MARGIN = 1000, 680, 34
COLOURS, SHAPES = 7, 2  # see topics.css
FONT, LETTER, LINE = 17, 8.6, 18  # size of labels; width of a letter and height of a line, about
LABEL_WIDTH, LINES = 18, 4  # letters; of a label
MOST_LABELS = 60
_ROUNDS, _STEP = 200, 0.35  # of pushing circles apart; the share of the lack that each of two gives way
REACH, COVERED = 48, 9  # how far a label may move to keep clear of dots; see `_free_place`

Box = tuple[float, float, float, float]
Mark = tuple[int, int]  # colour, shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A paper: its title, the address it leads to, and its place."""

    title: str
    address: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A topic with its points; `label` is short; without an address its points belong to no topic. `anchor` is that of
    its box in the legend."""

    label: str
    address: str
    anchor: str = ""
    points: tuple[Point, ...]


def mark_clusters(clusters: Sequence[Cluster]) -> tuple[list[Cluster], list[Mark]]:
    """The clusters stretched to fill the drawing, and a mark for each: what the drawing and its legend are made of."""
    fitted = _fitted(clusters)
    return fitted, _choose_marks(fitted)


def _choose_marks(clusters: Sequence[Cluster]) -> list[Mark]:
    """(colour, shape) for each cluster, from 1; colours repeat only far apart. Colour 0 is for papers of no topic."""
    places = [_middle(cluster) for cluster in clusters]
    options = [(colour, shape) for shape in range(1, SHAPES + 1) for colour in range(1, COLOURS + 1)]
    used: Counter[Mark] = Counter()
    chosen: list[Mark] = []
    for number, cluster in enumerate(clusters):
        if not cluster.address:
            chosen.append((0, 1))
            continue
        least = min(used[option] for option in options)
        free = [option for option in options if used[option] == least]
        chosen.append(max(free, key=lambda option: (_room(option[0], places, chosen, number), -option[1], -option[0])))
        used[chosen[-1]] += 1
    return chosen


def _room(colour: int, places: Sequence[tuple[float, float]], chosen: Sequence[Mark], number: int) -> float:
    """How far the nearest cluster of that colour is."""
    distances = [math.dist(places[other], places[number]) for other, mark in enumerate(chosen) if mark[0] == colour]
    return round(min(distances, default=1e9), 3)


def draw_map(clusters: Sequence[Cluster], marks: Sequence[Mark]) -> str:
    """Every point a link with its title, coloured by cluster, and the clusters' labels above them; see `mark_clusters`."""
    groups = []
    for number, (cluster, (colour, shape)) in enumerate(zip(clusters, marks, strict=True)):
        links = "".join(
            f'<a href="{escape(point.address)}" tabindex="-1"><title>{escape(point.title)}</title>'
            f'<path d="M{point.x:g} {point.y:g}l.1.1"/></a>'
            for point in cluster.points
        )
        groups.append(f'<g class="bs-c{colour} bs-s{shape}" data-topic="{number}">{links}</g>')
    dots = [(point.x, point.y) for cluster in clusters for point in cluster.points]
    rows = [(number, c.label, _middle(c), len(c.points)) for number, c in enumerate(clusters) if c.address]
    labels = _labels(rows, dots)
    return _svg("".join(groups), labels)


def draw_bubbles(clusters: Sequence[Cluster], marks: Sequence[Mark]) -> str:
    """A circle for each topic, its area by the number of points: for maps of more points than a page can hold."""
    drawn = [number for number, cluster in enumerate(clusters) if cluster.address]
    total = sum(len(clusters[number].points) for number in drawn) or 1
    sizes = [math.sqrt(len(clusters[number].points) / total * WIDTH * HEIGHT * 0.3 / math.pi) for number in drawn]
    places = _apart([_middle(clusters[number]) for number in drawn], sizes)
    groups, rows = [], []
    for number, (x, y), size in zip(drawn, places, sizes, strict=True):
        cluster, (colour, _) = clusters[number], marks[number]
        title = escape(f"{cluster.label}, {count(len(cluster.points), 'paper')}")
        groups.append(
            f'<g class="bs-c{colour} bs-bubble" data-topic="{number}"><a href="{escape(cluster.address)}" tabindex="-1">'
            f'<title>{title}</title><circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.0f}"/></a></g>'
        )
        rows.append((number, cluster.label, (x, y), len(cluster.points)))
    return _svg("".join(groups), _labels(rows))


def draw_swatch(mark: Mark) -> str:
    """A cluster's mark by itself, for a legend."""
    return (
        f'<svg class="bs-swatch bs-c{mark[0]} bs-s{mark[1]}" aria-hidden="true" viewBox="0 0 14 14" width="14" '
        'height="14"><path d="M7 7l.1.1"/></svg>'
    )


def _svg(body: str, labels: str) -> str:
    return f'<svg class="bs-map" viewBox="0 0 {WIDTH} {HEIGHT}">{body}<g class="bs-labels" aria-hidden="true">{labels}</g></svg>'


def _fitted(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Stretched to fill the drawing, in whole units."""
    xs = [point.x for cluster in clusters for point in cluster.points]
    ys = [point.y for cluster in clusters for point in cluster.points]

    if not xs:
        return list(clusters)

    def fit(value: float, low: float, high: float, size: int) -> int:
        return round(MARGIN + (value - low) / (high - low) * (size - 2 * MARGIN)) if high > low else size // 2

    wide, tall = (min(xs), max(xs), WIDTH), (min(ys), max(ys), HEIGHT)
    return [
        replace(cluster, points=tuple(replace(p, x=fit(p.x, *wide), y=fit(p.y, *tall)) for p in cluster.points))
        for cluster in clusters
    ]


def _middle(cluster: Cluster) -> tuple[float, float]:
    return median(point.x for point in cluster.points), median(point.y for point in cluster.points)


def _labels(rows: Sequence[tuple[int, str, tuple[float, float], int]], dots: Sequence[tuple[float, float]] = ()) -> str:
    """A text for each (number, label, place, size), the largest first, moved a little where it would cover another,
    left out where it must."""
    taken: list[Box] = []
    parts = []
    for number, label, place, _ in sorted(rows, key=lambda row: -row[3])[:MOST_LABELS]:
        lines = wrap(label, LABEL_WIDTH, break_long_words=False, max_lines=LINES, placeholder=" …")
        wide, high = max(map(len, lines)) * LETTER, len(lines) * LINE
        around = [dot for dot in dots if abs(dot[0] - place[0]) < wide + REACH and abs(dot[1] - place[1]) < 2 * REACH]
        at = _free_place(place, wide, high, taken, around)
        if at is None:
            continue
        taken.append(_box(at, wide, high))
        top = at[1] - high / 2 + LINE * 0.78
        spans = "".join(
            f'<tspan x="{at[0]:.0f}" y="{top + line * LINE:.0f}">{escape(text)}</tspan>'
            for line, text in enumerate(lines)
        )
        parts.append(f'<text data-topic="{number}">{spans}</text>')
    return "".join(parts)


def _free_place(
    place: tuple[float, float],
    wide: float,
    high: float,
    taken: Sequence[Box],
    dots: Sequence[tuple[float, float]],
) -> tuple[float, float] | None:
    """Near the place, over no other label, and over few dots: a dot covered is as bad as COVERED units of way."""
    steps = range(-REACH, REACH + 1, 12)
    offers = []
    for dx in steps:
        for dy in steps:
            x = min(max(place[0] + dx, wide / 2), WIDTH - wide / 2)
            y = min(max(place[1] + dy, high / 2), HEIGHT - high / 2)
            left, top, right, bottom = box = _box((x, y), wide, high)
            if not any(_overlap(box, other) for other in taken):
                covered = sum(left - 3 < dot[0] < right + 3 and top < dot[1] < bottom for dot in dots)
                offers.append((round(covered * COVERED + math.hypot(dx, dy), 3), dy, dx, (x, y)))
    return min(offers)[3] if offers else None


def _box(at: tuple[float, float], wide: float, high: float) -> Box:
    return at[0] - wide / 2, at[1] - high / 2, at[0] + wide / 2, at[1] + high / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _apart(places: Sequence[tuple[float, float]], sizes: Sequence[float]) -> list[tuple[float, float]]:
    """Circles pushed apart until none covers another, or for so many rounds; those of one place leave it in turn."""
    if not places:
        return []
    points, radii = np.array(places, dtype=float), np.array(sizes, dtype=float)
    low = radii[:, None] + 4
    high = np.array([WIDTH, HEIGHT]) - low
    points += 1e-3 * np.arange(len(points))[:, None] * [[1, -1]]
    for _ in range(_ROUNDS):
        one, other = _close_columns(points, 2 * radii.max() + 4)
        way = points[one] - points[other]
        distance = np.sqrt((way**2).sum(axis=1))
        lack = radii[one] + radii[other] + 4 - distance
        close = lack > 0
        if not close.any():
            break
        push = way[close] * (lack[close] / np.maximum(distance[close], 1e-9) * _STEP)[:, None]
        np.add.at(points, one[close], push)
        np.add.at(points, other[close], -push)
        points = np.minimum(np.maximum(points, low), high)
    return [(float(x), float(y)) for x, y in points]


def _close_columns(points: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of points, by number, that are not farther apart from left to right than `reach`."""
    order = np.argsort(points[:, 0], kind="stable")
    across = points[order, 0]
    after = np.searchsorted(across, across + reach, side="right") - np.arange(1, len(points) + 1)
    one = np.repeat(np.arange(len(points)), after)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)
    return order[one], order[other]
