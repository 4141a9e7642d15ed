"""What the digest reader tells of a whole page: one warning that says what to do, where it is due and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest
from invented import HEADER

from generator.digest import read_digest
from generator.model import Digest, DigestInfo, Problem, SourceText

TITLES = (
    "Owls at Night: Counting Feathers with Very Small Cameras", "Does Tea Remember? A Long-Context Study of Cups",
    "KiteNet: Models of the Wind", "Moss on Moss: A Theory of Slow Models", "Attention to small owls", "Is a Cup Enough?",
    "Bread Rises: A Time Series", "Learning to land on hills", "Bells in the Fog", "A survey of teapots",
)  # fmt: skip


def read(text: str, captured: date | None = None, name: str = "x.txt") -> tuple[Digest, tuple[Problem, ...]]:
    return read_digest(SourceText(path=f"seeds/{name}", name=name, text=text), DigestInfo(captured=captured))


def codes(text: str, captured: date | None = date(2025, 10, 28)) -> list[str]:
    return [problem.code for problem in read(text, captured)[1]]


@pytest.mark.parametrize("count", [4, 6, 8, 10])
def test_titles_alone_are_no_abstracts_of_each_other(count):
    assert codes(HEADER + "\n\n".join(TITLES[:count])) == ["no-abstracts"]


@pytest.mark.parametrize(
    "texts",
    [
        ["Short abstract."],
        ["Short abstract.", "Another one."],
        ["We ask whether tea remembers …", "it does not!"],
        ["Cups that keep the taste of other tea", "Kites that learn to land"],
    ],
)
def test_a_few_papers_with_short_abstracts_are_fine(texts):
    assert codes(HEADER + "".join(f"{title}\n{text}\n" for title, text in zip(TITLES, texts, strict=False))) == []


def test_a_day_that_is_missing_can_be_given():
    text = "Owls at Night\nWe count owls.\n•  5 authors\n·\nJan 28, 2024\n"
    (problem,) = read(text)[1]
    assert str(problem).endswith("no-day-line the page's day is missing from the header; tell the day it was saved as `captured` in digests.yml")
    assert codes(text) == []
