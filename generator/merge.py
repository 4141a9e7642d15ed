"""Entries of all digests → papers, one per work, in seed order; knows nothing of text repair or of tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .ids import assign_ids
from .model import Digest, Entry, Paper, Problem, Sighting
from .text import title_key

_SAME_WORK = 0.3  # least share of common words between two abstracts under one title


def merge_entries(digests: Iterable[Digest]) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Merge entries that name the same paper; the earliest listing wins a conflict.

    The order is by digest file name, then position, however the digests come. Two entries are one work when their
    titles agree but for case, white space and punctuation, and their abstracts share at least 30 % of their words
    (or one is missing); a shared title over different texts makes two papers and a Problem at information level.
    """
    entries = [entry for digest in sorted(digests, key=lambda d: d.name) for entry in digest.entries]
    groups: list[list[Entry]] = []
    by_key: dict[str, list[list[Entry]]] = {}
    problems: list[Problem] = []
    for entry in entries:
        known = by_key.setdefault(title_key(entry.title) or entry.title, [])
        group = next((group for group in known if _same_work(group[0], entry)), None)
        if group is not None:
            group.append(entry)
            continue
        if known:
            problems.append(_same_title(entry, known[0][0]))
        known.append([entry])
        groups.append(known[-1])
    ids = assign_ids([group[0].title for group in groups])
    papers = tuple(_paper(paper_id, group) for paper_id, group in zip(ids, groups, strict=True))
    return papers, (*problems, *(p for group in groups for p in _date_conflicts(group)))


def _same_work(one: Entry, other: Entry) -> bool:
    if not one.abstract or not other.abstract or one.abstract == other.abstract:
        return True
    mine, theirs = set(one.abstract.casefold().split()), set(other.abstract.casefold().split())
    return len(mine & theirs) >= _SAME_WORK * len(mine | theirs)


def _paper(paper_id: str, group: Sequence[Entry]) -> Paper:
    first = group[0]
    dated = next((e for e in group if e.date), None) or next((e for e in group if e.date_raw), first)
    told = next((entry for entry in group if entry.abstract), None)
    abstract = told.abstract if told else ""
    return Paper(
        id=paper_id,
        title=first.title,
        title_raw=first.title,
        abstract=abstract,
        abstract_raw=abstract,
        abstract_digest=told.digest if told else None,
        date=dated.date,
        date_raw=dated.date_raw,
        date_year_inferred=dated.date_year_inferred,
        authors_count=next((e.authors_count for e in group if e.authors_count is not None), None),
        organisation=next((e.organisation for e in group if e.organisation), None),
        comments=next((e.comments for e in group if e.comments is not None), None),
        sightings=tuple(
            Sighting(digest=e.digest, path=e.location.path, position=e.position, line=e.location.line) for e in group
        ),
    )


def _same_title(entry: Entry, earlier: Entry) -> Problem:
    message = f"the title stands at {earlier.location} too, over another text: kept as two papers"
    return Problem(severity="info", code="same-title", location=entry.location, message=message)


def _date_conflicts(group: Sequence[Entry]) -> list[Problem]:
    dated = [entry for entry in group if entry.date]
    return [
        Problem(
            severity="info",
            code="date-conflict",
            location=entry.location,
            message=f"dated {entry.date}, but {dated[0].date} at {dated[0].location}, which is kept",
        )
        for entry in dated[1:]
        if entry.date != dated[0].date
    ]
