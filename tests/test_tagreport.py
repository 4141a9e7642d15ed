"""The curator's report: what each tag has, and which phrases do no work."""

from __future__ import annotations

from analysis_papers import assign_tags, paper

from generator.tagreport import report_tags
from generator.vocabulary import parse_vocabulary

VOCABULARY = parse_vocabulary(
    """\
facets: {f: F}
tags:
  bread: {label: Bread, facet: f, definition: Baking, phrases: [sourdough, rye bread, cold oven], title_phrases: [loaf]}
  tea: {label: Tea, facet: f, definition: Tea, phrases: [tea]}
""",
    "v.yml",
)


def test_counts_phrases_of_one_paper_and_of_none() -> None:
    papers = [
        paper("one", "On sourdough", "We like rye bread. A loaf is good."),  # a title's phrase does not count there
        paper("two", "More sourdough", "Sourdough, sourdough."),
    ]
    report = report_tags(papers, assign_tags(papers, VOCABULARY), VOCABULARY)
    assert [(row.tag, row.papers) for row in report.rows] == [("bread", 2), ("tea", 0)]
    assert (report.phrases, report.single, report.unused) == (5, 1, 3)


def test_words_of_the_field_make_no_uncovered_phrase() -> None:
    papers = [paper(f"p{number}", "Nothing", "A language model. An oven door.") for number in range(4)]
    report = report_tags(papers, {}, VOCABULARY)
    assert report.untagged == ("p0", "p1", "p2", "p3")
    assert report.uncovered == (("oven door", 4),)
