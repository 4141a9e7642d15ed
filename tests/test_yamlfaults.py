"""The usual faults of YAML: the line where a person finds them, and words that say what to do."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.locatedyaml import load_located

DEEPER = "this is indented deeper than the key above: begin it in the same column, or put a text with a colon in quotes"
INDENTED = "this is not indented like the lines above: what belongs together begins in the same column"
COLUMN = "a list and keys stand in the same column: what belongs together is indented alike"
COLON = "put a text with a colon in quotes"
NO_COLON = "a colon and a space must follow the key"
QUOTE = "the quote is not closed"
FOLLOWS = "something follows a value that has ended: close each quote, double an apostrophe in single quotes"
BACKSLASH = "in double quotes a backslash makes another sign of what follows it; use single quotes"


def begins(sign):
    return f"put a text that begins with {sign} in quotes"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a.txt:\n  title: A\n   query: b\n", 3, DEEPER),
        ("a.txt:\n  title: A\n\n   query: b\n", 4, DEEPER),
        ("a.txt:\n  title: A text that goes on\n    in a line with: a colon\n", 3, DEEPER),
        ("t:\n  - find: x\n      replace: y\n", 3, DEEPER),
        ("a.txt:\n  title: A  # owls\n\n  # herons\n   query: b\n", 5, INDENTED),
        ("a.txt:\n  title: 'A'\n   query: b\n", 3, INDENTED),
        ("a.txt:\n  accept: [x]\n   query: b\n", 3, INDENTED),
        ("a.txt:\n   title: A\n  query: b\n", 3, INDENTED),
        ("t:\n  - find: x\n   replace: y\n", 3, INDENTED),
        ("t:\n  a:\n    - x\n   - y\n", 4, INDENTED),
        (" a: 1\nb: 2\n", 2, INDENTED),
        ("a: 1\n- b\n", 2, COLUMN),
        ("- a\nb: 1\n", 2, COLUMN),
        ("a.txt:\n\ttitle: A\n", 2, "use spaces, not a tab"),
        ("a: Owls: a survey\n", 1, COLON),
        ("a:\n  - find: owls: a survey\n", 2, COLON),
        ("a: Owls:\n", 1, COLON),
        ("a.txt:\n  title\n  query: b\n", 2, NO_COLON),
        ("a.txt:\n  title:X\n\n  query: b\n", 2, NO_COLON),
        ("a.txt:\n  query: b\n  title\n  note: c\n", 3, NO_COLON),
        ("a.txt:\n  query: b\n  title:X\nb.txt:\n", 3, NO_COLON),
        ("a.txt\nb.txt:\n  title: x\n", 1, NO_COLON),
        ("a: 1\nb: \"Open\nc: 2\n\nd: 3\n", 2, QUOTE),
        ("a: 1\nb: 'Open\nc: 2\n\nd: 3\n", 2, QUOTE),
        ("a: 'it's so'\n", 1, FOLLOWS),
        ('a: "Owls" at night\n', 1, FOLLOWS),
        ('a: "\\quad"\n', 1, BACKSLASH),
        ('a: "\\xyz"\n', 1, BACKSLASH),
        ("a: [x, y\nb: 1\n", 1, "the bracket [ is not closed, or a comma in it is missing"),
        ("a: 1\nb: {x: y\n", 2, "the bracket { is not closed, or a comma in it is missing"),
        ("a: 1\nb: [x,\n", 2, "a bracket in this line or above is not closed"),
        ("a: 1\nb: {x: [\n  y,\n\n", 4, "a bracket in this line or above is not closed"),
        ("a: [x, y]]\n", 1, "there is one ] too many"),
        ("a: ]x\n", 1, begins("]")),
        ("a: @x\n", 1, begins("@")),
        ("a: `x`\n", 1, begins("`")),
        ("a: %x\n", 1, begins("%")),
        ("a: **x**\n", 1, begins("*")),
        ("a: & b\n", 1, begins("&")),
        ("a: !x\n", 1, begins("!")),
        ("a: 1\nb: *x\n", 2, "there is no &x above: put a text that begins with * in quotes"),
        ("a: > 5 owls\n", 1, "the text behind > begins in the next line; put a text that begins with > in quotes"),
        ("a: - x\n", 1, "put a text that begins with - in quotes; a list begins in a line of its own"),
        ("a: 1\n---\nb: 1\n", 2, "--- begins another document; take it out"),
    ],
)
def test_a_fault_is_told_in_plain_words_where_it_is(text, line, message):
    with pytest.raises(DataError) as caught:
        load_located(text, "x.yml")
    assert str(caught.value) == f"x.yml:{line}: not-yaml {message}"
