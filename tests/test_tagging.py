"""Tags by weight of evidence, on an invented vocabulary and invented papers."""

from __future__ import annotations

import random
import re

from analysis_papers import assign_tags, paper
from hypothesis import example, given
from hypothesis import strategies as st

from generator.tokens import GAP, PhraseTrie, list_runs, list_words, split_words
from generator.vocabulary import parse_vocabulary
from generator.weblinks import find_links

VOCABULARY = parse_vocabulary(
    """\
facets: {topic: Topic}
field: {signs: [oven, baking tin], everyday: [proof]}
tags:
  bread: {label: Bread, facet: topic, definition: Baking, implies: [food],
          phrases: [sourdough, bread, "bak*", bread board = 0, RYE, proof, toy = -1.5, knead ... dough = 1.5]}
  food: {label: Food, facet: topic, definition: Eating, phrases: [food, cuisine]}
  tea: {label: Tea, facet: topic, definition: Tea, phrases: [tea = 1.5, green tea = 1.5, pot], title_phrases: [leaves]}
""",
    "v.yml",
)


def tags(title: str, abstract: str = "") -> list[str]:
    one = paper("one", title, abstract)
    return [assignment.tag for assignment in assign_tags([one], VOCABULARY)["one"]]


def test_a_phrase_in_the_title_is_enough() -> None:
    assert tags("A study of sourdough") == ["bread", "food"]


def test_a_single_word_in_the_abstract_is_not() -> None:
    assert tags("Tea at noon", "Some eat bread with it.") == ["tea"]


def test_an_implied_tag_names_what_brought_it() -> None:
    given = assign_tags([paper("one", "Sourdough")], VOCABULARY)["one"]
    assert [(a.tag, a.implied_by) for a in given] == [("bread", None), ("food", "bread")]


def test_a_title_phrase_does_not_count_in_the_abstract() -> None:
    assert tags("Leaves") == ["tea"]
    assert tags("Nothing", "We propose leaves. Our leaves. Leaves!") == []


def test_a_phrase_of_weight_nothing_hides_shorter_ones() -> None:
    assert tags("A bread board") == []
    assert tags("A bread-board and bread") == ["bread", "food"]


def test_a_phrase_of_negative_weight_speaks_against_the_tag() -> None:
    assert tags("Bread") == tags("Sourdough bread", "A toy.") == ["bread", "food"]
    assert tags("Bread", "A toy.") == tags("A toy bread") == []
    given = assign_tags([paper("one", "Sourdough bread of a toy")], VOCABULARY)["one"][0]
    assert [e.phrase for e in given.evidence] == ["Sourdough", "bread"]  # no evidence, though it counted


def test_a_gap_leaps_over_a_few_words_of_the_sentence() -> None:
    assert tags("Nothing", "We build it: we knead a very stiff dough.") == ["bread", "food"]
    assert tags("Nothing", "We build it: we knead dough.") == []
    assert tags("Nothing", "We build it: we knead one two three four five six dough.") == []
    assert tags("Nothing", "We build what we knead. Then our dough.") == []


def test_plurals_hyphens_stars_and_capitals() -> None:
    assert tags("Breads") == ["bread", "food"]
    assert tags("Re-baking") == ["bread", "food"]
    assert tags("RYE") == ["bread", "food"]
    assert tags("Rye") == []


def test_asides_and_background_weigh_less() -> None:
    def weight(abstract: str) -> float:
        return assign_tags([paper("one", "Tea", abstract)], VOCABULARY)["one"][0].score

    said = ("We propose tea.", "We drink tea.", "Some drink tea.", "Drinks such as tea.")
    weights = [weight(abstract) for abstract in said]
    assert weights == sorted(set(weights), reverse=True)


def test_the_evidence_stands_as_written() -> None:
    given = assign_tags([paper("one", "On SourDough", "We offer Breads.")], VOCABULARY)["one"]
    assert [(e.field, e.phrase) for e in given[0].evidence] == [("title", "SourDough"), ("abstract", "Breads")]
    assert given[0].score == sum(e.weight for e in given[0].evidence)


def test_a_web_address_is_no_evidence() -> None:
    one = paper("one", "Nothing", "We propose it. See https://bread.org/bread-and-sourdough/tea for more.")
    assert assign_tags([one], VOCABULARY, {"one": find_links(one.abstract)})["one"] == ()


def test_what_almost_passes_is_given_where_nothing_passes() -> None:
    assert tags("Nothing", "We drink green tea.") == ["tea"]  # 1.5 of the 2 it needs
    assert tags("Nothing", "Some drink tea. A pot is hot.") == ["tea"]  # 1.125 and 0.75 in the background
    assert tags("Nothing", "We drink tea.") == []  # one word
    assert tags("Nothing", "Some people eat bread.") == []


