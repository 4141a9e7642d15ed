"""Short rows under letters → pages from A to Z, with a bar of letters; a long list continues on numbered pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from .. import addresses, markup
from ..context import Context
from ..metadata import site_head
from ..publication import Page
from ..wording import initial, sort_key
from .document import Draft, make_page
from .filterfield import filter_field
from .rows import letter_anchor, letter_bar, pager

_DENSITY = 5  # a row is short, so a page holds five times as many as a list of papers
_MANY = 50  # rows, from which on they can be filtered


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is sorted by, and its lines as Markdown once the page it stands on is known."""

    key: str
    lines: Callable[[str], Sequence[str]]


def alphabet_pages(context: Context, first_path: str, title: str, lead: str, rows: Sequence[Row], things: str) -> Iterator[Draft]:
    """Sort the rows, cut them into pages and give each page the letters of all; `things` are what they are."""
    ordered = sorted(rows, key=lambda row: (initial(row.key), sort_key(row.key), row.key))
    size = _DENSITY * context.settings.page_size
    total = max(1, -(-len(ordered) // size))
    chunks = [ordered[start : start + size] for start in range(0, max(1, len(ordered)), size)]
    homes = {initial(row.key): number for number, chunk in reversed(list(enumerate(chunks, 1))) for row in chunk}
    for number, chunk in enumerate(chunks, 1):
        path = addresses.numbered(first_path, number)
        shown = title if number == 1 else f"{title} – page {number}"
        around = (
            markup.heading(1, shown, "top"),
            markup.paragraph(lead, "bs-lead") if number == 1 else "",
            letter_bar(path, {letter: addresses.numbered(first_path, home) for letter, home in homes.items()}),
            filter_field(things, path, first_path, number, total) if len(rows) > _MANY else "",
            pager(first_path, number, total),
        )
        head = site_head(shown, path, context.settings, context.card())
        yield Draft(path=path, make=partial(_page, path, shown, lead, around, chunk, head))


def _page(path: str, title: str, lead: str, around: tuple[str, ...], rows: Sequence[Row], head: str) -> Page:
    *above, below = around
    return make_page(path, title, lead, [*above, *_sections(path, rows), below], head=head)


def _sections(path: str, rows: Sequence[Row]) -> Iterator[str]:
    for letter, group in groupby(rows, key=lambda row: initial(row.key)):
        yield markup.heading(2, letter, letter_anchor(letter))
        yield markup.bullets(row.lines(path) for row in group)
