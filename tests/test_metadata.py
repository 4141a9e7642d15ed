"""What machines read in a page's head."""

from __future__ import annotations

import json
from datetime import date

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from invented import OWLS, make_paper

from generator.markup import clean
from generator.metadata import describe, page_url, paper_head, site_head
from generator.model import Settings, Tag

BIRDS = Tag(id="birds", label="Birds", facet="topic", definition="About birds")
KNOWN = Settings(site_name="Owl Papers", site_url="https://papers.example/owls")


def read_head(text):
    page = html5lib.parse(f"<!DOCTYPE html><title></title>{text}", namespaceHTMLElements=False)
    pairs = [(tag.get("name") or tag.get("property"), tag.get("content")) for tag in page.iter("meta")]
    assert len(page.find("body")) == 0
    scripts = [json.loads(script.text) for script in page.iter("script")]
    return pairs, scripts


def test_addresses_end_in_a_slash_and_need_the_sites_own():
    assert page_url("papers/a/index.md", KNOWN) == "https://papers.example/owls/papers/a/"
    assert page_url("index.md", Settings(site_url="https://papers.example/")) == "https://papers.example/"
    assert page_url("index.md", Settings()) is None


def test_a_paper_with_everything():
    pairs, (data,) = read_head(paper_head(make_paper(date=date(2024, 1, 28), authors_count=3), [BIRDS], KNOWN))
    address = "https://papers.example/owls/papers/owls-at-night/"
    assert dict(pairs) == {
        "citation_title": "Owls at Night",
        "citation_publication_date": "2024/01/28",
        "citation_language": "en",
        "citation_abstract_html_url": address,
        "og:type": "article",
        "og:site_name": "Owl Papers",
        "og:title": "Owls at Night",
        "og:description": OWLS,
        "og:url": address,
        "twitter:card": "summary",
        "article:published_time": "2024-01-28",
        "article:tag": "Birds",
    }
    assert data == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": "Owls at Night",
        "name": "Owls at Night",
        "description": OWLS,
        "inLanguage": "en",
        "datePublished": "2024-01-28",
        "keywords": ["Birds"],
        "url": address,
    }


def test_what_is_unknown_is_left_out():
    pairs, (data,) = read_head(paper_head(make_paper(), [], Settings()))
    assert not {"citation_publication_date", "article:published_time", "og:url", "citation_author"} & dict(pairs).keys()
    assert not {"datePublished", "keywords", "url", "author"} & data.keys()


def test_other_pages():
    pairs, scripts = read_head(site_head("Tags", "Topics & more", "tags/index.md", KNOWN))
    assert ("og:url", "https://papers.example/owls/tags/") in pairs
    assert ("og:description", "Topics & more") in pairs
    assert scripts == []


def test_a_description_is_short_or_the_title():
    assert describe(make_paper(abstract="")) == "Owls at Night"
    long = describe(make_paper(abstract="Feathers " * 100))
    assert len(long) <= 200
    assert long.endswith("…")


@given(st.text(min_size=1) | st.sampled_from(("</script><script>x", '"><b>', "]]>", "<!--", "&lt;", "\ud800")))
def test_any_text_stays_in_its_place(text):
    pairs, (data,) = read_head(paper_head(make_paper(title=text, abstract=text), [BIRDS], KNOWN))
    assert dict(pairs)["citation_title"] == clean(text)
    assert data["headline"] == text
    assert len(pairs) == 10
