"""Text → numbered lines that are not blank, and what kind of line each looks like by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = re.compile(_MONTH + r" [0-3]?\d")
_DATE = re.compile(_DAY.pattern + r"(?:, (?:19|20)\d\d)?(?: \d{1,9})?")
_DATE_LIKE = re.compile(r"(?=.*\d)[\d ,./-]*(?:" + _MONTH + r"[a-z]*\.?)?[\d ,./-]*")
_LONGEST_BYLINE = 100
_AUTHORS = re.compile(r"•\s*(\d{1,9}) authors?")

SEPARATOR = "·"
FURNITURE = (
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `number` from 1, `text` trimmed."""

    number: int
    text: str


def split_lines(text: str) -> list[Line]:
    """Number the lines as an editor does (CRLF, CR or LF) and keep those that are not blank; a BOM is dropped."""
    numbered = enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1)
    return [Line(number, stripped) for number, raw in numbered if (stripped := raw.strip())]


def is_day(line: Line) -> bool:
    """The page's own day: month and day, nothing else."""
    return _DAY.fullmatch(line.text) is not None


def is_date(line: Line) -> bool:
    """A footer's last line: a date, perhaps a year, perhaps a comment count."""
    return _DATE.fullmatch(line.text) is not None


def is_date_like(line: Line) -> bool:
    """A date in a shape the source has not used so far, such as `28 January 2024`."""
    return _DATE_LIKE.fullmatch(line.text) is not None


def is_byline(line: Line) -> bool:
    """What may stand first in a footer: a number of authors, or a badge, which is short."""
    return len(line.text) <= _LONGEST_BYLINE and line.text != SEPARATOR and not is_date(line)


def authors_count(line: Line) -> int | None:
    """The number in `• N authors`, or None when the line is something else."""
    found = _AUTHORS.fullmatch(line.text)
    return int(found[1]) if found else None
