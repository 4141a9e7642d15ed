"""A page that was saved twice under two names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invented import make_digest, make_entry

from generator.digest.copies import find_copies
from generator.seeds import find_curated, read_inputs
from generator.site import read_digests

OWLS, KITE = make_entry(date_raw="Sep 18", comments=3), make_entry("Kite", "Kites are models of the wind.")


def test_the_same_entries_in_the_same_order_are_told_with_the_first_file():
    digests = [make_digest(f"{name}.txt", OWLS, KITE, captured=day) for name, day in (("a", None), ("b", date(2025, 10, 28)), ("c", None))]
    assert [f"{problem.severity} {problem}" for problem in find_copies(digests)] == [
        f"info seeds/{name}.txt:1: same-digest the entries are those of seeds/a.txt, one for one: was a page saved twice? both files count"
        for name in "bc"
    ]


def test_other_entries_are_another_digest():
    others = [(KITE, OWLS), (OWLS,), (OWLS, KITE, KITE), (replace(OWLS, comments=4), KITE), (replace(OWLS, abstract="Owls."), KITE)]
    assert find_copies([make_digest("a.txt", OWLS, KITE), *(make_digest(f"b{n}.txt", *own) for n, own in enumerate(others))]) == []


def test_a_copied_file_counts_and_is_told(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Oct 28\nOwls\nWe study owls.\n", encoding="utf-8")
    digests, problems = read_digests(read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path)))
    assert [len(digest.entries) for digest in digests] == [1, 1]
    assert [str(problem.location) for problem in problems if problem.code == "same-digest"] == ["b.txt:1"]
