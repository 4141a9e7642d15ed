"""A paper → BibTeX that claims only what the digest says: no authors are invented."""

from __future__ import annotations

import re

from .model import Paper
from .wording import MONTHS

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even behind a backslash
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIALS = re.compile("|".join(map(re.escape, _SPECIAL)))
_URL_UNSAFE = re.compile(r"[\\{}%#\s]")


def bibtex(paper: Paper, page_url: str | None) -> list[str]:
    """The lines of an `@misc` entry: title, year and month where known, a note, and the page's address where known."""
    fields = [("title", "{" + tex(paper.title) + "}")]
    if paper.date:
        fields.append(("year", str(paper.date.year)))
        fields.append(("month", MONTHS[paper.date.month - 1][:3].lower()))
    note = "Author names are not part of the digest this entry was made from"
    if paper.date_year_inferred:
        note += "; the year was inferred"
    fields.append(("note", note))
    if page_url:
        fields.append(("url", _URL_UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", page_url)))
    # A month stays without braces: it is a macro that each bibliography style spells its own way.
    rows = [f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}}," for name, value in fields]
    return [f"@misc{{{paper.id},", *rows, "}"]


def tex(text: str) -> str:
    """Plain text with TeX's special characters escaped."""
    return _SPECIALS.sub(lambda found: _SPECIAL[found[0]], text)
