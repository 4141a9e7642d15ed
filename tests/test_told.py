"""What is told of a problem: one line that no terminal and no log obeys."""

from __future__ import annotations

import pytest

from generator.errors import GeneratorError
from generator.model import Location, Problem


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ends \x1b[2J\x1b]0;owned\x07 here", r"ends \x1b[2J\x1b]0;owned\x07 here"),
        ("one\n::error::two\r\u2028", r"one\n::error::two\r\u2028"),
        ("left \u202eright\u202c", r"left \u202eright\u202c"),
        ("\x85\x9b0m", r"\x85\x9b0m"),
        ("caf\udce9.txt", r"caf\udce9.txt"),
        ("“Größe” 中文 👩\u200d🔬 a\xa0b", "“Größe” 中文 👩\u200d🔬 a\xa0b"),
    ],
)
def test_what_is_quoted_commands_nothing(text: str, shown: str) -> None:
    problem = Problem(severity="warning", code="odd", location=Location(path=text, line=3), message=text)
    assert str(problem) == f"{shown}:3: odd {shown}"
    assert str(GeneratorError(text, "odd", text)) == f"{shown}: odd {shown}"
    assert str(GeneratorError("", "odd", text)) == f"odd {shown}"
