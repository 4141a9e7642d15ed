"""Entries of all digests → papers, one per work, in seed order; knows nothing of text repair or of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .corrections import SamePaper
from .ids import assign_ids
from .joining import join_ids
from .model import Digest, Entry, Former, Paper, Problem, Sighting
from .text import title_key

_TELLING = 80  # signs of an abstract from which on the same one is no chance
_SAME_WORK = 0.3  # least share of common words between two abstracts under one title
_MOST_COMPARED = 30  # works of one title that an unknown abstract is compared with, the most senior first


@dataclass
class _Work:
    """The entries of one work, the most senior first, and the first abstract among them; it is the work `number`, from 0 on."""

    number: int
    entries: list[Entry] = field(default_factory=list)
    abstract: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        return _words(self.abstract)


_Days = Mapping[str, date | None]  # when each digest was saved, by its path
_Twins = tuple[_Work, _Work, Callable[[Entry, Entry], Problem]]  # a later work, an earlier one, and what tells of them


@dataclass
class _Shelf:
    """The works of one title, the most senior first, and the work of each abstract seen so far."""

    works: list[_Work] = field(default_factory=list)
    by_abstract: dict[str, _Work] = field(default_factory=dict)


def merge_entries(
    digests: Iterable[Digest], same_as: Mapping[str, SamePaper] | None = None
) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Merge entries that name the same paper; the earliest listing wins a conflict, but of years the best known (`_dated`), of
    numbers of comments the latest.

    Papers and their listings are in the order of digest file names, then positions, however the digests come. Two
    entries are one work when their titles agree but for case, white space and punctuation (`title_key`), and their
    abstracts share at least 30 % of their words (or one is missing); a shared title over different texts makes two
    papers and a Problem at information level. Who belongs to whom, and the identifiers, are settled by `seniority`: a
    digest that was saved later finds both as they are, whatever its name. Works that are one by `same_as` are then joined;
    the most senior keeps title and identifier, those of all others are as they were.
    """
    digests = tuple(digests)
    days = {digest.path: digest.info.captured for digest in digests}
    works, twins = _find_works(digests)
    ids = assign_ids([work.entries[0].title for work in works])
    kept, problems = join_ids(ids, same_as or {})
    own = [kept.get(paper_id, paper_id) for paper_id in ids]
    problems += [tell(one.entries[0], other.entries[0]) for one, other, tell in twins if own[one.number] != own[other.number]]
    groups: dict[str, list[Entry]] = {}
    for work, paper_id in zip(works, own, strict=True):
        groups.setdefault(paper_id, []).extend(work.entries)
    joined = {paper_id: groups[paper_id][0].title for paper_id in kept.values()}
    former: dict[str, list[Former]] = {}
    for work, paper_id in zip(works, ids, strict=True):
        if paper_id in kept:
            former.setdefault(kept[paper_id], []).append(Former(id=paper_id, title=work.entries[0].title))
    named = sorted(((paper_id, sorted(group, key=_place)) for paper_id, group in groups.items()), key=lambda pair: _place(pair[1][0]))
    papers = tuple(_paper(paper_id, group, joined.get(paper_id), days, former.get(paper_id, ())) for paper_id, group in named)
    return papers, (*problems, *(p for _, group in named for p in _date_conflicts(group, days)))


def _find_works(digests: Iterable[Digest]) -> tuple[list[_Work], list[_Twins]]:
    """The works, the most senior first, and those that have a title or a text in common."""
    shelves: dict[str, _Shelf] = {}
    works: list[_Work] = []
    twins: list[_Twins] = []
    told: dict[str, _Work] = {}  # by the abstract with which they began
    for entry in (entry for digest in sorted(digests, key=seniority) for entry in digest.entries):
        shelf = shelves.setdefault(title_key(entry.title) or entry.title, _Shelf())
        work = _find_work(shelf, entry)
        if work is None:
            work = _Work(len(works))
            if shelf.works:
                twins.append((work, shelf.works[0], _same_title))
            elif len(entry.abstract) >= _TELLING and told.setdefault(entry.abstract, work) is not work:
                twins.append((work, told[entry.abstract], _same_abstract))
            shelf.works.append(work)
            works.append(work)
        work.entries.append(entry)
        work.abstract = work.abstract or entry.abstract
        shelf.by_abstract.setdefault(entry.abstract, work)
    return works, twins


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


def _paper(paper_id: str, group: Sequence[Entry], senior: str | None, days: _Days, former: Sequence[Former]) -> Paper:
    """From its listings in their order; `senior` is the title of the first that was saved, where they were joined by hand: then title
    and abstract are from a listing that has it."""
    key = title_key(senior) if senior else None
    first = next(e for e in group if key is None or title_key(e.title) == key)
    dated = _dated(group, days) or next((e for e in group if e.date_raw), first)
    told = next((e for e in sorted(group, key=lambda e: key is not None and title_key(e.title) != key) if e.abstract), None)
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
        comments=_latest_comments(group, days),
        sightings=tuple(
            Sighting(
                digest=e.digest,
                path=e.location.path,
                position=e.position,
                line=e.location.line,
                title=e.title if key is not None and title_key(e.title) != key else "",
            )
            for e in group
        ),
        former=tuple(former),
    )


def _dated(group: Sequence[Entry], days: _Days) -> Entry | None:
    """The listing whose date is believed: the first that spells out its year, else the first whose year follows from the day its digest
    was saved, else that with the latest year: where no such day is known, a year is the earliest that it can be."""
    return min((entry for entry in group if entry.date), key=lambda entry: _doubt(entry, days), default=None)


def _doubt(entry: Entry, days: _Days) -> tuple[int, int]:
    """Orders the dates of one paper by how well their years are known."""
    if not entry.date or not entry.date_year_inferred:
        return 0, 0
    return (1, 0) if days.get(entry.location.path) else (2, -entry.date.year)


def _latest_comments(group: Sequence[Entry], days: _Days) -> int | None:
    """The number in the digest that was saved last; of digests whose day is not known the highest, for comments become more."""
    known = (((days.get(entry.location.path) or date.min), entry.comments) for entry in group if entry.comments is not None)
    return max(known, default=(date.min, None))[1]


def _same_title(entry: Entry, earlier: Entry) -> Problem:
    message = f"the title stands at {earlier.location} too, over another text: kept as two papers"
    return Problem(severity="info", code="same-title", location=entry.location, message=message)


def _same_abstract(entry: Entry, earlier: Entry) -> Problem:
    message = f"the abstract stands at {earlier.location} too, under another title: kept as two papers"
    return Problem(severity="info", code="same-abstract", location=entry.location, message=message)


def _date_conflicts(group: Sequence[Entry], days: _Days) -> list[Problem]:
    kept = _dated(group, days)
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
