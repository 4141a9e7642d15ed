"""Records that are packed quickly come back as they were, those packed before too."""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import dataclass, replace

import pytest

from generator.model import Evidence, TagAssignment
from generator.packed import pack_quickly
from generator.studies import Study

SIGN = Evidence(field="title", phrase="rye bread", weight=3.0)
TAG = TagAssignment(tag="bread", score=3.0, evidence=(SIGN, SIGN))
STUDY = Study(title="Rye", abstract="", repairs=(), problems=(), links=(), definitions=(), tags=(TAG,))


@pytest.mark.parametrize("record", [SIGN, TAG, STUDY])
def test_records_come_back_as_they_were(record: object) -> None:
    again = pickle.loads(pickle.dumps(record, pickle.HIGHEST_PROTOCOL))
    assert again == record and type(again) is type(record) and copy(record) == record


def test_equal_objects_stay_one() -> None:
    one, two = pickle.loads(pickle.dumps((TAG, TAG)))
    assert one is two and one.evidence[0] is one.evidence[1]


def test_what_was_packed_before_can_be_read() -> None:
    @dataclass(frozen=True, slots=True)
    class Loaf:
        flour: str
        hours: int

    globals()["Loaf"], Loaf.__qualname__ = Loaf, "Loaf"
    before = pickle.dumps(Loaf("rye", 9))
    pack_quickly(Loaf)
    assert pickle.loads(before) == pickle.loads(pickle.dumps(Loaf("rye", 9))) == replace(Loaf("", 9), flour="rye")


def test_what_is_of_a_kind_stays_of_that_kind() -> None:
    class Own(Evidence):
        __slots__ = ()

    assert type(copy(Own(field="title", phrase="rye", weight=1.0))) is Own
