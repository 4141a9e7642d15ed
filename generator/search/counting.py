"""Documents → how often each term stands in each field, and where; knows nothing of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from .analysis import Chunk, is_stop_word, is_version, split_chunks, stem
from .fields import Document

FIELDS = ("name", "title", "abstract", "tags", "organisation", "year")
ABSTRACT_FROM = 64  # where an abstract's positions begin, so that no phrase runs on from a title; longer titles are cut


@dataclass(slots=True)
class FieldCounts:
    """For one field: how often each term stands in each paper, and how many words the field has."""

    counts: list[dict[str, int]] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """All that is counted: `places[term]` are (paper, positions; stop words take none), `words` how many papers have each written word."""

    fields: dict[str, FieldCounts]
    places: dict[str, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    single: set[str] = field(default_factory=set)  # terms that stand as words of their own, or matter when joined
    joined: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # whole → (paper, as written) in abstracts


@dataclass(frozen=True, slots=True)
class _Read:
    """A chunk's parts as (term, word, or nothing for a stop word), the terms of its whole, and its placed terms."""

    parts: tuple[tuple[str, str], ...]
    wholes: tuple[str, ...]
    placed: tuple[str, ...]
    version: bool


@lru_cache(maxsize=1 << 16)
def _read(chunk: Chunk) -> _Read:
    wholes = [chunk.joined] if len(chunk.parts) > 1 and chunk.joined else []
    wholes += [chunk.marked] if chunk.marked else []
    parts = tuple((stem(part), "" if is_stop_word(part) else part) for part in chunk.parts)
    placed = tuple(term for term, word in parts if word)
    return _Read(parts, tuple(map(stem, wholes)), placed, is_version(chunk.parts[0]))


def count_documents(documents: Sequence[Document]) -> Counts:
    """Count every document; compounds that one abstract alone writes, without a capital or a digit, count by their parts."""
    result = Counts(fields={name: FieldCounts() for name in FIELDS})
    for number, document in enumerate(documents):
        _count_document(document, number, result)
    for term, found in result.joined.items():
        if len(found) == 1 and term not in result.single:
            (number, word), counts = found[0], result.fields["abstract"].counts
            del counts[number][term]
            result.words.pop(word, None)
    return result


def _count_document(document: Document, number: int, result: Counts) -> None:
    words: set[str] = set()
    placed: dict[str, list[int]] = {}
    organisation = dict.fromkeys((document.organisation_name, document.organisation))
    texts = {
        "name": (document.name, *document.aliases),
        "title": (document.title,),
        "abstract": (document.abstract,),
        "tags": document.labels,
        "organisation": tuple(organisation),
        "year": (str(document.year),) if document.year else (),
    }
    for name, lines in texts.items():
        chunks = [chunk for line in lines for chunk in split_chunks(line)]
        found, size = _count_chunks(Counter(chunks), words, result, number if name == "abstract" else None)
        for whole in _versions(chunks):
            words.add(whole)
            found[stem(whole)] = found.get(stem(whole), 0) + 1
        result.fields[name].counts.append(found)
        result.fields[name].lengths.append(size)
        if name == "title":
            _place([term for chunk in chunks for term in _read(chunk).placed][: ABSTRACT_FROM - 1], 0, placed)
        elif name == "abstract":
            _place([term for chunk in chunks for term in _read(chunk).placed], ABSTRACT_FROM, placed)
    result.words.update(words)
    for term, positions in placed.items():
        result.places.setdefault(term, []).append((number, tuple(positions)))


def _place(terms: Sequence[str], start: int, placed: dict[str, list[int]]) -> None:
    for at, term in enumerate(terms, start):
        if term in placed:
            placed[term].append(at)
        else:
            placed[term] = [at]


def _versions(chunks: Sequence[Chunk]) -> list[str]:
    """`Llama 2` is also llama2."""
    return [before.joined + chunk.joined for before, chunk in pairwise(chunks) if before.capital and _read(chunk).version]


def _count_chunks(
    chunks: Counter[Chunk], words: set[str], result: Counts, abstract: int | None
) -> tuple[dict[str, int], int]:
    """The terms of one field with their numbers, and its number of words; `abstract` is the paper if the field is that."""
    found: dict[str, int] = {}
    size = 0
    for chunk, count in chunks.items():
        read = _read(chunk)
        size += count * len(read.parts)
        for term, word in read.parts:
            if word:
                words.add(word)
                result.single.add(term)
            if word or abstract is None:
                found[term] = found.get(term, 0) + count
        for term in read.wholes:
            found[term] = found.get(term, 0) + count
        if read.wholes:
            words.add(chunk.joined)
            _note_whole(chunk, read, result, abstract)
    return found, size


def _note_whole(chunk: Chunk, read: _Read, result: Counts, abstract: int | None) -> None:
    if abstract is None or chunk.capital or chunk.marked or not chunk.joined.isalpha():
        result.single.update(read.wholes)
        return
    seen = result.joined.setdefault(read.wholes[0], [])
    if not seen or seen[-1][0] != abstract:
        seen.append((abstract, chunk.joined))
