"""Counting of stems and pairs, and how a counted term is worded for a reader."""

from __future__ import annotations

from generator.termcounts import TITLE_COUNT, choose_terms, count_terms
from generator.wordstream import read_words


def counted(*texts: tuple[str, str]) -> dict[str, list[float]]:
    stream = read_words(texts)
    terms = choose_terms(stream)
    table = count_terms(stream, terms).toarray()
    return {term: table[:, number].tolist() for number, term in enumerate(terms.written) if term}


def test_a_title_counts_more_and_endings_do_not() -> None:
    found = counted(("Steaming bread", "We steam rye."), ("Ovens", "They steamed rye in ovens."))
    assert found["steam"] == [TITLE_COUNT + 1, 1]
    assert found["rye"] == [1, 1]


def test_pairs_do_not_cross_the_end_of_a_text_or_an_empty_word() -> None:
    found = counted(("Rye", "bread of rye"), ("Rye", "bread of rye"))
    assert sorted(found) == ["bread", "rye"]
    assert counted(("Rye bread", ""), ("Rye bread", ""))["rye bread"] == [TITLE_COUNT, TITLE_COUNT]


def test_words_are_written_as_abstracts_write_them() -> None:
    found = counted(("Sourdough Ovens", "NVFP4 ovens in English."), ("Ovens: NVFP4", "Sourdough Ovens in English."))
    assert {"NVFP4", "English", "ovens"} <= set(found)
    assert "sourdough ovens" in {term.lower() for term in found}


def test_halves_of_compounds_are_counted_but_not_shown() -> None:
    found = counted(("", "cross-lingual low-resource bread"), ("", "cross-lingual low-resource bread"))
    assert sorted(found) == ["bread", "cross-lingual", "low-resource"]


def test_a_word_that_only_makes_sense_with_models_keeps_them() -> None:
    found = counted(("", "causal language models are fun"), ("", "causal language models bake"))
    assert "causal language models" in found
    assert "causal language" not in found


def test_words_that_say_little_are_not_shown() -> None:
    assert counted(("", "strategies gap rye"), ("", "strategies gap rye")).keys() <= {"rye", "gap rye"}


def test_no_words_at_all() -> None:
    assert counted(("", ""), ("", "")) == {}
    stream = read_words([("", "")])
    assert count_terms(stream, choose_terms(stream)).shape == (1, 0)


def test_other_texts_are_counted_by_the_terms_that_were_chosen() -> None:
    first = read_words([("Rye bread", "tea"), ("Rye bread", "tea")])
    terms = choose_terms(first)
    others = read_words([("Bread", "rye bread of spruce"), ("Violins", "")], terms.stems)
    assert dict(zip(terms.written, count_terms(others, terms).toarray().T.tolist(), strict=True)) == {
        "rye": [1, 0],
        "bread": [TITLE_COUNT + 1, 0],
        "tea": [0, 0],
        "rye bread": [1, 0],
    }
