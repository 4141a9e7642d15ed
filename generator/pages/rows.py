"""Papers → rows of a list page, and long lists → numbered pages with a bar to move between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from .. import addresses, markup
from ..citing.files import FORMATS, bibtex_path, has_bibtex
from ..context import Context, Summary
from ..fingerprint import fingerprint
from ..metadata import list_head
from ..model import Paper
from ..publication import Page, Settings
from ..spelling import Spelling
from ..wording import OTHER_INITIAL, count, initial, mark_inferred, short_date
from .document import PLAIN, ROWS, Contents, Draft, Form, Sheet, make_page
from .subscribe import feed_head, subscribe_line


def row(
    paper: Summary, page: str, lead: str | None = None, form: Form = PLAIN, anchor: str = "", spell: Spelling = markup
) -> list[str]:
    """The lines of a list item: linked title; date, badge, comments and tags; the abstract's first sentence. An `anchor` can be linked to."""
    facts: list[str] = [lead] if lead else []
    if paper.date:
        facts.append(mark_inferred(short_date(paper.date), paper.inferred))
    if paper.badge and not (form.without and paper.badge_page == form.without):
        facts.append(spell.page_link(paper.badge, page, paper.badge_page) if paper.badge_page else paper.badge)
    if paper.comments and not form.brief:
        facts.append(count(paper.comments, "comment"))
    tags = () if form.brief else paper.tags
    links = ((label, addresses.tag_page(tag)) for tag, label in tags)
    facts += [spell.page_link(label, page, target) for label, target in links if target != form.without]
    lines: list[str] = [spell.page_link(paper.title, page, addresses.paper_page(paper.id), identifier=anchor)]
    if facts:
        lines.append(spell.element("small", spell.join(facts, " · ")))
    if paper.sentence and not form.brief:
        lines.append(spell.element("span", paper.sentence))
    return lines


