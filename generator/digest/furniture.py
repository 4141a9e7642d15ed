"""The lines of a saved page → the list of papers, and what of the page stands above and below it; knows no entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from ..model import Problem
from .dates import read_day
from .footers import find_footers, is_evidence, is_stray
from .lines import SEPARATOR, Line, authors_count
from .pairing import may_be_abstract
from .telling import problem_at, shown_lines

_HEAD = ("Daily Papers", "byAK and the research community")
_KNOWN_ABOVE = ("new", "Get trending papers in your email inbox!", "Subscribe", *_HEAD)
_HEADER_REACH = 12  # the page's day stands among the first lines; a header has five or six
_HEAD_REACH = 4  # … or so far below the page's own head, where a site's menu stands above that
_SOON = 200  # lines
_MENU_REACH = 60  # … or so far down, where nothing but short lines stands above it
_KNOWN_BELOW = frozenset(
    (
        "system theme", "company", "tos", "privacy", "about", "careers", "jobs", "website", "models", "datasets",
        "spaces", "pricing", "docs", "© hugging face",
    )
)  # fmt: skip
_PAGER = re.compile(r"\d{1,4}|\.\.\.|[…‹›«»<>←→]|previous|next", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """The lines of the list, the numbers of lines known to be the page's own, the line of its day, what else stood there."""

    body: tuple[Line, ...]
    furniture: tuple[int, ...]
    day: Line | None
    problems: tuple[Problem, ...]


def split_page(lines: Sequence[Line], path: str) -> PageParts:
    """Cut the list out of its page.

    The list begins below the page's day or, where that was lost, below the page's own head: what somebody copies with
    the list (a site's menu, a banner) is no paper however many lines it has. It ends where two lines of the site's pager
    or footer follow each other and nothing below them could be an entry. Lines outside that are not known are told, and so are the
    heads of further pages in it.
    """
    first = _first_footer(lines)
    top = _find_day(lines[:first])
    day = lines[top] if top is not None else None
    start = top + 1 if top is not None else _below_head(lines[:first])
    end = _find_end(lines, start)
    above = lines[: start - (top is not None)]
    astray = [] if start else [line for line in lines[:_HEADER_REACH] if line.text in _KNOWN_ABOVE]
    known = [line for line in above if line.text in _KNOWN_ABOVE] + astray + list(lines[start - 1 : start] if day else ())
    known += [line for line in lines[end:] if _is_known_below(line)]
    odd = _odd_lines(above, lambda line: line.text in _KNOWN_ABOVE, "unknown-header-line", "above", path)
    odd += _odd_lines(lines[end:], _is_known_below, "unknown-foot-line", "below", path)
    further = _further_heads([line for line in lines[start:end] if line not in astray])
    odd += (_further_page(head, path) for head in further)
    furniture = {line.number for line in chain(known, *further)}
    return PageParts(
        body=tuple(line for line in lines[start:end] if line.number not in furniture),
        furniture=tuple(sorted(furniture)),
        day=day,
        problems=tuple(odd),
    )


def _first_footer(lines: Sequence[Line]) -> int:
    """Where the first footer that is like no other text begins: mostly soon, where only the last may look another way for the cut."""
    sure = filter(is_evidence, find_footers(lines[:_SOON])[:-1])
    found = next(sure, None) or next(filter(is_evidence, find_footers(lines)), None)
    return found.start if found else len(lines)


def _find_day(lines: Sequence[Line]) -> int | None:
    """The first day below the page's own head, else the first with nothing above it that could be an abstract: a menu may hold one.

    A day with a year, which a person wrote, is a paper's where anything but the page's known lines stands above it.
    """
    head, bare, first, clear = -_HEAD_REACH - 1, _MENU_REACH, None, True
    for index, line in enumerate(lines):
        if line.text in _HEAD:
            head, clear = index, True
        day = None if index and _is_in_footer(lines[index - 1]) else read_day(line.text)
        if day and (clear or day.year is None):
            if index - head <= _HEAD_REACH:
                return index
            first = index if first is None and index < bare else first
        clear = clear and line.text in _KNOWN_ABOVE
        if may_be_abstract(line):
            if first is not None:
                break
            bare = _HEADER_REACH
    return first


def _is_in_footer(above: Line) -> bool:
    """Whether what stands below is the date of a footer."""
    return above.text == SEPARATOR or authors_count(above) is not None


def _below_head(lines: Sequence[Line]) -> int:
    """The line below the last of the page's own head, or the first line of all."""
    return max((index + 1 for index, line in enumerate(lines) if line.text in _HEAD), default=0)


def _find_end(lines: Sequence[Line], start: int) -> int:
    """Where the site's pager or footer begins, or the end of all lines.

    One such line alone may be a title, so it takes two; and what stands above an abstract or a line of an entry's
    footer is no end.
    """
    floor = len(lines)
    while floor > start and not may_be_abstract(lines[floor - 1]) and not is_stray(lines[floor - 1], None):
        floor -= 1
    known = [_is_known_below(line) for line in lines[floor:]]
    return next((floor + index for index in range(len(known) - 1) if known[index] and known[index + 1]), len(lines))


def _further_heads(lines: Sequence[Line]) -> list[list[Line]]:
    """The heads of pages that follow in the same file: known lines down to the page's day, or where that was lost, both its own lines
    with what is known above them. A line of the head's own alone may be a title."""
    heads: list[list[Line]] = []
    run: list[Line] = []
    for line in (*lines, None):
        if line and line.text in _KNOWN_ABOVE:
            run.append(line)
            continue
        own = [place for place, known in enumerate(run) if known.text in _HEAD]
        if line and own and read_day(line.text):
            heads.append([*run, line])
        elif len({run[place].text for place in own}) == len(_HEAD):
            heads.append(run[: own[-1] + 1])
        run = []
    return heads


def _further_page(head: Sequence[Line], path: str) -> Problem:
    message = "another page begins here: its papers are kept, but its own day is not; save each page in a file of its own"
    return problem_at("warning", "second-page", path, [line.number for line in head], message)


def _is_known_below(line: Line) -> bool:
    return line.text.casefold() in _KNOWN_BELOW or _PAGER.fullmatch(line.text) is not None


def _odd_lines(
    lines: Sequence[Line], is_known: Callable[[Line], bool], code: str, place: str, path: str
) -> list[Problem]:
    """One problem for each run of unknown lines: a mere note, unless one of them could have been an abstract."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if is_known(line):
            runs.append([])
        else:
            runs[-1].append(line)
    return [
        problem_at(
            "warning" if any(map(may_be_abstract, run)) else "info",
            code,
            path,
            [line.number for line in run],
            f"not expected {place} the list: {shown_lines(run)}",
        )
        for run in runs
        if run
    ]
