"""The browser's search and the Python reference agree: stems, chunks, queries, and the order of papers."""

from __future__ import annotations

import json
import random
import re
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.stemmer import PorterStemmer
from playwright.sync_api import Page
from search_sites import ask_script, call, real_index
from sites import ROOT

from generator.ids import slugify
from generator.search import analysis, parse_query, rank

GOLD = [row["query"] for row in json.loads((ROOT / "benchmarks/gold/queries.json").read_text(encoding="utf-8"))]
LANGUAGE = [
    '"language model"', '"mixture of experts" -sparse', "tag:mixture-of-experts", 'tag:"Mixture of experts" moe', "org:nvidia",
    "year:2024", "year:2020..2023 bert", "year:..2022 protein", "year:2024..", "has:code robot", "in:title diffusion model",
    "bert OR gpt pretraining", "a OR", "OR", "foo:bar x", "tag:nothing", "-language", "in:title", '"', '"state of the art" nlp',
    "-tag:pretraining model", "漢字 モデル", "∇", "gpt-4", "CodeT5+", "ü", "year:20244", "has:data", "the of and", "electr", "mixtu", "in:title atention", "in:title transfor", "model -gpt4", '"gpt-4"', '"gpt4"', "model -llama2",
    "-in:title scaling", "has:code OR in:title", "in:title bert OR gpt", 'in:title "language model" -survey', "model -vision", "-codet5+", "in:title (",
    "elektra year:2020..2023", "mixture of exp", "elec", "el", "roberta OR elektra", "megatorn lm year:2019..", "漢", "bert OR elec",
    "languagemodel", "trainedtransformers efficient", "unifiedmodel", "languge modles", "dollars twenty", "tag:mixture-of-experts OR elektra",
    '"languge model" elektra', 'tag:"Mixture of experts" elektra -visoin year:2020.. has:code', "elektra OR tag:pretraining", '-"x y" elektra',
    "knowlegde distilation", "date:2024-06", "date:2024 bert", "date:2024-02-29", "date:2023-02-29", "date:2024-00", "date:2024-13", "date:..2022-06 protein",
    "date:2023-05..2024-01", "date:2024-01..2023-05", "date:2024-06-15..", "date:..", "date:0999-01", "date:2024-6", "-date:2024 model", "date:9999-12", "date:2023..x",
    "tag: moe", "TAG:  moe bert", "tagx: moe", "-year: 2024 model", "year:2025..2020", "date:none", "-date:none bert", "date:none OR year:2020", "has:date language", "year: None",
    "in: title bert", "in:title year:2024", "foo: bar", "a:tag: moe",
]  # fmt: skip
SYLLABLES = "s ies ed ing e l at bl iz y ational ion ement ll ou b c a i eed ation iveness is our ise ate tional logi".split()
# The browser may know younger characters than Python does.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cn"))
AWKWARD = st.text(st.one_of(CHARACTERS, st.sampled_from("aBß'’sS.-+#12 µΑσΣİıſKÅの漢ก\u0301^_&\"“:")), max_size=40)
QUIET = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def chunks_of(text: str) -> list[dict[str, object]]:
    """As the script gives them."""
    return [asdict(chunk) | {"parts": list(chunk.parts)} for chunk in analysis.split_chunks(text)]


def test_every_word_of_the_corpus_has_the_same_stem(page: Page) -> None:
    texts = [text for document in real_index().documents for text in (document.title, document.abstract)]
    words = sorted({word for text in texts for word in re.findall("[a-z]+", text.lower())})
    chance = random.Random(7)
    words += ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 5))) for _ in range(20_000)]
    stemmer = PorterStemmer()
    assert call(page, "stemmer", "x.map(m.porterStem)", words) == [stemmer.stem(word) for word in words]
    assert call(page, "analysis", "x.map(m.stem)", words) == [analysis.stem(word) for word in words]


def test_every_text_of_the_corpus_falls_into_the_same_chunks(page: Page) -> None:
    texts = [text for document in real_index().documents for text in (document.title, document.abstract)]
    assert call(page, "analysis", "x.map(m.splitChunks)", texts) == [chunks_of(text) for text in texts]


@QUIET
@given(texts=st.lists(AWKWARD, max_size=20))
def test_any_text_is_analysed_alike(page: Page, texts: list[str]) -> None:
    found = call(page, "analysis", "x.map(text => [m.fold(text), m.splitChunks(text), m.stem(text)])", texts)
    assert found == [[analysis.fold(text), chunks_of(text), analysis.stem(text)] for text in texts]


@QUIET
@given(texts=st.lists(st.one_of(AWKWARD, st.lists(st.sampled_from([*LANGUAGE, "-", " ", "x:"])).map("".join)), max_size=20))
def test_any_query_is_read_alike(page: Page, texts: list[str]) -> None:
    found = call(page, "query", "x.map(m.parseQuery)", texts)
    queries = [parse_query(text) for text in texts]
    assert found == [
        {"groups": [[asdict(clause) for clause in group] for group in query.groups], "notes": list(query.notes)}
        for query in queries
    ]


def test_identifiers_are_made_alike(page: Page) -> None:
    odd = ["Ünïcode & more: +1", "—", "x" * 200, "a " * 90, "GROẞE Straße: Łódź Æther", "Δ-Net, 𝛽-VAE ς Σ", "Η κουκουβάγια: GPT", "İ ı ſ"]
    titles = [document.title for document in real_index().documents] + odd
    assert call(page, "slug", "x.map(m.slugify)", titles) == [slugify(title) for title in titles]


def invented_queries() -> list[str]:
    """Words of titles, as they are, with typos and cut short."""
    chance = random.Random(11)
    words = [word for document in real_index().documents for word in document.title.split()]

    def spoil(word: str) -> str:
        at = chance.randrange(len(word))
        return chance.choice((word[:at] + word[at + 1 :], word[:at] + chance.choice("aeioxyz") + word[at:], word[: at + 1], word))

    return [" ".join(spoil(word) for word in chance.choices(words, k=chance.randint(1, 4))) for _ in range(250)]


@pytest.mark.parametrize("mend", [True, False])
@pytest.mark.parametrize("typing", [True, False])
def test_the_order_is_the_same(page: Page, typing: bool, mend: bool) -> None:
    queries = [*GOLD, *LANGUAGE, *(invented_queries() if typing else [])]
    index, answers = real_index(), ask_script(page, queries, typing=typing, mend=mend)
    for query, answer in zip(queries, answers, strict=True):
        wanted = rank(index, query, typing=typing, mend=mend)
        assert answer["papers"] == [hit.paper for hit in wanted.hits], query
        assert (answer["shown"], tuple(answer["notes"]), answer["weak"]) == (wanted.shown_for, wanted.notes, wanted.weak), query
        assert answer["words"] == wanted.words, query
        terms = [{"matched": list(hit.matched), "suited": list(hit.suited)} for hit in wanted.hits[:10]]
        assert answer["terms"] == terms, query


