"""What the search is asked: the development queries, titles with typos by a seeded script, and the papers of any number.

The real papers are those of the digests; invented ones are made of their sentences, with random sentence vectors.
"""

from __future__ import annotations

import json
import random
import re
import time
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = 454  # papers in the digests
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TYPO_QUERIES = 300
TYPO_SEED = 20_251_121


@cache
def real_index():
    """The catalogue of the real digests, its index, and the seconds that took."""
    from generator.publication import Settings
    from generator.search import build_index, make_documents
    from generator.search.wordvectors import parse_word_vectors
    from generator.seeds import packaged_bytes, read_inputs
    from generator.site import build_catalogue
    from generator.vectors import centred_rows, match_vectors, parse_vectors

    seeds = ROOT / "seeds"
    names = {"infos": "digests.yml", "corrections": "corrections.yml", "vectors": "vectors.bin"}
    inputs = read_inputs([seeds], root=ROOT, **{key: seeds / name for key, name in names.items()})
    catalogue, _ = build_catalogue(inputs, Settings())
    table, _ = parse_vectors(inputs.vectors.data, inputs.vectors.path)
    rows, _ = match_vectors(catalogue.papers, table, "")
    started = time.process_time()
    index = build_index(
        make_documents(catalogue),
        rows=centred_rows(catalogue.papers, rows),
        word_vectors=parse_word_vectors(packaged_bytes("word-vectors.bin")),
        english=packaged_bytes("english-words.bin"),
    )
    return catalogue, index, time.process_time() - started


@cache
def invented_papers(size: int) -> list:
    """Papers of real sentences, the same in every run."""
    from invention import read_material
    from neighbours import invent_papers

    return invent_papers(size, read_material())


def invented_index(size: int):
    """An index of invented papers with random sentence vectors, and the seconds it took."""
    import numpy as np

    from generator.search import Document, build_index
    from generator.search.wordvectors import parse_word_vectors
    from generator.seeds import packaged_bytes

    papers = invented_papers(size)
    documents = [Document(id=paper.id, title=paper.title, abstract=paper.abstract) for paper in papers]
    noise = np.random.default_rng(0).normal(size=(size, 384))
    rows = np.rint(noise / np.linalg.norm(noise, axis=1, keepdims=True) * 2048).astype(np.float32)
    started = time.process_time()
    table = parse_word_vectors(packaged_bytes("word-vectors.bin"))
    index = build_index(documents, rows=rows, word_vectors=table, english=packaged_bytes("english-words.bin"))
    return index, time.process_time() - started


def read_queries(catalogue) -> list[dict]:
    """The development queries, the right papers as numbers."""
    number = {}
    for at, paper in enumerate(catalogue.papers):
        number |= {_bare(paper.title): at, _bare(paper.title_raw): at}
    rows = json.loads((ROOT / "benchmarks" / "gold" / "queries.json").read_text(encoding="utf-8"))
    return [row | {"right": [number[_bare(title)] for title in row["correct"]]} for row in rows]


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title).lower())


def typo_queries(index, count: int = TYPO_QUERIES, seed: int = TYPO_SEED) -> Iterator[tuple[str, str, set[int]]]:
    """Three distinctive words of a title with a typo in each, the same without, and the right papers as numbers.

    Words have five letters or more and stand in at most one paper in ten; the paper is right, and any other whose title has
    all three.
    """
    chance = random.Random(seed)
    titles = [dict.fromkeys(re.findall(r"[a-z]{5,}", document.title.lower())) for document in index.documents]
    common = len(titles) / 10
    pools = [[word for word in words if index.lexicon.words.get(word, 0) <= common] for words in titles]
    eligible = [number for number, pool in enumerate(pools) if len(pool) >= 3]
    for _ in range(count):
        paper = chance.choice(eligible)
        words = chance.sample(pools[paper], 3)
        right = {number for number, title in enumerate(titles) if title.keys() >= set(words)}
        yield " ".join(_misspell(word, chance) for word in words), " ".join(words), right


def _misspell(word: str, chance: random.Random) -> str:
    """A letter left out, put in, changed, or swapped with the next; never the first."""
    at, letter = chance.randrange(1, len(word) - 1), chance.choice(LETTERS)
    kinds = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    return chance.choice((*kinds, word[:at] + word[at + 1] + word[at] + word[at + 2 :]))
