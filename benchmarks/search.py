"""How well and how cheaply search finds: the reference ranking on the development queries, typos, sizes and build times.

    .venv/bin/python benchmarks/search.py --sizes 454 10000

Kinds and figures are those of `gold/README.md`. Sizes are sums of single files, each compressed with gzip; "cold" is what a first
query of the development set loads: the first file, names, words, titles, and the shards of its terms. Times are CPU seconds of
the whole index build, files included, on papers made of the real digests' sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (454, 10_000)
KINDS = ("name", "misspelt", "acronym", "org", "topic", "paraphrase")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TYPO_QUERIES = 300


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Score the search's reference ranking, and measure its index.")
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, metavar="N", help="papers to build indexes for")
    parser.add_argument("--misses", action="store_true", help="name every query whose right paper is not first")
    options = parser.parse_args()
    catalogue, index, _ = real_index()
    queries = read_queries(catalogue)
    for line in quality_lines(index, queries, options.misses):
        print(line)
    typo, clean = typo_scores(index)
    print(f"\nOne typo in every word of three-word title queries: MRR {typo:.3f}; the same without typos {clean:.3f}\n")
    print("| papers | build CPU s | files | KB gzip | KB gzip a paper | of it places | cold KB, mean | cold KB, most |\n|---:" + "|---:" * 7 + "|")
    for size in options.sizes:
        print(scale_line(size, [row["query"] for row in queries]), flush=True)
    return 0


# Quality


def real_index():
    """The catalogue of the real digests, its index, and the seconds that took."""
    from generator.model import Settings
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


def read_queries(catalogue) -> list[dict]:
    """The development queries, the right papers as numbers."""
    number = {}
    for at, paper in enumerate(catalogue.papers):
        number |= {_bare(paper.title): at, _bare(paper.title_raw): at}
    rows = json.loads((ROOT / "benchmarks" / "gold" / "queries.json").read_text(encoding="utf-8"))
    return [row | {"right": [number[_bare(title)] for title in row["correct"]]} for row in rows]


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title).lower())


def score_queries(index, queries: Sequence[dict]) -> dict[str, list[tuple[float, bool, float, dict]]]:
    """By kind, for each query: reciprocal rank of the best right paper, whether it is first, recall in the first ten."""
    from generator.search import rank

    scores = defaultdict(list)
    for row in queries:
        found = [hit.paper for hit in rank(index, row["query"]).hits]
        places = [found.index(paper) + 1 for paper in row["right"] if paper in found]
        if row["right"]:
            best = 1 / min(places) if places else 0.0
            recall = sum(place <= 10 for place in places) / min(10, len(row["right"]))
            scores[row["kind"]].append((best, best == 1, recall, row))
    return scores


def quality_lines(index, queries: Sequence[dict], misses: bool) -> Iterable[str]:
    """A Markdown table, a row a kind."""
    from generator.search import rank

    scores = score_queries(index, queries)
    yield "| kind | queries | MRR | success@1 | recall@10 |\n|---|---:|---:|---:|---:|"
    every = [score for kind in KINDS for score in scores[kind]]
    groups = [(kind, scores[kind]) for kind in KINDS] + [("topic and paraphrase", scores["topic"] + scores["paraphrase"]), ("all with an answer", every)]
    for kind, rows in groups:
        means = [sum(row[at] for row in rows) / len(rows) for at in range(3)]
        yield f"| {kind} | {len(rows)} | " + " | ".join(f"{value:.3f}" for value in means) + " |"
    for row in queries:
        if row["kind"] == "nothing":
            results = rank(index, row["query"])
            yield f"\nNothing is right for “{row['query']}”: {len(results.hits)} found{', weak' * results.weak}"
    if misses:
        yield from (f"- {row['kind']}, 1/{1 / best:.0f}: {row['query']}" if best else f"- {row['kind']}, none: {row['query']}" for best, first, _, row in every if not first)


def typo_scores(index, count: int = TYPO_QUERIES, seed: int = 20_251_121) -> tuple[float, float]:
    """MRR of queries of three distinctive title words, with a typo in each and as they are.

    Words have five letters or more and stand in at most one paper in ten; the paper is right, and any other whose title has
    all three.
    """
    from generator.search import rank

    chance, sums = random.Random(seed), [0.0, 0.0]
    titles = [dict.fromkeys(re.findall(r"[a-z]{5,}", document.title.lower())) for document in index.documents]
    common = len(titles) / 10
    pools = [[word for word in words if index.lexicon.words.get(word, 0) <= common] for words in titles]
    eligible = [number for number, pool in enumerate(pools) if len(pool) >= 3]
    for _ in range(count):
        paper = chance.choice(eligible)
        words = chance.sample(pools[paper], 3)
        right = {number for number, title in enumerate(titles) if title.keys() >= set(words)}
        for at, query in enumerate((" ".join(_typo(word, chance) for word in words), " ".join(words))):
            places = [place for place, hit in enumerate(rank(index, query).hits, 1) if hit.paper in right]
            sums[at] += 1 / places[0] if places else 0.0
    return sums[0] / count, sums[1] / count


def _typo(word: str, chance: random.Random) -> str:
    """A letter left out, put in, changed, or swapped with the next; never the first."""
    at, letter = chance.randrange(1, len(word) - 1), chance.choice(LETTERS)
    kinds = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    return chance.choice((*kinds, word[:at] + word[at + 1] + word[at] + word[at + 2 :]))


# Size and time


def scale_line(size: int, queries: Sequence[str]) -> str:
    """One row: the real papers when `size` is theirs, else invented ones."""
    from generator.search.shards import write_index

    index, seconds = real_index()[1:] if size == 454 else invented_index(size)
    started = time.process_time()
    files = write_index(index)
    seconds += time.process_time() - started
    sizes = {name: len(gzip.compress(data, 9, mtime=0)) for name, data in files.items()}
    cold = [cold_bytes(files, sizes, query) for query in queries]
    places = sum(bytes_ for name, bytes_ in sizes.items() if name.startswith("places"))
    total = sum(sizes.values())
    return (
        f"| {size:,} | {seconds:.1f} | {len(files)} | {total / 1e3:.0f} | {total / 1e3 / size:.3f} | {places / 1e3 / size:.3f} "
        f"| {sum(cold) / len(cold) / 1e3:.0f} | {max(cold) / 1e3:.0f} |"
    )


def invented_index(size: int):
    """An index of invented papers with random sentence vectors, and the seconds it took."""
    import numpy as np
    from neighbours import invent_papers
    from scale import read_material

    from generator.search import Document, build_index
    from generator.search.wordvectors import parse_word_vectors
    from generator.seeds import packaged_bytes

    papers = invent_papers(size, read_material())
    documents = [Document(id=paper.id, title=paper.title, abstract=paper.abstract) for paper in papers]
    noise = np.random.default_rng(0).normal(size=(size, 384))
    rows = np.rint(noise / np.linalg.norm(noise, axis=1, keepdims=True) * 2048).astype(np.float32)
    started = time.process_time()
    table = parse_word_vectors(packaged_bytes("word-vectors.bin"))
    index = build_index(documents, rows=rows, word_vectors=table, english=packaged_bytes("english-words.bin"))
    return index, time.process_time() - started


def cold_bytes(files: dict[str, bytes], sizes: dict[str, int], query: str) -> int:
    """What a browser with nothing loads for this query and ten titles."""
    from generator.search.analysis import split_chunks, stem

    manifest = json.loads(files["index.json"])
    firsts = [row[0] for row in manifest["terms"]]
    words = [part for chunk in split_chunks(query) for part in chunk.parts]
    pairs = ["".join(pair) for pair in pairwise(words)]
    needed = {manifest["terms"][max(0, bisect_right(firsts, stem(word)) - 1)][1] for word in (*words, *pairs)}
    return sizes["index.json"] + sum(sizes[name] for name in {manifest["names"], manifest["words"], *manifest["titles"][:10], *needed})


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
