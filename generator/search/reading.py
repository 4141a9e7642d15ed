"""The files of an index → the `Index`: the inverse of `shards`, for the terminal and for tests of the format.

Texts that no file holds (abstracts, aliases, other titles) are empty.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from ..errors import DataError
from ..ids import slugify
from .counting import ABSTRACT_FROM
from .english import pack_hashes
from .fields import Document
from .index import Index
from .lexicon import make_lexicon
from .packing import unpack_numbers, unpack_planes, unpack_words, unstep
from .sets import unpack_sets
from .shards import FORMAT, MANIFEST
from .tables import Places, Postings, Value


def read_index(files: Mapping[str, bytes]) -> Index:
    """The index in these files; raises `DataError` where they are of another format or one is missing, and later, when it is
    asked for, for a shard that is damaged."""
    manifest = json.loads(files[MANIFEST])
    if manifest.get("format") != FORMAT:
        raise DataError(MANIFEST, "bad-index", f"this is no index of the format “{FORMAT}”")
    named = [manifest[kind] for kind in ("columns", "names", "words", "english", "lengths")]
    named += [*manifest["titles"], *manifest["places"], *(name for _, name in manifest["terms"])]
    if missing := [name for name in named if name not in files]:
        raise DataError(missing[0], "bad-index", "is missing; build the site anew")
    shards = _Shards(manifest, files)
    return Index(
        documents=tuple(_documents(manifest, files)),
        terms=_Table(shards, lambda number: shards.read(number).terms),
        meaning=_Table(shards, lambda number: shards.read(number).meaning),
        places=_Table(shards, shards.read_places),
        lexicon=_lexicon(manifest, files),
        names=_names(json.loads(files[manifest["names"]])),
    )


@dataclass(frozen=True, slots=True)
class _Shard:
    terms: dict[str, Postings]
    meaning: dict[str, Postings]


class _Shards:
    """The shards of terms by their numbers, each decoded once, when it is asked for."""

    def __init__(self, manifest: dict[str, Any], files: Mapping[str, bytes]) -> None:
        self._manifest, self._files = manifest, files
        self.firsts = [first for first, _ in manifest["terms"]]
        self.read = cache(_checked(self._read))
        self.read_places = cache(_checked(self._read_places))
        self._lengths = cache(self._read_lengths)

    def _read(self, number: int) -> _Shard:
        shard, size = json.loads(self._files[self._manifest["terms"][number][1]]), self._manifest["papers"]
        words = unpack_words(shard["terms"])
        return _Shard(
            _postings(words, shard, ("counts", "papers", "levels"), size, self._rarity),
            _postings(words, shard, ("suits", "suited", "suitable"), size, lambda count: self._manifest["unit"]),
        )

    def _rarity(self, count: int) -> int:
        rows = self._manifest["rarities"]
        return rows[bisect_right(rows, count, key=lambda row: row[0]) - 1][1]

    def _read_places(self, number: int) -> dict[str, Places]:
        group, place = divmod(number, self._manifest["places_of"])
        packed = json.loads(self._files[self._manifest["places"][group]])[place]
        titles, abstracts = self._lengths()
        terms = self.read(number).terms
        papers = [paper for found in terms.values() for paper in found.papers]
        sets = unpack_sets(packed["places"], unpack_numbers(packed["sizes"]), [titles[paper] + abstracts[paper] for paper in papers])
        lines = ((paper, tuple(_position(at, titles[paper]) for at in found)) for paper, found in zip(papers, sets, strict=True))
        result = {term: tuple(line for line in islice(lines, len(found.papers)) if line[1]) for term, found in terms.items()}
        return {term: found for term, found in result.items() if found}

    def _read_lengths(self) -> tuple[list[int], list[int]]:
        packed = json.loads(self._files[self._manifest["lengths"]])
        return unpack_numbers(packed["titles"]), unpack_planes(packed["abstracts"])


def _checked(read: Callable[[int], Value]) -> Callable[[int], Value]:
    """The same function, but what cannot be decoded is a `DataError`: to a look-up a KeyError would mean that no paper has a term."""

    def read_well(number: int) -> Value:
        try:
            return read(number)
        except (LookupError, ValueError, TypeError, RuntimeError) as error:
            raise DataError("", "bad-index", "the search index is damaged; build the site anew") from error

    return read_well


def _position(at: int, titled: int) -> int:
    return at if at < titled else at - titled + ABSTRACT_FROM


def _postings(words: Sequence[str], shard: dict[str, str], fields: tuple[str, str, str], size: int, rarity: Callable[[int], int]) -> dict[str, Postings]:
    counts = unpack_numbers(shard[fields[0]])
    sets = unpack_sets(shard[fields[1]], counts, [size] * len(counts))
    levels = iter(unpack_numbers(shard[fields[2]]))
    return {
        word: Postings(rarity=rarity(len(papers)), papers=papers, levels=tuple(islice(levels, len(papers))))
        for word, papers in zip(words, sets, strict=True)
        if papers
    }


class _Table(Mapping[str, Value]):
    """What `read` gives for a shard's number, of all shards."""

    def __init__(self, shards: _Shards, read: Callable[[int], Mapping[str, Value]]) -> None:
        self._firsts, self._read = shards.firsts, read

    def __getitem__(self, term: str) -> Value:
        number = bisect_right(self._firsts, term) - 1
        if number < 0:
            raise KeyError(term)
        return self._read(number)[term]

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._firsts)):
            yield from self._read(number)

    def __len__(self) -> int:
        return sum(len(self._read(number)) for number in range(len(self._firsts)))


