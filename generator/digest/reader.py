"""The reader of saved "Daily Papers" lists: total (any text in, no exception out) and conserving.

Every line that is not blank ends in an entry, in the page's furniture, or in a Problem. The text is split at its
footers first and its fields are read second; `pairing` holds the rule that finds titles again after damage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..model import Digest, DigestInfo, Entry, Location, Organisation, Problem, Severity, SourceText
from .dates import WrittenDate, infer_capture_year, read_date, resolve_date
from .footers import Footer, find_footers, is_stray
from .lines import FURNITURE, SEPARATOR, Line, authors_count, is_day, is_sentence, split_lines
from .pairing import Pair, pair_lines

_HEADER_REACH = 12  # the page's day stands among the first lines; a header has five or six


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry before its fields are read."""

    title: Line
    paragraphs: tuple[Line, ...]
    footer: Footer | None


def read_digest(source: SourceText, info: DigestInfo) -> tuple[Digest, tuple[Problem, ...]]:
    """Read one saved page; problems come in the order of lines."""
    lines = split_lines(source.text)
    body, furniture, day, problems = _split_header(lines, source.path)
    footers = find_footers(body)
    if day is None and not any(map(_is_evidence, footers)):
        digest = Digest(name=source.name, path=source.path, day=None, info=info, entries=(), furniture=())
        return digest, (_not_a_digest(lines, source.path),)
    if day is None:
        problems.append(
            _problem("warning", "no-day-line", source.path, [1], "the page's day is missing from the header")
        )
    drafts, found = _drafts(body, footers, source.path)
    problems += found or ([] if drafts else [_no_entries(lines, source.path)])
    dates = [draft.footer.written for draft in drafts if draft.footer and draft.footer.written]
    year, more = _capture_year(info, dates, source.path, lines)
    problems += more
    captured = info.captured or (read_date(day) if day else None)
    entries = []
    for position, draft in enumerate(drafts):
        entry, more = _entry(draft, position, source, captured, year)
        entries.append(entry)
        problems += more
    digest = Digest(
        name=source.name, path=source.path, day=day, info=info, entries=tuple(entries), furniture=tuple(furniture)
    )
    return digest, tuple(sorted(problems, key=lambda problem: problem.location))


def _problem(severity: Severity, code: str, path: str, lines: Sequence[int], message: str) -> Problem:
    location = Location(path=path, line=min(lines), end_line=max(lines))
    return Problem(severity=severity, code=code, location=location, message=message)


def _not_a_digest(lines: Sequence[Line], path: str) -> Problem:
    if not lines:
        return _problem("warning", "empty-file", path, [1], "the file is empty")
    numbers = [line.number for line in lines]
    message = "this is not a saved list of papers: no day line on top and no footer found; the file is left out"
    return _problem("error", "not-a-digest", path, numbers, message)


def _no_entries(lines: Sequence[Line], path: str) -> Problem:
    return _problem("warning", "no-entries", path, [lines[-1].number], "no paper stands below the header")


def _is_evidence(footer: Footer) -> bool:
    """Whether a footer is like no other text: it has a date in the usual shape, or a number of authors."""
    return footer.written is not None or (footer.byline is not None and authors_count(footer.byline) is not None)


def _split_header(lines: Sequence[Line], path: str) -> tuple[list[Line], list[int], str | None, list[Problem]]:
    """Cut at the day line; known lines above it are furniture, others are reported."""
    top = next((i for i, line in enumerate(lines[:_HEADER_REACH]) if is_day(line) and not _in_footer(lines, i)), None)
    if top is None:
        furniture = [line.number for line in lines[:_HEADER_REACH] if line.text in FURNITURE]
        return [line for line in lines if line.number not in furniture], furniture, None, []
    known = [line.number for line in lines[:top] if line.text in FURNITURE]
    odd = [line for line in lines[:top] if line.text not in FURNITURE]
    problems = [
        _problem("warning", "unknown-header-line", path, [line.number], f"not expected above the day: {_shown(line)}")
        for line in odd
    ]
    return list(lines[top + 1 :]), [*known, lines[top].number], lines[top].text, problems


