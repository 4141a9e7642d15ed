"""Digests → notes on those that hold the entries of another, as a page does that was saved twice; knows nothing of papers."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Digest, Location, Problem


def find_copies(digests: Iterable[Digest]) -> list[Problem]:
    """Tell of each digest whose entries are those of an earlier one, in the same order and with the same facts; none has no entries."""
    problems: list[Problem] = []
    known: dict[tuple[object, ...], str] = {}
    for digest in digests:
        first = known.setdefault(_as_written(digest), digest.path)
        if first != digest.path:
            message = f"the entries are those of {first}, one for one: was a page saved twice? both files count"
            problems.append(Problem(severity="info", code="same-digest", location=Location(path=digest.path), message=message))
    return problems


def _as_written(digest: Digest) -> tuple[object, ...]:
    return tuple((e.title, e.abstract, e.authors_count, e.organisation, e.date_raw, e.comments) for e in digest.entries)
