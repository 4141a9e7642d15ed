"""The catalogue → every page of the site, in a fixed order; each module here knows one kind of page."""

from __future__ import annotations

from ..context import Context
from ..scopes import Scopes
from .document import Pages
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
    scopes = Scopes(context)
    drafts = [home_page(context), *([search_page(context)] if context.settings.search else [])]
    drafts += [selection_page(context)] if context.settings.citations else []
    for lists in (paper_lists, tag_lists, year_lists, organisation_lists, digest_lists, name_lists, glossary_lists, topic_lists, subscribe_pages):
        drafts += lists(context)
    return Pages([*drafts, *(paper_draft(context, scopes, paper) for paper in context.catalogue.papers)])
