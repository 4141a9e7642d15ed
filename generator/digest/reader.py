"""The reader of saved "Daily Papers" lists: total (any text in, no exception out) and conserving.

Every line that is not blank ends in an entry, in the page's furniture, or in a Problem. The list is cut
out of its page and split at its footers first, and its fields are read second; `pairing` holds the rule that finds titles
again after damage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..model import Digest, DigestInfo, Entry, Location, Organisation, Problem, SourceText
from .dates import WrittenDate, day_in_name, day_saved, infer_capture_year, read_day, resolve_date, without_year
from .drafts import Draft, read_drafts
from .footers import find_footers, is_evidence
from .furniture import PageParts, split_page
from .lines import Line, authors_count, is_sentence, split_badge, split_lines
from .pairing import may_be_abstract
from .telling import problem_at
from .wrapping import find_wrapping

_FEW = 0.1  # papers with an abstract or a footer for each line below the head; where all have them it is a fifth to a half
_PAIRED = 0.8  # of the lines are titles and texts below them: then these are abstracts, however short, where most read like a text
_SOME = 10  # lines, below which little can be said …
_BARE = 4  # … or so many where not one footer stands in the file
_LONGER = 1.5  # times as long as its title is hardly another title
_TITLE_CASE = 0.3  # more of a title's words begin with a capital than of a text's
_HTML = ("<!doctype", "<html")
_TELL = "tell the day it was saved as `captured` in digests.yml"


def read_digest(source: SourceText, info: DigestInfo) -> tuple[Digest, tuple[Problem, ...]]:
    """Read one saved page; problems come in the order of lines."""
    lines = split_lines(source.text)
    page = split_page(lines, source.path)
    day, info, told = _page_day(page.day, info, source.path)
    problems = [*page.problems, *told]
    footers = find_footers(page.body)
    if day is None and not any(map(is_evidence, footers)):
        digest = Digest(name=source.name, path=source.path, day=None, info=info, entries=(), furniture=())
        return digest, (_not_a_digest(lines, source.path),)
    tell = _tell_the_day(source.name, day)
    if day is None and info.captured is None:
        problems.append(problem_at("warning", "no-day-line", source.path, [1], f"the page's day is missing from the header; {tell}"))
    drafts, of_list = read_drafts(page.body, footers, source.path)
    of_list = of_list or ([] if drafts else [_no_entries(lines, source.path)])
    of_list += _no_abstracts(lines, page, drafts, _SOME if footers or not drafts else _BARE, source.path)
    dates = [draft.footer.written for draft in drafts if draft.footer and draft.footer.written]
    year, more = _capture_year(info, dates, source.path, lines, tell)
    problems += more
    captured = info.captured or day
    entries = []
    for position, draft in enumerate(drafts):
        entry, more = _entry(draft, position, source, captured, year)
        entries.append(entry)
        of_list += more
    wrapping = find_wrapping(page.body, source.path)
    problems += [wrapping] if wrapping else of_list  # which would be told line by line
    digest = Digest(
        name=source.name, path=source.path, day=day.raw if day else None, info=info, entries=tuple(entries), furniture=page.furniture
    )
    return digest, tuple(sorted(problems, key=lambda problem: problem.location))


def _page_day(line: Line | None, info: DigestInfo, path: str) -> tuple[WrittenDate | None, DigestInfo, list[Problem]]:
    """The page's own day, and what is known of the file: where a person added the year it is the day the page was saved, unless the
    facts give one."""
    day = read_day(line.text) if line else None
    if line is None or day is None or day.year is None:
        return day, info, []
    saved = day_saved(day)
    if saved is None:
        message = f"there is no such day: {day.raw}; it is read as if it had no year"
        return without_year(day), info, [problem_at("warning", "no-such-day", path, [line.number], message)]
    if info.captured is None:
        info = replace(info, captured=saved, captured_location=Location(path=path, line=line.number))
    return day, info, []


def _tell_the_day(name: str, day: WrittenDate | None) -> str:
    """What to do where the year is not known; a file's name may be a day, which is only proposed: another may be meant."""
    named = day_in_name(name)
    if named is None or (day is not None and (day.month, day.day) != (named.month, named.day)):
        return _TELL
    return f"{_TELL}; is it {named}, as its name says?"


