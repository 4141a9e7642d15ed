"""Floors of the shipped search, through the browser: how well it finds, and how much a first search loads."""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Visit
from playwright.sync_api import Browser, Page
from search_index import real_catalogue_and_index
from search_sites import ask_script
from searchcases import read_queries, typo_queries
from searchscores import KINDS, Score, score
from sites import MOUNT, BuiltSite

TYPED = ("electra", "mixture of experts", "language modle pretraining", "cheap bert training for twenty dollars", "robot videos")
LONG = ("was my book used to train this chatbot", "why does the network suddenly generalise long after memorising")
COLD, A_PAPER = 120_000, 600  # bytes of gzip
TYPOS = 150


@pytest.fixture(scope="module")
def scores(page: Page) -> dict[str, list[Score]]:
    """By kind, for each development query: reciprocal rank of the best right paper, whether it is first, recall in the first ten."""
    rows = [row for row in read_queries(real_catalogue_and_index()[0]) if row["right"]]
    found = defaultdict(list)
    for row, answer in zip(rows, ask_script(page, [row["query"] for row in rows], typing=True, mend=True), strict=True):
        found[row["kind"]].append(score(answer["papers"], row["right"]))
    return found


@pytest.mark.parametrize(
    "kinds, figure, floor",
    [
        (KINDS, 0, 0.89),
        (("name", "acronym", "org"), 1, 0.97),
        (("misspelt",), 1, 0.93),
        (("paraphrase",), 0, 0.75),
        (("topic", "paraphrase"), 2, 0.84),
    ],
)
def test_the_right_papers_are_found(scores, kinds, figure, floor):
    rows = [row for kind in kinds for row in scores[kind]]
    assert sum(row[figure] for row in rows) / len(rows) >= floor


def test_typos_are_survived(page):
    """A typo in each of three rare words of a title."""
    asked = list(typo_queries(real_catalogue_and_index()[1], TYPOS))
    answers = ask_script(page, [query for query, _, _ in asked], typing=True, mend=True)
    ranks = [score(answer["papers"], right).best for answer, (_, _, right) in zip(answers, asked, strict=True)]
    assert sum(ranks) / len(ranks) >= 0.95


@pytest.mark.parametrize("place", ["box", "results"])
@pytest.mark.parametrize("query", [*TYPED, *LONG])
def test_a_first_search_loads_little(browser: Browser, real_site: BuiltSite, query: str, place: str) -> None:
    """Scripts and index until the results stand there, in the box and on the results page."""
    context = browser.new_context()
    visit = Visit(context, real_site)
    opened = visit.open("about/" if place == "box" else "search/")
    opened.wait_for_function("document.querySelector('.bs-find input').getAttribute('role') === 'combobox'")
    if place == "box":
        opened.locator(".bs-find input").fill(query)
        opened.locator(".bs-find [role=option]").first.wait_for()
    else:
        opened.wait_for_selector("[data-search-results][data-state=idle] > *", state="attached")  # before, the form is sent and the page loads anew
        opened.locator("form.bs-search input").fill(query)
        opened.keyboard.press("Enter")
        opened.wait_for_selector("[data-search-results][data-state=done]")
    context.close()
    paths = [urlsplit(url).path.removeprefix(MOUNT) for url in visit.requests]
    loaded = [path for path in paths if path.startswith(("assets/search/", "assets/broadsheet/search/"))]
    assert len(loaded) == len(set(loaded)) <= 16
    assert sum(gzipped(real_site.root / path) for path in loaded) <= COLD


def test_the_whole_index_is_small(real_site: BuiltSite) -> None:
    files = list((real_site.root / "assets/search").glob("*.json"))
    assert sum(map(gzipped, files)) <= A_PAPER * len(real_catalogue_and_index()[1].documents)


def gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))
