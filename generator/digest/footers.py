"""Lines below the header → the footers among them: where each stands and what its three lines say; knows no entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .dates import WrittenDate, read_date
from .lines import SEPARATOR, Line, authors_count, is_date, is_date_like, is_short, is_squeezed_footer, may_be_badge
from .pairing import pair_lines, pairing_cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """Byline, separator, date, of which one may be missing; the lines are `start` up to `end` of those searched.

    `written` is None when the date is missing or in no known shape.
    """

    byline: Line | None
    separator: Line
    date: Line | None
    written: WrittenDate | None
    start: int
    end: int

    @property
    def numbers(self) -> list[int]:
        own = (self.byline, self.separator, self.date)
        return sorted({line.number for line in own if line})


def find_footers(lines: Sequence[Line]) -> list[Footer]:
    """The footers in order; they do not overlap.

    A separator with text above and a date below is a footer. Where something else stands below, it is the footer's
    third line all the same if it is short and looks like a day or a time, or if the text down to the next footer reads
    better without it and a byline stands above; otherwise the date was lost and a title follows. A separator with
    neither is none. Linear in the lines.
    """
    marks = [index for index in range(1, len(lines)) if _is_mark(lines, index)]
    footers: list[Footer] = []
    before = 0
    for mark, following in pairwise([*marks, None]):
        below = _below(lines, mark, following)
        byline = _find_byline(lines[before:mark])
        dated = _begins_with_date(below, byline is not None)
        before = mark + 1 + dated
        if dated or byline:
            footers.append(
                Footer(
                    byline=byline,
                    separator=lines[mark],
                    date=below[0] if dated else None,
                    written=read_date(below[0].text) if dated and is_date(below[0]) else None,
                    start=mark - (byline is not None),
                    end=before,
                )
            )
    return footers


def is_evidence(footer: Footer) -> bool:
    """Whether a footer is like no other text: it has a date in the usual shape, or a number of authors."""
    return footer.written is not None or (footer.byline is not None and authors_count(footer.byline) is not None)


def is_stray(line: Line, before: Line | None) -> bool:
    """A footer's line without the rest of its footer."""
    if line.text == SEPARATOR or authors_count(line) is not None or is_squeezed_footer(line) or is_date(line):
        return True
    return before is not None and before.text == SEPARATOR and is_date_like(line)


def _is_mark(lines: Sequence[Line], index: int) -> bool:
    """A separator below text: neither the last line of another footer nor another separator stands above."""
    return lines[index].text == SEPARATOR != lines[index - 1].text and not is_date_like(lines[index - 1])


def _below(lines: Sequence[Line], mark: int, following: int | None) -> Sequence[Line]:
    """What stands between a separator and the next one, without what may be the next one's byline."""
    if following is None:
        return lines[mark + 1 :]
    byline = lines[following - 1]
    apart = following == mark + 2 or authors_count(byline) is not None or may_be_badge(byline)
    return lines[mark + 1 : following - apart]


def _find_byline(above: Sequence[Line]) -> Line | None:
    """The last line above a separator, unless it is the text of the entry: a sentence, or the only paragraph."""
    line = above[-1]
    if authors_count(line) is not None:
        return line
    if not may_be_badge(line):
        return None
    pairs = pair_lines(_without_strays(above[:-1]))
    return None if pairs and not pairs[-1].paragraphs else line


def _begins_with_date(below: Sequence[Line], has_byline: bool) -> bool:
    """Whether the first of the lines between a separator and the next footer is the third line of a footer."""
    if below and is_date(below[0]):
        return True
    if not below or not is_short(below[0]) or is_stray(below[0], None):
        return False
    rest = _without_strays(below[1:])
    return is_date_like(below[0]) or (has_byline and pairing_cost(rest) < pairing_cost([below[0], *rest]))


def _without_strays(lines: Sequence[Line]) -> list[Line]:
    return [line for line, before in zip(lines, [None, *lines], strict=False) if not is_stray(line, before)]
