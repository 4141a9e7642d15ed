"""The tags found, and what a person knows better → the tags of each paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .corrections import TagCorrection
from .model import Problem, TagAssignment

ADDED_SCORE = 3.0  # as a phrase in the title


def correct_tags(
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    corrections: Mapping[str, TagCorrection],
    known: Collection[str],
) -> tuple[dict[str, tuple[TagAssignment, ...]], list[Problem]]:
    """Take tags away and add others; warn of a tag that is not `known`, and of one to remove that is not there."""
    corrected, problems = dict(tagging), []
    for paper, row in corrections.items():
        if paper in tagging:
            problems += _find_faults(tagging[paper], row, known)
            corrected[paper] = _apply(tagging[paper], row, known)
    return corrected, problems


def _apply(given: tuple[TagAssignment, ...], row: TagCorrection, known: Collection[str]) -> tuple[TagAssignment, ...]:
    kept = [one for one in given if one.tag not in (*row.remove, *row.add)]
    added = [TagAssignment(tag=tag, score=ADDED_SCORE, reason=row.reason) for tag in row.add if tag in known]
    return (*kept, *added)


def _find_faults(given: tuple[TagAssignment, ...], row: TagCorrection, known: Collection[str]) -> Iterator[Problem]:
    present = {one.tag for one in given}
    for tag in (*row.add, *row.remove):
        if tag not in known:
            yield _warning(
                row, "correction-unknown-tag", f"there is no tag “{tag}” for “{row.paper}” in the vocabulary"
            )
        elif tag in row.remove and tag not in present:
            message = f"“{row.paper}” has no tag “{tag}”; remove or mend the correction"
            yield _warning(row, "correction-unmatched", message)


def _warning(row: TagCorrection, code: str, message: str) -> Problem:
    return Problem(severity="warning", code=code, location=row.location, message=message)