def _lexicon(manifest: dict[str, Any], files: Mapping[str, bytes]):
    content, english = json.loads(files[manifest["words"]]), json.loads(files[manifest["english"]])
    words = dict(zip(unpack_words(content["words"]), unpack_numbers(content["papers"]), strict=True))
    hashes = unstep(unpack_planes(english["hashes"]))
    return make_lexicon(words, pack_hashes(english["size"], hashes) if english["size"] else b"")


def _names(content: dict[str, str]) -> dict[str, tuple[int, ...]]:
    numbers = iter(unpack_numbers(content["papers"]))
    return {name: tuple(unstep(islice(numbers, next(numbers)))) for name in unpack_words(content["names"])}


def _documents(manifest: dict[str, Any], files: Mapping[str, bytes]) -> Iterator[Document]:
    columns = json.loads(files[manifest["columns"]])
    years, code, organisation = (unpack_numbers(columns[name]) for name in ("years", "code", "organisation"))
    tagged, seen = iter(unpack_numbers(columns["tagged"])), iter(unpack_numbers(columns["seen"]))
    for number, titled in enumerate(_titles(manifest, files)):
        tags = [columns["tags"][place] for place in islice(tagged, next(tagged))]
        handle, organisation_name = columns["organisations"][organisation[number]]
        yield Document(
            **titled,
            tags=tuple(tag for tag, _ in tags),
            labels=tuple(label for _, label in tags),
            organisation=handle,
            organisation_name=organisation_name,
            year=years[number] and columns["first"] + years[number] - 1,
            code=bool(code[number]),
            digests=tuple(columns["digests"][place] for place in islice(seen, next(seen))),
        )


def _titles(manifest: dict[str, Any], files: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """What the files of titles say of every paper."""
    for file in manifest["titles"]:
        block = json.loads(files[file])
        numbers = zip(*(unpack_numbers(block[name]) for name in ("headed", "days", "authors", "comments")), strict=True)
        for id_, title, name, (headed, day, authors, comments) in zip(block["ids"], block["titles"], block["names"], numbers, strict=True):
            whole = f"{name}: {title}" if headed else title
            known = {"day": day // 2, "inferred": bool(day % 2), "authors": authors - 1 if authors else None, "comments": comments}
            yield {"id": id_ or slugify(whole), "title": whole, "name": name} | known
