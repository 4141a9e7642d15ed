"""The ids of papers, and what a person says of those that are one work → the id that stands for each; knows nothing of their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .corrections import SamePaper, unknown_paper
from .model import Problem


def join_ids(ids: Sequence[str], same_as: Mapping[str, SamePaper]) -> tuple[dict[str, str], list[Problem]]:
    """Each id that is given up → the one kept in its place: of those that are the same, the first in the order of `ids`.

    Warn of an id that no paper has, and of a row that closes a circle: it joins what others have joined.
    """
    places = {paper: place for place, paper in enumerate(ids)}
    kept: dict[str, str] = {}
    problems: list[Problem] = []
    for row in same_as.values():
        both = (row.paper, row.location), (row.other, row.other_location or row.location)
        unknown = [unknown_paper(paper, at, places) for paper, at in both if paper not in places]
        problems += unknown
        if unknown:
            continue
        first, second = sorted((_find(row.paper, kept), _find(row.other, kept)), key=places.__getitem__)
        if first == second:
            problems.append(_circle(row))
        else:
            kept[second] = first
    return {paper: _find(paper, kept) for paper in kept}, problems


def _find(paper: str, kept: Mapping[str, str]) -> str:
    while paper in kept:
        paper = kept[paper]
    return paper


def _circle(row: SamePaper) -> Problem:
    message = f"“{row.paper}” and “{row.other}” are the same paper without this row: it closes a circle; remove it"
    return Problem(severity="warning", code="correction-circle", location=row.location, message=message)
