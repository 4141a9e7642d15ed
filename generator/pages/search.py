"""The page that search results are shown on: a form, the place for results, and the lists to browse without scripts."""

from __future__ import annotations

from functools import partial

from .. import addresses, markup
from ..context import Context
from ..wording import count
from .document import Draft, make_page

_LISTS = (
    ("All papers", addresses.PAPERS),
    ("Tags", addresses.TAGS),
    ("Names", addresses.NAMES),
    ("Years", addresses.YEARS),
    ("Organisations", addresses.ORGANISATIONS),
    ("Digests", addresses.DIGESTS),
)


def search_page(context: Context) -> Draft:
    """The page where nobody wrote one."""
    path, number = addresses.SEARCH, len(context.catalogue.papers)
    sections = [markup.heading(1, "Search", "top"), *search_sections(path, number)]
    lead = f"Search {count(number, 'paper')} by name, title, topic or a thought in other words."
    return Draft(path=path, make=partial(make_page, path, "Search", lead, sections))


def search_sections(path: str, papers: int) -> list[str]:
    """What the search's script works on, for the page whose Markdown file is `path`; it reads the query from the address."""
    links = [markup.page_link(label, path, target) for label, target in _LISTS]
    return [
        markup.search_form(f"Search {count(papers, 'paper')}", "."),
        markup.paragraph("The search needs scripts, which do not run here. Every paper stands in these lists:", "bs-without"),
        markup.search_results(),
        markup.paragraph(markup.join(["Or browse:", *links]), "bs-browse"),
    ]
