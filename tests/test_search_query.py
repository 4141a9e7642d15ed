"""The query language: what is understood, what is searched as text, and that nothing fails."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_index import invented_documents

from generator.search import build_index, parse_query, rank
from generator.search.query import EPOCH, write_clause


def said(text):
    return [[(c.kind, ("-" if c.negated else "") + c.text) for c in group] for group in parse_query(text).groups]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("two words", [[("words", "two words")]]),
        ('a "exact phrase" b', [[("words", "a")], [("phrase", "exact phrase")], [("words", "b")]]),
        ("“curly quotes”", [[("phrase", "curly quotes")]]),
        ("kites -wind", [[("words", "kites")], [("words", "-wind")]]),
        ('-"no such"', [[("phrase", "-no such")]]),
        ("gpt-4", [[("words", "gpt-4")]]),
        ("tag:mixture-of-experts moe", [[("tag", "mixture-of-experts")], [("words", "moe")]]),
        ('tag:"Mixture of experts"', [[("tag", "Mixture of experts")]]),
        ("ORG:nvidia", [[("org", "nvidia")]]),
        ("date:none", [[("has", "-date")]]),
        ("-date:None -year:none", [[("has", "date")], [("has", "date")]]),
        ("has:date -has:date", [[("has", "date")], [("has", "-date")]]),
        ("has:code in:title", [[("has", "code")], [("in", "title")]]),
        ("a b OR c d", [[("words", "a")], [("words", "b"), ("words", "c")], [("words", "d")]]),
        ("tag:x OR tag:y", [[("tag", "x"), ("tag", "y")]]),
        ("OR", [[("words", "OR")]]),
        ("a OR", [[("words", "a")]]),
        ("", []),
        ("-", []),
    ],
)
def test_a_query(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text, span",
    [
        ("year:2024", (2024, 2024)), ("year:2020..2023", (2020, 2023)), ("year:2023..2020", (2020, 2023)), ("year:2020..", (2020, 9999)),
        ("year:..2020", (0, 2020)),
    ],
)
def test_years(text, span):
    ((clause,),) = parse_query(text).groups
    assert (clause.kind, clause.first, clause.last) == ("year", *span)


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("date:2024", "2024-01-01", "2024-12-31"), ("date:2024-02", "2024-02-01", "2024-02-29"), ("date:2024-06-15", "2024-06-15", "2024-06-15"),
        ("date:2023-10..2024-03", "2023-10-01", "2024-03-31"), ("date:2024-03..2023-10", "2023-10-01", "2024-03-31"),
        ("date:2024-06..", "2024-06-01", None), ("date:..2024-06", None, "2024-06-30"), ("date: 2024-06", "2024-06-01", "2024-06-30"),
    ],
)  # fmt: skip
def test_days(text, first, last):
    ((clause,),) = parse_query(text).groups
    told = [None if abs(day) == 1 << 30 else date.fromordinal(EPOCH + day).isoformat() for day in (clause.first, clause.last)]
    assert (clause.kind, *told) == ("date", first, last)


def test_a_field_and_its_value_may_stand_apart():
    assert parse_query("tag: moe -Year: 2024 note: x").groups == parse_query("tag:moe -Year:2024 note: x").groups
    assert said("note: x") == [[("words", "note: x")]]


def test_a_place_for_words_without_words_is_said():
    assert parse_query("in:title year:2024").notes == ("in:title wants words that the title has.",)
    assert parse_query('in:title "a b"').notes == parse_query("in:title a").notes == ()


@pytest.mark.parametrize("text", ["date:2024-13", "date:2023-02-29", "date:2024-00", "date:..", "date:2024-6", "date:soon", "year:soon", "has:wings", "in:water", "foo:bar", "http://x.org"])
def test_what_is_no_filter_is_text_and_said_so(text):
    query = parse_query(text)
    assert query.groups[0][0].kind == "words"
    assert len(query.notes) == 1 and text in query.notes[0]


def test_a_lonely_quotation_mark_is_said():
    assert parse_query('kites "and').notes


pieces = st.sampled_from(
    ['"', "-", "OR", "tag:", "year:", "..", "2020", "in:title", "has:code", "kites", " ", "KiteNet++", "凧", ":", "a", "\ud800", "org:acme", "“"]
)


@given(st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join)))
def test_any_text_gives_a_query_and_a_ranking(text):
    index = build_index(invented_documents()) if not INDEX else INDEX[0]
    INDEX[:] = [index]
    results = rank(index, text)
    papers = [hit.paper for hit in results.hits]
    assert len(set(papers)) == len(papers)
    assert [(-hit.score, hit.paper) for hit in results.hits] == sorted((-hit.score, hit.paper) for hit in results.hits)
    assert rank(index, text) == results


INDEX: list = []


@pytest.mark.parametrize(
    "text",
    ["a b", '"a b" c -d', "-\"a b\"", "tag:x a", 'tag:"x y" OR a', "a b OR c d", "year:2020..2023 has:code", "-tag:x in:title a", "org:x year:..2020", "date:none OR -date:none a"],
)
def test_a_query_written_again_is_the_same(text):
    groups = parse_query(text).groups
    assert parse_query(" ".join(" OR ".join(map(write_clause, group)) for group in groups)).groups == groups
