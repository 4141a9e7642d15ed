"""The reference ranking: names in every spelling, mending, filters, phrases; and how good it is on the development queries."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote_plus

import pytest
import search as benchmark
from search_index import english, invented_documents, real_catalogue_and_index, real_index
from sites import ROOT

from generator.search import build_index, rank
from generator.search.lexicon import complete, correct, distance, make_lexicon
from generator.search.wordvectors import parse_word_vectors
from generator.seeds import packaged_bytes


@cache
def small():
    return build_index(invented_documents(), english=english())


def found(query, index=None, **options):
    index = index or small()
    return [index.documents[hit.paper].id for hit in rank(index, query, **options).hits]


FIRST, PLUS, HAN, W2V = (document.id for document in invented_documents())


@pytest.mark.parametrize(
    "query, paper",
    [
        ("kitenet", FIRST),
        ("KiteNet++", PLUS),
        ("kitenet plus plus", PLUS),
        ("kite net", FIRST),
        ("kite-net", FIRST),
        ("w2vkite", W2V),
        ("w2v kite", W2V),
        ("W2v-Kite", W2V),
        ("llama2", W2V),
        ("llama-2", W2V),
        ("met2net", W2V),
        ("met^2net", W2V),
        ("deberta v3", W2V),
        ("gpt4", FIRST),
        ("gpt 4", FIRST),
        ("pretrained", FIRST),
        ("pre-trained", FIRST),
        ("1.5 knots", PLUS),
        ("1.5knots", PLUS),
        ("angstrom", FIRST),
        ("自然", HAN),
        ("凧", HAN),
        ("beta kite", HAN),
        ("∇", HAN),
        ("quantization", HAN),
        ("acme", FIRST),
    ],
)
def test_a_spelling_finds_its_paper(query, paper):
    assert found(query)[0] == paper


def test_half_a_word_is_enough_while_typing():
    assert found("naiv") == [FIRST]
    assert found("quantis")[:1] == [HAN]


def test_a_misspelt_word_is_mended_and_said():
    results = rank(small(), "vanihses kites", typing=False)
    assert results.shown_for == "vanishes kites"
    assert small().documents[results.hits[0].paper].id == HAN
    assert rank(small(), "vanihses", typing=False, mend=False).hits == ()


def test_a_misspelt_name_counts_as_a_name():
    for query in ("kitnet", "kitnet year:2021", "kitnet windy"):
        assert found(query)[0] == FIRST, query
    right, wrong = (rank(real_index(), query) for query in ("electra year:2020..2023", "elektra year:2020..2023"))
    assert wrong.shown_for == "electra year:2020..2023"
    assert wrong.hits[0].paper == right.hits[0].paper
    assert wrong.hits[0].score - wrong.hits[1].score > 2000


def test_all_of_several_words_count_for_more():
    """Of two papers that are much alike, not of one that suits far better."""
    for query, name in (("frechet mean", "Loki"), ("weight decay schedule", "")):
        first = rank(real_index(), query).hits[0]
        assert len(first.matched) == len(query.split()) and real_index().documents[first.paper].name == name
    mended = rank(real_index(), "lighting atention")
    assert mended.shown_for and len(mended.hits[0].matched) < 2, "of a query that had to be mended it says less"


def test_what_hardly_suits_is_left_out():
    results = rank(real_index(), "teach a model to forget dangerous knowledge")
    assert 20 < len(results.hits) < len(real_index().documents) / 3
    assert min(hit.score for hit in results.hits) * 6 >= results.hits[0].score
    both = [hit.score for hit in rank(real_index(), "the model").hits if hit.matched]
    assert min(both) * 6 < max(both), "who has all words stays"


@pytest.mark.parametrize("word", ["November", "Monday", "february"])
def test_months_and_days_are_words(word):
    assert rank(real_index(), word).shown_for == ""


def test_a_greek_letter_may_be_spelled_out():
    titles = {real_index().documents[rank(real_index(), query).hits[0].paper].title for query in ("σReparam", "sigmaReparam", "sigma-reparam")}
    assert len(titles) == 1 and "Entropy Collapse" in titles.pop()


@pytest.mark.parametrize("query", ["date:2023-01", "date:2023-01-01", "date:2022-12..", "date:..2023-06 -date:2021-12-31"])
def test_papers_of_a_month(query):
    assert found(query) == [PLUS]


def test_papers_without_a_date():
    documents = real_index().documents
    undated = {paper for paper, document in enumerate(documents) if not document.year}
    for query in ("date:none", "year:none", "-has:date"):
        assert {hit.paper for hit in rank(real_index(), query).hits} == undated and undated
    assert len(rank(real_index(), "has:date").hits) == len(documents) - len(undated)
    assert {hit.paper for hit in rank(real_index(), "model date:none").hits} < undated


def test_a_short_word_may_go_on_though_it_is_one():
    """“exp” stands in papers, and is the beginning of “experts” all the same."""
    finished, typed = (rank(real_index(), f"mixture of {word}") for word in ("experts", "exp"))
    right = {hit.paper for hit in finished.hits[:10]}
    assert len(right & {hit.paper for hit in typed.hits[:10]}) >= 4
    assert "expert" in typed.hits[0].matched


def test_the_beginning_of_a_name_finds_it():
    names = [(key, papers) for key, papers in real_index().names.items() if key.isalpha() and len(key) > 6]
    firsts = [any(hit.paper in papers for hit in rank(real_index(), key[:5]).hits[:3]) for key, papers in names]
    assert sum(firsts) / len(firsts) >= 0.7
    assert real_index().documents[rank(real_index(), "elec").hits[0].paper].name == "ELECTRA"
    assert found("elec", real_index(), typing=False) == [], "nothing is unfinished"


@pytest.mark.parametrize(
    "query, shown",
    [
        ("kitnet year:2021 -calm", "kitenet year:2021 -calm"),
        ('"state of the art" kitnet', '"state of the art" kitenet'),
        ('vanihses tag:"Deep sky" OR kites', "vanishes tag:\"Deep sky\" OR kites"),
        ('tag:nothingness kitnet', "nothingness kitenet"),
        ('"windy dayz"', ""),
    ],
)
def test_a_mended_query_asks_for_the_same(query, shown):
    """A phrase is meant as it stands, and filters stay."""
    assert rank(small(), query, typing=False).shown_for == shown


def test_words_written_together_are_parted():
    assert rank(small(), "windydays", typing=False).shown_for == "windy days"
    assert rank(small(), "calmwindy", typing=False).shown_for == "", "they stand side by side in no paper"


def test_of_near_words_that_of_the_first_paper_is_told():
    results = rank(real_index(), "sparce attention", typing=False)
    assert results.shown_for == "sparse attention"
    assert "spars" in results.hits[0].matched
    assert rank(real_index(), "sparce zzyzx", typing=False).shown_for.split()[0] in ("sparse", "space", "scarce")


def test_an_english_word_is_never_taken_for_another():
    results = rank(small(), "rope", typing=False)
    assert (results.hits, results.shown_for) == ((), ""), "no hope"


@pytest.mark.parametrize(
    "query, papers",
    [
        ('"windy days"', [FIRST]),
        ('"days windy"', [PLUS]),
        ('"state of the art"', [PLUS]),
        ('"state art"', [PLUS]),
        ('"the state is art"', [PLUS]),
        ('"art of the state"', []),
        ('"that to"', [PLUS]),
        ('"lands calm"', []),
        ("kites -windy", [W2V, HAN]),
        ("tag:deep-sky", [FIRST]),
        ('tag:"Deep sky"', [FIRST]),
        ("tag:kites", [FIRST, PLUS]),
        ("tag:kites -tag:deep-sky", [PLUS]),
        ("org:acme OR org:wind", [FIRST, HAN]),
        ("org:wind-institute", [HAN]),
        ("year:2023", [PLUS, HAN]),
        ("year:2020..2021", [FIRST, W2V]),
        ("has:code", [FIRST]),
        ("attention in:title", [FIRST]),
        ("hope in:title", []),
        ("year:1999", []),
        ("", []),
    ],
)
def test_a_filter(query, papers):
    assert sorted(found(query, typing=False)) == sorted(papers)


def test_a_tag_nobody_has_is_searched_as_text():
    results = rank(small(), "tag:naive")
    assert [small().documents[hit.paper].id for hit in results.hits] == [FIRST] and "tag:naive" in results.notes[0]


def test_words_and_filters_joined_by_or_are_wishes():
    assert found("angstrom OR tag:kites", typing=False)[0] == found("tag:kites OR angstrom", typing=False)[0] == FIRST


def test_or_takes_either_word():
    assert set(found("angstrom OR calm", typing=False)) == {FIRST, PLUS}


@pytest.mark.parametrize(
    "one, two, edits",
    [("kite", "kite", 0), ("kite", "kiet", 1), ("kite", "kit", 1), ("kite", "kites", 1), ("kite", "kate", 1), ("ca", "abc", 3), ("abcd", "badc", 2)],
)
def test_a_distance(one, two, edits):
    assert distance(one, two, 3) == distance(two, one, 3) == edits
    if edits > 1:
        assert distance(one, two, edits - 1) > edits - 1


def test_the_frequent_word_is_the_likelier():
    lexicon = make_lexicon({"model": 200, "motel": 1, "modern": 5}, b"")
    assert correct("modle", lexicon)[0][1] == "model"
    assert complete("mo", lexicon) == ["model", "modern", "motel"]


@cache
def scores():
    catalogue, index = real_catalogue_and_index()
    return benchmark.score_queries(index, benchmark.read_queries(catalogue))


def mean(kinds, at):
    rows = [row for kind in kinds for row in scores()[kind]]
    return sum(row[at] for row in rows) / len(rows)


def test_the_right_papers_are_found():
    assert mean(benchmark.KINDS, 0) >= 0.89
    assert mean(("name", "acronym", "org"), 1) >= 0.97
    assert mean(("misspelt",), 1) >= 0.93
    assert mean(("paraphrase",), 0) >= 0.75
    assert mean(("topic", "paraphrase"), 2) >= 0.84


def test_typos_are_survived():
    typo, clean = benchmark.typo_scores(real_index(), 150)
    assert typo >= 0.96 and clean >= 0.98


@pytest.mark.parametrize("query", ["blockchain", "kubernetes"])
def test_what_nobody_wrote_is_not_found(query):
    results = rank(real_index(), query)
    assert results.weak or not results.hits


@pytest.mark.parametrize("table, paraphrases", [(None, 0.58), ("word-vectors.bin", 0.64)])
def test_without_sentence_vectors_names_and_typos_fare_as_well(table, paraphrases):
    vectors = parse_word_vectors(packaged_bytes(table)) if table else None
    index = build_index(real_index().documents, word_vectors=vectors, english=english())
    by_kind = benchmark.score_queries(index, benchmark.read_queries(real_catalogue_and_index()[0]))
    firsts = [row[1] for kind in ("name", "acronym") for row in by_kind[kind]]
    assert sum(firsts) / len(firsts) >= 0.97
    assert sum(row[0] for row in by_kind["paraphrase"]) / len(by_kind["paraphrase"]) >= paraphrases


def papers_of(query, **options):
    return {hit.paper for hit in rank(real_index(), query, **options).hits}


def test_in_title_takes_words_as_they_are_read():
    """Mended, and half written while they are typed."""
    assert papers_of("in:title atention") == papers_of("in:title attention")
    assert papers_of("in:title transfor") >= papers_of("in:title transformers", typing=False) != set()
    titles = {number: document.title.lower() for number, document in enumerate(real_index().documents)}
    assert all("bert" in titles[paper] or "gpt" in titles[paper] for paper in papers_of("in:title bert OR gpt", typing=False))


def test_a_word_is_left_out_wherever_it_stands_and_however_it_is_written():
    index = real_index()
    has = set(index.terms["vision"].papers)
    assert papers_of("model -vision").isdisjoint(has)
    assert papers_of("-vision") == set(range(len(index.documents))) - has
    assert papers_of("model -gpt-4") <= papers_of("model -gpt4") and papers_of("model -gpt4").isdisjoint(index.terms["gpt4"].papers)
    assert papers_of('"gpt-4"') >= papers_of('"gpt4"') == set(index.terms["gpt4"].papers)


def test_in_title_is_no_alternative_and_has_no_opposite():
    for query in ("has:code OR in:title", "in:title OR has:code"):
        assert papers_of(query) == papers_of("has:code") and "in:title is no alternative" in rank(real_index(), query).notes[0]
    assert "“-in:title” is no filter" in rank(real_index(), "-in:title scaling").notes[0]


def test_each_example_of_the_documentation_finds_something():
    """And leads to what it says."""
    page = (ROOT / "docs/search.md").read_text(encoding="utf-8")
    examples = re.findall(r"\[`([^`]+)`\]\(search\.md\?q=([^)]*)\)", page)
    table = re.findall(r"^\| (.*`.*) \|", page.partition("| --- |")[2].partition("\n\n")[0], re.MULTILINE)
    assert len(examples) > len(table) > 8 and all("](search.md?q=" in row for row in table)
    for shown, query in examples:
        assert unquote_plus(query) == shown
        found = rank(real_index(), shown, typing=False)
        assert found.hits and not found.notes and not found.weak, shown
