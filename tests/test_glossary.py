"""The senses of abbreviations: what is one sense, and what is one abbreviation."""

from __future__ import annotations

import pytest
from analysis_papers import paper

from generator.glossary import collect_senses, find_acronyms, find_uses
from generator.model import Definition
from generator.readings import read_papers


def senses(*abstracts: str) -> dict[str, list[tuple[str, int]]]:
    papers = [paper(f"p{number}", "Bread", abstract) for number, abstract in enumerate(abstracts)]
    found = collect_senses(papers, find_acronyms(read_papers(papers)))
    return {short: [(sense.long, len(sense.papers)) for sense in given] for short, given in found.items()}


@pytest.mark.parametrize(
    ("abstracts", "expected"),
    [
        (["We use maximum likelihood estimation (MLE).", "By maximum-likelihood (MLE)."], "MLE"),
        (["Two loaf baking models (LBMs).", "A Loaf-Baking Model (LBM)."], "LBM"),
        (["Outcome-based reward models (ORMs).", "An outcome reward model (ORM)."], "ORM"),
        (["Masked oven modeling (MOM).", "Masked oven modeling (MOM).", "masked oven modeling prediction (MOM)."], "MOM"),
        (["The state-of-the-art (SOTA).", "The state of the art (SOTA).", "The state-of-the-art (SoTA)."], "SOTA"),
        (["A multimodal loaf (ML).", "A multi-modal loaf (ML)."], "ML"),
    ],
)
def test_one_sense(abstracts: list[str], expected: str) -> None:
    found = senses(*abstracts)
    assert list(found) == [expected]
    assert [count for _, count in found[expected]] == [len(abstracts)]


def test_several_senses() -> None:
    found = senses("A stone oven loaf (SOL).", "A stone oven loaf (SOL).", "Silent ovular leaves (SOL).")
    assert found == {"SOL": [("stone oven loaf", 2), ("Silent ovular leaves", 1)]}
    assert set(senses("Stable rye (STAR) is: steady tart rye (STAR).", "self-taught rye (STaR).")) == {"STAR", "STaR"}


def test_order_plays_no_part() -> None:
    texts = ["An oven (x).", "A deep oven loaf (DOL).", "deep oven loaf baking (DOL).", "Dry old leaf (DOL)."]
    assert senses(*texts) == senses(*reversed(texts))


@pytest.mark.parametrize(
    ("short", "rest", "uses"),
    [
        ("MLE", ": an MLE, MLEs and (MLE).", ["MLE", "MLE", "MLE"]),
        ("MLEs", ": an MLE, and two MLEs", ["MLE", "MLE"]),
        ("MLE", ": MLE-based, AMLE, MLEss, MLE+ and pre-MLE", []),
        ("AA", " AAA AA", ["AA"]),
        ("+A", " +A+A +A", ["+A"]),
        ("MLE", "", []),
    ],
)
def test_uses_after_the_definition(short: str, rest: str, uses: list[str]) -> None:
    abstract = f"An {short}{rest}"
    found = find_uses(abstract, Definition(short=short, long="maximum likelihood estimate", start=3))
    assert [abstract[start:end] for start, end in found] == uses
    assert all(start >= 3 + len(short) for start, _ in found)
