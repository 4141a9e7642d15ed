"""Documents → how often each term stands in each field, and where; knows nothing of weights.

Everything is counted in flat arrays of term numbers: an object for each posting would cost a hundred bytes and more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..tokens import Numbers
from .analysis import find_chunks, is_stop_word, split_chunks
from .chunks import ChunkReader, Reads, Runs
from .fields import Document
from .tables import PlacesTable

FIELDS = ("name", "title", "abstract", "tags", "organisation", "year")
ABSTRACT_FROM = 64  # where an abstract's positions begin, so that no phrase runs on from a title; longer titles are cut


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """All that is counted. `terms` are in code point order and numbered so; some stand nowhere.

    `fields[name]` is papers × terms, how often each stands there; `lengths[name]` how many words each paper's field has;
    `places` where the terms stand, but for stop words; `words` how many papers have each written word.
    """

    terms: tuple[str, ...]
    fields: Mapping[str, sparse.csr_matrix]
    lengths: Mapping[str, np.ndarray]
    places: PlacesTable
    words: Mapping[str, int]


def count_documents(documents: Sequence[Document]) -> Counts:
    """Count every document; compounds that one abstract alone writes, without a capital or a digit, count by their parts."""
    written, pieces = _split(documents)
    of_pieces, reads, reader = _read(pieces)
    del pieces  # large
    fields = {name: _field(written.pop(name), of_pieces) for name in FIELDS}
    joined = {name: _join_versions(field, reads, reader) for name, field in fields.items()}
    lone = _find_lone(fields, reads, reader)
    terms = sorted(reader.terms)
    rank = np.empty(len(terms), dtype=np.int32)
    rank[[reader.terms[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
    wanted = np.ones(len(terms), dtype=np.int32)
    wanted[rank[list(lone)]] = 0
    shape = (len(documents), len(terms))
    return Counts(
        terms=tuple(terms),
        fields={
            name: _matrix(field, reads.weighty if name == "abstract" else reads.all, joined[name], rank, wanted, shape)
            for name, field in fields.items()
        },
        lengths={name: field.per_paper(reads.size, len(documents)) for name, field in fields.items()},
        places=_places(fields, reads, rank, tuple(terms), documents),
        words=_count_words(fields, reads, joined, reader.words, lone.values()),
    )


def _split(documents: Sequence[Document]) -> tuple[dict[str, tuple[array, array]], Numbers]:
    """For each field the numbers of all papers' pieces, one after the other, and how many of them each paper has; a piece is
    what stands between white space."""
    written, pieces = {name: (array("i"), array("i")) for name in FIELDS}, Numbers()
    for document in documents:
        for name, lines in _texts(document).items():
            numbers, counts = written[name]
            before = len(numbers)
            for line in lines:
                numbers.extend(map(pieces.__getitem__, line.split()))
            counts.append(len(numbers) - before)
    return written, pieces


def _read(pieces: Iterable[str]) -> tuple[Runs, Reads, ChunkReader]:
    """The chunks that have parts, of each piece and as they read; no chunk runs on over white space."""
    chunks, reader = Numbers(), ChunkReader()
    found = [list(map(chunks.__getitem__, find_chunks(piece))) for piece in pieces]
    reads = Reads(list(map(reader.read, chunks)))
    sizes = reads.size.tolist()
    return Runs([[number for number in numbers if sizes[number]] for numbers in found]), reads, reader


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """The chunks of a field, by paper and as they stand, and the paper of each."""

    chunks: np.ndarray
    papers: np.ndarray

    def per_paper(self, worth: np.ndarray, papers: int) -> np.ndarray:
        """What the chunks of each paper are worth together."""
        return np.bincount(self.papers, weights=worth[self.chunks], minlength=papers).astype(np.int64)


def _field(written: tuple[array, array], of_pieces: Runs) -> _Field:
    pieces, counts = (np.frombuffer(numbers, dtype=np.int32) if numbers else np.zeros(0, np.int32) for numbers in written)
    return _Field(*of_pieces.of(pieces, np.repeat(np.arange(len(counts), dtype=np.int32), counts)))


_Joined = tuple[np.ndarray, np.ndarray, np.ndarray]  # numbers of terms, of words, of papers


def _join_versions(field: _Field, reads: Reads, reader: ChunkReader) -> _Joined:
    """`Llama 2` is also llama2: wherever a version follows what has a capital, the two together."""
    first, second = field.chunks[:-1], field.chunks[1:]
    found = np.flatnonzero(reads.capital[first] & reads.version[second] & (field.papers[:-1] == field.papers[1:]))
    pairs = list(zip(first[found].tolist(), second[found].tolist(), strict=True))
    known = {pair: reads.joined[pair[0]] + reads.joined[pair[1]] for pair in dict.fromkeys(pairs)}
    numbers = {pair: (reader.term(word), reader.words[word]) for pair, word in known.items()}
    table = np.array([numbers[pair] for pair in pairs], dtype=np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1], field.papers[found]


def _find_lone(fields: Mapping[str, _Field], reads: Reads, reader: ChunkReader) -> dict[int, str]:
    """The joined terms that only one paper's abstract has, and nothing else calls for, as it first writes them."""
    elsewhere = np.concatenate([reads.whole[field.chunks] for name, field in fields.items() if name != "abstract"])
    single = reader.single.union(np.unique(elsewhere).tolist())
    field = fields["abstract"]
    whole = reads.whole[field.chunks]
    places = np.flatnonzero(whole >= 0)
    places = places[np.unique(whole[places].astype(np.int64) << 32 | field.papers[places], return_index=True)[1]]
    terms, first, papers = np.unique(whole[places], return_index=True, return_counts=True)
    alone = zip(terms[papers == 1].tolist(), field.chunks[places[first[papers == 1]]].tolist(), strict=True)
    return {term: reads.joined[chunk] for term, chunk in alone if term not in single}


