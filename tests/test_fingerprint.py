"""Fingerprints: the same for the same values in any process, another one for any other value."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from generator.fingerprint import fingerprint


@dataclass(frozen=True)
class Owl:
    name: str
    age: object = None


@dataclass(frozen=True)
class Oak:
    name: str
    age: object = None


VALUES = (
    (),
    ("",),
    ("", ""),
    ("ab",),
    ("a", "b"),
    (("a", "b"),),
    (("a",), "b"),
    ("a", ("b",)),
    (("a",), ("b",)),
    (b"ab",),
    (1,),
    ("1",),
    (1.0,),
    (True,),
    (None,),
    ("None",),
    (date(2025, 1, 2),),
    (["a", "b"],),
    ({"a": "b"},),
    (Owl("a"),),
    (Oak("a"),),
    (Owl("a", 1),),
    (Owl("a", Owl("a")),),
    (("Owl", "a", None),),
    ("s1:a",),
    ("\ud800",),
    ("\ud801",),
    (1 << 80,),
    (1 << 81,),
    (Owl("a", "\ud800"),),
    (Owl("a", frozenset({"b"})),),
    (Owl("a", 2j),),
    (Owl("a", Oak("b")),),
    ("?",),
)
SAME = """
from datetime import date
from generator.fingerprint import fingerprint
from generator.model import Name, Tag
print(fingerprint("a", ("b", 1.5, None, date(2025, 1, 2)), Tag(id="x", label="X", facet="f", definition=""), [{1: 0.25}], b"c", frozenset("abcdefgh"), Name(text="x", aliases={"b", "a", "c"}, source="")))
"""


def test_values_that_differ_have_different_fingerprints() -> None:
    for one, other in combinations(VALUES, 2):
        assert fingerprint(*one) != fingerprint(*other), (one, other)


def test_values_that_are_equal_have_the_same() -> None:
    for value in VALUES:
        assert fingerprint(*value) == fingerprint(*value)


def test_every_process_says_the_same() -> None:
    said = {
        subprocess.run([sys.executable, "-c", SAME], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
