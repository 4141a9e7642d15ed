"""The sections of a page → a `Page` with its front matter, and pages made only when asked for, so that few are held."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, chain

from .. import markup
from ..context import Summary
from ..model import Paper
from ..pageheads import front_matter
from ..publication import Page
from ..scopes import Scope

ROWS = markup.bullets([[markup.Markdown("<bs-rows>")]])  # no text can hold it, for its signs are escaped


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a page of a list shows: these papers in order; the paths of the pages before and after it."""

    title: str
    description: str
    papers: Sequence[Paper]
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the rows of a list are written: without the link to one page, for all its papers would have it; `brief` ones with date and
    badge alone."""

    without: str = ""
    brief: bool = False


PLAIN = Form()


class Rows:
    """Rows of papers, made once for all lists: of each paper the plain one, and the brief one where there are such.

    As UTF-8 and in one piece, for they are many, and memory that processes share is copied wherever an object in it is used.
    """

    def __init__(self, papers: Sequence[Summary] = (), rows: Sequence[Sequence[bytes]] = ()) -> None:
        self._papers, self._forms = papers, len(rows[0]) if rows else 0
        self._number = {paper.id: number for number, paper in enumerate(papers)}
        texts = list(chain.from_iterable(rows))
        self._text, self._ends = b"".join(texts), array("Q", accumulate(map(len, texts), initial=0))

    def find(self, paper: Summary, *, brief: bool) -> str | None:
        """The row of just this paper, if it is there."""
        number = self._number.get(paper.id)
        has_form = self._forms > (1 if brief else 0)
        if number is None or not has_form or (self._papers[number] is not paper and self._papers[number] != paper):
            return None
        place = number * self._forms + brief
        return self._text[self._ends[place] : self._ends[place + 1]].decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a list whose text has `ROWS` in place of the rows: papers, and what stands first among the facts of each;
    `anchors` are what some can be linked to by, by the row's place."""

    page: Page
    rows: Sequence[tuple[Summary, str]]
    form: Form = PLAIN
    anchors: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page to be: its path, what makes it, and the last capture that showed its paper (None: as the whole site).

    Three kinds of pages are told apart by what is given; whoever wants a file of a page takes it from there:

    ================  =========================  =============================  ==========================
    kind              HTML, quickly              Markdown and JSON beside it    made anew when
    ================  =========================  =============================  ==========================
    a paper           `scope`                    `scope`                        `key` is another
    a list of papers  `sheet`, with shared rows  `contents`                     `key` is another
    any other         `make`                     `make`                         anything changed
    ================  =========================  =============================  ==========================

    `make` gives any of them as Markdown. `scope` is all that a paper's files are made from, `sheet` a list's page without its rows.
    `key` is the same only while the page and the files beside it are, by the same program and settings.
    """

    path: str
    make: Callable[[], Page]
    modified: date | None = None
    contents: Contents | None = None
    sheet: Callable[[], Sheet] | None = None
    scope: Callable[[], Scope] | None = None
    key: Callable[[], str] | None = None


class Pages(Sequence[Page]):
    """Every page, made anew each time it is asked for; `drafts` tells what can be known without making them, `rows` makes what the
    pages of lists have in common."""

    def __init__(self, drafts: Iterable[Draft], rows: Callable[[], Rows] = Rows) -> None:
        self.drafts, self.rows = tuple(drafts), rows

    def __len__(self) -> int:
        return len(self.drafts)

    def __getitem__(self, index):  # type: ignore[no-untyped-def, override]
        if isinstance(index, slice):
            return Pages(self.drafts[index], self.rows)
        return self.drafts[index].make()


def make_page(
    path: str,
    title: str,
    description: str,
    sections: Iterable[str],
    *,
    hide: tuple[str, ...] = ("navigation", "toc"),
    head: str = "",
) -> Page:
    """Join the sections that say anything."""
    matter = front_matter(title, description, hide=list(hide))
    body = "\n".join(section for section in sections if section)
    return Page(path=path, title=title, description=description, hide=hide, text=f"{matter}\n{body}", head=head)
