"""Topics: groups of near papers with labels a reader understands; the same in every run."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from analysis_papers import paper
from invented import make_catalogue

from generator import topics as topics_module
from generator.context import make_context
from generator.memory import KeptMemory
from generator.model import Tag, TagAssignment, Topic
from generator.output import Store
from generator.publication import Settings
from generator.topics import find_topics
from generator.topicterms import build_term_table

SUBJECTS = {
    "bread": "Sourdough starters ferment rye flour in a stone oven",
    "tea": "Green leaves steep in mountain spring water",
    "strings": "Violin luthiers carve spruce for chamber music",
}
TAGS = tuple(Tag(id=name, label=name.title(), facet="f", definition="") for name in SUBJECTS)


def library(size=10):
    return [
        paper(f"{name}{n:02}", f"{name.title()}, part {n}", f"{text}. See https://example.org/EVIL-CODE{n}")
        for name, text in SUBJECTS.items()
        for n in range(size)
    ]


def near_of(papers):
    table = {}
    for one in papers:
        own = [other.id for other in papers if other.id != one.id and other.id[:3] == one.id[:3]]
        table[one.id] = tuple((other, 0.7) for other in own[:6])
    return table


def tagging_of(papers):
    return {p.id: (TagAssignment(tag=p.id[:-2], score=2.0),) for p in papers}


def test_each_subject_is_a_topic_named_by_its_tag():
    papers = library()
    topics = find_topics(papers, tagging_of(papers), near_of(papers), TAGS)
    assert sorted(topic.tag for topic in topics) == sorted(SUBJECTS)
    for topic in topics:
        assert {one[:-2] for one in topic.papers} == {topic.tag}
        assert topic.label.startswith(f"{topic.tag.title()}: ")
        assert topic.id == topic.tag
        assert len(topic.terms) >= 2


def test_the_order_of_papers_plays_no_part():
    papers = library()
    first = find_topics(papers, tagging_of(papers), near_of(papers), TAGS)
    table = near_of(papers)
    random.Random(2).shuffle(papers)
    assert find_topics(papers, tagging_of(papers), table, TAGS) == first


def test_every_paper_has_at_most_one_topic_and_labels_differ():
    papers = library(9)
    topics = find_topics(papers, {}, near_of(papers), ())
    members = [one for topic in topics for one in topic.papers]
    assert len(members) == len(set(members))
    assert len({topic.label for topic in topics}) == len({topic.id for topic in topics}) == len(topics)
    assert all(topic.tag is None for topic in topics)


def test_a_small_corpus_has_none():
    papers = library(3)
    assert find_topics(papers, tagging_of(papers), near_of(papers), TAGS) == ()
    assert find_topics([], {}, {}, ()) == ()


def test_papers_that_nothing_is_near_to_are_in_no_topic():
    """A score of 0 is no tie: neither to each other nor to the nearest large topic."""
    papers = library(8)
    strangers = [paper(f"stranger{n}", f"Alone {n}") for n in range(6)]
    everybody = [*papers, *strangers]
    near = near_of(papers)
    near |= {one.id: tuple((o.id, 0.0) for o in everybody if o is not one) for one in strangers}
    topics = find_topics(everybody, tagging_of(papers), near, TAGS)
    assert {one for topic in topics for one in topic.papers} == {one.id for one in papers}
    assert find_topics(strangers * 3, {}, near, TAGS) == ()


def terms_of(*abstracts, head=""):
    papers = [paper(f"p{n}", "", text) for n, text in enumerate(abstracts)]
    others = [paper(f"q{n}", "", "Something else entirely") for n in range(9)]
    return build_term_table([*papers, *others]).distinguishing([p.id for p in papers], head)


def test_terms_are_no_halves_of_compounds_and_no_parts_of_addresses():
    terms = terms_of(*["We meta-learn low-resource kites https://example.org/GATECH-EIC/x"] * 3)
    assert not {"meta", "resource", "gatech", "GATECH-EIC", "EIC"} & set(terms)
    assert any("kites" in term for term in terms)


def test_terms_are_no_forms_of_words_that_say_little():
    terms = terms_of(*["Labor-intensive kites, exhibiting approximately seamless tails"] * 3)
    assert {word for term in terms for word in term.split()} <= {"kites", "tails", "seamless", "exhibiting"}
    assert not {"labor", "labor-intensive", "exhibiting", "approximately"} & set(terms)


def test_terms_do_not_repeat_the_head_or_each_other():
    terms = terms_of(*["medical routers; routing of owls"] * 3, head="Medicine & clinical text")
    assert "medical" not in terms
    assert len({"routers", "routing"} & {word for term in terms for word in term.split()}) <= 1


def test_topics_are_kept_until_anything_they_are_found_from_changes(tmp_path, monkeypatch):
    papers, asked = library(), []
    found = topics_module._find
    monkeypatch.setattr(topics_module, "_find", lambda ground: asked.append(ground) or found(ground))
    tagging, near = tagging_of(papers), near_of(papers)
    weaker = near | {"tea00": tuple((one, 0.1) for one, _ in near["tea00"])}
    cases = [
        (papers, tagging, near, TAGS),
        ([replace(papers[0], abstract="Violins of spruce"), *papers[1:]], tagging, near, TAGS),
        (papers, tagging | {"tea00": ()}, near, TAGS),
        (papers, tagging, weaker, TAGS),
        (papers, tagging, near, (replace(TAGS[0], label="Loaves"), *TAGS[1:])),
    ]
    expected = [find_topics(*case) for case in cases]
    for case, topics in zip(cases, expected, strict=True):
        for times in (1, 0):
            asked.clear()
            assert find_topics(*case, memory=KeptMemory(Store(tmp_path), "p")) == topics
            assert len(asked) == times


def test_days_and_comments_change_no_topic(tmp_path, monkeypatch):
    papers = library()
    dated = [replace(one, date=date(2025, 1, 2), comments=3) for one in papers]
    rest = (tagging_of(papers), near_of(papers), TAGS)
    first = find_topics(papers, *rest, memory=KeptMemory(Store(tmp_path), "p"))
    monkeypatch.setattr(topics_module, "_find", None)  # is not called
    assert find_topics(dated, *rest, memory=KeptMemory(Store(tmp_path), "p")) == first


def test_a_topics_short_name_is_its_tags_whatever_that_is_called():
    tags = [Tag(id="v", label="Vision: images", facet="f", definition=""), Tag(id="s", label="Speech", facet="f", definition="")]
    topics = (
        Topic(id="v", label="Vision: images: cats, dogs", tag="v", papers=()),
        Topic(id="s", label="Speech: voices, tones", tag="s", papers=()),
        Topic(id="s-2", label="Speech: noise: white, tones", tag="s", papers=()),
        Topic(id="s-3", label="Speech", tag="s", papers=()),
        Topic(id="o", label="Owls: a tale, kites", papers=()),
    )
    context = make_context(replace(make_catalogue(), topics=topics, tags=tuple(tags)), Settings())
    assert context.topic_names == {
        "v": ("Vision: images", "cats, dogs"),
        "s": ("Speech: voices", "tones"),
        "s-2": ("Speech: noise: white", "tones"),
        "s-3": ("Speech", ""),
        "o": ("Owls: a tale, kites", ""),
    }
