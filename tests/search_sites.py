"""What tests of the search share: the script's modules called from Python, and the reference index of the real digests."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from playwright.sync_api import Page
from sites import ROOT

from generator.inputs import Inputs
from generator.publication import Settings
from generator.search import Index, build_index, make_documents
from generator.search.wordvectors import parse_word_vectors
from generator.seeds import read_inputs
from generator.site import build_catalogue
from generator.vectors import centred_rows, match_vectors, parse_vectors

SCRIPT = "/repo/assets/broadsheet/search/"
ASK = """async ([queries, options]) => {
    const { $shards: { Index }, $ranking: { rank } } = await import('SCRIPTworker.js');
    const index = await Index.open(new URL('/repo/assets/search/', location.href).href);
    const answers = [];
    for (const query of queries) {
        let found = rank(index, query, options);
        for (let round = 0; index.wanted.size && round < 9; round++) {
            await index.fetchWanted();
            found = rank(index, query, options);
        }
        answers.push({ papers: found.papers, shown: found.shownFor, notes: found.notes, weak: found.weak, words: found.words,
                       terms: found.papers.slice(0, 10).map(found.terms) });
    }
    return answers;
}""".replace("SCRIPT", SCRIPT)


def call(page: Page, module: str, expression: str, argument: Any) -> Any:
    """The value of `expression`, in which `m` is a module of the search, as it is shipped, and `x` the argument; large values too."""
    home = "results" if module == "address" else "worker"
    script = f"async x => {{ const {{ ${module}: m }} = await import('{SCRIPT}{home}.js'); return JSON.stringify({expression}); }}"
    return json.loads(page.evaluate(script, argument))


def ask_script(page: Page, queries: list[str], **options: bool) -> list[dict[str, Any]]:
    """What the script's ranking answers, loading what it wants from the site."""
    return page.evaluate(ASK, [queries, options])


@cache
def real_inputs() -> Inputs:
    """The real digests and all that is known about them."""
    seeds = ROOT / "seeds"
    return read_inputs(
        [seeds],
        root=ROOT,
        infos=seeds / "digests.yml",
        corrections=seeds / "corrections.yml",
        vectors=seeds / "vectors.bin",
    )


@cache
def real_index() -> Index:
    """The index of the real digests, as the site has it."""
    inputs = real_inputs()
    catalogue, _ = build_catalogue(inputs, Settings())
    vectors, _ = match_vectors(catalogue.papers, parse_vectors(inputs.vectors.data, inputs.vectors.path)[0], "")
    return build_index(
        make_documents(catalogue),
        rows=centred_rows(catalogue.papers, vectors),
        word_vectors=parse_word_vectors(inputs.word_vectors),
        english=inputs.english,
    )
