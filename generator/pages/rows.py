"""Papers → rows of a list page, and long lists → numbered pages with a bar to move between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from .. import addresses, markup
from ..citing.files import FORMATS, bibtex_path, has_bibtex
from ..context import Context
from ..metadata import list_head
from ..model import Page, Paper
from ..wording import badge, count, first_sentence, short_title
from .document import Contents, Draft, make_page
from .subscribe import feed_head, subscribe_line


def row(context: Context, paper: Paper, page: str, lead: str | None = None) -> list[str]:
    """The lines of a list item: linked title; year, badge, comments and tags; the abstract's first sentence."""
    facts: list[str] = [lead] if lead else []
    if paper.date:
        facts.append(str(paper.date.year))
    if shown := badge(paper):
        facts.append(shown)
    if paper.comments:
        facts.append(count(paper.comments, "comment"))
    facts += [
        markup.page_link(context.tag_labels[given.tag], page, addresses.tag_page(given.tag))
        for given in context.catalogue.tagging.get(paper.id, ())[:4]
    ]
    lines: list[str] = [markup.page_link(short_title(paper), page, addresses.paper_page(paper.id), "bs-title")]
    if facts:
        lines.append(markup.element("small", markup.join(facts, " · ")))
    if paper.abstract:
        lines.append(markup.element("span", first_sentence(paper.abstract), "bs-line"))
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list to be paged: the papers in order, and Markdown that stands above the rows of the first page."""

    path: str
    title: str
    description: str
    intro: str
    papers: Sequence[Paper]
    lead: Callable[[Paper, int], str] | None = None  # what stands first among a row's facts
    feed: bool = False  # whether the list can be subscribed to
    section: tuple[str, str] | None = None  # label and path of the page above
    cited: str | None = None  # the page of the collection that can be cited as a whole


def list_pages(context: Context, listing: Listing) -> Iterator[Draft]:
    """One page for every `page_size` papers; the first at the listing's address, at least one."""
    size = context.settings.page_size
    total = max(1, -(-len(listing.papers) // size))
    for number in range(1, total + 1):
        first = (number - 1) * size
        papers = listing.papers[first : first + size]
        make = partial(_list_page, context, listing, papers, number, total, first)
        contents = Contents(
            title=_numbered_title(listing, number),
            description=listing.description,
            papers=papers,
            previous=addresses.numbered(listing.path, number - 1) if number > 1 else None,
            next=addresses.numbered(listing.path, number + 1) if number < total else None,
        )
        yield Draft(path=addresses.numbered(listing.path, number), make=make, contents=contents)


def _numbered_title(listing: Listing, number: int) -> str:
    return listing.title if number == 1 else f"{listing.title} – page {number}"


def _list_page(
    context: Context, listing: Listing, papers: Sequence[Paper], number: int, total: int, first: int
) -> Page:
    path = addresses.numbered(listing.path, number)
    title = _numbered_title(listing, number)
    lead = listing.lead or (lambda _paper, _index: "")
    rows = (row(context, paper, path, lead(paper, first + i)) for i, paper in enumerate(papers))
    bar = pager(listing.path, number, total)
    feed = listing.feed and context.feeds and bool(listing.papers)
    sections = (
        markup.heading(1, title, "top"),
        listing.intro if number == 1 else "",
        subscribe_line(listing.path) if feed and number == 1 else "",
        bar,
        markup.bullets(rows) if papers else markup.paragraph("Nothing here yet."),
        bar,
        _cite_box(context, listing, path),
    )
    head = list_head(
        title,
        path,
        context.settings,
        number=len(listing.papers),
        section=listing.section,
        items=papers if listing.path == addresses.PAPERS else (),
        card=context.card(),
    )
    if feed:
        head += feed_head(f"{listing.title} – {context.settings.site_name}", path, listing.path)
    return make_page(path, title, listing.description, sections, head=head)


def _cite_box(context: Context, listing: Listing, path: str) -> str:
    if listing.cited is None or not listing.papers or not context.settings.citations:
        return ""
    own = [("BibTeX", markup.relative(path, bibtex_path(listing.cited)))] if has_bibtex(listing.cited) else []
    return markup.cite_box(
        f"Cite these {len(listing.papers):,}" if len(listing.papers) > 1 else "Cite this one",
        addresses.public_url(listing.cited),
        markup.file_links("These papers:", own, "bs-formats") if own else "",
        all_citations(path),
    )


def all_citations(path: str) -> str:
    """Links to the files of all citations, as seen from a page."""
    return _all_citations(markup.relative(path, ""))


@cache
def _all_citations(root: str) -> str:
    return markup.file_links("All papers of this site:", [(name, root + file) for name, file in FORMATS], "bs-formats")


def pager(first_path: str, number: int, total: int) -> str:
    """Links to the previous and next page and to those around, or nothing for a single page."""
    if total == 1:
        return ""
    here = addresses.numbered(first_path, number)
    near = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    parts: list[str] = []
    if number > 1:
        parts.append(markup.page_link("← Previous", here, addresses.numbered(first_path, number - 1)))
    for before, page in zip([0, *near], near, strict=False):
        if page > before + 1:
            parts.append("…")
        shown = markup.element("strong", str(page))
        parts.append(
            shown if page == number else markup.page_link(str(page), here, addresses.numbered(first_path, page))
        )
    if number < total:
        parts.append(markup.page_link("Next →", here, addresses.numbered(first_path, number + 1)))
    return markup.paragraph(markup.join(parts), "bs-pager")
