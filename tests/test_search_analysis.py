"""Texts → terms: names in every spelling, accents, other scripts, British English, lunr's stemmer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.stemmer import PorterStemmer
from search_index import english

from generator.search.analysis import americanise, find_chunks, fold, split_chunks, stem
from generator.search.english import is_english, pack_english, without_stems


def parts(text):
    return [chunk.parts for chunk in split_chunks(text)]


@pytest.mark.parametrize(
    "text, expected, joined, marked",
    [
        ("MMRL++", ("mmrl",), "mmrl", "mmrlplusplus"),
        ("CodeT5+", ("codet5",), "codet5", "codet5plus"),
        ("W2v-BERT", ("w2v", "bert"), "w2vbert", ""),
        ("1.5-Pints", ("1.5", "pints"), "1.5pints", ""),
        ("gpt-4", ("gpt", "4"), "gpt4", ""),
        ("Met^2Net", ("met", "2net"), "met2net", ""),
        ("ObjCtrl-2.5D", ("objctrl", "2.5d"), "objctrl2.5d", ""),
        ("C#", ("c",), "c", "csharp"),
        ("Cahn–Hilliard", ("cahn", "hilliard"), "cahnhilliard", ""),
        ("β-VAE", ("beta", "vae"), "betavae", ""),
        ("TinyHelen's", ("tinyhelen",), "tinyhelen", ""),
        ("Skill-it!", ("skill", "it"), "skillit", ""),
        ("ﬁne", ("fine",), "fine", ""),
        ("x²", ("x2",), "x2", ""),
        ("Ångström", ("angstrom",), "angstrom", ""),
        ("Straße", ("strasse",), "strasse", ""),
    ],
)
def test_a_chunk(text, expected, joined, marked):
    (chunk,) = split_chunks(text)
    assert (chunk.parts, chunk.joined, chunk.marked) == (expected, joined, marked)


def test_scripts_without_spaces_are_pairs_of_letters():
    assert parts("自然言語 GPT") == [("自然", "然言", "言語"), ("gpt",)]
    assert parts("凧") == [("凧",)]
    assert parts("ビデオ") == [("ビデ", "デオ")], "a voiced kana keeps its mark"


def test_symbols_are_words():
    assert parts("∇f ≤ ∞") == [("nabla",), ("f",), ("≤",), ("infinity",)]


def test_marks_stay_with_their_letters():
    assert parts("नमस्ते مَرحبا") == [("नमस्ते",), ("مَرحبا",)]


@pytest.mark.parametrize(
    "one, two",
    [
        ("quantisation", "quantization"),
        ("optimisers", "optimizer"),
        ("behaviour", "behavior"),
        ("modelling", "modeling"),
        ("analysed", "analyzed"),
        ("pre-training".replace("-", ""), "pretrain"),
        ("colours", "color"),
    ],
)
def test_one_term(one, two):
    assert stem(one) == stem(two)


@pytest.mark.parametrize("word", "noise supervised precise raised advertise surprise exercise promise otherwise revised".split())
def test_words_in_ise_that_are_not_british(word):
    assert americanise(word) == word


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=20))
def test_the_stemmer_is_lunrs(word):
    assert stem(word) == PorterStemmer().stem(americanise(word))


@given(st.text())
def test_any_text_has_words(text):
    for chunk in split_chunks(text):
        assert chunk.parts and all(chunk.parts)
        assert all(fold(part) == part and not part.isspace() for part in chunk.parts if part.isascii())


@given(st.one_of(st.text(), st.text("aA1.-^+'’s\u0301\u3099\u00a8\u1100\u1161東カ∇ \t\u3000\x85")))
def test_no_chunk_runs_on_over_white_space(text):
    assert find_chunks(text) == [chunk for piece in text.split() for chunk in find_chunks(piece)]


def test_english_words_are_known_in_any_inflection():
    known = [word for word in "hole hope lighting invoices newspapers sharpening".split() if is_english(word, english())]
    assert known == "hole hope lighting invoices newspapers sharpening".split()
    assert not [word for word in "lenght vidoe tabluar megatorn".split() if is_english(word, english())]


def test_words_known_anyway_leave_the_list():
    packed = pack_english(["kite", "hill", "wind"])
    rest = without_stems(packed, [stem("hills")])
    assert [is_english(word, rest) for word in ("kites", "hill", "winds")] == [True, False, True]
    assert not is_english("kite", b"")
