"""The systems that papers introduce → pages from A to Z, with a bar of letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from .. import addresses, markup
from ..metadata import site_head
from ..model import Page
from ..wording import count
from .indexes import sort_key
from .rows import Context, pager

_ROWS = 5  # a row is one line, so a page holds five times as many as a list of papers
_OTHER = "0–9"


def name_lists(context: Context) -> Iterator[Page]:
    """Sorted names with the title of the paper that introduces each; a long list continues on numbered pages."""
    named = sorted(
        (_letter(name.text), sort_key(name.text), name.text, paper_id)
        for paper_id, name in context.catalogue.names.items()
    )
    size = _ROWS * context.settings.page_size
    total = max(1, -(-len(named) // size))
    chunks = [named[start : start + size] for start in range(0, max(1, len(named)), size)]
    first_page = {row[0]: number for number, chunk in reversed(list(enumerate(chunks, 1))) for row in chunk}
    for number, chunk in enumerate(chunks, 1):
        path = addresses.numbered(addresses.NAMES, number)
        title = "Names" if number == 1 else f"Names – page {number}"
        lead = f"{count(len(named), 'name')} of models, methods and data sets that papers here introduce."
        bar = pager(addresses.NAMES, number, total)
        parts = [
            markup.front_matter(title, lead, search={"exclude": True}, hide=["navigation", "toc"]),
            markup.heading(1, title),
            markup.paragraph(lead, "bs-lead") if number == 1 else "",
            _letters(path, first_page),
            *_sections(context, path, chunk),
            bar,
        ]
        text = "\n".join(part for part in parts if part)
        yield Page(path=path, text=text, head=site_head(title, lead, path, context.settings))


def _letter(name: str) -> str:
    first = sort_key(name)[:1].upper()
    return first if "A" <= first <= "Z" else _OTHER


def _anchor(letter: str) -> str:
    return "letter-digits" if letter == _OTHER else f"letter-{letter.lower()}"


def _letters(path: str, first_page: dict[str, int]) -> str:
    links = [
        markup.page_link(letter, path, f"{addresses.numbered(addresses.NAMES, number)}#{_anchor(letter)}", "bs-tag")
        for letter, number in sorted(first_page.items())
    ]
    return markup.paragraph(markup.join(links), "bs-tags") if links else ""


def _sections(context: Context, path: str, named: list[tuple[str, str, str, str]]) -> Iterator[str]:
    for letter, rows in groupby(named, key=lambda row: row[0]):
        yield markup.heading(2, letter, _anchor(letter))
        yield markup.bullets(
            [
                markup.page_link(name, path, addresses.paper_page(paper_id), "bs-title"),
                markup.element("small", context.papers[paper_id].title),
            ]
            for _, _, name, paper_id in rows
        )