Letters = tuple[tuple[str, int], ...]  # each with the number of the page on which its titles begin
Orders = tuple[tuple[str, str], ...]  # in which the same papers are listed too: a word for each, and the path of its first page


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list to be paged: the papers in order, and what makes the Markdown that stands above the rows of the first page."""

    path: str
    title: str
    description: str
    intro: Callable[[], str]
    papers: Sequence[Paper]
    orders: Orders = ()
    lead: Callable[[Paper, int], str] | None = None  # what stands first among a row's facts; it leads nowhere
    feed: bool = False  # whether the list can be subscribed to
    section: tuple[str, str] | None = None  # label and path of the page above
    cited: str | None = None  # the page of the collection that can be cited as a whole
    form: Form = PLAIN
    by_title: bool = False  # whether it is in the order of titles: then letters lead to pages too


def list_pages(context: Context, listing: Listing) -> Iterator[Draft]:
    """One page for every `page_size` papers; the first at the listing's address, at least one."""
    size = context.settings.page_size
    total, distinct = max(1, -(-len(listing.papers) // size)), len({paper.id for paper in listing.papers})
    letters = _letters(listing.papers, size) if listing.by_title and total > 1 else ()
    for number in range(1, total + 1):
        first = (number - 1) * size
        papers = listing.papers[first : first + size]
        part = partial(_part, context, listing, distinct, number, total, letters)
        contents = Contents(
            title=_numbered_title(listing, number),
            description=listing.description,
            papers=papers,
            previous=addresses.numbered(listing.path, number - 1) if number > 1 else None,
            next=addresses.numbered(listing.path, number + 1) if number < total else None,
        )
        yield Draft(
            path=addresses.numbered(listing.path, number),
            make=lambda part=part: _list_page(part()),
            contents=contents,
            sheet=lambda part=part: _sheet(part()),
            key=lambda part=part: _key(context, part()),
        )


def _numbered_title(listing: Listing | Part, number: int) -> str:
    return listing.title if number == 1 else f"{listing.title} – page {number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of a list and all it is made from: page `number` of `total` of the list at `path`, with `papers` in all.

    `rows` are its papers and what stands first among the facts of each. A digest may list a paper twice; then there are
    fewer `distinct` ones.
    """

    path: str
    title: str
    description: str
    intro: str
    number: int
    total: int
    papers: int
    distinct: int
    rows: tuple[tuple[Summary, str], ...]
    section: tuple[str, str] | None
    cited: str | None
    feed: bool
    card: str | None
    settings: Settings
    form: Form
    letters: Letters
    orders: Orders


def _part(context: Context, listing: Listing, distinct: int, number: int, total: int, letters: Letters) -> Part:
    lead, size = listing.lead or (lambda _paper, _index: ""), context.settings.page_size
    shown = enumerate(listing.papers[(number - 1) * size : number * size], (number - 1) * size)
    return Part(
        path=listing.path,
        title=listing.title,
        description=listing.description,
        intro=listing.intro() if number == 1 else "",
        number=number,
        total=total,
        papers=len(listing.papers),
        distinct=distinct,
        rows=tuple((context.summaries[paper.id], lead(paper, index)) for index, paper in shown),
        section=listing.section,
        cited=listing.cited,
        feed=listing.feed and context.feeds and bool(listing.papers),
        card=context.card(),
        settings=context.settings,
        form=listing.form,
        letters=letters,
        orders=listing.orders,
    )


def _letters(papers: Sequence[Paper], size: int) -> Letters:
    """Each letter with the number of the page on which its titles begin."""
    numbers: dict[str, int] = {}
    for place, paper in enumerate(papers):
        numbers.setdefault(initial(paper.title), place // size + 1)
    return tuple(numbers.items())


def _key(context: Context, part: Part) -> str:
    """Differs where anything in the part does."""
    rows = tuple((context.summaries.key(paper.id), lead) for paper, lead in part.rows)
    return fingerprint(replace(part, rows=()), rows, context.large)


def _list_page(part: Part) -> Page:
    sheet, path = _sheet(part), addresses.numbered(part.path, part.number)
    rows = markup.bullets(
        row(paper, path, lead, part.form, sheet.anchors.get(place, "")) for place, (paper, lead) in enumerate(part.rows)
    )
    return replace(sheet.page, text=sheet.page.text.replace(ROWS, rows))


def _sheet(part: Part) -> Sheet:
    path = addresses.numbered(part.path, part.number)
    title = _numbered_title(part, part.number)
    above, below = (pager(part.path, part.number, part.total, landmark=first) for first in (True, False))
    homes = {letter: addresses.numbered(part.path, number) for letter, number in part.letters}
    orders = markup.paragraph(markup.join(["Sorted by", _orders(part)], ": "), "bs-sort") if part.orders else ""
    sections = (
        markup.heading(1, title, "top", "bs-rows"),
        orders,
        part.intro,
        subscribe_line(part.path) if part.feed and part.number == 1 else "",
        letter_bar(path, homes),
        above,
        ROWS if part.rows else markup.paragraph("Nothing here yet."),
        below,
        _cite_box(part, path),
    )
    head = list_head(
        title,
        path,
        part.settings,
        number=part.papers,
        section=part.section,
        items=[paper.id for paper, _ in part.rows] if part.path == addresses.PAPERS else (),
        card=part.card,
    )
    if part.feed:
        head += feed_head(f"{part.title} – {part.settings.site_name}", path, part.path)
    return Sheet(page=make_page(path, title, part.description, sections, head=head), rows=part.rows, form=part.form, anchors=_anchors(part))


def _orders(part: Part) -> markup.Markdown:
    here = addresses.numbered(part.path, part.number)
    links = (markup.this_page(label) if path == part.path else markup.page_link(label, here, path) for label, path in part.orders)
    return markup.join(links, " · ")


def _anchors(part: Part) -> dict[int, str]:
    """The rows of this page with which a letter begins, by place, and what they are called."""
    first: dict[str, int] = {}
    for place, (paper, _) in enumerate(part.rows):
        first.setdefault(initial(paper.title), place)
    return {first[letter]: letter_anchor(letter) for letter, number in part.letters if number == part.number}


def _cite_box(part: Part, path: str) -> str:
    if part.cited is None or not part.papers or not part.settings.citations:
        return ""
    own = [("BibTeX", markup.relative(path, bibtex_path(part.cited)))] if has_bibtex(part.cited) else []
    return markup.cite_box(
        f"Cite these {part.distinct:,}" if part.distinct > 1 else "Cite this one",
        addresses.public_url(part.cited),
        markup.file_links("These papers:", own, "bs-formats") if own else "",
        all_citations(path),
    )


def all_citations(path: str, spell: Spelling = markup) -> str:
    """Links to the files of all citations, as seen from a page."""
    return _all_citations(spell.file_links, markup.relative(path, ""))


@cache
def _all_citations(file_links: Callable[..., str], root: str) -> str:
    return file_links("All papers of this site:", [(name, root + file) for name, file in FORMATS], "bs-formats")


def letter_bar(here: str, homes: Mapping[str, str]) -> str:
    """Links from a page to where rows with a letter begin; `homes` are the pages on which they do."""
    links = [markup.page_link(letter, here, f"{home}#{letter_anchor(letter)}") for letter, home in sorted(homes.items())]
    return markup.link_bar(links, "bs-tags", "Letters") if links else ""


def letter_anchor(letter: str) -> str:
    """What the place of the first row with a letter is called."""
    return "letter-digits" if letter == OTHER_INITIAL else f"letter-{letter.lower()}"


def pager(first_path: str, number: int, total: int, *, landmark: bool = True) -> str:
    """Links to the previous and next page and to those around, or nothing for a single page; one bar of a page is a landmark."""
    if total == 1:
        return ""
    here = addresses.numbered(first_path, number)
    near = {1, total, *range(max(1, number - 2), min(total, number + 2) + 1)}
    near |= {page for page in (2, total - 1) if {page - 1, page + 1} <= near}  # no gap of one page
    parts: list[str] = []
    if number > 1:
        parts.append(markup.page_link("← Previous", here, addresses.numbered(first_path, number - 1)))
    for before, page in zip([0, *sorted(near)], sorted(near), strict=False):
        if page > before + 1:
            parts.append("…")
        link = markup.page_link(str(page), here, addresses.numbered(first_path, page))
        parts.append(markup.this_page(str(page)) if page == number else link)
    if number < total:
        parts.append(markup.page_link("Next →", here, addresses.numbered(first_path, number + 1)))
    return markup.link_bar(parts, "bs-pager", "Pages" if landmark else "")
