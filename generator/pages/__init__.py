"""The catalogue → every page of the site, in a fixed order; each module here knows one kind of page."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import Context
from ..groups import newest_first
from .document import Draft, Pages
from .home import home_page
from .indexes import (
    digest_lists,
    organisation_lists,
    paper_lists,
    tag_lists,
    year_lists,
)
from .names import glossary_lists, name_lists
from .paper import paper_draft
from .search import search_page
from .selection import selection_page
from .subscribe import subscribe_pages
from .topics import topic_lists

__all__ = ["render_pages"]


def render_pages(context: Context) -> Pages:
    """Home, index pages and list pages, then a page for each paper in the order of the catalogue."""
    drafts = [home_page(context), *([search_page(context)] if context.settings.search else [])]
    drafts += [selection_page(context)] if context.settings.citations else []
    for lists in (paper_lists, tag_lists, year_lists, organisation_lists, digest_lists, name_lists, glossary_lists, topic_lists, subscribe_pages):
        drafts += lists(context)
    return Pages([*drafts, *_paper_drafts(context)])


def _paper_drafts(context: Context) -> Iterator[Draft]:
    order = newest_first(context.catalogue.papers)
    place = {paper.id: index for index, paper in enumerate(order)}
    for paper in context.catalogue.papers:
        index = place[paper.id]
        newer = order[index - 1] if index else None
        older = order[index + 1] if index + 1 < len(order) else None
        yield paper_draft(context, paper, newer, older)
