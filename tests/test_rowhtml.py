"""Rows made once and filled in against the same rows converted on each page: equal bytes for whatever a text holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import no_deadline  # noqa: F401
from test_markup import any_text

from generator import markup
from generator.context import Summaries, Summary
from generator.conversion import convert_body, find_address
from generator.memory import FORGETFUL
from generator.pages.document import PLAIN, ROWS, Form, Sheet
from generator.pages.rowhtml import RowTexts, make_rows
from generator.pages.rows import row
from generator.publication import Page
from generator.slimming import squeeze_content

PAGES = {
    "papers/index.md": PLAIN,
    "papers/page/2/index.md": PLAIN,
    "tags/y/index.md": Form(without="tags/y/index.md"),
    "tags/y/page/2/index.md": Form(without="tags/y/index.md"),
    "years/2024/page/12/index.md": PLAIN,
    "index.md": PLAIN,
    "tags/y-z/index.md": PLAIN,  # which a row may lead to
    "organisations/o/index.md": Form(without="organisations/o/index.md"),
    "years/2024/index.md": PLAIN,
    "papers/by-title/index.md": Form(brief=True),
}
said = any_text.filter(lambda value: bool(markup.clean(value)))


@st.composite
def rows(draw):
    return [
        (
            Summary(
                id=f"paper-{number}",
                title=draw(said),
                date=draw(st.none() | st.dates()),
                inferred=draw(st.booleans()),
                badge=draw(st.none() | said),
                badge_page=draw(st.sampled_from(["", "organisations/o/index.md"])),
                comments=draw(st.sampled_from([None, 0, 1, 7])),
                tags=tuple((name, draw(said)) for name in draw(st.sets(st.sampled_from(["x", "y", "y-z", "page-2"])))),
                sentence=draw(st.just("") | said),
            ),
            draw(st.just("") | said),
        )
        for number in range(draw(st.integers(1, 3)))
    ]


@given(rows=rows(), brief=st.none() | st.booleans())
def test_rows_are_on_every_page_what_they_are_when_converted_there(rows, brief):
    texts = RowTexts()
    if brief is not None:
        texts.take(make_rows([paper for paper, _ in rows], FORGETFUL, brief=brief))
    for path, form in PAGES.items():
        before, after = markup.paragraph("Before."), markup.paragraph("After & <after>.")
        listed = markup.bullets(row(paper, path, lead, form, "here" if not place else "") for place, (paper, lead) in enumerate(rows))
        whole = squeeze_content(convert_body("\n".join([before, listed, after]), find_address).html)
        frame = squeeze_content(convert_body("\n".join([before, ROWS, after]), find_address).html)
        heard: set[str] = set()
        assert texts.put(frame, Sheet(page=Page(path=path, text=""), rows=rows, form=form, anchors={0: "here"}), heard.update) == whole
        assert heard == {
            *(f"papers/{paper.id}/" for paper, _ in rows),
            *(f"tags/{tag}/" for paper, _ in rows for tag, _ in paper.tags if f"tags/{tag}/index.md" != form.without and not form.brief),
            *("organisations/o/" for paper, _ in rows if paper.badge and paper.badge_page and form.without != paper.badge_page),
        }


@pytest.mark.parametrize("change", [{"title": "Another"}, {"date": date(2024, 1, 3)}, {"inferred": True}, {"comments": 4}, {"tags": (("x", "X"),)}])
def test_the_key_of_a_row_differs_where_the_row_does(change):
    plain = {"id": "one", "title": "One", "date": date(2024, 1, 2), "badge": None, "badge_page": "", "comments": 3, "tags": (), "sentence": ""}
    keys = [Summaries([("one", Summary(**fields))]).key("one") for fields in (plain, plain, plain | change)]
    assert keys[0] == keys[1] != keys[2]


def test_a_row_is_not_that_of_another_paper_of_the_same_address():
    one = Summary(id="one", title="One", date=date(2024, 1, 2), badge=None, badge_page="", comments=None, tags=(), sentence="")
    kept = make_rows([one], FORGETFUL, brief=False)
    assert "One" in kept.find(replace(one), brief=False)
    assert kept.find(replace(one, title="Two"), brief=False) is None
    assert kept.find(replace(one, id="two"), brief=False) is None
    assert kept.find(one, brief=True) is None
