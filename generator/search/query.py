"""What a person types → a `Query`; total: every text gives one, and what is not understood is text, and said so.

    "exact phrase"   -word   tag:mixture-of-experts   org:nvidia   year:2024   year:2020..2023   date:2024-06   date:none
    has:code   has:date   in:title   a OR b

Knows nothing of an index.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["words", "phrase", "tag", "org", "year", "date", "has", "in"]

_TOKEN = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"|([^\s"]+))|"')
_QUOTES = re.compile("[“”„«»]")
_YEARS = re.compile(r"([0-9]{4})(?:(\.\.)([0-9]{4})?)?|\.\.([0-9]{4})")
_DAY = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_APART = re.compile(r"(?<![^\s-])([A-Za-z]+):\s+(?=[^\s-])")
_FIELDS = ("tag", "org", "year", "date", "has", "in")
_LAST = 9999
EPOCH = date(1970, 1, 1).toordinal()  # from which days are counted
_NEVER = 1 << 30  # days, before or after all
_KNOWN = {"has": ("code", "date"), "in": ("title",)}
LONGEST = 1000  # characters that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One demand. Words are wished for; all else is required, or forbidden where `negated`. From the `first` to the `last` year, or
    day, which is counted from 1970-01-01."""

    kind: Kind
    text: str
    negated: bool = False
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All groups must hold; in a group of several clauses (joined by OR) one of them. `notes` are for the reader."""

    groups: tuple[tuple[Clause, ...], ...]
    notes: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """Read a query; never fails."""
    notes: list[str] = []
    groups: list[tuple[Clause, ...]] = []
    joining = False
    for match in _TOKEN.finditer(_APART.sub(_joined, _QUOTES.sub('"', text[:LONGEST]))):
        if match[0] == "OR" and groups:
            joining = True
            continue
        clause = _clause(match, notes)
        if clause is None:
            continue
        if joining and "in" in (clause.kind, groups[-1][-1].kind):
            notes.append("in:title is no alternative; it holds for the whole query.")
            joining = False
        if joining and not clause.negated and not groups[-1][-1].negated:
            groups[-1:] = _join(groups[-1], clause)
        elif groups and not joining and _both_words(groups[-1], clause):
            groups[-1] = (Clause(kind="words", text=f"{groups[-1][0].text} {clause.text}"),)
        else:
            groups.append((clause,))
        joining = False
    kinds = {clause.kind for group in groups for clause in group if not clause.negated}
    if "in" in kinds and not kinds & {"words", "phrase"}:
        notes.append("in:title wants words that the title has.")
    return Query(groups=tuple(groups), notes=tuple(notes))


def write_clause(clause: Clause, text: str = "") -> str:
    """A clause as it is typed, perhaps with other words: read again it is the same demand."""
    value = text or clause.text
    if clause.kind not in ("words", "phrase"):
        value = f'{clause.kind}:"{value}"' if re.search(r"\s", value) else f"{clause.kind}:{value}"
    elif clause.kind == "phrase":
        value = f'"{value}"'
    return f"-{value}" if clause.negated else value


def _joined(field: re.Match[str]) -> str:
    """`tag: x` is meant as `tag:x`."""
    return f"{field[1]}:" if field[1].lower() in _FIELDS else field[0]


def _join(group: tuple[Clause, ...], clause: Clause) -> list[tuple[Clause, ...]]:
    """`a b OR c` is a, and b or c: the last word of a run of words leaves it."""
    last = group[-1]
    if len(group) > 1 or last.kind != "words" or " " not in last.text:
        return [(*group, clause)]
    rest, _, word = last.text.rpartition(" ")
    return [(Clause(kind="words", text=rest),), (Clause(kind="words", text=word), clause)]


def _both_words(group: tuple[Clause, ...], clause: Clause) -> bool:
    return len(group) == 1 and all(one.kind == "words" and not one.negated for one in (group[0], clause))


def _clause(match: re.Match[str], notes: list[str]) -> Clause | None:
    minus, field, quoted, bare = match.groups()
    value = quoted if quoted is not None else bare
    negated = minus == "-"
    if not value or not value.strip() or value == "-":
        if match[0] == '"':
            notes.append("A quotation mark without its partner was left out.")
        return None
    if field:
        return _field(field, value, negated, notes) or Clause(kind="words", text=f"{field} {value}", negated=negated)
    return Clause(kind="words" if quoted is None else "phrase", text=value, negated=negated)


def _field(field: str, value: str, negated: bool, notes: list[str]) -> Clause | None:
    """A filter; None, with a note, for what is none."""
    name, plain = field.lower(), value.lower()
    if name in ("tag", "org"):
        return Clause(kind=name, text=value, negated=negated)  # type: ignore[arg-type]
    if plain in _KNOWN.get(name, ()) and not (negated and name == "in"):
        return Clause(kind=name, text=plain, negated=negated)  # type: ignore[arg-type]
    if plain == "none" and name in ("date", "year"):
        return Clause(kind="has", text="date", negated=not negated)
    years = _YEARS.fullmatch(plain) if name == "year" else None
    if years:
        first, last = _span(years)
        return Clause(kind="year", text=plain, negated=negated, first=first, last=last)
    days = _days(plain) if name == "date" else None
    if days:
        return Clause(kind="date", text=plain, negated=negated, first=days[0], last=days[1])
    notes.append(f"“{'-' * negated}{field}:{value}” is no filter; it was searched as text.")
    return None


def _span(years: re.Match[str]) -> tuple[int, int]:
    first, dots, last, until = years.groups()
    if until:
        return 0, int(until)
    span = int(first), int(last) if last else _LAST if dots else int(first)
    return min(span), max(span)  # either way round


def _days(text: str) -> tuple[int, int] | None:
    """The first and the last day of `2024`, `2024-06` or `2024-06-15`, or from one of them `..` to another, either way round."""
    begin, dots, end = text.partition("..")
    spans = [_day_span(part) for part in (begin, end) if part]
    known = [span for span in spans if span]
    if not known or len(known) < len(spans):
        return None
    if not dots:
        return known[0]
    return min(first for first, _ in known) if begin else -_NEVER, max(last for _, last in known) if end else _NEVER


def _day_span(text: str) -> tuple[int, int] | None:
    found = _DAY.fullmatch(text)
    if found:
        told = [int(part) for part in found.groups() if part]
        with suppress(ValueError):
            first = date(*[*told, 1, 1][:3])
            year, month = [*told, 12][:2]
            last = date(year, month, told[2] if len(told) > 2 else monthrange(year, month)[1])
            return first.toordinal() - EPOCH, last.toordinal() - EPOCH
    return None
