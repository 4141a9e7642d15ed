"""A catalogue and what was asked for → editions: which papers a mail holds, and what it is called; no date comes from the clock."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .. import addresses
from ..context import Context, captures
from ..errors import GeneratorError
from ..groups import by_digest, digest_title
from ..model import Paper
from ..wording import count, long_date, shorten
from .state import Issued, MailState


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One mail for all. `id` is the same whenever it is made of the same papers; `page` of the site lists them, and more."""

    id: str
    subject: str
    heading: str
    papers: tuple[Paper, ...]
    page: str

    def issued(self) -> Issued:
        """What the state file keeps of it."""
        papers = tuple(paper.id for paper in self.papers)
        return Issued(id=self.id, subject=self.subject, heading=self.heading, papers=papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Editions to send, the unfinished first. `known` are the ids of papers that are old from now on (at the first `--new` only)."""

    editions: tuple[Edition, ...]
    known: tuple[str, ...] = ()


def digest_edition(context: Context, name: str) -> Edition:
    """The papers of one digest as it lists them; its name may lack `.txt`. Raises `GeneratorError` where there is none."""
    for digest, papers in by_digest(context):
        if addresses.digest_stem(digest.name) == addresses.digest_stem(name):
            slug = context.addresses.digests[digest.name]
            once = _once(papers)
            title = shorten(digest_title(digest), 120)
            return Edition(
                id=f"digest-{slug}",
                subject=f"{title}: {count(len(once), 'paper')}",
                heading=title,
                papers=once,
                page=context.addresses.digest(digest.name),
            )
    names = ", ".join(addresses.digest_stem(digest.name) for digest in context.catalogue.digests)
    raise GeneratorError("", "no-digest", f"there is no digest {name!r}; there are: {names or 'none'}")


def edition_since(context: Context, day: date) -> Edition:
    """The papers that were first listed on that day or later, by the days on which digests were saved."""
    papers = [paper for paper in _latest_first(context, context.catalogue.papers) if _first_day(context, paper) >= day]
    number = count(len(papers), "paper")
    return Edition(
        id=f"since-{day.isoformat()}-{_mark(papers)}",
        subject=f"{number} since {long_date(day)}",
        heading=f"Listed since {long_date(day)}",
        papers=tuple(papers),
        page=_page(context, papers),
    )


def new_editions(context: Context, state: MailState) -> Choice:
    """What no edition had yet, after what an earlier run began and did not finish.

    At the first time those are new that were first listed on the last day on which a digest was saved; all others count as known.
    """
    begun = tuple(_resume(context, one) for one in state.issued.values() if one.id.startswith("new-") and one.id not in state.done)
    mailed, known = state.mailed(), state.known
    first = known is None
    if known is None:
        known = frozenset(paper.id for paper in context.catalogue.papers) - _first_listed_last(context)
    fresh = [paper for paper in context.catalogue.papers if paper.id not in known and paper.id not in mailed]
    editions = (*begun, _new_edition(context, fresh)) if fresh else begun
    return Choice(editions=editions, known=tuple(sorted(known)) if first else ())


def _new_edition(context: Context, fresh: Sequence[Paper]) -> Edition:
    papers = _latest_first(context, fresh)
    days = [day for paper in papers for day in captures(context, paper)]
    when = f", {long_date(max(days))}" if days else ""
    return Edition(
        id=f"new-{max(days).isoformat() if days else 'undated'}-{_mark(papers)}",
        subject=f"{count(len(papers), 'new paper')}{when}",
        heading=count(len(papers), "new paper"),
        papers=tuple(papers),
        page=_page(context, papers),
    )


def _resume(context: Context, issued: Issued) -> Edition:
    papers = tuple(context.papers[paper] for paper in issued.papers if paper in context.papers)
    return Edition(id=issued.id, subject=issued.subject, heading=issued.heading, papers=papers, page=_page(context, papers))


def _page(context: Context, papers: Sequence[Paper]) -> str:
    """The page of a digest that lists all of them, as it mostly is with what is new; else that of all papers."""
    wanted = {paper.id for paper in papers}
    pages = (context.addresses.digest(one.name) for one, listed in by_digest(context) if wanted <= {paper.id for paper in listed})
    return next(pages, addresses.PAPERS)


def _first_listed_last(context: Context) -> frozenset[str]:
    """Ids of the papers that came with what was saved last: on the last day or, where none is known, as the last digest by name."""
    last = max((day for paper in context.catalogue.papers for day in captures(context, paper)), default=None)
    if last:
        return frozenset(paper.id for paper in context.catalogue.papers if _first_day(context, paper) == last)
    name = max((digest.name for digest in context.catalogue.digests), default="")
    return frozenset(paper.id for paper in context.catalogue.papers if {seen.digest for seen in paper.sightings} == {name})


def _first_day(context: Context, paper: Paper) -> date:
    return min(captures(context, paper), default=date.min)


def _latest_first(context: Context, papers: Sequence[Paper]) -> list[Paper]:
    """By the day they were first listed, the latest first; those of one day as the catalogue has them."""
    return sorted(papers, key=lambda paper: -_first_day(context, paper).toordinal())


def _once(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    return tuple({paper.id: paper for paper in papers}.values())


def _mark(papers: Sequence[Paper]) -> str:
    return hashlib.sha256("\n".join(sorted(paper.id for paper in papers)).encode()).hexdigest()[:12]
