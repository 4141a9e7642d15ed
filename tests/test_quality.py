"""Floors for what was reached on the judgements in `benchmarks/gold`, through the real pipeline."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.export import papers_json
from generator.model import Settings
from generator.seeds import read_inputs
from generator.site import build_catalogue

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "benchmarks" / "gold"


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def exported() -> list[dict[str, Any]]:
    seeds = ROOT / "seeds"
    curated = {"infos": seeds / "digests.yml", "corrections": seeds / "corrections.yml"}
    catalogue, _ = build_catalogue(read_inputs([seeds], root=ROOT, **curated), Settings())
    return json.loads(papers_json(catalogue))["papers"]


@pytest.fixture(scope="module")
def figures(score: ModuleType, exported: list[dict[str, Any]]) -> dict[str, float]:
    papers = {score._key(paper["title_raw"]): paper for paper in exported}
    by_id = {paper["id"]: paper for paper in exported}
    gold = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in GOLD.glob("*.json")}
    return {
        **score.score_tags(papers, gold["tags"]),
        **score.score_related(papers, gold["related"], by_id),
        **score.score_names(papers, gold["names"]),
        **score.score_mentions(papers, by_id, gold["mentions"], gold["traps"]),
    }


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("tags_f1", 0.83),
        ("tags_precision", 0.85),
        ("tags_f1_narrow", 0.85),
        ("tags_coverage", 0.97),
        ("related_ndcg5", 0.54),
        ("related_p1", 0.68),
        ("names_precision", 0.96),
        ("names_recall", 0.92),
        ("mentions_recall", 0.95),
    ],
)
def test_no_figure_falls_below_its_floor(figures: dict[str, float], figure: str, floor: float) -> None:
    assert figures[figure] >= floor


def test_no_trap_is_sprung(figures: dict[str, float]) -> None:
    assert figures["mention_traps_sprung"] == 0