def test_one_word_in_title_and_abstract_is_one_sign() -> None:
    vocabulary = parse_vocabulary(
        "facets: {f: F}\ntags:\n  a: {label: A, facet: f, definition: A, phrases: [sun = 0.4], title_phrases: [sun = 0.5]}\n",
        "v.yml",
    )
    assert assign_tags([paper("one", "The sun", "We see the sun.")], vocabulary)["one"] == ()


def test_an_abbreviation_the_abstract_defines_as_something_else() -> None:
    assert tags("RYE for all") == ["bread", "food"]
    assert tags("RYE for all", "We study retirees' yearly earnings (RYE).") == []
    assert tags("RYE for all", "We study real yeast bread of the east (RYE).") == ["bread", "food"]


def test_everyday_words_count_in_their_field_only() -> None:
    assert tags("The proof of it", "A judge reads. We give proof.") == []
    assert tags("The proof of it", "An oven is hot. We give proof.") == ["bread", "food"]
    assert tags("The proof in baking tins") == ["bread", "food"]


def test_every_paper_is_present_and_order_plays_no_part() -> None:
    papers = [paper(f"p{i}", f"Paper {i} on {w}") for i, w in enumerate(["tea", "bread", "", "food", "stars"])]
    first = assign_tags(papers, VOCABULARY)
    random.Random(3).shuffle(papers)
    assert assign_tags(papers, VOCABULARY) == first
    assert set(first) == {"p0", "p1", "p2", "p3", "p4"}
    assert assign_tags([], VOCABULARY) == {}


def test_a_very_long_line_is_read_in_one_pass() -> None:
    for line in ("bread " * 20_000, "a-" * 50_000, "x" * 100_000, "we propose " * 10_000, "(" * 100_000):
        assert set(assign_tags([paper("one", line, line)], VOCABULARY)) == {"one"}


def test_words_keep_the_text() -> None:
    text = "(We) pre-train it — in 3.5 days."
    words = split_words(text)
    assert words.written(1, 3) == "pre-train"
    assert [text[start : start + len(word)] for start, word in zip(words.offsets(), words.words, strict=True)] == list(
        words.words
    )


@given(st.text() | st.text(st.characters(max_codepoint=127)))
@example("(We) pre-train it — in 3.5 days.")
@example("all ASCII's signs: " + "".join(f"a{chr(number)}" for number in range(128)))
def test_words_alone_are_those_in_their_places(text: str) -> None:
    assert tuple(list_words(text)) == split_words(text).words == tuple(re.findall(r"[^\W_]+", text))
    assert "".join(split_words(text).gaps) == re.sub(r"[^\W_]+", "", text)


@given(st.text() | st.text("aZ9-_ .é—"))
@example("-state-of-the-art-")
@example("a--b -c d- _-e")
def test_a_run_of_words_ends_at_a_hyphen_alone(text: str) -> None:
    runs: list[list[str]] = [[]]
    for gap, word in zip(split_words(text).gaps, [*split_words(text).words, ""], strict=True):
        if gap == "-":
            runs.append([])
        runs[-1] += [word] if word else []
    assert list_runs(text) == runs


def test_the_trie_finds_every_place() -> None:
    trie = PhraseTrie([(("a", "b"), 1), (("b",), 2), (("b*",), 3)])
    assert sorted(trie.find(("a", "b", "bcd"))) == [(0, 2, 1), (1, 2, 2)]
    assert sorted(PhraseTrie([(("bc*",), 3)]).find(("b", "bc", "BCD"))) == [(1, 2, 3), (2, 3, 3)]


def test_the_trie_leaps_to_the_nearest_place_that_ends_a_phrase() -> None:
    trie = PhraseTrie([(("a", GAP, "b"), 1), (("a", GAP, "c", "d"), 2), (("a",), 3)])
    assert sorted(trie.find("a x b b".split())) == [(0, 1, 3), (0, 3, 1)]
    assert sorted(trie.find("a b x b".split())) == [(0, 1, 3)]  # no word between, and only the nearest counts
    assert sorted(trie.find("a x c b c d".split())) == [(0, 1, 3), (0, 4, 1), (0, 6, 2)]
    assert trie.find("a 1 2 3 4 5 6 b".split()) == [(0, 1, 3)]
    assert trie.find("a x".split()) == [(0, 1, 3)]
    words = split_words("a x. y b")
    assert trie.find(words.words, words.gaps) == [(0, 1, 3)]
