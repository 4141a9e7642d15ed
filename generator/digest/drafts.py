"""The lines of a list and the footers among them → drafts of entries; tells what belongs to none, and reads no fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ..model import Problem
from .footers import Footer, is_stray
from .lines import Line, authors_count, is_sentence, is_squeezed_footer, split_badge
from .pairing import Pair, may_be_abstract, pair_lines
from .telling import problem_at, shown, shown_lines

_SCRAP_WORDS = 2
_SCRAP_LENGTH = 30  # some scripts write many words without a space


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before its fields are read."""

    title: Line
    paragraphs: tuple[Line, ...]
    footer: Footer | None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of its text."""
        return self.title, *self.paragraphs


def read_drafts(body: Sequence[Line], footers: Sequence[Footer], path: str) -> tuple[list[Draft], list[Problem]]:
    """Read the text above each footer, and what stands below the last one."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    start = 0
    for footer in footers:
        more, found = _read_run(body[start : footer.start], footer, path)
        drafts += more
        problems += found
        start = footer.end
    more, found = _read_run(body[start:], None, path)
    if 2 * sum(draft.footer is not None for draft in drafts) > len(drafts):
        more, told = _without_foot(more, path)
        found += told
    drafts, scraps = _without_scraps(drafts + more, path)
    problems += found + scraps
    return drafts, problems + [problem for draft in drafts for problem in _draft_problems(draft, path)]


def _read_run(run: Sequence[Line], footer: Footer | None, path: str) -> tuple[list[Draft], list[Problem]]:
    """Lines up to a footer: stray footer lines are reported, the rest is paired, the last pair owns the footer."""
    beside = zip(run, [None, *run], [*run[1:], None], strict=False)
    stray = [line for line, before, after in beside if is_stray(line, before) and not _is_title(line, after)]
    apart = {line.number for line in stray}
    problems = []
    for number, parts in groupby(stray, lambda line: line.number):
        message = f"a footer line that stands alone: {shown(Line(number, ' '.join(part.text for part in parts)))}"
        problems.append(problem_at("warning", "broken-footer", path, [number], message))
    text = [line for line in run if line.number not in apart]
    above_date = footer is not None and footer.byline is None and bool(text) and is_sentence(text[-1])
    pairs = pair_lines(text, text_last=above_date) if text else []
    if footer and not (pairs and pairs[-1].title):
        problems.append(
            problem_at("warning", "footer-without-entry", path, footer.numbers, "a footer that no entry precedes")
        )
        footer = None
    drafts = []
    for pair in pairs:
        if pair.title is None:
            problems.append(_stray_paragraph(pair, path))
        else:
            drafts.append(Draft(pair.title, pair.paragraphs, footer if pair is pairs[-1] else None))
    return drafts, problems


def _is_title(line: Line, after: Line | None) -> bool:
    """A title may hold what a footer in one line does (Report | May 5): then its abstract stands below."""
    return is_squeezed_footer(line) and after is not None and may_be_abstract(after)


def _without_foot(drafts: Sequence[Draft], path: str) -> tuple[list[Draft], list[Problem]]:
    """Of what stands below the last footer of a list that has footers: the entries it may hold, and what is told.

    The file may have lost footers or been cut off within its last entry, so all is kept down to the last title over what looks
    like an abstract. Below that it is the foot of a page.
    """
    kept = list(drafts)
    while kept and not any(map(may_be_abstract, kept[-1].paragraphs)):
        kept.pop()
    problems = []
    if kept:
        lines = [line for draft in kept for line in draft.lines]
        message = f"no footer below, as if the page was cut off: {shown(kept[0].title)}"
        problems.append(problem_at("info", "no-footer", path, [line.number for line in lines], message))
    foot = [line for draft in drafts[len(kept) :] for line in draft.lines]
    if foot:
        message = f"this is no entry: {shown_lines(foot)}"
        problems.append(problem_at("warning", "text-after-last-footer", path, [line.number for line in foot], message))
    return kept, problems


def _without_scraps(drafts: Sequence[Draft], path: str) -> tuple[list[Draft], list[Problem]]:
    """Drop single words over single words, which are a menu or a pager; one title alone may have lost its abstract."""
    kept: list[Draft] = []
    problems = []
    for are_scraps, group in groupby(drafts, _is_scrap):
        own = list(group)
        lines = [line for draft in own for line in draft.lines]
        if are_scraps and len(lines) > 1:
            message = f"words that are no entry: {shown_lines(lines)}"
            problems.append(problem_at("warning", "stray-words", path, [line.number for line in lines], message))
        else:
            kept += own
    return kept, problems


def _is_scrap(draft: Draft) -> bool:
    return draft.footer is None and all(
        len(line.text) <= _SCRAP_LENGTH
        and len(line.text.split()) <= _SCRAP_WORDS
        and not (is_sentence(line) and line.text[0].isalnum())
        for line in draft.lines
    )


def _stray_paragraph(pair: Pair, path: str) -> Problem:
    numbers = [line.number for line in pair.paragraphs]
    return problem_at("warning", "text-without-title", path, numbers, f"no title above: {shown(pair.paragraphs[0])}")


def _draft_problems(draft: Draft, path: str) -> list[Problem]:
    problems = _footer_problems(draft.footer, path) if draft.footer else []
    if not draft.paragraphs:
        message = f"no abstract below the title: {shown(draft.title)}"
        problems.append(problem_at("warning", "no-abstract", path, [draft.title.number], message))
    if len(draft.paragraphs) > 1:
        numbers = [line.number for line in draft.paragraphs]
        message = "an abstract of several paragraphs was joined"
        problems.append(problem_at("warning", "split-abstract", path, numbers, message))
    return problems


def _footer_problems(footer: Footer, path: str) -> list[Problem]:
    problems = []
    if footer.byline is None:
        message = "neither a number of authors nor an organisation stands above the date"
        problems.append(problem_at("warning", "footer-without-byline", path, footer.numbers, message))
    elif authors_count(footer.byline) is None and split_badge(footer.byline) is None:
        message = f"this is neither a number of authors nor an organisation, which begins with its handle: {shown(footer.byline)}"
        problems.append(problem_at("warning", "unreadable-byline", path, [footer.byline.number], message))
    if footer.date is None:
        message = "a footer that lost its date"
        problems.append(problem_at("warning", "footer-without-date", path, footer.numbers, message))
    elif footer.written is None:
        message = f"this is no date as the source writes them: {shown(footer.date)}"
        problems.append(problem_at("warning", "unreadable-date", path, [footer.date.number], message))
    return problems
