"""Lines of a digest → the problems that tell of them, and how a message quotes them."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Location, Problem, Severity
from .lines import Line


def problem_at(severity: Severity, code: str, path: str, lines: Sequence[int], message: str) -> Problem:
    """A problem with the lines of these numbers, and all between them."""
    location = Location(path=path, line=min(lines), end_line=max(lines))
    return Problem(severity=severity, code=code, location=location, message=message)


def shown(line: Line) -> str:
    """A line as a message quotes it."""
    return line.text if len(line.text) <= 60 else line.text[:59] + "…"


def shown_lines(lines: Sequence[Line]) -> str:
    """The first and the last of several lines."""
    if len(lines) == 1:
        return shown(lines[0])
    return f"{shown(lines[0])} … {shown(lines[-1])} ({len(lines)} lines)"
