"""An edition → what its mail says: plain words and absolute addresses, the same for text and HTML."""

from __future__ import annotations

from dataclasses import dataclass

from ..addresses import HOME, paper_page
from ..context import Context
from ..markup import clean
from ..metadata import page_url
from ..model import Paper
from ..wording import badge, count, long_date, mark_inferred, shorten
from .editions import Edition

_ABSTRACT = 420  # characters: a mail of 50 papers stays below the 102 KB at which Gmail cuts
_TITLE = 300
_NO_ABSTRACT = "The digest gives no abstract."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One paper. `url` is None while the site's address is unknown; `facts` and `tags` are short."""

    title: str
    url: str | None
    facts: tuple[str, ...]
    abstract: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of a mail but what differs by recipient. `more` counts the papers that it leaves out."""

    site: str
    site_url: str | None
    subject: str
    heading: str
    lead: str
    preheader: str
    items: tuple[Item, ...]
    more: int
    more_url: str | None
    footer: str


def make_content(context: Context, edition: Edition, *, most: int, footer: str = "") -> Content:
    """The first `most` papers; text is one line each, without control characters and marks that turn its direction."""
    shown = edition.papers[:most]
    site = clean(context.settings.site_name)
    more = len(edition.papers) - len(shown)
    return Content(
        site=site,
        site_url=page_url(HOME, context.settings),
        subject=clean(edition.subject),
        heading=clean(edition.heading),
        lead=f"{count(len(edition.papers), 'paper')} from {site}" + (f"; the first {len(shown):,} of them here." if more else "."),
        preheader=clean(shorten(" · ".join(paper.title for paper in shown[:4]), 160)),
        items=tuple(_item(context, paper) for paper in shown),
        more=more,
        more_url=page_url(edition.page, context.settings),
        footer=clean(footer),
    )


def _item(context: Context, paper: Paper) -> Item:
    return Item(
        title=clean(shorten(paper.title, _TITLE)),
        url=page_url(paper_page(paper.id), context.settings),
        facts=tuple(_facts(paper)),
        abstract=clean(shorten(paper.abstract, _ABSTRACT)) or _NO_ABSTRACT,
        tags=tuple(clean(context.tag_labels[one.tag]) for one in context.catalogue.tagging.get(paper.id, ())[:4]),
    )


def _facts(paper: Paper) -> list[str]:
    facts = [mark_inferred(long_date(paper.date), paper.date_year_inferred)] if paper.date else []
    facts += [clean(shown)] if (shown := badge(paper)) else []
    return facts + ([count(paper.comments, "comment")] if paper.comments else [])
