"""The page that search results are shown on: a form, the place for results, and the lists to browse without scripts."""

from __future__ import annotations

from functools import partial

from .. import addresses, markup
from ..context import Context
from ..searchform import search_sections
from ..wording import count
from .document import Draft, make_page


def search_page(context: Context) -> Draft:
    """The page where nobody wrote one."""
    path, number = addresses.SEARCH, len(context.catalogue.papers)
    sections = [markup.heading(1, "Search", "top"), *search_sections(path, number)]
    lead = f"Search {count(number, 'paper')} by name, title, topic or a thought in other words."
    return Draft(path=path, make=partial(make_page, path, "Search", lead, sections))
