"""corrections.yml: what it may say, and how it complains."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.corrections import Correction, Corrections, NameCorrection, SamePaper, parse_corrections
from generator.errors import DataError
from generator.joining import join_ids
from generator.model import Location

GOOD = r"""
text:
  a-paper:
    - find: '\rat'
      replace: RAT
      reason: A lost macro.
    - field: title
      find: x
        y
      replace: ''
      reason: Noise.
names:
  clip-paper:
    name: CLIP
    aliases: [OpenAI CLIP]
    reason: Its page never says so.
same_as:
  owls-at-night:
    paper: night-owls
    reason: Renamed in its second version.
"""


def test_a_good_file() -> None:
    found = parse_corrections(GOOD, "c.yml")
    assert found.text["a-paper"] == (
        Correction(paper="a-paper", find=r"\rat", replace="RAT", reason="A lost macro.",
                   location=Location(path="c.yml", line=4)),
        Correction(paper="a-paper", field="title", find="x y", replace="", reason="Noise.",
                   location=Location(path="c.yml", line=7)),
    )  # fmt: skip
    assert found.names == {
        "clip-paper": NameCorrection(paper="clip-paper", name="CLIP", aliases=("OpenAI CLIP",),
                                     reason="Its page never says so.", location=Location(path="c.yml", line=13))
    }  # fmt: skip
    assert found.same_as == {
        "owls-at-night": SamePaper(paper="owls-at-night", other="night-owls", reason="Renamed in its second version.",
                                   location=Location(path="c.yml", line=18))
    }  # fmt: skip
    assert found.same_as["owls-at-night"].location.line == 18


@pytest.mark.parametrize("text", ["", "# nothing\n", "text:\nnames:\n", "text: {}\n"])
def test_an_empty_file_corrects_nothing(text: str) -> None:
    assert parse_corrections(text, "c.yml") == Corrections()


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- a", 1, "must be a mapping"),
        ("texts: {}", 1, "unknown key 'texts'"),
        ("text: [a]", 1, "`text` must map paper ids"),
        ("text:\n  a: x", 2, "needs a list"),
        ("text:\n  a: []", 2, "needs a list"),
        ("text:\n  12: []", 2, "the paper id 12"),
        ("text:\n  a:\n    - x", 2, "a correction must be a mapping"),
        ("text:\n  a:\n    - find: x\n      replace: y", 3, "lacks `reason`"),
        ("text:\n  a:\n    - find: x\n      replace: y\n      reason: ' '", 5, "`reason` is empty"),
        ("text:\n  a:\n    - find: x\n      replace: 1\n      reason: z", 4, "`replace` is 1"),
        ("text:\n  a:\n    - find: ' '\n      replace: 1\n      reason: z", 3, "`find` is empty"),
        ("text:\n  a:\n    - find: \"\\_\"\n      replace: x\n      reason: z", 3, "`find` is empty"),
        ("text:\n  a:\n    - find: |2\n         \n      replace: x\n      reason: z", 3, "`find` is empty"),
        ("text:\n  a:\n    - find: x\n      replace: \"\\nu\"\n      reason: z", 4, "single quotes"),
        ("text:\n  a:\n    - find: x\n      replace: \"\\beta\"\n      reason: z", 4, "single quotes"),
        ("text:\n  a:\n    - {find: x, replace: y, reason: z, field: authors}", 3, "must be title or abstract"),
        ("text:\n  a:\n    - {find: x, replace: y, reason: z, why: w}", 3, "unknown key 'why'"),
        ("text:\n  a:\n    - {find: x, replace: y, reason: z, field: }", 3, "empty-value `field` has no value"),
        ("text:\n  a:\n    - find: x\n      replace: y\n      reason:", 5, "empty-value `reason` has no value"),
        ("text:\n  a:\n    - find: x\n      replace:\n      reason: z", 4, "empty-value `replace` has no value; '' is no text at all"),
        ("names:\n  a:\n    name:\n    reason: y", 3, "empty-value `name` has no value"),
        ("same_as:\n  a:\n    paper:\n    reason: y", 3, "empty-value `paper` has no value"),
        ("text:\n  a: []\n  a: []", 3, "twice"),
        ("text: {", 1, ""),
        ("same_as:\n  a: b", 2, "a paper that is the same must be a mapping"),
        ("same_as:\n  a: {paper: b}", 2, "lacks `reason`"),
        ("same_as:\n  a:\n    paper: [b]\n    reason: x", 3, "`paper` is ['b']"),
        ("names:\n  a: CLIP", 2, "a name must be a mapping"),
        ("names:\n  a:\n    name: CLIP", 3, "lacks `reason`"),
        ("names:\n  a:\n    name: CLIP\n    aliases: [x,\n      \"\\bert\"]\n    reason: y", 5, "single quotes"),
        ("names:\n  a:\n    name: CL\u202eIP\n    reason: y", 3, "U+202E; take it out"),
        ("names:\n  a:\n    name: CLIP\n    aliases: x\n    reason: y", 4, "list of texts"),
    ],
)
def test_a_malformed_file_says_where(text: str, line: int, says: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_corrections(text, "c.yml")
    assert str(caught.value).startswith(f"c.yml:{line}: ")
    assert says in str(caught.value)


def test_the_real_file_is_well_formed() -> None:
    path = Path(__file__).parent.parent / "seeds" / "corrections.yml"
    found = parse_corrections(path.read_text(encoding="utf-8"), "seeds/corrections.yml")
    assert found.names["learning-transferable-visual-models-from-natural-language-supervision"].name == "CLIP"


KNOWN = ("a-paper-on-owls-at-night", "on-owls", "herons-and-or-cranes", "moss", "a-paper-on-owls-at-noon")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("A Paper on Owls at Night", "a-paper-on-owls-at-night"),
        ("papers/a-paper-on-owls-at-night/", "a-paper-on-owls-at-night"),
        ("https://night.example/papers/a-paper-on-owls-at-night/", "a-paper-on-owls-at-night"),
        ("A-paper-on-owls-at-night", "a-paper-on-owls-at-night"),
        ("a-paper-on-owls-at-nigth", "a-paper-on-owls-at-night"),
        ("aa-paper-on-owls-at-night", "a-paper-on-owls-at-night"),
        ("Herons and/or Cranes", "herons-and-or-cranes"),
        ("Moss", "moss"),
        ("a-paper-on-cars", None),
        ("", None),
    ],
)
def test_an_unknown_id_is_told_with_the_one_that_is_meant(written: str, meant: str | None) -> None:
    (told,) = parse_corrections(f"tags:\n  '{written}': {{add: [x], reason: y}}\n", "c.yml").unknown_papers(KNOWN)
    assert str(told) == f"c.yml:2: correction-unknown-paper no paper has the id “{written}”" + (f"; is “{meant}” meant?" if meant else "")


def test_an_unknown_id_is_told_where_it_stands() -> None:
    text = "text:\n  owls:\n\n    - find: a\n      replace: b\n      reason: c\nsame_as:\n  moss:\n    reason: Renamed.\n    paper: Moos\n"
    corrections = parse_corrections(text, "c.yml")
    assert [str(told.location) for told in corrections.unknown_papers(KNOWN)] == ["c.yml:2"]
    _, told = join_ids(KNOWN, corrections.same_as)
    assert list(map(str, told)) == ["c.yml:10: correction-unknown-paper no paper has the id “Moos”"]
