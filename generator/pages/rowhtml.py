"""Rows of lists → their HTML on a page, as it is once squeezed; knows neither pages nor files.

A paper stands in some ten lists, and only where its links lead from differs: each row is written once, with its links as from the
site's root, and for a page the way up is put before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set

from .. import addresses
from ..context import Summary
from ..conversion import convert_body, find_address
from ..htmlspelling import HtmlSpelling
from ..memory import Memory
from ..slimming import squeeze_content
from .document import PLAIN, ROWS, Form, Rows, Sheet
from .rows import row

_ROOT = "\0"  # in no text: stands before every address, for the way from the page to the site's root
_LINKED = re.compile(f"{_ROOT}([^>]*)>")
_BETWEEN = " · "  # between two facts


def make_rows(papers: Sequence[Summary], memory: Memory, *, brief: bool) -> Rows:
    """The rows of these papers without a fact of their own list, `brief` ones too; `memory` may know those of earlier builds."""
    return Rows(papers, memory.map(prepare_rows, (PLAIN, Form(brief=True)) if brief else (PLAIN,), papers))


def prepare_rows(forms: tuple[Form, ...]) -> Callable[[Summary], tuple[bytes, ...]]:
    """What makes a paper's rows in these forms, as UTF-8."""
    return lambda paper: tuple(_row(paper, form).encode() for form in forms)


class RowTexts:
    """Makes rows; they are kept as they are without a fact of their own list."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._made: dict[tuple[str, bool], tuple[Summary, str]] = {}  # where it is another one, or none were taken, as in a preview

    def take(self, rows: Rows) -> None:
        """Rows that need not be made."""
        self._rows = rows

    def put(self, content: str, sheet: Sheet, look_at: Callable[[Set[str]], None]) -> str:
        """A list's squeezed content with the rows of its sheet; what stands first among the facts of one is no link.

        `look_at` hears the addresses of the pages that the rows lead to, relative to the site.
        """
        texts = [_with_lead(self._formed(paper, sheet.form), lead) for paper, lead in sheet.rows]
        look_at(set(_LINKED.findall("".join(texts))))
        for place, anchor in sheet.anchors.items():
            item, link, rest = _aim(texts[place], sheet.page.path).partition("<a ")
            texts[place] = item + link + rest.replace(">", f" id={anchor}>", 1)
        return content.replace(_MARK, _aim("".join(texts), sheet.page.path))

    def _formed(self, paper: Summary, form: Form) -> str:
        row = self._rows.find(paper, brief=form.brief)
        if row is None:
            known = self._made.get((paper.id, form.brief))
            if known is None or known[0] != paper:
                known = self._made[paper.id, form.brief] = paper, _row(paper, Form(brief=form.brief))
            row = known[1]
        return _leave_out(row, form.without) if form.without else row


def _aim(rows: str, path: str) -> str:
    """Rows with their links as they lead from the page at `path`: up to the folder that page and target share, and down."""
    folders = path.split("/")[:-1]
    rows = rows.replace(f"{_ROOT}{''.join(f'{folder}/' for folder in folders)}>", "./>")  # to the page itself
    for depth in range(len(folders), -1, -1):
        shared = "".join(f"{folder}/" for folder in folders[:depth])
        rows = rows.replace(_ROOT + shared, "../" * (len(folders) - depth))
    return rows


def _leave_out(row: str, path: str) -> str:
    """A row without its link to a page, as far as it has one among its facts, and without the sign between it and the next."""
    before, link, rest = row.partition(f"<a href={_address(path)}>")
    if not link:
        return row
    after = rest.partition("</a>")[2]
    if before.endswith(_BETWEEN):
        return before.removesuffix(_BETWEEN) + after
    if after.startswith(_BETWEEN):
        return before + after.removeprefix(_BETWEEN)
    return before.removesuffix("<small>") + after.removeprefix("</small>")


def _with_lead(row: str, fact: str) -> str:
    """A row with another fact, before those it has."""
    if not fact:
        return row
    shown = _FROM_ROOT.text(fact)
    title, small, facts = row.partition("<small>")
    if small:
        return title + small + _FROM_ROOT.finish([shown, _BETWEEN]) + facts
    link, end, rest = row.partition("</a>")
    return f"{link}{end}<small>{_FROM_ROOT.finish([shown])}</small>{rest}"


def _row(paper: Summary, form: Form) -> str:
    """With its links as from the home page: the way to the root is to be put before them."""
    return _bare(_FROM_ROOT.finish([_FROM_ROOT.bullets([row(paper, addresses.HOME, form=form, spell=_FROM_ROOT)])]))


def _bare(bullets: str) -> str:
    return bullets.removeprefix("<ul>").removesuffix("</ul>")


def _address(path: str) -> str:
    """What leads to a page, for an attribute: of small letters, digits, hyphens and slashes, so it needs no quotes."""
    return _ROOT + find_address(path)


_FROM_ROOT = HtmlSpelling(_address)
_MARK = _bare(squeeze_content(convert_body(ROWS, str).html))
