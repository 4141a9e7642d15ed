"""Entries of all digests → papers, one per work, in seed order; knows nothing of text repair or of tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .ids import assign_ids
from .model import Digest, Entry, Paper, Problem, Sighting
from .text import title_key

_TELLING = 80  # signs of an abstract from which on the same one is no chance
_SAME_WORK = 0.3  # least share of common words between two abstracts under one title
_MOST_COMPARED = 30  # works of one title that an unknown abstract is compared with, the most senior first


@dataclass
class _Work:
    """The entries of one work, the most senior first, and the first abstract among them."""

    entries: list[Entry] = field(default_factory=list)
    abstract: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        return _words(self.abstract)


@dataclass
class _Shelf:
    """The works of one title, the most senior first, and the work of each abstract seen so far."""

    works: list[_Work] = field(default_factory=list)
    by_abstract: dict[str, _Work] = field(default_factory=dict)


def merge_entries(digests: Iterable[Digest]) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Merge entries that name the same paper; the earliest listing wins a conflict, but a written year an inferred one.

    Papers and their listings are in the order of digest file names, then positions, however the digests come. Two
    entries are one work when their titles agree but for case, white space and punctuation (`title_key`), and their
    abstracts share at least 30 % of their words (or one is missing); a shared title over different texts makes two
    papers and a Problem at information level. Who belongs to whom, and the identifiers, are settled by `seniority`: a
    digest that was saved later finds both as they are, whatever its name.
    """
    shelves: dict[str, _Shelf] = {}
    works: list[_Work] = []
    problems: list[Problem] = []
    told: dict[str, Entry] = {}  # by their abstract, those with which a work began
    for entry in (entry for digest in sorted(digests, key=seniority) for entry in digest.entries):
        shelf = shelves.setdefault(title_key(entry.title) or entry.title, _Shelf())
        work = _find_work(shelf, entry)
        if work is None:
            if shelf.works:
                problems.append(_same_title(entry, shelf.works[0].entries[0]))
            elif len(entry.abstract) >= _TELLING and told.setdefault(entry.abstract, entry) is not entry:
                problems.append(_same_abstract(entry, told[entry.abstract]))
            work = _Work()
            shelf.works.append(work)
            works.append(work)
        work.entries.append(entry)
        work.abstract = work.abstract or entry.abstract
        shelf.by_abstract.setdefault(entry.abstract, work)
    ids = assign_ids([work.entries[0].title for work in works])
    listings = [sorted(work.entries, key=_place) for work in works]
    named = sorted(zip(listings, ids, strict=True), key=lambda pair: _place(pair[0][0]))
    papers = tuple(_paper(paper_id, group) for group, paper_id in named)
    return papers, (*problems, *(p for group, _ in named for p in _date_conflicts(group)))


def seniority(digest: Digest) -> tuple[bool, date, str, str]:
    """Orders digests by the day they were saved, then by name; those whose day is not known come last."""
    captured = digest.info.captured
    return captured is None, captured or date.max, digest.name, digest.path


def _place(entry: Entry) -> tuple[str, str, int]:
    return entry.digest, entry.location.path, entry.position


def _find_work(shelf: _Shelf, entry: Entry) -> _Work | None:
    """The same abstract decides, then the first work whose abstract is alike; the comparisons are limited."""
    if not shelf.works or not entry.abstract:
        return next(iter(shelf.works), None)
    if known := shelf.by_abstract.get(entry.abstract):
        return known
    words = _words(entry.abstract)
    near = shelf.works[:_MOST_COMPARED]
    return next((work for work in near if not work.abstract or _are_alike(work.words, words)), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def _are_alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    common = len(mine & theirs)
    return common >= _SAME_WORK * (len(mine) + len(theirs) - common)


def _paper(paper_id: str, group: Sequence[Entry]) -> Paper:
    first = group[0]
    dated = _dated(group) or next((e for e in group if e.date_raw), first)
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


def _dated(group: Sequence[Entry]) -> Entry | None:
    """The listing whose date is believed: the first that spells out its year, else the first whose year was inferred."""
    return min((entry for entry in group if entry.date), key=lambda entry: entry.date_year_inferred, default=None)


def _same_title(entry: Entry, earlier: Entry) -> Problem:
    message = f"the title stands at {earlier.location} too, over another text: kept as two papers"
    return Problem(severity="info", code="same-title", location=entry.location, message=message)


def _same_abstract(entry: Entry, earlier: Entry) -> Problem:
    message = f"the abstract stands at {earlier.location} too, under another title: kept as two papers"
    return Problem(severity="info", code="same-abstract", location=entry.location, message=message)


def _date_conflicts(group: Sequence[Entry]) -> list[Problem]:
    kept = _dated(group)
    return [
        Problem(
            severity="info",
            code="date-conflict",
            location=entry.location,
            message=f"dated {entry.date}{_inferred(entry)}, but {kept.date}{_inferred(kept)} at {kept.location}, which is kept",
        )
        for entry in group
        if kept and entry.date and entry.date != kept.date
    ]


def _inferred(entry: Entry) -> str:
    return " (year inferred)" if entry.date_year_inferred else ""
