"""Text → numbered lines that are not blank, and what kind of line each looks like by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = re.compile(_MONTH + r" [0-3]?\d")
COUNT = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})"
_DATE = re.compile(_DAY.pattern + r"(?:, (?:19|20)\d\d)?(?: " + COUNT + ")?")
_DATE_LIKE = re.compile(r"(?=.*\d)[\d ,./-]*(?:" + _MONTH + r"[a-z]*\.?)?[\d ,./-]*")
_UNIT = "(?:second|minute|hour|day|week|month|year)"
_AGO = re.compile(rf"(?:.* )?{_UNIT}s? ago|just now|today|yesterday|(?:last|this) {_UNIT}", re.IGNORECASE)
_LONGEST_DATE = 40
_LONGEST_BADGE = 100
_SENTENCE_END = re.compile(r"[.!?\u2026。！？؟।][\"'\u2019\u201d)\]]*\Z")
_FIRM = re.compile(r".*\s(?:Inc|Ltd|Corp|Co|S\.A|e\.V)\.", re.IGNORECASE)
_HANDLE = re.compile(r"(?=.*[^\W_])[\w.-]+")
_BULLET = r"(?:[^\w\s]\s*)?"  # browsers differ in theirs, and who pastes may have none
_BYLINE = rf"{_BULLET}{COUNT} authors?"
_AUTHORS = re.compile(rf"{_BULLET}({COUNT}) authors?", re.IGNORECASE)
_IN_ONE_LINE = re.compile(rf"(?P<byline>{_BYLINE}\b)?\s*(?P<mark>[•·*∙●‧⋅・|,–—-])?\s*(?P<date>.*)", re.IGNORECASE)
_FOOTER_ALL_THE_SAME = re.compile(rf"(?i:{_BYLINE}\s*[·•|]).*|.*\s[·•|]\s+{_DATE.pattern}")

SEPARATOR = "·"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `number` from 1, `text` trimmed."""

    number: int
    text: str


def split_lines(text: str) -> list[Line]:
    """Number the lines as an editor does (CRLF, CR or LF) and keep those that are not blank; a BOM is dropped.

    A footer in one line is its parts, for it means the same.
    """
    numbered = enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    return [part for number, raw in numbered if (stripped := raw.strip()) for part in _footer_parts(Line(number, stripped))]


def _footer_parts(line: Line) -> list[Line]:
    """The lines of a footer that stands in one, all with its number: `7 authors · Mar 3`, `7 authors ·` or `· Mar 3`."""
    found = _IN_ONE_LINE.fullmatch(line.text) if len(line.text) <= _LONGEST_BADGE else None
    if found is None or not (found["byline"] or found["mark"]):
        return [line]
    date = Line(line.number, found["date"])
    may_be_odd = found["byline"] and (is_date_like(date) if date.text else found["mark"])
    if not (may_be_odd or is_date(date)):
        return [line]
    parts = (found["byline"], SEPARATOR, found["date"])
    return [Line(line.number, part) for part in parts if part]


def is_date(line: Line) -> bool:
    """A footer's last line: a date, perhaps a year, perhaps a comment count."""
    return _DATE.fullmatch(line.text) is not None


def is_date_like(line: Line) -> bool:
    """A day or time in a shape the source has not used so far, such as `28 January 2024` or `about 3 hours ago`."""
    return is_short(line) and any(shape.fullmatch(line.text) for shape in (_DATE_LIKE, _AGO))


def is_short(line: Line) -> bool:
    """Whether a line could be a date at all."""
    return len(line.text) <= _LONGEST_DATE


def may_be_badge(line: Line) -> bool:
    """Whether a line may name an organisation: it is short and no sentence."""
    if len(line.text) > _LONGEST_BADGE or line.text == SEPARATOR or is_date(line) or is_squeezed_footer(line):
        return False
    return not is_sentence(line)


def is_sentence(line: Line) -> bool:
    """Whether a line ends like a sentence; a firm's name (`Acme Inc.`) does not."""
    return _SENTENCE_END.search(line.text[-9:]) is not None and _FIRM.fullmatch(line.text[-100:]) is None


def authors_count(line: Line) -> int | None:
    """The number in `• N authors`, whatever the bullet, or None when the line is something else."""
    found = _AUTHORS.fullmatch(line.text)
    return read_count(found[1]) if found else None


def split_badge(line: Line) -> tuple[str, str] | None:
    """Handle and name of an organisation, `ontocord Ontocord.AI`, or None when no handle begins the line: a bullet is none."""
    handle, _, name = line.text.partition(" ")
    return (handle, name.strip() or handle) if _HANDLE.fullmatch(handle) else None


def is_squeezed_footer(line: Line) -> bool:
    """Whether a line is a footer whose parts cannot be told: a number of authors or a date, apart from other words."""
    return len(line.text) <= _LONGEST_BADGE and _FOOTER_ALL_THE_SAME.fullmatch(line.text) is not None


def read_count(text: str) -> int:
    """The number in `9` or `1,204`."""
    return int(text.replace(",", ""))
