"""How well and how cheaply search finds: the reference ranking, or the real thing in Chromium, alone or beside its peers.

    .venv/bin/python benchmarks/search.py                   the reference ranking and its index, without a browser
    .venv/bin/python benchmarks/search.py --browser         what the search must reach, in headless Chromium
    .venv/bin/python benchmarks/search.py --peers --write   and beside other engines, into RESULTS.md

Kinds and figures are those of `gold/README.md`. Sizes are sums of single files, each compressed with gzip; "cold" is what a first
query of the development set loads: the first file, names, words, titles, and the shards of its terms. Times are CPU seconds of
the whole index build, files included, on papers made of the real digests' sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from searchcases import REAL, TYPO_QUERIES, TYPO_SEED, invented_index, read_queries, real_index, typo_queries
from searchscores import KINDS, Score, average, average_groups, kinds_table, score

ROOT = Path(__file__).resolve().parent.parent
SIZES = (REAL, 10_000)
SLOW_PEERS = ("Material's own (lunr)",)
NOTE = """The same queries to every engine on the same papers, in one headless Chromium: 138 development queries with an answer, and 300
titles' words with typos. A ranking is its first twenty papers. Material's search and Pagefind read the papers' pages to the end
of the abstract (their lists of other papers would only lead astray), MiniSearch reads title, name, tags, organisation and
abstract, with titles three times as heavy, prefixes, and fuzziness .2; its library comes unminified, 18 KB. Invented papers
have no built pages: plain ones for the peers, and no excerpts. KB and MB are powers of ten; KB are gzipped, single files. Cold:
what is loaded for the search until a first visitor has results, scripts and all. A first answer's seconds are counted from the
visit. Keys are pressed in five queries, three times over, and the least of each counts. The browser slows pages and not their workers:
“workers too” adds five times what a key press waited for a worker at full speed, files that Pagefind's worker loads included."""


def main() -> int:
    """Print the tables; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description="Score the search's ranking, and measure its index.")
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, metavar="N", help="papers to build indexes for")
    parser.add_argument("--misses", action="store_true", help="name every query whose right paper is not first")
    parser.add_argument("--browser", action="store_true", help="measure in Chromium what the search must reach")
    parser.add_argument("--peers", action="store_true", help="the same beside Material's search, Pagefind and MiniSearch")
    parser.add_argument("--slow-peers", action="store_true", help="Material's search at every size too, which takes minutes")
    parser.add_argument("--write", action="store_true", help="put both tables into RESULTS.md")
    options = parser.parse_args()
    if options.browser or options.peers or options.write:
        return measure_in_browser(options)
    print_reference(options)
    return 0


def measure_in_browser(options: argparse.Namespace) -> int:
    """The tables of the real search: what it reaches, and the engines side by side."""
    from searchbrowser import NoBrowserError
    from searchcompare import compare, cost_table, quality_table, reach_figures
    from searchreach import missed_floors, reach_table

    load = os.getloadavg()[0]
    try:
        result = compare(options.sizes, peers=options.peers, leave_out=() if options.slow_peers else SLOW_PEERS)
    except NoBrowserError as missing:
        print(missing, file=sys.stderr)
        return 2
    figures = reach_figures(result)
    reach = "\n".join(reach_table(figures))
    tables = "\n\n".join("\n".join(table) for table in (quality_table(result), cost_table(result.figures)))
    print(f"{reach}\n\n{tables}")
    if options.write:
        from measuring import write_section

        write_section("Search", f"{_preamble(load)}\n\n{reach}\n\n### Side by side\n\n{NOTE}\n\n{tables}")
    missed = missed_floors(figures)
    print("".join(f"\nFloor missed: {label}" for label in missed))
    return int(bool(missed))


def _preamble(load: float) -> str:
    command = " ".join([".venv/bin/python benchmarks/search.py", *sys.argv[1:]])
    return (
        f"`{command}` on {os.cpu_count()} cores, load {load:.1f} when it began and {os.getloadavg()[0]:.1f} when it ended; times "
        "suffer from what else the machine does. `make quality` prints the first table, and fails where quality, bytes or memory "
        "miss their floor."
    )


def print_reference(options: argparse.Namespace) -> None:
    """The tables of the reference ranking."""
    catalogue, index, _ = real_index()
    queries = read_queries(catalogue)
    for line in quality_lines(index, queries, options.misses):
        print(line)
    typo, clean = typo_scores(index)
    print(f"\nOne typo in every word of three-word title queries: MRR {typo:.3f}; the same without typos {clean:.3f}\n")
    print("| papers | build CPU s | files | KB gzip | KB gzip a paper | of it places | cold KB, mean | cold KB, most |\n|---:" + "|---:" * 7 + "|")
    for size in options.sizes:
        print(scale_line(size, [row["query"] for row in queries]), flush=True)


# Quality


def score_queries(index, queries: Sequence[dict]) -> dict[str, list[tuple[float, bool, float, dict]]]:
    """By kind, for each query: reciprocal rank of the best right paper, whether it is first, recall in the first ten."""
    from generator.search import rank

    scores = defaultdict(list)
    for row in queries:
        if row["right"]:
            found = [hit.paper for hit in rank(index, row["query"]).hits]
            scores[row["kind"]].append((*score(found, row["right"]), row))
    return scores


def quality_lines(index, queries: Sequence[dict], misses: bool) -> Iterable[str]:
    """A Markdown table, a row a kind."""
    from generator.search import rank

    scores = score_queries(index, queries)
    yield from kinds_table(average_groups({kind: [Score(*row[:3]) for row in rows] for kind, rows in scores.items()}))
    for row in queries:
        if row["kind"] == "nothing":
            results = rank(index, row["query"])
            yield f"\nNothing is right for “{row['query']}”: {len(results.hits)} found{', weak' * results.weak}"
    if misses:
        every = [score for kind in KINDS for score in scores[kind]]
        yield from (f"- {row['kind']}, 1/{1 / best:.0f}: {row['query']}" if best else f"- {row['kind']}, none: {row['query']}" for best, first, _, row in every if not first)


def typo_scores(index, count: int = TYPO_QUERIES, seed: int = TYPO_SEED) -> tuple[float, float]:
    """MRR of queries of three distinctive title words, with a typo in each and as they are."""
    from generator.search import rank

    asked = list(typo_queries(index, count, seed))
    typos, clean = (average(score([hit.paper for hit in rank(index, row[at]).hits], row[2]) for row in asked) for at in (0, 1))
    return typos.mrr, clean.mrr


# Size and time


def scale_line(size: int, queries: Sequence[str]) -> str:
    """One row: the real papers when `size` is theirs, else invented ones."""
    from generator.search.shards import write_index

    index, seconds = real_index()[1:] if size == REAL else invented_index(size)
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
