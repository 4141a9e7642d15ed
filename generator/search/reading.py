"""The files of an index → the `Index`: the inverse of `shards`, for the terminal and for tests of the format.

Texts that no file holds (abstracts, aliases) are empty.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ..errors import DataError
from ..ids import slugify
from .english import pack_hashes
from .fields import Document
from .index import Index
from .lexicon import make_lexicon
from .packing import unpack_numbers, unpack_planes, unpack_words, unstep
from .shards import FORMAT, MANIFEST
from .tables import Postings


def read_index(files: Mapping[str, bytes]) -> Index:
    """The index in these files; raises `DataError` where they are of another format, KeyError where one is missing."""
    manifest = json.loads(files[MANIFEST])
    if manifest.get("format") != FORMAT:
        raise DataError(f"{MANIFEST}: this is no index of the format “{FORMAT}”")
    shards = [json.loads(files[name]) for _, name in manifest["terms"]]
    terms, meaning = {}, {}
    for shard in shards:
        has, suits = _postings(shard, manifest)
        terms |= has
        meaning |= suits
    return Index(
        documents=tuple(_documents(manifest, files)),
        terms=terms,
        meaning=meaning,
        places=_places(manifest, shards, files),
        lexicon=_lexicon(manifest, files),
        names=_names(json.loads(files[manifest["names"]])),
    )


def _postings(shard: dict[str, Any], manifest: dict[str, Any]) -> tuple[dict[str, Postings], dict[str, Postings]]:
    words = unpack_words(shard["terms"])
    starts = [papers for papers, _ in manifest["rarities"]]
    has, suits = {}, {}
    fields = [iter(unpack_numbers(shard[name])) for name in ("counts", "papers", "levels", "suits", "suited", "suitable")]
    for word, count, suited in zip(words, list(fields[0]), list(fields[3]), strict=True):
        if count:
            rarity = manifest["rarities"][bisect_right(starts, count) - 1][1]
            has[word] = _take(rarity, count, fields[1], fields[2])
        if suited:
            suits[word] = _take(manifest["unit"], suited, fields[4], fields[5])
    return has, suits


def _take(rarity: int, count: int, papers: Iterator[int], levels: Iterator[int]) -> Postings:
    return Postings(rarity=rarity, papers=tuple(unstep(islice(papers, count))), levels=tuple(islice(levels, count)))


def _places(
    manifest: dict[str, Any], shards: Sequence[dict[str, Any]], files: Mapping[str, bytes]
) -> dict[str, tuple[tuple[int, tuple[int, ...]], ...]]:
    result = {}
    for at, name in enumerate(manifest["places"]):
        content = json.loads(files[name])
        sizes, places = iter(unpack_numbers(content["sizes"])), iter(unpack_planes(content["places"]))
        for shard in shards[at * manifest["places_of"] : (at + 1) * manifest["places_of"]]:
            for word, found in _postings(shard, manifest)[0].items():
                lines = [(paper, tuple(unstep(islice(places, size)))) for paper, size in zip(found.papers, islice(sizes, len(found.papers)), strict=True)]
                if any(line for _, line in lines):
                    result[word] = tuple((paper, line) for paper, line in lines if line)
    return result


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
    for number, (id_, title, name) in enumerate(_titles(manifest, files)):
        tags = [columns["tags"][place] for place in islice(tagged, next(tagged))]
        handle, organisation_name = columns["organisations"][organisation[number]]
        yield Document(
            id=id_,
            title=title,
            name=name,
            tags=tuple(tag for tag, _ in tags),
            labels=tuple(label for _, label in tags),
            organisation=handle,
            organisation_name=organisation_name,
            year=years[number] and columns["first"] + years[number] - 1,
            code=bool(code[number]),
            digests=tuple(columns["digests"][place] for place in islice(seen, next(seen))),
        )


def _titles(manifest: dict[str, Any], files: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """(id, title, name) of every paper."""
    for file in manifest["titles"]:
        block = json.loads(files[file])
        for id_, title, name, headed in zip(block["ids"], block["titles"], block["names"], unpack_numbers(block["headed"]), strict=True):
            whole = f"{name}: {title}" if headed else title
            yield id_ or slugify(whole), whole, name