def _in_footer(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and lines[index - 1].text == SEPARATOR


def _drafts(body: Sequence[Line], footers: Sequence[Footer], path: str) -> tuple[list[_Draft], list[Problem]]:
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    start = 0
    for footer in footers:
        more, found = _read_run(body[start : footer.start], footer, path)
        drafts += more
        problems += found
        start = footer.end
    more, found = _read_run(body[start:], None, path)
    return drafts + more, problems + found


def _read_run(run: Sequence[Line], footer: Footer | None, path: str) -> tuple[list[_Draft], list[Problem]]:
    """Lines up to a footer: stray footer lines are reported, the rest is paired, the last pair owns the footer."""
    stray = [line for line, before in zip(run, [None, *run], strict=False) if is_stray(line, before)]
    apart = {line.number for line in stray}
    problems = [
        _problem("warning", "broken-footer", path, [line.number], f"a footer line that stands alone: {_shown(line)}")
        for line in stray
    ]
    text = [line for line in run if line.number not in apart]
    above_date = footer is not None and footer.byline is None and bool(text) and is_sentence(text[-1])
    pairs = pair_lines(text, text_last=above_date) if text else []
    if footer and not (pairs and pairs[-1].title):
        problems.append(
            _problem("warning", "footer-without-entry", path, footer.numbers, "a footer that no entry precedes")
        )
        footer = None
    drafts = []
    for pair in pairs:
        if pair.title is None:
            problems.append(_stray_paragraph(pair, path))
            continue
        drafts.append(_Draft(pair.title, pair.paragraphs, footer if pair is pairs[-1] else None))
        problems += _pair_problems(pair, path)
    return drafts, problems + (_footer_problems(footer, path) if footer else [])


def _footer_problems(footer: Footer, path: str) -> list[Problem]:
    problems = []
    if footer.byline is None:
        message = "neither a number of authors nor an organisation stands above the date"
        problems.append(_problem("warning", "footer-without-byline", path, footer.numbers, message))
    if footer.date is None:
        problems.append(_problem("warning", "footer-without-date", path, footer.numbers, "a footer that lost its date"))
    elif footer.written is None:
        message = f"this is no date as the source writes them: {_shown(footer.date)}"
        problems.append(_problem("warning", "unreadable-date", path, [footer.date.number], message))
    return problems


def _stray_paragraph(pair: Pair, path: str) -> Problem:
    numbers = [line.number for line in pair.paragraphs]
    return _problem("warning", "text-without-title", path, numbers, f"no title above: {_shown(pair.paragraphs[0])}")


def _pair_problems(pair: Pair, path: str) -> list[Problem]:
    assert pair.title is not None
    if not pair.paragraphs:
        message = f"no abstract below the title: {_shown(pair.title)}"
        return [_problem("warning", "no-abstract", path, [pair.title.number], message)]
    if len(pair.paragraphs) > 1:
        numbers = [line.number for line in pair.paragraphs]
        return [_problem("warning", "split-abstract", path, numbers, "an abstract of several paragraphs was joined")]
    return []


def _capture_year(
    info: DigestInfo, dates: Sequence[WrittenDate], path: str, lines: Sequence[Line]
) -> tuple[int | None, list[Problem]]:
    if info.captured:
        return info.captured.year, []
    if all(written.year for written in dates):
        return None, []
    year = infer_capture_year(list(dates))
    if year is None:
        message = "dates have no year: nothing is known of the file in digests.yml and it spells out no year"
    else:
        message = f"the page is taken to be of {year}: the file spells out years up to {year - 1}"
    return year, [_problem("info", "year-inferred" if year else "year-unknown", path, [lines[0].number], message)]


def _entry(
    draft: _Draft, position: int, source: SourceText, captured: date | WrittenDate | None, capture_year: int | None
) -> tuple[Entry, list[Problem]]:
    numbers = [draft.title.number, *(line.number for line in draft.paragraphs)]
    fields: dict[str, object] = {}
    problems: list[Problem] = []
    if footer := draft.footer:
        numbers += footer.numbers
        fields = {"date_raw": footer.date.text if footer.date else None, **_byline_fields(footer.byline)}
        if footer.date and (written := footer.written):
            when = resolve_date(written, captured, capture_year)
            fields |= {
                "date": when,
                "date_raw": written.raw,
                "date_year_inferred": when is not None and written.year is None,
                "comments": written.comments,
            }
            if when is None and (written.year or capture_year):
                message = f"there is no such day: {written.raw}"
                problems.append(_problem("warning", "no-such-day", source.path, [footer.date.number], message))
    entry = Entry(
        title=draft.title.text,
        abstract=" ".join(line.text for line in draft.paragraphs),
        digest=source.name,
        position=position,
        location=Location(path=source.path, line=draft.title.number, end_line=max(numbers)),
        lines=tuple(sorted(numbers)),
        **fields,  # type: ignore[arg-type]
    )
    return entry, problems


def _byline_fields(byline: Line | None) -> dict[str, object]:
    """A number of authors, or a badge split at its first space: `ontocord Ontocord.AI`; a handle alone is its own name."""
    if byline is None:
        return {}
    count = authors_count(byline)
    if count is not None:
        return {"authors_count": count}
    handle, _, name = byline.text.partition(" ")
    return {"organisation": Organisation(handle=handle, name=name.strip() or handle)}


def _shown(line: Line) -> str:
    return line.text if len(line.text) <= 60 else line.text[:59] + "…"
