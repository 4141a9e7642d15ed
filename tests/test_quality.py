"""Floors a little below what was reached on the judgements in `benchmarks/gold`, through the real pipeline."""

from __future__ import annotations

import gzip
import importlib.util
import math
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from generator.context import make_context
from generator.layout import find_layout
from generator.pages import render_pages
from generator.publication import Settings
from generator.seeds import read_inputs
from generator.site import build_catalogue

ROOT = Path(__file__).parent.parent
MAP_BYTES, PAGE_BYTES = 32_000, 56_000  # gzipped: the drawing, and the page with the lists of the same papers


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality", ROOT / "benchmarks" / "quality.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(quality):
    return quality.build(vectors=True)


@pytest.fixture(scope="module")
def words_only(quality):
    return quality.build(vectors=False)


@pytest.fixture(scope="module")
def figures(quality, built):
    return quality.measure(built[0])


@pytest.fixture(scope="module")
def figures_of_words(quality, words_only):
    return quality.measure(words_only[0])


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("tags_f1", 0.825),
        ("tags_precision", 0.87),
        ("tags_f1_narrow", 0.845),
        ("tags_coverage", 0.99),
        ("related_ndcg5", 0.60),
        ("related_p1", 0.72),
        ("names_precision", 0.98),
        ("names_recall", 0.965),
        ("mentions_recall", 0.98),
        ("links_found", 0.99),
        ("links_kind", 0.99),
        ("tex_safe_exact", 0.98),
        ("map_partner_near", 0.915),
        ("topic_partner", 0.87),
    ],
)
def test_no_figure_falls_below_its_floor(figures, figure, floor):
    assert figures[figure] >= floor


@pytest.mark.parametrize(
    ("figure", "floor"),
    [("related_ndcg5", 0.55), ("related_p1", 0.71), ("map_partner_near", 0.90), ("topic_partner", 0.83)],
)
def test_words_alone_do_well_too(figures_of_words, figure, floor):
    assert figures_of_words[figure] >= floor


@pytest.mark.parametrize(
    "figure",
    ["mention_traps_sprung", "not_links_linked", "tex_safe_left", "tex_negatives_broken", "tex_ambiguous_left"],
)
def test_nothing_is_done_that_must_not_be(figures, figure):
    assert figures[figure] == 0


def test_the_seeds_are_complete(built, words_only):
    """Every paper has its vector and its place; without the vectors nothing is amiss either."""
    for _, problems in (built, words_only):
        assert not [problem for problem in problems if problem.severity != "info" or problem.code == "no-vector"]
    kept = (ROOT / "seeds" / "layout.json").read_text(encoding="utf-8")
    assert all(f'"{paper.id}": ' in kept for paper in built[0].papers)


def test_the_map_is_light(built):
    page = next(page for page in render_pages(make_context(built[0], Settings())) if page.path == "map/index.md")
    drawing = page.text[page.text.index("<svg") : page.text.index("</svg>")]
    assert len(gzip.compress(page.text.encode())) <= PAGE_BYTES
    assert len(gzip.compress(drawing.encode())) <= MAP_BYTES
    assert drawing.count("<title>") == len(built[0].papers)


@pytest.mark.parametrize("vectors", [True, False], ids=["vectors", "words"])
def test_topics_are_what_they_are_called(built, words_only, vectors):
    """The share of a topic's papers that carry the tag in its label; and that few papers or topics go without."""
    catalogue = (built if vectors else words_only)[0]
    carried = {paper: {given.tag for given in tags} for paper, tags in catalogue.tagging.items()}
    named = [topic for topic in catalogue.topics if topic.tag]
    shares = [sum(topic.tag in carried[paper] for paper in topic.papers) / len(topic.papers) for topic in named]
    assert min(shares) >= 0.5
    inside = sum(len(topic.papers) for topic in named)
    assert sum(share * len(topic.papers) for share, topic in zip(shares, named, strict=True)) >= 0.8 * inside
    assert len(named) >= 0.9 * len(catalogue.topics)
    assert sum(len(topic.papers) for topic in catalogue.topics) >= 0.94 * len(catalogue.papers)


def test_the_legend_shows_the_marks_of_the_map(built):
    page = next(page for page in render_pages(make_context(built[0], Settings())) if page.path == "map/index.md")
    drawn = re.findall(r'<g class="(bs-c\d bs-s\d)" data-topic="(\d+)">', page.text)
    listed = re.findall(r'data-topic="(\d+)"><summary><svg class="bs-swatch (bs-c\d bs-s\d)"', page.text)
    assert len(drawn) == len(listed) >= len(built[0].topics)
    assert {number: mark for mark, number in drawn} == dict(listed)


def test_a_digest_that_comes_moves_the_map_little():
    """The map of four digests, then of all five: old papers stay, by the map's spread; a fresh map is another one."""
    seeds = ROOT / "seeds"
    inputs = read_inputs([seeds], root=ROOT, vectors=seeds / "vectors.bin")
    fewer = build_catalogue(replace(inputs, digests=inputs.digests[:4]), Settings())[0]
    related = Settings(related_count=15)
    before = fewer.layout
    after_inputs = build_catalogue(inputs, related)[0]
    nearest = {paper: [(near.paper, near.score) for near in row] for paper, row in after_inputs.related.items()}
    after = find_layout([paper.id for paper in after_inputs.papers], nearest, before)
    kept, afresh = median_move(before, after), median_move(before, after_inputs.layout)
    assert kept <= 0.2
    assert afresh >= 2 * kept


def median_move(before, after):
    middle = [sum(axis) / len(before) for axis in zip(*before.values(), strict=True)]
    spread = math.sqrt(sum(math.dist(place, middle) ** 2 for place in before.values()) / len(before))
    both = before.keys() & after.keys()
    return sorted(math.dist(before[paper], after[paper]) for paper in both)[len(both) // 2] / spread
