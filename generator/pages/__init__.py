"""The catalogue → every page of the site, in a fixed order, or those most in want of a change; each module here knows one kind of page."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from ..addresses import DIGESTS, HOME, paper_page, public_url
from ..context import Context
from ..memory import FORGETFUL, Memory
from ..scopes import Scopes
from .beside import beside_lists
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
from .rowhtml import make_rows
from .search import search_page
from .selection import selection_page
from .subscribe import subscribe_pages
from .topics import topic_lists

__all__ = ["render_pages", "render_urgent"]

MOST_URGENT = 50  # pages of lists
_LISTS = (paper_lists, tag_lists, year_lists, organisation_lists, digest_lists)


def render_pages(context: Context, memory: Memory = FORGETFUL) -> Pages:
    """Home, index pages and list pages, then a page for each paper in the order of the catalogue; `memory` may know rows of lists."""
    scopes = Scopes(context)
    drafts = [home_page(context), *([search_page(context)] if context.settings.search else [])]
    drafts += [selection_page(context)] if context.settings.citations else []
    for lists in (*_LISTS, name_lists, glossary_lists, topic_lists, subscribe_pages, beside_lists):
        drafts += lists(context)
    drafts += (paper_draft(context, scopes, paper) for paper in context.catalogue.papers)
    return Pages(drafts, partial(make_rows, tuple(context.summaries.values()), memory, brief=context.large))


def render_urgent(context: Context, changed: Collection[str], also: Collection[str] = ()) -> list[Draft]:
    """Home, the list of digests, the pages of the papers that changed, `also` pages of these paths; and, a digest's first, pages of
    lists that show these papers, of many only some. Topics and names, which take long, are not among them."""
    scopes = Scopes(context)
    drafts = [home_page(context), *(draft for lists in _LISTS for draft in lists(context))]
    drafts += [paper_draft(context, scopes, paper) for paper in context.catalogue.papers if paper.id in changed or paper_page(paper.id) in also]
    own = {HOME, DIGESTS, *map(paper_page, changed), *also}
    first = [draft for draft in drafts if draft.path in own]
    listing = [draft for draft in drafts if draft.path not in own and _shows(draft, changed)]
    listing.sort(key=lambda draft: not draft.path.startswith(public_url(DIGESTS)))
    return [*first, *listing[:MOST_URGENT]]


def _shows(draft: Draft, papers: Collection[str]) -> bool:
    return draft.contents is not None and any(paper.id in papers for paper in draft.contents.papers)
