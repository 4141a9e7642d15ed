"""Counting for the search: against the plain definition, and in how much memory."""

from __future__ import annotations

import random
import tracemalloc
from collections import Counter

import pytest
from invented import OWLS
from search_index import invented_documents, real_index

from generator.search.analysis import is_stop_word, split_chunks, stem
from generator.search.build import build_index
from generator.search.counting import ABSTRACT_FROM, count_documents
from generator.search.fields import Document
from generator.search.wordvectors import parse_word_vectors
from generator.seeds import packaged_bytes


def invent(count: int) -> tuple[Document, ...]:
    """Papers of some 150 words each from one list of 3,000."""
    chance = random.Random(7)
    words = sorted({"".join(chance.choices("aeioubdfgklmnprstvz", k=chance.randint(4, 9))) for _ in range(3_000)})
    texts = (" ".join(chance.choices(words, k=150)) for _ in range(count))
    return tuple(Document(id=f"p{number}", title=f"Paper {number}", abstract=text) for number, text in enumerate(texts))


def terms_of(text: str) -> list[str]:
    parts = [part for chunk in split_chunks(text) for part in chunk.parts]
    return [stem(part) for part in parts if not is_stop_word(part)]


@pytest.mark.parametrize("documents", [invented_documents(), invent(20)])
def test_places_are_those_of_the_words(documents):
    places = count_documents(documents).places
    expected: dict[str, dict[int, list[int]]] = {}
    for paper, document in enumerate(documents):
        titles = [term for title in (document.title, *document.titles) for term in (*terms_of(title), None)]  # no phrase runs on over a gap
        for found, start in ((titles, 0), (terms_of(document.abstract), ABSTRACT_FROM)):
            for at, term in enumerate(found, start):
                if term is not None:
                    expected.setdefault(term, {}).setdefault(paper, []).append(at)
    assert dict(places) == {term: tuple((p, tuple(at)) for p, at in sorted(found.items())) for term, found in expected.items()}
    assert "absent" not in places and len(places) == len(expected)


def test_counts_are_those_of_the_words():
    documents = invent(20)
    counts = count_documents(documents)
    for paper, document in enumerate(documents):
        row = counts.fields["abstract"][paper]
        found = {counts.terms[number]: count for number, count in zip(row.indices, row.data, strict=True)}
        assert found == Counter(terms_of(document.abstract))
        assert counts.lengths["abstract"][paper] == 150


def test_a_lower_case_compound_of_one_abstract_counts_by_its_parts():
    texts = ("An owl-watching gauge.", "A kite-flying day, kite-flying at that.", "We were kite-flying.", "Owls, GPT-like.")
    counts = count_documents([Document(id=str(n), title="", abstract=text) for n, text in enumerate(texts)])
    present = {counts.terms[number] for number in counts.fields["abstract"].indices}
    assert {stem("kiteflying"), "gptlike", "owl", "watch"} <= present
    assert stem("owlwatching") not in present and "owlwatching" not in counts.words


@pytest.mark.parametrize("vectors", [None, parse_word_vectors(packaged_bytes("word-vectors.bin"))], ids=["bare", "vectors"])
def test_no_documents_make_an_empty_index(vectors):
    index = build_index([], word_vectors=vectors)
    assert not index.terms and not index.places and not index.meaning
    assert not build_index([Document(id="a", title="")]).places
    assert build_index([Document(id="a", title=OWLS)]).places


def test_ascending_and_complete_on_the_real_papers():
    for table in (real_index().terms, real_index().meaning):
        for postings in table.values():
            assert list(postings.papers) == sorted(set(postings.papers)) and len(postings.papers) == len(postings.levels) > 0


def test_memory_grows_by_a_few_kilobytes_a_paper():
    documents = invent(2_000)
    build_index(documents[:10])  # what is loaded once
    peaks = []
    for count in (1_000, 2_000):
        tracemalloc.start()
        build_index(documents[:count])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 1_000 <= 9_000
