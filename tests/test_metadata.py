"""What machines read in a page's head."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_paper

from generator.markup import clean
from generator.metadata import describe, list_head, page_url, paper_head, site_head
from generator.model import Tag
from generator.publication import Settings

TERMS = json.loads((Path(__file__).parent / "data" / "schemaorg-terms.json").read_text(encoding="utf-8"))
SIMPLE = {"Text": str, "URL": str, "Date": str, "Integer": int}
BIRDS = Tag(id="birds", label="Birds", facet="topic", definition="About birds")
FEATHERS = Tag(id="feathers", label="Feathers", facet="topic", definition="About feathers")
KNOWN = Settings(site_name="Owl Papers", site_url="https://papers.example/owls")


def read_head(text):
    """Names and properties with their values; the links; what the scripts hold."""
    page = html5lib.parse(f"<!DOCTYPE html><title></title>{text}", namespaceHTMLElements=False)
    pairs = [(tag.get(kind), tag.get("content")) for tag in page.iter("meta") for kind in ("name", "property") if tag.get(kind)]
    links = [(link.get("rel"), link.get("href")) for link in page.iter("link")]
    assert len(page.find("body")) == 0
    scripts = [json.loads(script.text) for script in page.iter("script")]
    return pairs, links, scripts


def test_addresses_end_in_a_slash_and_need_the_sites_own():
    assert page_url("papers/a/index.md", KNOWN) == "https://papers.example/owls/papers/a/"
    assert page_url("index.md", Settings(site_url="https://papers.example/")) == "https://papers.example/"
    assert page_url("index.md", Settings()) is None


def test_a_paper_with_everything():
    address = "https://papers.example/owls/papers/owls-at-night/"
    paper = make_paper(date=date(2024, 1, 28), authors_count=3)
    pairs, links, (data,) = read_head(paper_head(paper, [BIRDS, FEATHERS], KNOWN, "cards/a.png", address))
    assert dict(pairs) == {
        "citation_title": "Owls at Night",
        "citation_publication_date": "2024/01/28",
        "citation_abstract_html_url": address,
        "citation_keywords": "Birds; Feathers",
        "og:type": "article",
        "og:site_name": "Owl Papers",
        "og:title": "Owls at Night",
        "DC.title": "Owls at Night",
        "og:url": address,
        "og:image": "https://papers.example/owls/cards/a.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The title on a card",
        "twitter:card": "summary_large_image",
        "article:published_time": "2024-01-28",
        "DC.date": "2024-01-28",
    }
    assert links == [
        ("cite-as", address),
        ("type", "https://schema.org/AboutPage"),
        ("type", "https://schema.org/ScholarlyArticle"),
        ("collection", "../"),
    ]
    trail = [
        {"@type": "ListItem", "position": 1, "name": "Papers", "item": "https://papers.example/owls/papers/"},
        {"@type": "ListItem", "position": 2, "name": "Owls at Night"},
    ]
    assert data == {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "ScholarlyArticle", "headline": "Owls at Night", "datePublished": "2024-01-28"},
            {"@type": "BreadcrumbList", "itemListElement": trail},
        ],
    }


def test_what_is_unknown_is_left_out():
    pairs, links, (data,) = read_head(paper_head(make_paper(), [], Settings(), "cards/a.png"))
    names = dict(pairs).keys()
    assert not {"citation_publication_date", "article:published_time", "citation_abstract_html_url", "citation_keywords", "og:url", "og:image"} & names
    assert not {"citation_author", "author", "DC.creator", "citation_pdf_url"} & names
    assert dict(pairs)["twitter:card"] == "summary"
    assert "cite-as" not in dict(links)
    assert data.keys() == {"@context", "@type", "headline"}


def test_other_pages():
    pairs, links, scripts = read_head(site_head("Tags", "tags/index.md", KNOWN))
    assert ("og:url", "https://papers.example/owls/tags/") in pairs
    assert ("og:title", "Tags") in pairs
    assert links == scripts == []


def test_a_list():
    head = list_head("Birds", "tags/birds/index.md", KNOWN, number=3, section=("Tags", "tags/index.md"), items=["owls-at-night"])
    _, links, (data,) = read_head(head)
    assert links == [("item", "../../papers/owls-at-night/")]
    assert data["mainEntity"] == {"@type": "ItemList", "numberOfItems": 3}
    steps = [(step["name"], step.get("item")) for step in data["breadcrumb"]["itemListElement"]]
    assert steps == [("Owl Papers", "https://papers.example/owls/"), ("Tags", "https://papers.example/owls/tags/"), ("Birds", None)]


# --- the terms of schema.org


def faults(node, expected=None):
    """What is wrong with a node of JSON-LD: a type, a property or a value that schema.org does not have in its place."""
    kind = node.get("@type")
    if kind not in TERMS or (expected and kind not in expected):
        return [f"a {kind} among {expected}"]
    found = []
    for name, value in node.items():
        wanted = TERMS[kind].get(name, [])
        for one in value if isinstance(value, list) else [value]:
            if name.startswith("@"):
                continue
            if isinstance(one, dict):
                found += faults(one, wanted)
            elif not any(isinstance(one, SIMPLE.get(simple, ())) for simple in wanted):
                found.append(f"{kind}.{name}: {one!r}")
    return found


@pytest.mark.parametrize("settings", [KNOWN, Settings()])
def test_structured_data_keeps_to_the_terms(settings):
    heads = [
        paper_head(make_paper(date=date(2024, 1, 28)), [BIRDS, BIRDS], settings),
        paper_head(make_paper(), [], settings),
        list_head("Birds", "tags/birds/index.md", settings, number=3, section=("Tags", "tags/index.md")),
        list_head("All", "papers/index.md", settings, number=0),
    ]
    for head in heads:
        (data,) = read_head(head)[2]
        assert data["@context"] == "https://schema.org"
        assert [fault for node in data.get("@graph", [data]) for fault in faults(node)] == []


@pytest.mark.parametrize(
    "node", [{"@type": "Owl"}, {"@type": "ItemList", "url": "x"}, {"@type": "CollectionPage", "mainEntity": {"@type": "WebPage"}}, {"@type": "ItemList", "numberOfItems": "3"}]
)
def test_other_terms_are_found(node):
    assert faults(node)


def test_a_description_is_short_or_the_title():
    assert describe(make_paper(abstract="")) == "Owls at Night"
    long = describe(make_paper(abstract="Feathers " * 100))
    assert len(long) <= 160
    assert long.endswith("…")


@given(st.text(min_size=1) | st.sampled_from(("</script><script>x", '"><b>', "]]>", "<!--", "&lt;", "\ud800")))
def test_any_text_stays_in_its_place(text):
    pairs, links, (data,) = read_head(paper_head(make_paper(title=text, abstract=text), [BIRDS], KNOWN))
    assert dict(pairs)["citation_title"] == dict(pairs)["og:title"] == clean(text)
    assert data["@graph"][0]["headline"] == data["@graph"][1]["itemListElement"][-1]["name"] == text
    assert (len(pairs), len(links)) == (9, 3)
