"""Documents → how often each term stands in each field, and where; knows nothing of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .analysis import Chunk, is_stop_word, is_version, split_chunks, stem
from .fields import Document

FIELDS = ("name", "title", "abstract", "tags", "organisation", "year")
ABSTRACT_FROM = 64  # where an abstract's positions begin, so that no phrase runs on from a title; longer titles are cut


@dataclass(slots=True)
class FieldCounts:
    """For one field: how often each term stands in each paper, and how many words the field has."""

    counts: list[Counter[str]] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """All that is counted: `places[term]` are (paper, positions; stop words take none), `words` how many papers have each written word."""

    fields: dict[str, FieldCounts]
    places: dict[str, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    single: set[str] = field(default_factory=set)  # terms that stand as words of their own, or matter when joined
    joined: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # whole → (paper, as written) in abstracts


@dataclass(slots=True)
class _Page:
    """What one document has so far."""

    number: int
    counts: Counts
    words: set[str] = field(default_factory=set)
    placed: dict[str, list[int]] = field(default_factory=dict)


@lru_cache(maxsize=1 << 16)
def _chunk_terms(chunk: Chunk) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """A chunk's parts that are no stop words with their terms, and the terms of its whole: joined, with its marks."""
    wholes = [chunk.joined] if len(chunk.parts) > 1 and chunk.joined else []
    wholes += [chunk.marked] if chunk.marked else []
    parts = tuple((stem(part), "" if is_stop_word(part) else part) for part in chunk.parts)
    return parts, tuple(map(stem, wholes))


def count_documents(documents: Sequence[Document]) -> Counts:
    """Count every document; compounds that one abstract alone writes, without a capital or a digit, count by their parts."""
    result = Counts(fields={name: FieldCounts() for name in FIELDS})
    for number, document in enumerate(documents):
        _count_document(document, _Page(number, result))
    for term, found in result.joined.items():
        if len(found) == 1 and term not in result.single:
            (number, word), counts = found[0], result.fields["abstract"].counts
            del counts[number][term]
            result.words.pop(word, None)
    return result


def _count_document(document: Document, page: _Page) -> None:
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
        found: Counter[str] = Counter()
        sizes = [_count_line(split_chunks(line), found, page, name) for line in lines]
        page.counts.fields[name].counts.append(found)
        page.counts.fields[name].lengths.append(sum(sizes))
    page.counts.words.update(page.words)
    for term, positions in page.placed.items():
        page.counts.places.setdefault(term, []).append((page.number, tuple(positions)))


def _count_line(chunks: Sequence[Chunk], found: Counter[str], page: _Page, name: str) -> int:
    """Add one line's terms to `found` and the page; returns its number of words."""
    long, placed, words, single = name == "abstract", page.placed, page.words, page.counts.single
    at = ABSTRACT_FROM if long else 0
    last = 0 if name not in ("title", "abstract") else 1 << 30 if long else ABSTRACT_FROM - 1
    before, size = None, 0
    for chunk in chunks:
        parts, wholes = _chunk_terms(chunk)
        for term, word in parts:
            if word or not long:
                found[term] += 1
            if word:
                words.add(word)
                single.add(term)
                if at < last:
                    placed.setdefault(term, []).append(at)
                at += 1
        size += len(parts)
        if wholes:
            _count_wholes(chunk, wholes, found, page, long)
        if before and before.capital and is_version(chunk.parts[0]):
            words.add(before.joined + chunk.joined)
            found[stem(before.joined + chunk.joined)] += 1
        before = chunk
    return size


def _count_wholes(chunk: Chunk, wholes: Sequence[str], found: Counter[str], page: _Page, long: bool) -> None:
    found.update(wholes)
    page.words.add(chunk.joined)
    if not long or chunk.capital or chunk.marked or not chunk.joined.isalpha():
        page.counts.single.update(wholes)
    else:
        seen = page.counts.joined.setdefault(wholes[0], [])
        if not seen or seen[-1][0] != page.number:
            seen.append((page.number, chunk.joined))
