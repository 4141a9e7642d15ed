"""YAML with lines: plain values in, one line of complaint for anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DataError
from generator.locatedyaml import LocatedDict, find_keys, find_unseen, load_located, refuse_unseen


def test_mappings_know_their_lines():
    data = load_located("# top\na: 1\nb:\n  - c: x\n    d: y\n", "x.yml")
    assert data == {"a": 1, "b": [{"c": "x", "d": "y"}]}
    assert isinstance(data, LocatedDict)
    assert (data.line, data.lines) == (2, {"a": 2, "b": 3})
    assert (data["b"][0].line, data["b"][0].lines) == (4, {"c": 4, "d": 5})


def test_lists_know_the_lines_of_their_items():
    data = load_located("a: [x,\n  y, {k: z}]\nb:\n- 1\n- 2\n", "x.yml")
    assert data == {"a": ["x", "y", {"k": "z"}], "b": [1, 2]}
    assert (data["a"].lines, data["b"].lines) == ([1, 2, 2], [4, 5])


def test_an_anchor_keeps_its_place():
    data = load_located("a: &x\n  k: 1\nb: *x\n", "x.yml")
    assert data["b"] == {"k": 1}
    assert data["b"].line == data["a"].line == 1


def test_blocks_of_lines_are_known():
    data = load_located("a: |\n  x\nb: 'x'\nc: >-\n  x\nd: x\ne: [x]\n", "x.yml")
    assert data.blocks == {"a", "c"}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a: 1\na: 2\n", "x.yml:2: not-yaml the key 'a' stands twice"),
        ("[a, b]: 1\n", "x.yml:1: not-yaml a key must be a plain value"),
        ("{a: b}: 1\n", "x.yml:1: not-yaml a key must be a plain value"),
        ("? !!set {a}\n: 1\n", "x.yml:1: not-yaml a key must be a plain value"),
        ("a: 1\nb: [\n", "x.yml:2: not-yaml a bracket in this line or above is not closed"),
        ("a: 1\n\tb: 2\n", "x.yml:2: not-yaml use spaces, not a tab"),
        ("a: 1\nb: 2025-02-30\n", "x.yml:2: not-yaml day is out of range for month"),
        ("a: 1\nb: !!float owl\n", "x.yml:2: not-yaml could not convert"),
        ("a: 1\nb: !!timestamp owl\n", "x.yml:2: "),
        ("a: 1\nb: \x01\n", "x.yml:2: not-yaml special characters are not allowed"),
        ("a: !!python/object/apply:os.getcwd []\n", "x.yml:1: not-yaml put a text that begins with ! in quotes"),
        ("<<: {a: 1}\n", "x.yml:1: "),
        *((sign * 100_000, "x.yml:1: not-yaml is nested too deeply") for sign in ("- ", "? ", "[", "{a: ", "[{a: ", "!!seq [")),
        *((f"a:{end}{'- ' * 100_000}", "x.yml:") for end in "\r\x85\u2028\u2029"),
        ("\ufeff" + "- " * 100_000, "x.yml:"),
        ("a: " + "- " * 100_000, "x.yml:1: "),
        (f"a: 1\nb:\n  {'[' * 3000}{']' * 3000}\n", "x.yml:3: not-yaml is nested too deeply"),
        ("a: 1\nb: " + "9" * 5_000, "x.yml:2: "),
    ],
)
def test_what_is_no_plain_data_is_told_with_its_line(text, start):
    with pytest.raises(DataError) as caught:
        load_located(text, "x.yml")
    assert str(caught.value).startswith(start)


@given(st.text(alphabet=st.characters() | st.sampled_from("\n :-[]{}&*!|>'\"#%@`,?"), max_size=60))
def test_any_text_gives_a_value_or_a_data_error(text):
    try:
        load_located(text, "x.yml")
    except DataError as error:
        assert str(error).startswith("x.yml:")


def test_keys_are_found_whatever_their_values_stand_for():
    text = "INHERIT: above.yml\nplugins:\n  - search\n  - night:\n      deep: !ENV [A, 1]\n      other: !!python/name:no.thing ''\n"
    assert find_keys(text)["INHERIT"] == (1, "above.yml")
    assert find_keys(text, "plugins", "night") == {"deep": (5, ""), "other": (6, "")}
    assert find_keys(text, "plugins", "day") == {}


@given(st.text())
def test_of_any_text_keys_are_found_or_none(text):
    assert all(found.line >= 1 for found in find_keys(text).values())


QUOTES = "in double quotes a backslash makes another sign of what follows it; use single quotes"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('a: x\nb: "\\alpha"\n', f"x.yml:2: bad-value `b` has a sign that nobody sees, U+0007; {QUOTES}"),
        ('a: "\\tau"\n', f"x.yml:1: bad-value `a` has a sign that nobody sees, U+0009; {QUOTES}"),
        ('a: "\\rho"\r\n', f"x.yml:1: bad-value `a` has a sign that nobody sees, U+000D; {QUOTES}"),
        ('# a\ttab\na: "The \\tau list"\n', f"x.yml:2: bad-value `a` has a sign that nobody sees, U+0009; {QUOTES}"),
        ('name: "\\Psi-Net"\n', f"x.yml:1: bad-value `name` has a sign that nobody sees, U+2029; {QUOTES}"),
        ('note: "\\Lambda"\n', f"x.yml:1: bad-value `note` has a sign that nobody sees, U+2028; {QUOTES}"),
        ('aliases: [x, "\\nu-Net"]\n', f"x.yml:1: bad-value `aliases` has a sign that nobody sees, U+000A; {QUOTES}"),
        ('a: "\\ud800"\n', f"x.yml:1: bad-value `a` has a sign that nobody sees, U+D800; {QUOTES}"),
        ('a:\n- {b: x}\n- [x,\n  "\\e[31m"]\n', f"x.yml:4: bad-value `a` has a sign that nobody sees, U+001B; {QUOTES}"),
        ("a: x\nb: x\u202ey\n", "x.yml:2: bad-value `b` has a sign that nobody sees, U+202E; take it out"),
        ('a: x\nb: {c: x,\n  "\\alpha": x}\n', f"x.yml:3: bad-value a key has a sign that nobody sees, U+0007; {QUOTES}"),
        ('a:\n- !!omap [b: x, c: "\\alpha"]\n', f"x.yml:2: bad-value `a` has a sign that nobody sees, U+0007; {QUOTES}"),
        ('a: x\nb: !!pairs [b: x, "\\alpha": x]\n', f"x.yml:2: bad-value `b` has a sign that nobody sees, U+0007; {QUOTES}"),
        ('a: x\nb: !!set {x, "\\alpha"}\n', f"x.yml:2: bad-value `b` has a sign that nobody sees, U+0007; {QUOTES}"),
        ('b: !!omap [c: {d: "\\alpha"}]\n', f"x.yml:1: bad-value `d` has a sign that nobody sees, U+0007; {QUOTES}"),
        ('note: "as \\tau grows"\n', f"x.yml:1: bad-value `note` has a sign that nobody sees, U+0009; {QUOTES}"),
        ('definition: "time $\\tau$"\n', f"x.yml:1: bad-value `definition` has a sign that nobody sees, U+0009; {QUOTES}"),
        ('note: "3\\times 4"\n', f"x.yml:1: bad-value `note` has a sign that nobody sees, U+0009; {QUOTES}"),
        ('definition: "\\rho"\n', f"x.yml:1: bad-value `definition` has a sign that nobody sees, U+000D; {QUOTES}"),
        ('reason: "a\\tb \\alpha"\n', f"x.yml:1: bad-value `reason` has a sign that nobody sees, U+0007; {QUOTES}"),
    ],
)
def test_a_sign_that_nobody_sees_is_told_with_its_line(text, told):
    with pytest.raises(DataError) as raised:
        refuse_unseen(load_located(text, "x.yml"), text, "x.yml")
    assert str(raised.value) == told


@pytest.mark.parametrize(
    "text",
    [
        *("a: x\ty\r\nb: |\r\n  x\r\n", 'title: "One\n\n  two"\n', "note: x\u2028  y\n", 'a: "x\ty, \tz"\n'),
        *("a: x\ty\n", "a: |\n  x\n\n  y\n", "a: x\u200fy\u200dz\u00ad\n", "a: 3\nb:\n", 'apart: "\\e"\n', "- x\n", "3: x\n", "a: !!set {x, y}\n"),
        *('note: "one\\n\\ttwo"\n', 'a: {reason: "one\\ttwo,\\tthree"}\n', 'definition: "one\\r\\ntwo \\t"\n'),
    ],
)
def test_signs_that_a_text_may_have(text):
    refuse_unseen(load_located(text, "x.yml"), text, "x.yml", apart="apart")


def test_a_file_may_be_called_anything():
    text = '"caf\\udce9.txt": {note: x}\n'
    refuse_unseen(load_located(text, "x.yml"), text, "x.yml", names=True)
    with pytest.raises(DataError, match="U\\+DCE9"):
        refuse_unseen(load_located(text, "x.yml"), text, "x.yml")


def test_values_that_stand_in_many_places_are_looked_at_once():
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    refuse_unseen(load_located(text, "x.yml"), text, "x.yml")


@pytest.mark.parametrize("sign", ["\x1c", "\x1f", "\x07", "\u202e"])
def test_a_sign_of_a_setting_that_nobody_sees_is_found(sign):
    assert find_unseen(f"a \t\r\n{sign}b") == sign
    assert find_unseen("a \t\r\nb") is None
