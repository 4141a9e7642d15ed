"""Papers → rows of a list page, and long lists → numbered pages with a bar to move between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from .. import addresses, markup
from ..citing.files import FORMATS, bibtex_path, has_bibtex
from ..context import Context, Summary
from ..fingerprint import fingerprint
from ..metadata import list_head
from ..model import Page, Paper, Settings
from ..wording import count
from .document import Contents, Draft, make_page
from .subscribe import feed_head, subscribe_line


def row(paper: Summary, page: str, lead: str | None = None) -> list[str]:
    """The lines of a list item: linked title; year, badge, comments and tags; the abstract's first sentence."""
    facts: list[str] = [lead] if lead else []
    if paper.year:
        facts.append(str(paper.year))
    if paper.badge:
        facts.append(paper.badge)
    if paper.comments:
        facts.append(count(paper.comments, "comment"))
    facts += [markup.page_link(label, page, addresses.tag_page(tag)) for tag, label in paper.tags]
    lines: list[str] = [markup.page_link(paper.title, page, addresses.paper_page(paper.id), "bs-title")]
    if facts:
        lines.append(markup.element("small", markup.join(facts, " · ")))
    if paper.sentence:
        lines.append(markup.element("span", paper.sentence, "bs-line"))
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
        sheet = partial(_sheet, context, listing, number, total)
        contents = Contents(
            title=_numbered_title(listing, number),
            description=listing.description,
            papers=papers,
            previous=addresses.numbered(listing.path, number - 1) if number > 1 else None,
            next=addresses.numbered(listing.path, number + 1) if number < total else None,
        )
        yield Draft(
            path=addresses.numbered(listing.path, number),
            make=lambda sheet=sheet: _list_page(sheet()),
            contents=contents,
            key=lambda sheet=sheet: fingerprint(repr(sheet()), context.large),
        )


def _numbered_title(listing: Listing | Sheet, number: int) -> str:
    return listing.title if number == 1 else f"{listing.title} – page {number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a list and all it is made from: page `number` of `total` of the list at `path`, with `papers` in all.

    `rows` are its papers and what stands first among the facts of each.
    """

    path: str
    title: str
    description: str
    intro: str
    number: int
    total: int
    papers: int
    rows: tuple[tuple[Summary, str], ...]
    section: tuple[str, str] | None
    cited: str | None
    feed: bool
    card: str | None
    settings: Settings


def _sheet(context: Context, listing: Listing, number: int, total: int) -> Sheet:
    lead, size = listing.lead or (lambda _paper, _index: ""), context.settings.page_size
    shown = enumerate(listing.papers[(number - 1) * size : number * size], (number - 1) * size)
    return Sheet(
        path=listing.path,
        title=listing.title,
        description=listing.description,
        intro=listing.intro if number == 1 else "",
        number=number,
        total=total,
        papers=len(listing.papers),
        rows=tuple((context.summaries[paper.id], lead(paper, index)) for index, paper in shown),
        section=listing.section,
        cited=listing.cited,
        feed=listing.feed and context.feeds and bool(listing.papers),
        card=context.card(),
        settings=context.settings,
    )


def _list_page(sheet: Sheet) -> Page:
    path = addresses.numbered(sheet.path, sheet.number)
    title = _numbered_title(sheet, sheet.number)
    bar = pager(sheet.path, sheet.number, sheet.total)
    sections = (
        markup.heading(1, title, "top"),
        sheet.intro,
        subscribe_line(sheet.path) if sheet.feed and sheet.number == 1 else "",
        bar,
        markup.bullets(row(paper, path, lead) for paper, lead in sheet.rows) if sheet.rows else markup.paragraph("Nothing here yet."),
        bar,
        _cite_box(sheet, path),
    )
    head = list_head(
        title,
        path,
        sheet.settings,
        number=sheet.papers,
        section=sheet.section,
        items=[paper.id for paper, _ in sheet.rows] if sheet.path == addresses.PAPERS else (),
        card=sheet.card,
    )
    if sheet.feed:
        head += feed_head(f"{sheet.title} – {sheet.settings.site_name}", path, sheet.path)
    return make_page(path, title, sheet.description, sections, head=head)


def _cite_box(sheet: Sheet, path: str) -> str:
    if sheet.cited is None or not sheet.papers or not sheet.settings.citations:
        return ""
    own = [("BibTeX", markup.relative(path, bibtex_path(sheet.cited)))] if has_bibtex(sheet.cited) else []
    return markup.cite_box(
        f"Cite these {sheet.papers:,}" if sheet.papers > 1 else "Cite this one",
        addresses.public_url(sheet.cited),
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
