"""The file of sentence vectors: what goes in comes out, damage is told, papers fall back one by one."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from invented import make_paper

from generator.vectors import (
    VectorModel,
    centred_rows,
    content_key,
    dump_vectors,
    make_table,
    match_vectors,
    parse_vectors,
    quantise,
)

MODEL = VectorModel(name="owl-eyes", licence="CC0-1.0", dimension=4, sha256="ab" * 32)
PATH = "seeds/vectors.bin"
OWLS, KITES, MOSS = (make_paper(name, f"On {name}", f"All about {name}.") for name in ("owls", "kites", "moss"))


def table_of(*papers, rows=((1, 2, 3, 127), (127, 0, 0, -1), (0, 127, 5, 5))):
    return make_table(
        MODEL, {content_key(paper): np.array(row, dtype=np.int8) for paper, row in zip(papers, rows, strict=False)}
    )


def test_a_table_survives_its_file():
    table = table_of(OWLS, KITES, MOSS)
    again, problems = parse_vectors(dump_vectors(table), PATH)
    assert problems == []
    assert (again.model, again.keys, again.rows.tolist()) == (MODEL, table.keys, table.rows.tolist())
    assert dump_vectors(again) == dump_vectors(table)


def test_the_bytes_do_not_depend_on_the_order_of_papers():
    rows = {content_key(paper): quantise([1.0, number, 0.5, 0]) for number, paper in enumerate((OWLS, KITES, MOSS))}
    assert dump_vectors(make_table(MODEL, rows)) == dump_vectors(make_table(MODEL, dict(reversed(rows.items()))))


def test_an_empty_table_is_a_table():
    again, problems = parse_vectors(dump_vectors(make_table(MODEL, {})), PATH)
    assert (problems, again.keys, again.rows.shape) == ([], (), (0, 4))


def test_the_first_line_tells_model_licence_and_dimension():
    head = json.loads(dump_vectors(table_of(OWLS)).partition(b"\n")[0])
    assert (head["model"], head["licence"], head["dimension"], head["count"]) == ("owl-eyes", "CC0-1.0", 4, 1)


GOOD = dump_vectors(table_of(OWLS, KITES))
HEAD, _, BODY = GOOD.partition(b"\n")


def with_head(**fields):
    return json.dumps(json.loads(HEAD) | fields).encode() + b"\n" + BODY


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n" + BODY,
        b"\xff\xfe" + GOOD,
        b"[" * 100_000,
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
        GOOD[:-1],
        GOOD + b"\0",
        GOOD.replace(b"\x7f", b"\x7e"),
        with_head(format="broadsheet vectors 9"),
        with_head(dimension=0),
        with_head(dimension=-4),
        with_head(dimension=10**30),
        with_head(dimension=True),
        with_head(dimension="4"),
        with_head(count=-1),
        with_head(count=1),
        with_head(count=None),
        with_head(model=None),
        with_head(sha256="00"),
    ],
)
def test_damage_is_a_warning_at_the_file(data):
    table, problems = parse_vectors(data, PATH)
    assert table is None
    assert [(p.severity, p.code, p.location.path) for p in problems] == [("warning", "bad-vectors", PATH)]


@given(st.binary(max_size=60) | st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)))
def test_any_bytes_and_any_flipped_byte_are_survived(change):
    if isinstance(change, tuple):
        at, by = change
        change = GOOD[:at] + bytes([GOOD[at] ^ by]) + GOOD[at + 1 :]
    table, problems = parse_vectors(change, PATH)
    assert (table is None) == bool(problems)


def test_papers_without_a_vector_are_counted_once():
    table = table_of(OWLS)
    found, problems = match_vectors([OWLS, KITES, MOSS], table, PATH)
    assert (list(found), found["owls"].tolist()) == (["owls"], [1, 2, 3, 127])
    assert [(p.severity, p.code, str(p.location)) for p in problems] == [("info", "no-vector", f"{PATH}:1")]
    assert "2 papers have no sentence vector" in problems[0].message


def test_nothing_is_said_where_all_have_vectors_or_there_is_no_file():
    assert match_vectors([OWLS, KITES], table_of(OWLS, KITES), PATH)[1] == []
    assert match_vectors([OWLS], None, PATH) == ({}, [])


def test_a_vector_outlives_a_repair_of_punctuation_and_an_address_but_not_another_word():
    again = make_paper("renamed", "ON: Owls", "all  about “owls”")
    other = make_paper("owls", "On owls", "All about kites.")
    moved = make_paper("owls", "On owls All", "about owls.")
    assert content_key(again) == content_key(OWLS)
    assert len({content_key(OWLS), content_key(other), content_key(moved)}) == 3


@given(arrays.arrays(np.float64, 6, elements=st.floats(-1e6, 1e6)))
def test_rounding_keeps_the_direction(vector):
    row = quantise(vector).astype(float)
    largest = np.abs(vector).max()
    if largest > 1e-9:
        assert np.abs(row).max() == 127
        assert np.allclose(row / 127, vector / largest, atol=0.5 / 127 + 1e-9)


@settings(max_examples=25)
@given(arrays.arrays(np.int8, (7, 12)))
def test_products_of_centred_rows_are_exact(rows):
    papers = [make_paper(str(number)) for number in range(len(rows))]
    centred = centred_rows(papers, dict(zip((paper.id for paper in papers), rows, strict=True)))
    wide = centred.astype(np.int64).astype(object)
    exact = (wide @ wide.T).tolist()
    assert (centred @ centred.T).tolist() == exact
    assert max(max(row) for row in exact) < 2**23


def test_a_paper_without_a_vector_has_a_row_of_nothing():
    rows = centred_rows([OWLS, KITES, MOSS], match_vectors([OWLS, KITES, MOSS], table_of(OWLS, MOSS), PATH)[0])
    assert rows.shape == (3, 4)
    assert not rows[1].any() and rows[0].any() and rows[2].any()
    assert not centred_rows([OWLS], {}).any()
