"""A footer's date, or the page's own day, as written → a calendar date; the year comes from the file, never from today's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .lines import COUNT, read_count

A_DAY = timedelta(days=1)  # clocks differ by as much around the world
YEARS = range(1990, 2100)  # in which a page can have been saved: another is a slip of the keys
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATED = re.compile(
    rf"(?P<month>[A-Z][a-z]{{2}}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?(?: (?P<comments>{COUNT}))?"
)
_ISO = len("2026-01-09")
_NAMES = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES)
_PAGE_DAYS = tuple(
    map(
        re.compile,
        (
            rf"(?P<month>{_MONTH}) (?P<day>[0-3]?\d)(?:,? (?P<year>\d{{4}}))?",
            rf"(?P<day>[0-3]?\d) (?P<month>{_MONTH}) (?P<year>\d{{4}})",
            r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)",
        ),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as it stands: `year` is None where the page left it out; `raw` leaves out the comment count."""

    raw: str
    month: int
    day: int
    year: int | None
    comments: int | None


def read_date(text: str) -> WrittenDate:
    """Read `Jan 28, 2024`, `Sep 18`, `Jul 1 9` (July 1, nine comments) or `Jan 31, 2024 1`."""
    found = _DATED.fullmatch(text)
    if found is None:
        raise ValueError(f"not a footer date: {text!r}")
    month, day, year, comments = found.group("month", "day", "year", "comments")
    return WrittenDate(
        raw=f"{month} {day}" + (f", {year}" if year else ""),
        month=_MONTHS.index(month) + 1,
        day=int(day),
        year=int(year) if year else None,
        comments=read_count(comments) if comments else None,
    )


def read_day(text: str) -> WrittenDate | None:
    """Read the page's own day, `Oct 28`, or such a day with the year that a person added: `5 March 2026`, `2026-03-05`; nothing else."""
    found = next((found for shape in _PAGE_DAYS if (found := shape.fullmatch(text))), None)
    if found is None:
        return None
    month, day, year = found.group("month", "day", "year")
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    return WrittenDate(raw=text, month=number, day=int(day), year=int(year) if year else None, comments=None)


def without_year(written: WrittenDate) -> WrittenDate:
    """Month and day alone, as the page writes them."""
    return replace(written, raw=f"{_MONTHS[written.month - 1]} {written.day}", year=None)


def day_saved(written: WrittenDate) -> date | None:
    """The day a page was saved, where its own day has a year, and there is such a day."""
    return resolve_date(written, None, None) if written.year in YEARS else None


def day_in_name(name: str) -> date | None:
    """The day with which a file's name begins, as `2026-01-09.txt` does, if there is such a day."""
    found = read_day(name[:_ISO]) if not name[_ISO : _ISO + 1].isdigit() else None
    return day_saved(found) if found else None


def infer_capture_year(dates: list[WrittenDate]) -> int | None:
    """The year after the latest year written out.

    The source writes the year of every date but those of the year it was saved in; so the file was saved in a
    later year than any it spells out, and the nearest such year is the guess: the earliest that it can be. None when
    no year is written.
    """
    years = [written.year for written in dates if written.year]
    return max(years) + 1 if years else None


def is_same_day(day: str, known: date) -> bool:
    """Whether a page's own day, such as `Oct 28`, is that of a known date; its year counts where it has one."""
    written = read_day(day)
    return written is not None and (written.year or known.year, written.month, written.day) == (known.year, known.month, known.day)


def resolve_date(written: WrittenDate, captured: date | WrittenDate | None, capture_year: int | None) -> date | None:
    """The calendar date, or None when the year is unknown or there is no such day.

    A date without a year belongs to the capture year; when that would lie more than a day after the capture, to the year
    before. Of `captured`, month and day count: the page's own day will do.
    """
    year = written.year or capture_year
    if year is None:
        return None
    try:
        if written.year is None and captured and _is_after(written, captured, year):
            year -= 1
        return date(year, written.month, written.day)
    except ValueError:
        return None


def _is_after(written: WrittenDate, captured: date | WrittenDate, year: int) -> bool:
    """Whether a day lies more than a day after another in that year; a day the year has not is compared by its number."""
    try:
        return date(year, written.month, written.day) - date(year, captured.month, captured.day) > A_DAY
    except ValueError:
        return (written.month, written.day) > (captured.month, captured.day)
