"""The files of an index: read back they are the index; their bytes are the same each time; they are small."""

from __future__ import annotations

import gzip
import json
import math
import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_index import invented_documents, real_catalogue_and_index, real_index
from sites import ROOT

from generator.errors import DataError
from generator.publication import Settings
from generator.search import build_index, make_documents, rank, shards, write_index
from generator.search.packing import (
    pack_numbers,
    pack_planes,
    pack_words,
    steps,
    unpack_numbers,
    unpack_planes,
    unpack_words,
    unstep,
)
from generator.search.reading import read_index
from generator.search.sets import pack_sets, unpack_sets
from generator.search.shards import MANIFEST
from generator.searchfiles import FOLDER, make_search_files
from generator.seeds import read_inputs

numbers = st.lists(st.integers(0, 1 << 40))


@given(numbers)
def test_numbers_come_back(values):
    assert unpack_numbers(pack_numbers(values)) == values
    assert unpack_planes(pack_planes(values)) == values
    assert json.dumps(pack_numbers(values)) == f'"{pack_numbers(values)}"', "nothing needs an escape"


@given(st.sets(st.integers(0, 10_000)))
def test_ascending_numbers_come_back(values):
    assert unstep(steps(sorted(values))) == sorted(values)


@given(st.lists(st.lists(st.tuples(st.sets(st.integers(0, 3_000)), st.integers(0, 5_000))), min_size=1))
def test_sets_come_back_each_from_its_text(texts):
    sets = [[tuple(sorted(values)) for values, _ in rows] for rows in texts]
    limits = [[max(values, default=0) + 1 + room for values, room in rows] for rows in texts]
    counts = [list(map(len, rows)) for rows in sets]
    numbers, sizes, bounds = (
        np.fromiter(chain.from_iterable(parts), dtype=np.int64) for parts in (chain.from_iterable(sets), counts, limits)
    )
    packed = pack_sets(numbers, sizes, bounds, list(map(len, texts)))
    assert [list(unpack_sets(*text)) for text in zip(packed, counts, limits, strict=True)] == sets


def test_sets_take_little_more_than_they_must():
    chance = random.Random(3)
    sets = [sorted(chance.sample(range(1_000), chance.randint(1, 40))) for _ in range(500)]
    [packed] = pack_sets(np.array([n for found in sets for n in found]), np.array(list(map(len, sets))), 1_000, [500])
    least = sum(math.log2(math.comb(1_000, len(found))) for found in sets)
    assert least <= 6 * len(packed) <= 1.06 * least
    assert pack_sets(np.arange(50), np.array([50]), 50, [1]) == [""], "what can only be one set takes no bits"


@given(st.lists(st.text(st.characters(blacklist_characters=" ", blacklist_categories=["Cs"]), min_size=1)))
def test_words_come_back(words):
    assert unpack_words(pack_words(sorted(words))) == sorted(words)


def without_texts(index):
    documents = tuple(replace(document, abstract="", aliases=(), titles=()) for document in index.documents)
    return replace(index, documents=documents)


@pytest.mark.parametrize("make", [real_index, lambda: build_index(invented_documents()), lambda: build_index(())])
def test_the_files_read_back_are_the_index(make):
    index = make()
    assert read_index(write_index(index)) == without_texts(index)


def test_an_index_read_back_ranks_alike():
    index = real_index()
    again = read_index(write_index(index))
    for query in ("electra", "megatorn lm", '"hard negatives" -embedding', "tag:pretraining weather", "spech tok"):
        assert rank(again, query) == rank(index, query)


def test_the_same_index_gives_the_same_bytes():
    documents = invented_documents()
    assert write_index(build_index(documents)) == write_index(build_index(documents))


def test_a_name_tells_its_content():
    one, two = (write_index(build_index(documents)) for documents in (invented_documents(), invented_documents()[1:]))
    for name in one.keys() & two.keys() - {"index.json"}:
        assert one[name] == two[name]


def test_where_titles_are_in_many_files_what_orders_all_papers_is_in_one(monkeypatch):
    catalogue = real_catalogue_and_index()[0]
    inputs = read_inputs([], root=ROOT)
    assert "orders" not in json.loads(make_search_files(catalogue, {}, inputs, Settings())[FOLDER + MANIFEST])
    monkeypatch.setattr(shards, "SMALL", 100)
    files = make_search_files(catalogue, {}, inputs, Settings())
    data = files[FOLDER + json.loads(files[FOLDER + MANIFEST])["orders"]]
    days, comments = (unpack_numbers(json.loads(data)[name]) for name in ("days", "comments"))
    documents = make_documents(catalogue)
    dates = [date(one.year, 1, 1) + timedelta(days=day - 1) if day else None for day, one in zip(days, documents, strict=True)]
    assert dates == [paper.date for paper in catalogue.papers]
    assert comments == [paper.comments or 0 for paper in catalogue.papers]
    assert packed_size(data) / len(documents) <= 1.2


def test_another_format_is_refused():
    with pytest.raises(DataError):
        read_index({"index.json": b'{"format": "broadsheet search 0"}'})


def packed_size(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def without(data: bytes, *columns: str) -> bytes:
    """A file of the index that lacks these columns."""
    kept = {name: column for name, column in json.loads(data).items() if name not in columns}
    assert len(kept) == len(json.loads(data)) - len(columns)
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_real_index_is_small():
    files = write_index(real_index())
    sizes = {name: packed_size(data) for name, data in files.items()}
    assert sum(sizes.values()) / len(real_index().documents) <= 600
    places = sum(size for name, size in sizes.items() if name.startswith("places"))
    shown = sum(size - packed_size(without(files[name], "days", "authors", "comments")) for name, size in sizes.items() if name.startswith("titles"))
    assert 0 < shown / len(real_index().documents) <= 2.1  # what rows tell besides their titles
    assert (sum(sizes.values()) - places - shown) / len(real_index().documents) <= 410
    first = json.loads(files["index.json"])
    at_once = [name for name in sizes if name == "index.json" or name in (first["names"], first["words"], *first["titles"])]
    assert sum(sizes[name] for name in at_once) <= 50_000


def test_what_is_missing_or_damaged_is_told():
    files = write_index(build_index(invented_documents()))
    for name in files.keys() - {"index.json"}:
        with pytest.raises(DataError, match="missing"):
            read_index({other: data for other, data in files.items() if other != name})
    terms = json.loads(files["index.json"])["terms"][0][1]
    shard = json.loads(files[terms])
    for damage in ({"papers": shard["papers"][:3]}, {"terms": "\u00e9"}, {"levels": None}):
        index = read_index(files | {terms: json.dumps(shard | damage).encode()})
        with pytest.raises(DataError, match="damaged"):
            rank(index, "kites")
