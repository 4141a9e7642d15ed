"""Documents, and what is known of words → the `Index`; one line a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from .analysis import split_chunks, stem
from .counting import Counts, count_documents
from .english import CALENDAR, with_words, without_stems
from .fields import Document
from .index import Index, mark_titles, stand_in, weigh_terms
from .lexicon import make_lexicon
from .meaning import add_meaning, from_corpus, from_word_vectors
from .wordvectors import WordVectors

MOST_WORDS = 30_000  # for completion and spelling
NAME_WORDS = 4  # a longer name is a phrase, and found as one


def build_index(
    documents: Sequence[Document],
    *,
    rows: np.ndarray | None = None,
    word_vectors: WordVectors | None = None,
    english: bytes = b"",
) -> Index:
    """The index of the documents.

    `rows` are their sentence vectors as `vectors.centred_rows` gives them (a row of nothing where there is none), made by the
    model that `word_vectors` imitates; papers without are placed by their words' vectors, and without `word_vectors` the
    meaning comes from the corpus. `english` is `english.pack_english`'s.
    """
    counts = count_documents(documents)
    weighed = weigh_terms(counts)
    with threadpool_limits(limits=1):  # other processes work beside this one: more threads only wait for each other
        suits = from_word_vectors(rows, word_vectors, weighed) if word_vectors else from_corpus(weighed)
        weighed, meaning = add_meaning(weighed, suits, stand_in(weighed.levels, counts, "name", "organisation"))
    terms = mark_titles(weighed, counts).table()
    return Index(
        documents=tuple(documents),
        terms=terms,
        meaning=meaning,
        places=counts.places,
        lexicon=make_lexicon(choose_words(counts), without_stems(with_words(english, CALENDAR), terms)),
        names=find_names(documents),
    )


def choose_words(counts: Counts) -> dict[str, int]:
    """The written words that have letters and stand in two papers, or are the most frequent form of their term; in a large
    corpus the most frequent MOST_WORDS."""
    usual: dict[str, str] = {}
    words = [word for word in sorted(counts.words) if any(map(str.isalpha, word))]
    for word in words:
        best = usual.setdefault(stem(word), word)
        if counts.words[word] > counts.words[best]:
            usual[stem(word)] = word
    kept = [word for word in words if counts.words[word] > 1 or usual[stem(word)] == word]
    kept.sort(key=lambda word: (-counts.words[word], word))
    return {word: counts.words[word] for word in sorted(kept[:MOST_WORDS])}


def find_names(documents: Sequence[Document]) -> Mapping[str, tuple[int, ...]]:
    """Every name and alias, its words written together → the papers that bear it."""
    found: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for name in dict.fromkeys((document.name, *document.aliases)):
            key = name_key(name)
            if key and number not in found.setdefault(key, []):
                found[key].append(number)
    return {key: tuple(found[key]) for key in sorted(found)}


def name_key(text: str) -> str:
    """A short name's words and marks, written together: “DefSent+” is defsentplus; empty for a long text."""
    chunks = split_chunks(text)
    if sum(len(chunk.parts) for chunk in chunks) > NAME_WORDS:
        return ""
    return "".join(chunk.marked or chunk.joined or "".join(chunk.parts) for chunk in chunks)
