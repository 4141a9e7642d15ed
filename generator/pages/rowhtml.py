"""Rows of lists → their HTML on a page, as it is once squeezed; knows neither pages nor files.

A paper stands in some ten lists, and only where its links lead from differs: each row is converted once, with its links open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .. import addresses, markup
from ..context import Summary
from ..conversion import convert_body, write_address
from ..memory import Memory
from ..slimming import squeeze_content, squeeze_link
from .document import PLAIN, ROWS, Form, Rows, Sheet
from .rows import row

_OPEN = "x"  # stands for every address
_HOLE = f"href={_OPEN}>"
_BREAK = "\0"  # in no text
_BETWEEN = " · "  # between two facts
_ROOT = "index.md"  # from here a page's path is the link to it


def make_rows(papers: Sequence[Summary], memory: Memory, *, brief: bool) -> Rows:
    """The rows of these papers without a fact of their own list, `brief` ones too; `memory` may know those of earlier builds."""
    return Rows(papers, memory.map(prepare_rows, (PLAIN, Form(brief=True)) if brief else (PLAIN,), papers))


def prepare_rows(forms: tuple[Form, ...]) -> Callable[[Summary], tuple[bytes, ...]]:
    """What makes a paper's rows in these forms, as UTF-8."""
    return lambda paper: tuple(_row(paper, "", form).encode() for form in forms)


class RowTexts:
    """Makes rows; those without a fact of their own list are kept."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._made: dict[tuple[str, bool], tuple[Summary, str]] = {}  # where it is another one, or none were taken, as in a preview

    def take(self, rows: Rows) -> None:
        """Rows that need not be made."""
        self._rows = rows

    def put(self, content: str, sheet: Sheet, find: Callable[[str], str]) -> str:
        """A list's squeezed content with the rows of its sheet; what stands first among the facts of one is no link.

        `find` gives the address of a page of the site, as seen from the page the list is on.
        """
        return content.replace(_MARK, self._fill(sheet, find))

    def _fill(self, sheet: Sheet, find: Callable[[str], str]) -> str:
        written = _Addresses(find)
        pieces: list[str] = []
        for paper, lead in sheet.rows:
            parts = (_row(paper, lead, sheet.form) if lead else self._formed(paper, sheet.form)).split(_BREAK)
            parts[1::2] = map(written.__getitem__, parts[1::2])
            pieces += parts
        return "".join(pieces)

    def _formed(self, paper: Summary, form: Form) -> str:
        row = self._rows.find(paper, brief=form.brief)
        if row is None:
            known = self._made.get((paper.id, form.brief))
            if known is None or known[0] != paper:
                known = self._made[paper.id, form.brief] = paper, _row(paper, "", Form(brief=form.brief))
            row = known[1]
        return _leave_out(row, addresses.tag_page(form.without)) if form.without else row


class _Addresses(dict[str, str]):
    """Path of a page → what follows in the tag of a link to it."""

    def __init__(self, find: Callable[[str], str]) -> None:
        self._find = find

    def __missing__(self, path: str) -> str:
        written = self[path] = squeeze_link(write_address(self._find(path))) + ">"
        return written


def _leave_out(row: str, path: str) -> str:
    """A row without its link to a page, as far as it has one among its facts, and without the sign between it and the next."""
    before, link, rest = row.partition(f"<a {_BREAK}{path}{_BREAK}")
    if not link:
        return row
    after = rest.partition("</a>")[2]
    if before.endswith(_BETWEEN):
        return before.removesuffix(_BETWEEN) + after
    if after.startswith(_BETWEEN):
        return before + after.removeprefix(_BETWEEN)
    return before.removesuffix("<small>") + after.removeprefix("</small>")


def _row(paper: Summary, lead: str, form: Form) -> str:
    """Text and paths of pages in turn, with a break between them."""
    paths: list[str] = []

    def open_link(path: str) -> str:
        paths.append(path)
        return _OPEN

    texts = _item(markup.bullets([row(paper, _ROOT, lead, form)]), open_link).split(_HOLE)
    return "".join(text + path for text, path in zip(texts, [*(f"{_BREAK}{path}{_BREAK}" for path in paths), ""], strict=True))


def _item(bullet: str, find: Callable[[str], str]) -> str:
    return squeeze_content(convert_body(bullet, find).html).removeprefix("<ul>").removesuffix("</ul>")


_MARK = _item(ROWS, str)
