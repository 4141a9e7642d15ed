"""The index → the files a browser loads: {name: bytes}; the same index gives the same bytes. The format: see the package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np

from ..ids import slugify
from .counting import ABSTRACT_FROM
from .english import unpack_english
from .fields import Document
from .index import Index
from .packing import LAST, as_json, pack_numbers, pack_planes, pack_words, steps
from .sets import DIGITS, pack_sets

Item = TypeVar("Item")
FORMAT = "broadsheet search 4"
MANIFEST = "index.json"
SMALL = 1_000  # up to so many papers all titles are in one file
BLOCK = 32  # papers in a file of titles, when there are more
SHARD = 8_000  # characters of packed numbers in a shard of terms, about
TOGETHER = 6  # shards of terms whose positions are in one file; what is in each of them is packed at once


def write_index(index: Index) -> dict[str, bytes]:
    """Every file by name: `index.json`, and what it names, each with the hash of its content in its name."""
    files: dict[str, bytes] = {}
    size = len(index.documents)
    block = size if size <= SMALL else BLOCK
    lexicon, lengths = index.lexicon, _lengths(index)
    groups = list(_parts(list(_shards(index)), TOGETHER))
    manifest = {
        "format": FORMAT,
        "papers": size,
        "block": max(1, block),
        "unit": next((found.rarity for found in index.meaning.values()), 0),
        "rarities": _rarities(index),
        "titles": [_put(files, "titles", _titles(part)) for part in _parts(index.documents, max(1, block))],
        "columns": _put(files, "columns", _columns(index.documents)),
        "names": _put(files, "names", _names(index.names)),
        "words": _put(files, "words", {"words": pack_words(lexicon.ordered), "papers": pack_numbers(lexicon.words[word] for word in lexicon.ordered)}),
        "english": _put(files, "english", _english(lexicon.english)),
        "terms": [
            [shard[0], _put(files, "terms", content)] for group in groups for shard, content in zip(group, _terms(index, group), strict=True)
        ],
        "places_of": TOGETHER,
        "lengths": _put(files, "lengths", {"titles": pack_numbers(lengths[0]), "abstracts": pack_planes(lengths[1])}),
        "places": [_put(files, "places", _places(index, group, lengths)) for group in groups],
    }
    return {MANIFEST: as_json(manifest), **dict(sorted(files.items()))}


def _put(files: dict[str, bytes], kind: str, content: object) -> str:
    """Add a file and return its name."""
    data = as_json(content)
    name = f"{kind}-{hashlib.sha256(data).hexdigest()[:10]}.json"
    files[name] = data
    return name


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _titles(documents: Sequence[Document]) -> object:
    """By columns; an id that is the title's slug is left empty; a title that begins with the name and a colon lacks them."""
    return {
        "ids": ["" if document.id == slugify(document.title) else document.id for document in documents],
        "names": [document.name for document in documents],
        "titles": [document.title.removeprefix(_head(document)) for document in documents],
        "headed": pack_numbers(int(document.title.startswith(_head(document))) for document in documents),
        "days": pack_numbers(2 * document.day + document.inferred for document in documents),
        "authors": pack_numbers(0 if document.authors is None else _small(document.authors + 1) for document in documents),
        "comments": pack_numbers(map(told_comments, documents)),
    }


def _small(number: int) -> int:
    """What a browser can unpack; what is more is not told."""
    return number if number < 1 << 31 else 0


def told_comments(document: Document) -> int:
    """How many comments are told; 0 where none are known."""
    return _small(document.comments)


def _head(document: Document) -> str:
    return f"{document.name}: " if document.name else "\0"


def _columns(documents: Sequence[Document]) -> object:
    """What filters and facets ask: for each paper year, code, organisation, tags, digests; numbers are places in lists."""
    tags = dict(sorted({pair for document in documents for pair in zip(document.tags, document.labels, strict=True)}))
    organisations = dict(sorted({(document.organisation, document.organisation_name) for document in documents}))
    digests = sorted({digest for document in documents for digest in document.digests})
    tag, organisation = _places_in(tags), _places_in(organisations)
    digest, first = _places_in(digests), min((document.year for document in documents if document.year), default=0)
    return {
        "tags": list(tags.items()),
        "organisations": list(organisations.items()),
        "digests": digests,
        "first": first,
        "years": pack_numbers(max(0, document.year - first + 1) for document in documents),
        "code": pack_numbers(int(document.code) for document in documents),
        "organisation": pack_numbers(organisation[document.organisation] for document in documents),
        "tagged": pack_numbers(_lists(documents, "tags", tag)),
        "seen": pack_numbers(_lists(documents, "digests", digest)),
    }


