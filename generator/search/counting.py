"""Documents → how often each term stands in each field, and where; knows nothing of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .analysis import Chunk, is_stop_word, is_version, split_chunks, stem
from .fields import Document

FIELDS = ("name", "title", "abstract", "tags", "organisation", "year")
ABSTRACT_FROM = 64  # positions of an abstract begin here: no phrase runs on from a title; later title words are not placed


@dataclass(slots=True)
class FieldCounts:
    """For one field: how often each term stands in each paper, and how long the field is."""

    counts: list[Counter[str]] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """All that is counted; `places[term]` are (paper, positions), `words` how many papers have each written word."""

    fields: dict[str, FieldCounts]
    places: dict[str, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    name_words: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=1 << 16)
def chunk_terms(chunk: Chunk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of a chunk's parts, and those of its whole: joined, with its marks."""
    wholes = [chunk.joined] if len(chunk.parts) > 1 and chunk.joined else []
    wholes += [chunk.marked] if chunk.marked else []
    return tuple(map(stem, chunk.parts)), tuple(map(stem, wholes))


def count_documents(documents: Sequence[Document]) -> Counts:
    """Count every document."""
    result = Counts(fields={name: FieldCounts() for name in FIELDS})
    for number, document in enumerate(documents):
        _count_document(document, number, result)
    return result


def _count_document(document: Document, number: int, result: Counts) -> None:
    placed: dict[str, list[int]] = {}
    words: set[str] = set()
    texts = {
        "name": ((document.name, *document.aliases), -1),
        "title": ((document.title,), 0),
        "abstract": ((document.abstract,), ABSTRACT_FROM),
        "tags": (document.labels, -1),
        "organisation": (tuple(dict.fromkeys((document.organisation_name, document.organisation))), -1),
        "year": ((str(document.year) if document.year else "",), -1),
    }
    for name, (lines, start) in texts.items():
        found, size = Counter(), 0
        for line in lines:
            size += _count_text(split_chunks(line), found, words, placed if start >= 0 else None, start, name != "abstract")
        result.fields[name].counts.append(found)
        result.fields[name].lengths.append(size)
        if name == "title":
            result.name_words.update(words)
    result.words.update(words)
    for term, positions in placed.items():
        result.places.setdefault(term, []).append((number, tuple(positions)))


def _count_text(
    chunks: list[Chunk],
    found: Counter[str],
    words: set[str],
    placed: dict[str, list[int]] | None,
    at: int,
    stops: bool,
) -> int:
    """Add one line's terms to `found`, its words to `words`, its positions to `placed`; returns its number of words."""
    start, before = at, None
    for chunk in chunks:
        parts, wholes = chunk_terms(chunk)
        for part, term in zip(chunk.parts, parts, strict=True):
            if stops or not is_stop_word(part):
                found[term] += 1
                if placed is not None:
                    placed.setdefault(term, []).append(at)
            at += 1
        words.update(chunk.parts)
        if len(parts) > 1 and chunk.joined:
            words.add(chunk.joined)
        for term in wholes:
            found[term] += 1
        if before and before.capital and is_version(chunk.parts[0]):
            whole = before.joined + chunk.joined
            words.add(whole)
            found[stem(whole)] += 1
        before = chunk
    return at - start
