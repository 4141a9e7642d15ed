"""How good tags, names, links, repairs and related papers are: the seeds and `gold/` → every figure, a line each.

    .venv/bin/python benchmarks/quality.py

The whole pipeline is run twice, with the sentence vectors of `seeds/vectors.bin` and without. `gold/README.md` defines the
figures; `map_partner_near` is the share of judged papers with a true neighbour among the 15 nearest points of the map, and
`topic_partner` of those with one in their topic.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Catalogue, Problem

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "benchmarks" / "gold"
NEAREST_POINTS = 15
BY_RELATED = ("related_", "map_", "topic_")  # figures that vectors change


def main() -> int:
    """Print the figures."""
    both, words = (measure(build(vectors=vectors)[0]) for vectors in (True, False))
    print(f"{'':24}{'':>8}{'no vectors':>12}")
    for name, figure in both.items():
        other = f"{words[name]:>12}" if name.startswith(BY_RELATED) else ""
        print(f"{name:24}{figure:>8}{other}")
    return 0


def build(*, vectors: bool, layout: bool = True) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The seeds' catalogue, and what was wrong."""
    from generator.publication import Settings
    from generator.seeds import read_inputs
    from generator.site import build_catalogue

    seeds = ROOT / "seeds"
    inputs = read_inputs(
        [seeds],
        root=ROOT,
        infos=seeds / "digests.yml",
        corrections=seeds / "corrections.yml",
        vectors=seeds / "vectors.bin" if vectors else None,
        layout=seeds / "layout.json" if vectors and layout else None,
    )
    return build_catalogue(inputs, Settings())


def measure(catalogue: Catalogue) -> dict[str, float]:
    """Every figure of a catalogue."""
    from generator.export import papers_json

    score = _scorer()
    exported = json.loads(papers_json(catalogue))["papers"]
    papers = {score._key(paper["title_raw"]): paper for paper in exported}
    by_id = {paper["id"]: paper for paper in exported}
    gold = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in GOLD.glob("*.json")}
    partners = {
        papers[score._key(row["title"])]["id"]: {papers[score._key(title)]["id"] for title in row["related"]}
        for row in gold["related"]
    }
    return {
        "papers": len(papers),
        **score.score_tags(papers, gold["tags"]),
        **score.score_related(papers, gold["related"], by_id),
        **score.score_names(papers, gold["names"]),
        **score.score_mentions(papers, by_id, gold["mentions"], gold["traps"]),
        **score.score_links(papers, gold["links"], gold["not_links"]),
        **score.score_tex(papers, gold["tex_positive"], gold["tex_negative"]),
        "map_partner_near": _share(_near_on_map(catalogue.layout, paper) & own for paper, own in partners.items()),
        "topic_partner": _share(_in_topic(catalogue, paper) & own for paper, own in partners.items()),
    }


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _near_on_map(places: dict[str, tuple[float, float]], paper: str) -> set[str]:
    others = sorted((math.dist(place, places[paper]), other) for other, place in places.items() if other != paper)
    return {other for _, other in others[:NEAREST_POINTS]}


def _in_topic(catalogue: Catalogue, paper: str) -> set[str]:
    return {other for topic in catalogue.topics if paper in topic.papers for other in topic.papers}


def _share(found: object) -> float:
    rows = [bool(row) for row in found]  # type: ignore[attr-defined]
    return round(sum(rows) / max(len(rows), 1), 3)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
