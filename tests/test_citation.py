"""BibTeX: escaped, balanced, and claiming no author."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_paper

from generator.citation import bibtex, tex
from generator.text import one_line

URL = "https://papers.example/papers/owls-at-night/"
TEX_TEXT = st.text(alphabet="\\{}$&#%_~^\"'@, abcÖ≤\u200b", max_size=40) | st.text(max_size=40)


def test_an_entry_in_full():
    paper = make_paper(title="Owls & Kites: 80% of $5", date=date(2024, 1, 28), authors_count=3)
    assert bibtex(paper, URL) == [
        "@misc{owls-at-night,",
        r"  title = {{Owls \& Kites: 80\% of \$5}},",
        "  year = {2024},",
        "  month = jan,",
        "  note = {Author names are not part of the digest this entry was made from},",
        f"  url = {{{URL}}},",
        "}",
    ]


def test_what_is_unknown_is_left_out():
    text = "\n".join(bibtex(make_paper(), None))
    assert not re.search(r"^\s*(author|year|month|url)\s*=", text, re.MULTILINE)


def test_an_inferred_year_is_told():
    paper = make_paper(date=date(2025, 9, 18), date_year_inferred=True)
    assert any("the year was inferred" in line for line in bibtex(paper, None))


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_the_macros_of_bibtex(month):
    known = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    assert f"  month = {known[month - 1]}," in bibtex(make_paper(date=date(2024, month, 1)), None)


@given(TEX_TEXT)
def test_any_title_is_balanced_and_readable(title):
    paper = make_paper(title=one_line(title) or "x")
    lines = bibtex(paper, URL)
    text = "\n".join(lines)
    depth = 0
    for char in text:  # BibTeX counts every brace, even behind a backslash
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    (line,) = [line for line in lines if line.startswith("  title = ")]
    assert untex(line.removeprefix("  title = {{").removesuffix("}},")) == paper.title
    assert not any(re.match(r"\s*author", line) for line in lines)


@given(TEX_TEXT)
def test_no_special_character_is_left_alone(text):
    bare = re.sub(r"\\text[a-z]+\{\}|\\[&%$#_]", "", tex(text))
    assert not set(bare) & set("\\{}&%$#_~^")


def untex(text: str) -> str:
    words = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    return re.sub(r"\\text([a-z]+)\{\}|\\([&%$#_])", lambda found: words.get(found[1]) or found[2], text)


@given(st.text(alphabet="abc/{}\\%# \n", max_size=20))
def test_any_address_keeps_the_entry_whole(rest):
    (line,) = [line for line in bibtex(make_paper(), "https://x.example/" + rest) if line.startswith("  url")]
    assert re.fullmatch(r"  url = \{https://x\.example/[^{}\\\s#]*\},", line)
