"""Golden cases of the digest reader: every file in `cases/` is a digest with what must come of it.

A bug report is a new file here. Write the top by hand, run the test, and judge the rest line by line:

    # What the case shows (comment lines).
    captured: 2025-10-28        what digests.yml would know of the file; may be left out
    line-ends: crlf             crlf, cr or lf (the default)
    bom: yes                    starts with a byte order mark
    final-newline: no           the last line has no end
    escapes: yes                \\u2028 and the like stand for characters; a backslash is doubled
    === digest
    (the page as saved)
    === page
    day: Oct 28                 the page's day as written, or none
    furniture: 1-6              lines that belong to no entry
    === entries
    [0] The title               position and title
        lines: 7-11             every line the entry owns
        abstract: line 8        or `lines 8+9` where paragraphs were joined, or none
        authors: 5              this and the rest only where known
        organisation: handle = Name
        date: 2024-01-28 (Jan 28, 2024)      or 2025-09-18 (Sep 18, year inferred), or unknown (Feb 30)
        comments: 9
    === problems
    warning 12-14 some-code: message
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.digest import read_digest
from generator.model import Digest, DigestInfo, Entry, Problem, SourceText

CASES = Path(__file__).parent / "cases"
LINE_ENDS = {"crlf": "\r\n", "cr": "\r", "lf": "\n"}


def case_files() -> list[Path]:
    return sorted(CASES.glob("*.txt"))


def test_there_are_cases():
    assert len(case_files()) >= 30


@pytest.mark.parametrize("file", case_files(), ids=lambda file: file.stem)
def test_case(file):
    with file.open(encoding="utf-8", newline="\n") as opened:
        top, _, rest = opened.read().partition("=== digest\n")
    digest_text, mark, expected = rest.partition("=== page\n")
    facts = read_facts(top)
    source = SourceText(path="seeds/case.txt", name="case.txt", text=as_saved(digest_text, facts))
    captured = date.fromisoformat(facts["captured"]) if "captured" in facts else None
    digest, problems = read_digest(source, DigestInfo(captured=captured))
    assert describe(digest, problems, source.text) == mark + expected


def read_facts(top: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in top.splitlines() if line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def as_saved(text: str, facts: dict[str, str]) -> str:
    if facts.get("escapes") == "yes":
        text = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    if facts.get("final-newline") == "no":
        text = text.removesuffix("\n")
    text = text.replace("\n", LINE_ENDS[facts.get("line-ends", "lf")])
    return "\ufeff" + text if facts.get("bom") == "yes" else text


def describe(digest: Digest, problems: tuple[Problem, ...], text: str) -> str:
    """What was read, in the words of a case file."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    parts = ["=== page", f"day: {digest.day or 'none'}", f"furniture: {spans(digest.furniture)}", "=== entries"]
    for entry in digest.entries:
        parts += describe_entry(entry, lines)
    parts.append("=== problems")
    parts += [
        f"{p.severity} {span(p.location.line, p.location.end_line)} {p.code}: {visible(p.message)}" for p in problems
    ]
    return "\n".join(parts) + "\n"


def describe_entry(entry: Entry, lines: list[str]) -> list[str]:
    parts = [f"[{entry.position}] {visible(entry.title)}", f"lines: {spans(entry.lines)}", abstract(entry, lines)]
    if entry.authors_count is not None:
        parts.append(f"authors: {entry.authors_count}")
    if entry.organisation:
        parts.append(f"organisation: {entry.organisation.handle} = {visible(entry.organisation.name)}")
    if entry.date_raw:
        inferred = ", year inferred" if entry.date_year_inferred else ""
        parts.append(f"date: {entry.date or 'unknown'} ({entry.date_raw}{inferred})")
    if entry.comments is not None:
        parts.append(f"comments: {entry.comments}")
    return [parts[0], *("    " + part for part in parts[1:])]


def abstract(entry: Entry, lines: list[str]) -> str:
    """The abstract by its lines when those say it all."""
    if not entry.abstract:
        return "abstract: none"
    for last in range(1, len(entry.lines)):
        numbers = entry.lines[1 : last + 1]
        if " ".join(lines[number - 1] for number in numbers) == entry.abstract:
            return f"abstract: line{'s' if last > 1 else ''} {'+'.join(map(str, numbers))}"
    return f"abstract: {visible(entry.abstract)}"


def span(first: int, last: int) -> str:
    return str(first) if last in (0, first) else f"{first}-{last}"


def spans(numbers: tuple[int, ...]) -> str:
    """`1-6, 9` for line numbers in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(span(*run) for run in runs) or "none"


def visible(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
