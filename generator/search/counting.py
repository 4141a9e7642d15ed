"""Documents → how often each term stands in each field, and where; knows nothing of weights.

Everything is counted in flat arrays of term numbers: an object for each posting would cost a hundred bytes and more.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np
from scipy import sparse

from .analysis import find_chunks, is_stop_word, is_version, read_chunk, stem
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
    counter = _Counter()
    for number, document in enumerate(documents):
        counter.add(number, document)
    return counter.result()


@dataclass(slots=True)
class _Lists:
    """The numbers of all papers one after the other; `ends[paper]` is where those of a paper end."""

    numbers: array = field(default_factory=lambda: array("I"))
    ends: array = field(default_factory=lambda: array("Q"))

    def add(self, numbers: Iterable[int]) -> None:
        self.numbers.extend(numbers)
        self.ends.append(len(self.numbers))

    def starts(self) -> np.ndarray:
        return np.array([0, *self.ends], dtype=np.int32)


_all, _weighty, _placed, _size = map(attrgetter, ("all", "weighty", "placed", "size"))


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, which is quick to look up
class _Read:
    """A chunk in numbers of terms: `all` parts and wholes; `weighty`, those without stop words; `placed`, the parts of them.

    `words` are its written words, `joined` they are together; `whole` is the term of that where it counts only if another
    paper has it too.
    """

    joined: str
    capital: bool
    all: tuple[int, ...]
    weighty: tuple[int, ...]
    placed: tuple[int, ...]
    words: tuple[str, ...]
    size: int
    version: bool
    whole: int | None


class _Reads(dict[str, _Read]):
    """Chunks as they are written → what they are in numbers, read when they first come."""

    def __init__(self, read: Callable[[str], _Read]) -> None:
        self._read = read

    def __missing__(self, written: str) -> _Read:
        found = self[written] = self._read(written)
        return found


class _Counter:
    """Documents one after the other → `Counts`."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.reads = _Reads(self._read)
        self.fields = {name: _Lists() for name in FIELDS}
        self.lengths = {name: array("Q") for name in FIELDS}
        self.placed = _Lists()
        self.titled = array("I")  # how many of a paper's placed terms are its title's
        self.words: Counter[str] = Counter()
        self.single: set[int] = set()  # terms that stand as words of their own, or matter when joined
        self.joined: dict[int, tuple[int, str] | None] = {}  # whole → the only (paper, as written) in abstracts, or None

    def add(self, paper: int, document: Document) -> None:
        seen: set[_Read] = set()
        words: set[str] = set()
        placed: list[int] = []
        for name, lines in _texts(document).items():
            found = map(self.reads.__getitem__, chain.from_iterable(map(find_chunks, lines)))
            reads = list(filter(_size, found))
            numbers = list(chain.from_iterable(map(_weighty if name == "abstract" else _all, reads)))
            for before, read in pairwise(reads):
                if read.version and before.capital:  # `Llama 2` is also llama2
                    words.add(before.joined + read.joined)
                    numbers.append(self._number(stem(before.joined + read.joined)))
            self.fields[name].add(numbers)
            self.lengths[name].append(sum(map(_size, reads)))
            if name == "title":
                placed = list(chain.from_iterable(map(_placed, reads)))[: ABSTRACT_FROM - 1]
                self.titled.append(len(placed))
            elif name == "abstract":
                placed.extend(chain.from_iterable(map(_placed, reads)))
            distinct = dict.fromkeys(reads)
            seen.update(distinct)
            for read in distinct:
                if read.whole is not None:
                    self._note_whole(read.whole, read.joined, paper if name == "abstract" else None)
        self.placed.add(placed)
        self.words.update(words.union(*[read.words for read in seen]))

    def _number(self, term: str) -> int:
        return self.numbers.setdefault(term, len(self.numbers))

    def _read(self, written: str) -> _Read:
        chunk = read_chunk(written)
        whole_words = [chunk.joined] if len(chunk.parts) > 1 and chunk.joined else []
        whole_words += [chunk.marked] if chunk.marked else []
        parts = [self._number(stem(part)) for part in chunk.parts]
        wholes = [self._number(stem(word)) for word in whole_words]
        words = [part for part in chunk.parts if not is_stop_word(part)]
        placed = [number for number, part in zip(parts, chunk.parts, strict=True) if not is_stop_word(part)]
        lower = bool(wholes) and not chunk.capital and not chunk.marked and chunk.joined.isalpha()
        self.single.update(placed if lower else placed + wholes)
        return _Read(
            joined=chunk.joined,
            capital=chunk.capital,
            all=(*parts, *wholes),
            weighty=(*placed, *wholes),
            placed=tuple(placed),
            words=(*words, chunk.joined) if wholes else tuple(words),
            size=len(parts),
            version=bool(parts) and is_version(chunk.parts[0]),
            whole=wholes[0] if lower else None,
        )

    def _note_whole(self, term: int, written: str, abstract: int | None) -> None:
        if abstract is None:
            self.single.add(term)
            return
        first = self.joined.setdefault(term, (abstract, written))
        if first and first[0] != abstract:
            self.joined[term] = None

    def result(self) -> Counts:
        lone = {number: found[1] for number, found in self.joined.items() if found and number not in self.single}
        for word in lone.values():
            self.words.pop(word, None)
        terms = sorted(self.numbers)
        rank = np.empty(len(terms), dtype=np.int32)
        rank[[self.numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        wanted = np.ones(len(terms), dtype=np.int32)
        wanted[rank[list(lone)]] = 0
        fields = {name: _matrix(self.fields.pop(name), rank, wanted) for name in FIELDS}
        lengths = {name: np.array(found, dtype=np.int64) for name, found in self.lengths.items()}
        return Counts(terms=tuple(terms), fields=fields, lengths=lengths, places=self._places(tuple(terms), rank), words=self.words)

    def _places(self, terms: tuple[str, ...], rank: np.ndarray) -> PlacesTable:
        starts = self.placed.starts()
        sizes = np.diff(starts)
        positions = np.arange(len(self.placed.numbers), dtype=np.int32)
        positions -= np.repeat(starts[:-1], sizes)
        titled = np.repeat(np.array(self.titled, dtype=np.int32), sizes)
        positions += np.where(positions < titled, 0, ABSTRACT_FROM - titled)
        numbers = rank[np.frombuffer(self.placed.numbers, dtype=np.uint32)]
        found = sparse.csr_matrix((positions, numbers, starts), shape=(len(sizes), len(terms))).tocsc()  # keeps each paper's order
        return PlacesTable(terms, np.diff(found.indptr), found.indices, found.data)


def _texts(document: Document) -> dict[str, tuple[str, ...]]:
    """The lines of each field, in the order of FIELDS."""
    return {
        "name": (document.name, *document.aliases),
        "title": (document.title,),
        "abstract": (document.abstract,),
        "tags": document.labels,
        "organisation": tuple(dict.fromkeys((document.organisation_name, document.organisation))),
        "year": (str(document.year),) if document.year else (),
    }


def _matrix(lists: _Lists, rank: np.ndarray, wanted: np.ndarray) -> sparse.csr_matrix:
    """Papers × terms, how often; nothing for terms that are not wanted."""
    columns = rank[np.frombuffer(lists.numbers, dtype=np.uint32)]
    matrix = sparse.csr_matrix((wanted[columns], columns, lists.starts()), shape=(len(lists.ends), len(rank)))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix
