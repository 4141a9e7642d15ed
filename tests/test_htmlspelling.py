"""Pages of papers as HTML at once against the same pages by way of Markdown: equal bytes for whatever a text holds."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date

import pytest
from hostile import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st
from invented import make_catalogue, make_paper, no_deadline, rich_catalogue  # noqa: F401
from sites import ROOT, digest_text
from test_markup import any_text, urls

from generator import markup
from generator.addresses import paper_page, tag_page
from generator.context import make_context
from generator.conversion import convert_body, find_address, split_front_matter
from generator.htmlspelling import HtmlSpelling
from generator.model import (
    Definition,
    Evidence,
    Link,
    Mention,
    Name,
    Organisation,
    Related,
    Repair,
    SourceText,
    Tag,
    TagAssignment,
    Topic,
)
from generator.pages.paper import paper_draft, paper_sections
from generator.publication import Settings
from generator.scopes import Scopes
from generator.seeds import find_curated, read_inputs
from generator.site import build_catalogue
from generator.slimming import squeeze_content
from generator.spelling import Spelling
from generator.wayfinding import Ways

PATH = "papers/x/index.md"
NO_CITATIONS = Settings(site_name="Owls & Co", citations=False)
said = any_text.filter(lambda value: bool(markup.clean(value)))


def by_markdown(body, find=find_address):
    """The squeezed content, and the table of contents."""
    converted = convert_body(body, find)
    return squeeze_content(converted.html), outline(converted.headings)


def at_once(sections, find=lambda target: find_address(markup.relative(PATH, target))):
    spell = HtmlSpelling(find)
    content = spell.finish(sections(spell))
    return content, outline(spell.headings)


def outline(headings):
    return [(one.level, one.identifier, html.unescape(one.label)) for one in headings]


# --- each thing that a page is made of


@st.composite
def sections(draw):
    """What writes some of a page in either spelling."""
    texts, classes = draw(st.lists(any_text, min_size=1, max_size=3)), draw(st.sampled_from(["", "bs-lead", "bs-lead x"]))
    first, last, url = texts[0], texts[-1], draw(urls)
    return draw(
        st.sampled_from(
            [
                lambda spell: [spell.heading(2, first, "here", classes)],
                lambda spell: [spell.paragraph(first, classes)],
                lambda spell: [spell.paragraph(spell.join([last, spell.element("strong", first), *texts], " · "), classes)],
                lambda spell: [
                    spell.paragraph(spell.trust(spell.text(first) + " " + spell.abbreviation(first, last) + spell.inline(last) + " "), "x")
                ],
                lambda spell: [
                    spell.heading(2, "A", "a"),
                    spell.bullets(
                        [spell.page_link(one, PATH, tag_page("y"), classes, "here" * bool(classes)), spell.element("small", spell.join([one, last]))] for one in texts
                    ),
                ],
                lambda spell: [spell.details(first, [(one, last) for one in texts], "why")],
                lambda spell: [spell.code_block(["@misc{" + one for one in texts])],
                lambda spell: [spell.file_links(first, [(one, "../" + last) for one in texts], "bs-formats")],
                lambda spell: [
                    spell.paragraph(spell.join([spell.web_link(last, url), spell.file_link(first, "#a"), spell.page_link(last, PATH, PATH)]), "x")
                ],
            ]
        )
    )


def written(writers, spell):
    return [section for writer in writers for section in writer(spell)]


@given(st.lists(sections(), max_size=5))
@example([lambda spell: [spell.paragraph(spell.join(["'a' & 'b' &", "&", "'"])), spell.paragraph("&", "x"), spell.details("& a", [("a &", "& ")], "b")]])
@example([lambda spell: [spell.paragraph('a&amp;b &#38; &lt;="x"> {% y %} </p><p>')]])
def test_any_sections_are_what_their_markdown_becomes(writers):
    body = "\n".join(filter(None, written(writers, markup)))
    assert at_once(lambda spell: written(writers, spell)) == by_markdown(body)


def test_whatever_writes_a_page_can_do_what_a_spelling_does():
    names = [name for name in vars(Spelling) if not name.startswith("_")]
    assert len(names) >= 15
    for name in names:
        assert callable(getattr(markup, name)) and callable(getattr(HtmlSpelling(str), name)), name


# --- whole pages


def assert_same_pages(catalogue, settings, missing=frozenset()):
    """Content, table of contents, and what is told of links that lead nowhere."""
    context = make_context(catalogue, settings)
    scopes, ways, longer = Scopes(context), Ways(), Ways()
    there = _Everywhere(missing)
    for paper in catalogue.papers:
        path, told, expected = paper_page(paper.id), [], []
        scope = scopes.of(paper)
        shown = at_once(lambda spell, scope=scope: paper_sections(spell, scope), ways.lead(path, there, told.append))
        body = split_front_matter(paper_draft(context, scopes, paper).make().text)
        assert shown == by_markdown(body, longer.follow(path, there, expected.append)), path
        assert told == expected, path
        yield path, told


class _Everywhere:
    """The pages that are there: all but some."""

    def __init__(self, missing):
        self.missing = missing

    def __contains__(self, path):
        return path not in self.missing


def _inputs(*sources):
    return replace(read_inputs([ROOT / "seeds"], root=ROOT, **find_curated(ROOT / "seeds")), **({"digests": sources} if sources else {}))


@pytest.mark.parametrize("large", [False, True])
def test_the_pages_of_the_real_papers(large, monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 2 if large else 2_000)
    catalogue = build_catalogue(_inputs(), Settings())[0]
    pages = list(assert_same_pages(catalogue, NO_CITATIONS if large else Settings(site_url="https://papers.example/")))
    assert len(pages) == len(catalogue.papers) > 400
    assert not any(told for _, told in pages)


def test_the_pages_of_a_hostile_digest():
    source = SourceText(path="seeds/hostile.txt", name="hostile.txt", text=digest_text(HOSTILE))
    catalogue = build_catalogue(replace(_inputs(), digests=(source,), corrections=None), Settings())[0]
    assert len(list(assert_same_pages(catalogue, Settings(site_url="https://papers.example/")))) > 100


def test_a_link_to_a_page_that_is_not_there_is_told_each_time():
    catalogue = rich_catalogue()
    owls, kite, *_ = catalogue.papers
    kite_page = paper_page(kite.id)
    told = dict(assert_same_pages(catalogue, Settings(), {kite_page, tag_page("birds")}))
    own = paper_page(owls.id)
    assert [line.split("'")[5] for line in told[own]] == [tag_page("birds"), kite_page, kite_page, kite_page]
    assert told[own][1] == f"Doc file '{own}' contains a link '../kitenet/index.md', but the target '{kite_page}' is not found"


@st.composite
def catalogues(draw):
    """Two papers of hostile texts, with all that a page can tell of the first."""
    abstract, other, label = draw(any_text), draw(any_text), draw(said)
    one = make_paper(
        "one",
        draw(any_text),
        draw(st.sampled_from([abstract, f"{abstract} {other} {abstract}", ""])),
        title_raw=draw(any_text),
        abstract_raw=draw(any_text),
        date=draw(st.none() | st.dates()),
        date_year_inferred=draw(st.booleans()),
        organisation=draw(st.none() | said.map(lambda name: Organisation(handle="owls", name=name))),
        authors_count=draw(st.none() | st.integers(0, 2)),
        comments=draw(st.none() | st.integers(0, 2_000)),
        source_id=draw(st.sampled_from([None, "2401.00001", other])),
        repairs=draw(st.lists(st.builds(Repair, field=st.just("title"), rule=said, before=said, after=said), max_size=2).map(tuple)),
    )
    two = make_paper("two", draw(said), other, date=date(2024, 1, 2), authors_count=3)
    size = len(one.abstract)
    spans = st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted)
    links = [Link(url=draw(urls), kind=draw(st.sampled_from(["code", "demo"])), start=a, end=b) for a, b in draw(st.lists(spans, max_size=2))]
    mentions = [Mention(source="one", target=draw(st.sampled_from(["one", "two"])), name=draw(said), start=a, end=b) for a, b in draw(st.lists(spans, max_size=2))]
    evidence = Evidence(field="title", phrase=draw(said), weight=1.0)
    given_tags = (TagAssignment(tag="x", score=1.0, evidence=(evidence, evidence)), TagAssignment(tag="y", score=1.0, implied_by="x"), TagAssignment(tag="z", score=1.0, reason=draw(said)))
    return make_catalogue(
        one,
        two,
        tags=tuple(Tag(id=name, label=f"{label} {name}", facet="topic", definition="") for name in "xyz"),
        tagging={"one": given_tags[: draw(st.integers(0, 3))]},
        links={"one": tuple(links)},
        mentions={"one": tuple(mentions)},
        mentioned_by={"one": ("two",)} if draw(st.booleans()) else {},
        related={"one": (Related(paper="two", score=0.5, why=(label, other)),)},
        families={"one": ("one", "two")} if draw(st.booleans()) else {},
        names={"one": Name(text=label, source="title-head")} if draw(st.booleans()) else {},
        acronyms={"one": (Definition(short=draw(said), long=other, start=0),)},
        topics=(Topic(id="t", label=label, papers=("one",)),),
    )


@given(catalogues(), st.sampled_from([Settings(site_url="https://papers.example/"), NO_CITATIONS]), st.sets(st.sampled_from([paper_page("two"), tag_page("x")])))
def test_the_pages_of_any_papers(catalogue, settings, missing):
    assert len(list(assert_same_pages(catalogue, settings, missing))) == 2