def _count_words(
    fields: Mapping[str, _Field], reads: Reads, joined: Mapping[str, _Joined], numbers: Mapping[str, int], unwanted: Iterable[str]
) -> dict[str, int]:
    """How many papers have each written word."""
    chosen = [reads.words.of(field.chunks, field.papers) for field in fields.values()]
    chosen += [(words, papers) for _, words, papers in joined.values()]
    keys = np.concatenate([papers.astype(np.int64) * len(numbers) + words for words, papers in chosen])
    counts = np.bincount(_distinct(keys) % max(1, len(numbers)), minlength=len(numbers)).tolist()
    found = {word: counts[number] for word, number in numbers.items() if counts[number]}
    for word in unwanted:
        found.pop(word, None)
    return found


def _distinct(keys: np.ndarray) -> np.ndarray:
    keys.sort()
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def _matrix(
    field: _Field, runs: Runs, joined: _Joined, rank: np.ndarray, wanted: np.ndarray, shape: tuple[int, int]
) -> sparse.csr_matrix:
    """Papers × terms, how often; nothing for terms that are not wanted."""
    numbers, papers = runs.of(field.chunks, field.papers)
    columns, rows = rank[np.concatenate([numbers, joined[0]])], np.concatenate([papers, joined[2]])
    matrix = sparse.csr_matrix((wanted[columns], (rows, columns)), shape=shape)
    matrix.eliminate_zeros()
    return matrix


def _places(
    fields: Mapping[str, _Field], reads: Reads, rank: np.ndarray, terms: tuple[str, ...], documents: Sequence[Document]
) -> PlacesTable:
    """Where the terms of titles, as far as they are not cut, and of abstracts stand."""
    papers = len(documents)
    titled, abstract = (_positions(fields[name], reads, papers) for name in ("title", "abstract"))
    _part_titles(titled, documents)
    inside = titled[2] < ABSTRACT_FROM - 1
    numbers = np.concatenate([titled[0][inside], abstract[0]])
    owners = np.concatenate([titled[1][inside], abstract[1]])
    positions = np.concatenate([titled[2][inside], abstract[2] + ABSTRACT_FROM])
    del titled, abstract, inside  # large
    span, counts = int(positions.max(initial=0)) + 1, np.bincount(rank[numbers], minlength=len(terms))
    keys = rank[numbers].astype(np.int64)  # becomes one number for all three, which is sorted far faster
    for size, column in ((papers, owners), (span, positions)):
        keys *= size
        keys += column
    keys.sort()
    positions = (keys % span).astype(np.int32)
    keys //= span
    keys %= papers
    return PlacesTable(terms, counts, keys.astype(np.int32), positions)


def _positions(field: _Field, reads: Reads, papers: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The placed terms of a field, the paper of each, and its place among those of its paper."""
    numbers, owners = reads.placed.of(field.chunks, field.papers)
    sizes = np.bincount(owners, minlength=papers)
    positions = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return numbers, owners, positions.astype(np.int32)


def _part_titles(titled: tuple[np.ndarray, np.ndarray, np.ndarray], documents: Sequence[Document]) -> None:
    """Leave a place free behind each title of a paper that has several, so that no phrase runs on from one into another."""
    for paper, document in enumerate(documents):
        if document.titles:
            parts = [[part for chunk in split_chunks(title) for part in chunk.parts] for title in (document.title, *document.titles)]
            ends = np.cumsum([sum(not is_stop_word(part) for part in title) for title in parts])
            own = titled[1] == paper
            titled[2][own] += np.searchsorted(ends, titled[2][own], side="right").astype(np.int32)


def _texts(document: Document) -> dict[str, tuple[str, ...]]:
    """The lines of each field, in the order of FIELDS."""
    return {
        "name": (document.name, *document.aliases),
        "title": (document.title, *document.titles),
        "abstract": (document.abstract,),
        "tags": document.labels,
        "organisation": tuple(dict.fromkeys((document.organisation_name, document.organisation))),
        "year": (str(document.year),) if document.year else (),
    }
