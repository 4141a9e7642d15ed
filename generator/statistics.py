"""The catalogue → figures a person wants at a glance; plain values, no layout."""

from __future__ import annotations

from .model import Catalogue, Problem


def summarise(catalogue: Catalogue, problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """(label, figure) pairs in reading order."""
    papers = catalogue.papers
    dates = sorted(paper.date for paper in papers if paper.date)
    span = f" ({dates[0]} … {dates[-1]})" if dates else ""
    return [
        ("digests", f"{len(catalogue.digests):,}"),
        ("entries", f"{sum(len(digest.entries) for digest in catalogue.digests):,}"),
        ("papers", f"{len(papers):,}"),
        ("seen more than once", f"{sum(len(paper.sightings) > 1 for paper in papers):,}"),
        ("with a date", f"{len(dates):,}{span}"),
        ("year inferred", f"{sum(paper.date_year_inferred for paper in papers):,}"),
        ("with comments", f"{sum(bool(paper.comments) for paper in papers):,}"),
        ("with an organisation", f"{sum(paper.organisation is not None for paper in papers):,}"),
        ("with a repaired text", f"{sum(bool(paper.repairs) for paper in papers):,}"),
        ("links", f"{sum(map(len, catalogue.links.values())):,}"),
        ("tags given", f"{sum(map(len, catalogue.tagging.values())):,}"),
        ("papers without a tag", f"{sum(not catalogue.tagging.get(paper.id) for paper in papers):,}"),
        ("names", f"{len(catalogue.names):,}"),
        ("mentions", f"{sum(map(len, catalogue.mentions.values())):,}"),
        ("problems", f"{sum(problem.severity != 'info' for problem in problems):,}"),
    ]
