"""Words and figures as a reader sees them: dates, counts, first sentences; plain strings, no markup."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from .model import Paper

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UNSORTED = re.compile(r"[^\w ]+|_+")  # signs and accents
_SENTENCE = re.compile(
    r"(?<=[a-z0-9)\]”\"%][.!?])(?<!\b[Ff]ig\.)(?<!\bcf\.)(?<!\bvs\.)(?<!\bal\.)(?<!e\.g\.)(?<!i\.e\.)\s+(?=[\"“(]?[A-Z0-9])"
)


def long_date(day: date) -> str:
    """`28 January 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`28 Jan 2024`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def mark_inferred(told: str, inferred: bool) -> str:
    """A day or a year as it is told, with the word that its year is not the digest's, where it is `inferred`."""
    return f"{told} (year inferred)" if inferred else told


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 paper`, `12,000 papers`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def file_size(number: int) -> str:
    """Bytes as people read them, in powers of ten: `712 bytes`, `14 KB`, `1.2 MB`."""
    if number < 1_000:
        return count(number, "byte")
    return f"{number / 1e3:.0f} KB" if number < 999_500 else f"{number / 1e6:,.1f} MB"


def shorten(text: str, longest: int) -> str:
    """At most `longest` characters, cut between words, with an ellipsis where something is left out."""
    if len(text) <= longest:
        return text
    cut = text.rfind(" ", 0, longest)
    return text[: cut if cut > longest // 2 else longest - 1].rstrip(" ,;:–—-") + "…"


def short_title(paper: Paper) -> str:
    """A title as a list shows it; only a broken one is longer than 300 characters."""
    return shorten(paper.title, 300)


def first_sentence(text: str) -> str:
    """The opening sentence, shortened to what a row holds."""
    return shorten(_SENTENCE.split(text[:2000], maxsplit=1)[0], 150)


@lru_cache(1 << 8)  # all papers of a digest name it
def shown_path(path: str) -> str:
    """A digest's file as a page names it: without the folders of the machine it was read on."""
    return PurePath(path).name if PurePath(path).is_absolute() else path


def badge(paper: Paper) -> str | None:
    """Who stands behind a paper as far as the digest says: the organisation's name, or the number of authors."""
    if paper.organisation:
        return paper.organisation.name
    return count(paper.authors_count, "author") if paper.authors_count is not None else None


OTHER_INITIAL = "0–9 & other"


def initial(text: str) -> str:
    """The letter under which a title is sorted, A to Z, or `OTHER_INITIAL`."""
    first = sort_key(text)[:1].upper()
    return first if "A" <= first <= "Z" else OTHER_INITIAL


@lru_cache(1 << 14)  # a title is sorted in several lists
def sort_key(text: str) -> str:
    """How a title is sorted: without case, accents and leading punctuation."""
    return _UNSORTED.sub("", unicodedata.normalize("NFKD", text).casefold()).strip()
