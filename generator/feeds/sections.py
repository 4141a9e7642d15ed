"""The collections → what a feed is made of: its title, its identifier, its day, and its papers cut into documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from .. import addresses
from ..context import Context, captures
from ..groups import Collection, collections
from ..model import Paper
from ..publication import Settings

PAGE = 100  # entries of one document
# No feed has more entries than `LARGE`; in a collection of more papers than that, a feed of a part has the newest `FEW`:
# at 10,000 papers, all of them in every feed would take more room than the pages.
LARGE, FEW = 1_000, 20
_NAMESPACE = UUID("9d4719ce-c06a-4d47-81d8-034aaa7448ce")
KINDS = {"tags": "Tags", "organisations": "Organisations", "digests": "Digests"}
_ABOUT = {"tags": "Papers on {}", "organisations": "Papers by {}", "digests": "Papers listed in {}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document of a feed: its number from 1, and its papers."""

    number: int
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A feed: `kind` is "tags", "organisations", "digests" or "" for the whole site, `path` the page with the same papers.

    `papers` counts the collection, `updated` is the newest day of its papers (None where no day is known).
    """

    kind: str
    path: str
    label: str
    title: str
    about: str
    identifier: str
    updated: date | None
    papers: int
    parts: tuple[Part, ...]


def is_large(context: Context) -> bool:
    """Whether feeds leave out what has not been new for long."""
    return len(context.catalogue.papers) > LARGE


def feed_sections(context: Context) -> list[Section]:
    """A section for each collection, in their order."""
    days = {paper.id: updated(context, paper) for paper in context.catalogue.papers}
    return [_section(context, collection, days) for collection in collections(context)]


def published(context: Context, paper: Paper) -> date | None:
    """The paper's date, or the day the first digest that shows it was saved."""
    return paper.date or min(captures(context, paper), default=None)


def updated(context: Context, paper: Paper) -> date | None:
    """The day the last digest that shows the paper was saved; the paper's date where that is later or alone known."""
    return max([*captures(context, paper), *([paper.date] if paper.date else [])], default=None)


def entry_identifier(paper: Paper) -> str:
    """The same wherever the site lies and whatever becomes of the text: made of the paper's id alone.

    A name-based UUID (RFC 9562) and no `tag:` URI, for that needs a domain or a mailbox that will always be the owner's.
    """
    return uuid5(_NAMESPACE, f"paper {paper.id}").urn


def feed_identifier(settings: Settings, path: str) -> str:
    """Of the feed beside the page at `path`: no other site has it, and the site's name and looks are no part of it."""
    site = settings.feed_id or (settings.site_url or "").rstrip("/")
    return uuid5(_NAMESPACE, f"feed {site} {path}".encode(errors="replace").decode()).urn


def _section(context: Context, collection: Collection, days: Mapping[str, date | None]) -> Section:
    site = context.settings.site_name
    kind = collection.path.partition("/")[0] if collection.path != addresses.HOME else ""
    # What arrived last stands first, however old the paper is: a reader looks at the front only. Each paper once.
    papers = sorted({paper.id: paper for paper in collection.papers}.values(), key=lambda paper: _late(days[paper.id]))
    return Section(
        kind=kind,
        path=collection.path,
        label=collection.title,
        title=f"{collection.title} – {site}" if kind else site,
        about=_ABOUT[kind].format(collection.title) if kind else "All papers",
        identifier=feed_identifier(context.settings, collection.path),
        updated=max((day for paper in papers if (day := days[paper.id])), default=None),
        papers=len(papers),
        parts=_parts(papers[: FEW if kind and is_large(context) else LARGE]),
    )


def _late(day: date | None) -> int:
    return -day.toordinal() if day else 0


def _parts(papers: Sequence[Paper]) -> tuple[Part, ...]:
    starts = range(0, max(1, len(papers)), PAGE)
    return tuple(Part(number=number, papers=papers[start : start + PAGE]) for number, start in enumerate(starts, 1))