def _not_a_digest(lines: Sequence[Line], path: str) -> Problem:
    if not lines:
        return problem_at("warning", "empty-file", path, [1], "the file is empty")
    numbers = [line.number for line in lines]
    message = "this is not a saved list of papers: no day line on top and no footer found; the file is left out"
    if lines[0].text.casefold().startswith(_HTML):
        message = "this is HTML, the file is left out; open it in a browser, and copy the text of the page instead"
    return problem_at("error", "not-a-digest", path, numbers, message)


def _no_entries(lines: Sequence[Line], path: str) -> Problem:
    return problem_at("warning", "no-entries", path, [lines[-1].number], "no paper stands below the header")


def _no_abstracts(lines: Sequence[Line], page: PageParts, drafts: Sequence[Draft], least: int, path: str) -> list[Problem]:
    """Tell of a page of titles, votes and names: whatever its lines were taken for, hardly one of them is a paper's text or date.

    Titles alone pair as well as titles and texts do, so pairs count only where most of the texts read like one.
    """
    known, first = set(page.furniture), page.body[0].number if page.body else 0
    own = [line for line in lines if line.number >= first and line.number not in known]
    paired = [draft for draft in drafts if draft.paragraphs]
    are_texts = 2 * sum(map(_has_text, paired)) > len(paired) and 2 * len(paired) > _PAIRED * len(own)
    sound = sum(bool(draft.footer and is_evidence(draft.footer)) or any(map(may_be_abstract, draft.paragraphs)) for draft in drafts)
    if len(own) < least or sound > _FEW * len(own) or are_texts:
        return []
    message = "hardly any paper has an abstract: this looks like a page that shows titles alone; save one with abstracts, as the results of a search"
    return [problem_at("warning", "no-abstracts", path, [own[0].number], message)]


def _has_text(draft: Draft) -> bool:
    """Whether what stands below a title reads like a text: it ends like a sentence, is longer, or has far fewer capitals than the title."""
    text = draft.paragraphs[-1]
    return is_sentence(text) or len(text.text) > _LONGER * len(draft.title.text) or _capitals(draft.title) - _capitals(text) > _TITLE_CASE


def _capitals(line: Line) -> float:
    """The share of words that begin with a capital."""
    words = line.text.split()
    return sum(word[0].isupper() for word in words) / len(words)


def _capture_year(
    info: DigestInfo, dates: Sequence[WrittenDate], path: str, lines: Sequence[Line], tell: str
) -> tuple[int | None, list[Problem]]:
    if info.captured:
        return info.captured.year, []
    if all(written.year for written in dates):
        return None, []
    year = infer_capture_year(list(dates))
    if year is None:
        message = f"dates have no year: the file spells out none; {tell}"
    else:
        message = f"the page is taken to be of {year}, but may be of a later year: the file spells out years up to {year - 1}; {tell}"
    return year, [problem_at("info", "year-inferred" if year else "year-unknown", path, [lines[0].number], message)]


def _entry(
    draft: Draft, position: int, source: SourceText, captured: date | WrittenDate | None, capture_year: int | None
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
                problems.append(problem_at("warning", "no-such-day", source.path, [footer.date.number], message))
    entry = Entry(
        title=draft.title.text,
        abstract=" ".join(line.text for line in draft.paragraphs),
        digest=source.name,
        position=position,
        location=Location(path=source.path, line=draft.title.number, end_line=max(numbers)),
        lines=tuple(sorted(set(numbers))),
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
    badge = split_badge(byline)
    return {"organisation": Organisation(handle=badge[0], name=badge[1])} if badge else {}