def _places_in(keys: Mapping[str, str] | Sequence[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(keys)}


def _lists(documents: Sequence[Document], field: str, place: Mapping[str, int]) -> Iterator[int]:
    """For each paper how many, and which."""
    for document in documents:
        values = getattr(document, field)
        yield len(values)
        yield from (place[value] for value in values)


def _english(packed: bytes) -> object:
    size, hashes = unpack_english(packed) if packed else (0, frozenset())
    return {"size": size, "hashes": pack_planes(steps(sorted(hashes)))}


def _names(names: Mapping[str, tuple[int, ...]]) -> object:
    return {"names": pack_words(names), "papers": pack_numbers(n for found in names.values() for n in (len(found), *steps(found)))}


def _rarities(index: Index) -> list[tuple[int, int]]:
    """[papers, rarity]: a term in that many papers or more, up to the next, has this rarity."""
    found = dict(zip(index.terms.counts(list(index.terms)).tolist(), index.terms.rarities(), strict=True))
    pairs = sorted(found.items())
    return [pair for before, pair in zip([(0, 0), *pairs], pairs, strict=False) if pair[1] != before[1]]


def _shards(index: Index) -> Iterator[list[str]]:
    terms = sorted(index.terms.keys() | index.meaning.keys())
    postings = (index.terms.counts(terms) + index.meaning.counts(terms)).tolist()
    return _group(terms, (2 * count + len(term) for term, count in zip(terms, postings, strict=True)), SHARD)


def _group(terms: Sequence[str], sizes: Iterable[int], limit: int) -> Iterator[list[str]]:
    """Runs of terms of about `limit`; a term is never split."""
    group, filled = [], 0
    for term, size in zip(terms, sizes, strict=True):
        if group and filled + size > limit:
            yield group
            group, filled = [], 0
        group.append(term)
        filled += size
    if group:
        yield group


def _terms(index: Index, shards: Sequence[Sequence[str]]) -> Iterator[object]:
    terms, lists, size = list(chain.from_iterable(shards)), list(map(len, shards)), len(index.documents)
    counts, suits = index.terms.counts(terms), index.meaning.counts(terms)
    (papers, levels), (suited, suitable) = index.terms.stretch(terms), index.meaning.stretch(terms)
    columns = {
        "terms": map(pack_words, shards),
        "counts": _pack_runs(counts, lists),
        "papers": pack_sets(papers, counts, size, lists),
        "levels": _pack_runs(levels, _sums(counts, lists)),
        "suits": _pack_runs(suits, lists),
        "suited": pack_sets(suited, suits, size, lists),
        "suitable": _pack_runs(suitable, _sums(suits, lists)),
    }
    return (dict(zip(columns, shard, strict=True)) for shard in zip(*columns.values(), strict=True))


def _sums(counts: np.ndarray, lists: Sequence[int]) -> np.ndarray:
    """How much is in each of the shards that have so many lists."""
    return np.diff(np.append(0, np.cumsum(counts))[np.append(0, np.cumsum(lists))])


def _pack_runs(numbers: np.ndarray, lengths: Sequence[int] | np.ndarray) -> Iterator[str]:
    """Runs of these lengths, each as `pack_numbers` has it."""
    for run in np.split(numbers, np.cumsum(lengths)[:-1]):
        yield DIGITS[run].tobytes().decode("ascii") if run.max(initial=0) < LAST else pack_numbers(run.tolist())


def _lengths(index: Index) -> np.ndarray:
    """How many places the title and the abstract of each paper have: 2 × papers."""
    papers, positions = index.places.stretch(list(index.places))
    lengths = np.zeros((2, len(index.documents)), dtype=np.int64)
    rows = (positions >= ABSTRACT_FROM).astype(np.int64)
    np.maximum.at(lengths, (rows, papers), positions - rows * ABSTRACT_FROM + 1)
    return lengths


def _places(index: Index, shards: Sequence[Sequence[str]], lengths: np.ndarray) -> list[object]:
    """For each posting of the terms of each shard how many places, and these; abstracts follow on their titles."""
    terms = list(chain.from_iterable(shards))
    counts, found = index.terms.counts(terms), index.places.counts(terms)
    (papers, _), (placed, positions) = index.terms.stretch(terms), index.places.stretch(terms)
    row, size = np.arange(len(terms)), len(index.documents)
    postings, places = np.repeat(row, counts) * size + papers, np.repeat(row, found) * size + placed
    sizes = np.searchsorted(places, postings, "right") - np.searchsorted(places, postings, "left")
    numbers = positions + np.where(positions >= ABSTRACT_FROM, lengths[0][placed] - ABSTRACT_FROM, 0)
    lists = _sums(counts, list(map(len, shards)))
    packed = pack_sets(numbers, sizes, lengths.sum(axis=0)[papers], lists)
    return [{"sizes": one, "places": other} for one, other in zip(_pack_runs(sizes, lists), packed, strict=True)]
