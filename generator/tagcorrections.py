"""The tags found, and what a person knows better → the tags of each paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from .corrections import TagCorrection
from .model import Problem, TagAssignment

ADDED_SCORE = 3.0  # as a phrase in the title


def correct_tags(
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    corrections: Mapping[str, TagCorrection],
    broader: Mapping[str, Sequence[str]],
) -> tuple[dict[str, tuple[TagAssignment, ...]], list[Problem]]:
    """Take tags away and add others, with those that come with them: `broader` has what every tag of the vocabulary implies.

    Warn of a tag that is not in the vocabulary, and of one to remove that is not there.
    """
    corrected, problems = dict(tagging), []
    for paper, row in corrections.items():
        if paper in tagging:
            implied = _find_implied(row, broader)
            problems += _find_faults({one.tag for one in tagging[paper]} | implied.keys(), row, broader)
            corrected[paper] = _apply(tagging[paper], row, implied, broader)
    return corrected, problems


def _find_implied(row: TagCorrection, broader: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Tag → the narrower one it comes with, as when a phrase brought that one; one that is taken away brings nothing."""
    implied: dict[str, str] = {}
    waiting = list(row.add)
    while waiting:
        narrow = waiting.pop(0)
        for tag in broader.get(narrow, ()) if narrow not in row.remove else ():
            if tag not in implied and tag not in row.add:
                implied[tag] = narrow
                waiting.append(tag)
    return implied


def _apply(
    given: tuple[TagAssignment, ...], row: TagCorrection, implied: Mapping[str, str], known: Collection[str]
) -> tuple[TagAssignment, ...]:
    kept = [one for one in given if one.tag not in (*row.remove, *row.add)]
    added = [TagAssignment(tag=tag, score=ADDED_SCORE, reason=row.reason) for tag in row.add if tag in known]
    there = {*row.remove, *(one.tag for one in kept)}
    more = [TagAssignment(tag=tag, score=ADDED_SCORE, implied_by=by) for tag, by in implied.items() if tag not in there]
    return (*kept, *added, *more)


def _find_faults(present: Collection[str], row: TagCorrection, known: Collection[str]) -> Iterator[Problem]:
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
