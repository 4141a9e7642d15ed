"""A paper → what a feed says of it: identifier, address, days, tags, and its abstract as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..addresses import paper_page
from ..context import Context
from ..groups import digest_title
from ..markup import clean, escape, escape_inside
from ..metadata import page_url
from ..model import Paper
from ..wording import badge, count, long_date, mark_inferred
from .sections import entry_identifier, published, updated

_NO_ABSTRACT = "The digest gives no abstract."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Text is plain, without control characters; `html` is the abstract in full and a line of facts."""

    identifier: str
    url: str
    title: str
    published: date | None
    updated: date | None
    tags: tuple[tuple[str, str], ...]  # (id, label)
    html: str


def make_entry(context: Context, paper: Paper) -> Entry:
    """What it says depends on the paper alone: other papers come and go, and an entry without a later day must not change."""
    given = context.catalogue.tagging.get(paper.id, ())
    return Entry(
        identifier=entry_identifier(paper),
        url=str(page_url(paper_page(paper.id), context.settings)),
        title=clean(paper.title),
        published=published(context, paper),
        updated=updated(context, paper),
        tags=tuple((one.tag, context.tag_labels[one.tag]) for one in given),
        html=_content(context, paper),
    )


def _content(context: Context, paper: Paper) -> str:
    """The abstract with its web addresses linked where they stand, and a line of facts. Authors are counted, none is named."""
    pieces, done = [], 0
    for link in context.catalogue.links.get(paper.id, ()):
        pieces.append(escape_inside(paper.abstract[done : link.start]))
        pieces.append(f'<a href="{escape(link.url)}">{escape_inside(paper.abstract[link.start : link.end])}</a>')
        done = link.end
    pieces.append(escape_inside(paper.abstract[done:]))
    return f"<p>{''.join(pieces) or _NO_ABSTRACT}</p><p>{escape_inside(' · '.join(_facts(context, paper)))}</p>"


def _facts(context: Context, paper: Paper) -> list[str]:
    facts = [mark_inferred(long_date(paper.date), paper.date_year_inferred) if paper.date else "No date given"]
    if shown := badge(paper):
        facts.append(shown)
    if paper.comments:
        facts.append(count(paper.comments, "comment"))
    return [*facts, *dict.fromkeys(_listed(context, seen.digest) for seen in paper.sightings)]


def _listed(context: Context, name: str) -> str:
    digest = context.digests[name]
    day = digest.info.captured
    return f"Listed in {digest_title(digest)}" + (f", saved {long_date(day)}" if day else "")
