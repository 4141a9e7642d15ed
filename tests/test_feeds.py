"""Feeds: against the formats' rules, opened by a feed reader's parser, complete, with lasting identifiers and true dates."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from feedrules import ATOM, atom_faults, json_feed_faults, opml_faults, paging_faults, relations
from hostile import BADGES, HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from invented import OWLS, make_catalogue, make_digest, make_entry, make_paper, rich_catalogue
from search_index import real_catalogue_and_index
from sites import digest_text

from generator.context import make_context
from generator.feeds import make_feeds
from generator.feeds.sections import FEW, LARGE, entry_identifier
from generator.groups import collections, newest_first
from generator.markup import clean
from generator.model import Sighting, SourceText, TagAssignment
from generator.publication import Settings
from generator.seeds import read_inputs
from generator.site import build_catalogue

SITE = "https://papers.example/owls/"
KNOWN = Settings(site_name="Owl Papers", site_url=SITE)


def feeds_of(catalogue, settings=KNOWN):
    """Every file by its path, made."""
    return {path: make() for path, make in make_feeds(make_context(catalogue, settings)).items()}


def only(files, ending):
    return {path: data for path, data in files.items() if path.endswith(ending)}


def entries_of(data):
    return {entry.findtext(f"{ATOM}id"): entry for entry in ElementTree.fromstring(data).iter(f"{ATOM}entry")}


def many(count, **fields):
    """`count` papers, every third without a date."""
    papers = (
        make_paper(f"p{i:04}", f"Paper {i:04}", date=date.fromordinal(738_000 + i) if i % 3 else None, **fields) for i in range(count)
    )
    catalogue = make_catalogue(*papers)
    tagging = {paper.id: (TagAssignment(tag="birds", score=1.0),) for paper in catalogue.papers}
    return replace(catalogue, tagging=tagging)


def hostile_catalogue():
    """The hostile digest, read by the pipeline, and papers whose texts no digest could hold."""
    source = SourceText(path="seeds/hostile.txt", name="hostile.txt", text=digest_text(HOSTILE))
    inputs = replace(read_inputs([], root=Path()), digests=(source,))
    read, _ = build_catalogue(inputs, Settings())
    assert len([paper for paper in read.papers if paper.organisation]) >= len(BADGES) - 2
    seen = (Sighting(digest="hostile.txt", path="seeds/hostile.txt", position=0, line=7),)
    odd = "\x00\x0b\x1f\ud800 ]]> <b> &amp; \ufffe\u202e\U000e0070 \udfff&#0;"
    return replace(read, papers=(*read.papers, make_paper("odd", odd, odd * 9, sightings=seen)))


CATALOGUES = {
    "real": lambda: real_catalogue_and_index()[0],
    "hostile": hostile_catalogue,
    "rich": rich_catalogue,
    "empty": make_catalogue,
    "no digest": lambda: make_catalogue(digests=()),
    "many": lambda: many(230),
    "large": lambda: many(LARGE + 30),
}


@cache
def made(name):
    catalogue = CATALOGUES[name]()
    return catalogue, feeds_of(catalogue)


@pytest.fixture(params=CATALOGUES, name="case")
def _case(request):
    return made(request.param)


# --- the rules of the formats


def test_every_atom_document_keeps_the_rules(case):
    found = {path: faults for path, data in only(case[1], ".xml").items() if (faults := atom_faults(data))}
    assert found == {}


def test_every_json_document_keeps_the_rules(case):
    found = {path: faults for path, data in only(case[1], ".json").items() if (faults := json_feed_faults(data))}
    assert found == {}


def test_the_list_keeps_the_rules_and_names_every_feed(case):
    catalogue, files = case
    assert opml_faults(files["feeds.opml"]) == []
    feeds = [node for node in ElementTree.fromstring(files["feeds.opml"]).iter("outline") if node.get("type")]
    first = [path for path in only(files, ".xml") if path.endswith("feed.xml")]
    assert [node.get("xmlUrl") for node in feeds] == [SITE + path for path in first]
    listed = list(collections(make_context(catalogue, KNOWN)))
    assert [node.get("htmlUrl") for node in feeds] == [SITE + one.path.removesuffix("index.md") for one in listed]
    assert [node.get("text") for node in feeds] == ["Owl Papers", *(clean(f"{one.title} – Owl Papers") for one in listed[1:])]


ENTRY = (
    "<entry><id>urn:x:1</id><title>T</title><link href='https://x.example/'/><updated>2024-01-02T00:00:00Z</updated>"
    "<content type='html'>&lt;p&gt;x&lt;/p&gt;</content></entry>"
)
PLAIN = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><id>urn:x:0</id><title>F</title><updated>2024-01-02T00:00:00Z</updated>"
    f"<author><name>N</name></author><link rel='self' href='https://x.example/feed'/>{ENTRY}</feed>"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<id>urn:x:0</id>", ""),
        ("<id>urn:x:1</id>", "<id>not absolute</id>"),
        ("<title>T</title>", ""),
        ("<title>T</title>", "<title>T</title><title>T</title>"),
        ("<title>T</title>", "<title> </title>"),
        ("<title>T</title>", "<title><b>T</b></title>"),
        ("2024-01-02T00:00:00Z</updated><author>", "2024-01-02</updated><author>"),
        ("2024-01-02T00:00:00Z</updated><content", "2024-02-30T00:00:00Z</updated><content"),
        ("2024-01-02T00:00:00Z</updated><content", "2024-01-02t00:00:00z</updated><content"),
        ("<author><name>N</name></author>", ""),
        ("<name>N</name>", "<name></name>"),
        ("rel='self' ", ""),
        ("<link href='https://x.example/'/>", "<link href='../x/'/>"),
        ("<link href='https://x.example/'/>", "<link href='https://x.example/'/><link href='https://y.example/'/>"),
        ("<content type='html'>&lt;p&gt;x&lt;/p&gt;</content>", "<content type='xml'>x</content>"),
        ("&lt;p&gt;x&lt;/p&gt;", "&lt;p&gt;x&lt;script&gt;&lt;/script&gt;&lt;/p&gt;"),
        ("&lt;p&gt;x&lt;/p&gt;", "&lt;p onclick=x&gt;x&lt;/p&gt;"),
        ("&lt;p&gt;x&lt;/p&gt;", "&lt;p&gt;x&lt;/b&gt;"),
        ("<content", "<category/><content"),
        ("<content", "<subtitle>s</subtitle><content"),
        ("</feed>", ENTRY + "</feed>"),
        (" xml:lang='en'", ""),
        ("F</title>", "&#0;</title>"),
    ],
)
def test_the_rules_find_faults(before, after):
    assert atom_faults(PLAIN.encode()) == []
    assert before in PLAIN
    assert atom_faults(PLAIN.replace(before, after, 1).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"version": "https://jsonfeed.org/version/2"},
        {"title": None},
        {"items": {}},
        {"feed_url": "feed.json"},
        {"next_url": "https://x.example/feed.json"},
        {"authors": [{}]},
        {"colour": "red"},
        {"items": [{"id": "1"}]},
        {"items": [{"id": 1, "content_text": "x"}]},
        {"items": [{"id": "1", "content_text": "x", "date_published": "2024-01-02"}]},
        {"items": [{"id": "1", "content_text": "x", "tags": [1]}]},
        {"items": [{"id": "1", "content_html": "<p>x<script></script></p>"}]},
        {"items": [{"id": "1", "content_text": "x"}] * 2},
    ],
    ids=str,
)
def test_the_rules_for_json_find_faults(change):
    plain = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "F",
        "feed_url": "https://x.example/feed.json",
        "items": [{"id": "1", "content_text": "x"}],
    }
    assert json_feed_faults(json.dumps(plain).encode()) == []
    assert json_feed_faults(json.dumps(plain | change).encode())


# --- as a feed reader sees them


def test_a_feed_reader_finds_every_field():
    catalogue, files = made("real")
    papers = {entry_identifier(paper): paper for paper in catalogue.papers}
    labels = {tag.id: tag.label for tag in catalogue.tags}
    captured = {digest.name: digest.info.captured for digest in catalogue.digests}
    seen = 0
    for path, data in only(files, ".xml").items():
        feed = feedparser.parse(data)
        assert not feed.bozo and feed.version == "atom10", path
        assert feed.feed.author == "Owl Papers" and feed.feed.language == "en" and feed.feed.id.startswith("urn:uuid:")
        for entry in feed.entries:
            paper = papers[entry.id]
            days = [captured[one.digest] for one in paper.sightings]
            assert entry.title == paper.title
            assert entry.link == f"{SITE}papers/{paper.id}/"
            assert entry.published == f"{paper.date or min(days)}T00:00:00Z"
            assert entry.updated == f"{max([*days, *([paper.date] if paper.date else [])])}T00:00:00Z"
            assert entry.published_parsed <= entry.updated_parsed
            given = [(one.tag, f"{SITE}tags/", labels[one.tag]) for one in catalogue.tagging[paper.id]]
            assert [(tag.term, tag.scheme, tag.label) for tag in entry.get("tags", [])] == given
            (content,) = entry.content
            assert content.type == "text/html" and paragraphs(content.value)[0] == paper.abstract
            assert "author" not in entry
            seen += 1
    assert seen == sum(len(one.papers) for one in collections(make_context(catalogue, KNOWN)))


def paragraphs(html):
    """The texts of a fragment's paragraphs."""
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return ["".join(node.itertext()) for node in fragment.iter("p")]


def test_both_formats_say_the_same(case):
    files = case[1]
    for path, data in only(files, ".xml").items():
        atom, other = feedparser.parse(data, sanitize_html=False), json.loads(files[path.replace(".xml", ".json")])
        assert other["title"] == atom.feed.title and other["home_page_url"] == atom.feed.link
        assert other["feed_url"] == SITE + path.replace(".xml", ".json")
        assert other.get("next_url") == (following and following.replace(".xml", ".json") if (following := relations(data).get("next")) else None)
        assert [item["id"] for item in other["items"]] == [entry.id for entry in atom.entries]
        for item, entry in zip(other["items"], atom.entries, strict=True):
            assert (item["title"], item["url"]) == (entry.title, entry.link)
            assert item.get("date_published") == entry.get("published")
            assert item.get("date_modified", "1970-01-01T00:00:00Z") == entry.updated
            assert item.get("tags", []) == [tag.label for tag in entry.get("tags", [])]
            assert item["content_html"] == entry.content[0].value


def test_what_a_feed_says_of_a_paper():
    files = feeds_of(rich_catalogue())
    says = {item["title"]: item["content_html"] for item in json.loads(files["feed.json"])["items"]}
    listed = "Listed in a, saved 28 October 2025"
    assert says["Owls at Night"] == (
        f'<p>{OWLS} Code: <a href="https://github.com/owls/feathers">https://github.com/owls/feathers</a>. Faster than KiteNet.</p>'
        f"<p>28 January 2024 · Feather Works · 3 comments · {listed}</p>"
    )
    assert paragraphs(says["KiteNet: Models of the Wind"])[1] == f"No date given · 1 author · {listed}"
    no_abstract, facts = paragraphs(says["Moss, Slowly"])
    assert no_abstract == "The digest gives no abstract."
    assert facts == f"18 September 2025 (year inferred) · 4 authors · {listed}"


# --- complete


def test_the_pages_of_each_feed_are_linked_and_hold_each_paper_once(case):
    catalogue, files = case
    atom = {SITE + path: data for path, data in only(files, ".xml").items()}
    large = len(catalogue.papers) > LARGE
    reached = set()
    for one in collections(make_context(catalogue, KNOWN)):
        first = SITE + one.path.removesuffix("index.md") + "feed.xml"
        assert paging_faults(atom, first) == []
        found, address = [], first
        while address:
            reached.add(address)
            page = list(entries_of(atom[address]))
            assert len(page) <= 100
            found += page
            address = relations(atom[address]).get("next")
        wanted = {entry_identifier(paper) for paper in one.papers}
        most = FEW if large and one.path != "index.md" else LARGE
        assert len(set(found)) == len(found) == min(most, len(wanted)) and set(found) <= wanted
    assert reached == atom.keys()


def test_a_hundred_fill_a_document():
    for count, pages in ((0, 1), (100, 1), (101, 2), (200, 2), (201, 3)):
        assert len([path for path in feeds_of(many(count)) if re.fullmatch(r"feed(-\d+)?\.xml", path)]) == pages


def test_the_rules_of_paging_find_faults():
    atom = {SITE + path: data for path, data in only(made("many")[1], ".xml").items()}
    first, second, third = (f"{SITE}feed{number}.xml" for number in ("", "-2", "-3"))
    assert paging_faults(atom, first) == []
    assert paging_faults(atom | {second: atom[third]}, first)
    assert paging_faults({address: data for address, data in atom.items() if address != third}, first)
    assert paging_faults(atom | {first: atom[first].replace(b'rel="last"', b'rel="next-archive"')}, first)


def test_feeds_of_a_large_collection_end_behind_the_newest():
    catalogue, files = made("large")
    pages = [json.loads(files[path])["items"] for path in ("feed.json", *(f"feed-{number}.json" for number in range(2, 11)))]
    assert "feed-11.json" not in files and "tags/birds/feed-2.json" not in files
    titles = [paper.title for paper in newest_first(catalogue.papers)]  # one digest lists all, so its day decides nothing
    assert [item["title"] for page in pages for item in page] == titles[:LARGE]
    assert [item["title"] for item in json.loads(files["tags/birds/feed.json"])["items"]] == [item["title"] for item in pages[0][:FEW]]
    assert all(item["content_html"].startswith(f"<p>{catalogue.papers[0].abstract}") for page in pages for item in page)


# --- order and dates


def two_digests(first_day=date(2025, 3, 1), second_day=date(2025, 12, 1)):
    """An old paper that only the later digest lists, a young one of the first, one of both, and one without a date."""
    first = make_digest("a.txt", *[make_entry(title) for title in ("Young", "Both", "Bare")], captured=first_day)
    second = make_digest("b.txt", *[make_entry(title) for title in ("Both", "Old")], captured=second_day)

    def paper(name, day, *places):
        sightings = tuple(Sighting(digest=digest, path=digest, position=at, line=1) for digest, at in places)
        return make_paper(name.lower(), name, date=day, sightings=sightings)

    papers = (
        paper("Young", date(2025, 2, 1), ("a.txt", 0)),
        paper("Both", date(2024, 1, 1), ("a.txt", 1), ("b.txt", 0)),
        paper("Bare", None, ("a.txt", 2)),
        paper("Old", date(2018, 5, 5), ("b.txt", 1)),
    )
    return replace(make_catalogue(), papers=papers, digests=(first, second))


def days_of(files, path="feed.json"):
    return {item["title"]: (item.get("date_published"), item.get("date_modified")) for item in json.loads(files[path])["items"]}


def test_what_came_last_stands_first_however_old_it_is():
    assert list(days_of(feeds_of(two_digests()))) == ["Both", "Old", "Young", "Bare"]


def test_dates_are_the_papers_or_the_digests():
    december, march = "2025-12-01T00:00:00Z", "2025-03-01T00:00:00Z"
    assert days_of(feeds_of(two_digests())) == {
        "Both": ("2024-01-01T00:00:00Z", december),
        "Old": ("2018-05-05T00:00:00Z", december),
        "Young": ("2025-02-01T00:00:00Z", march),
        "Bare": (march, march),
    }


def test_where_no_day_is_known_none_is_made_up():
    files = feeds_of(two_digests(None, None))
    assert days_of(files)["Bare"] == (None, None)
    assert days_of(files)["Young"] == ("2025-02-01T00:00:00Z",) * 2
    bare = entries_of(files["feed.xml"])[entry_identifier(make_paper("bare"))]
    assert bare.find(f"{ATOM}published") is None
    assert bare.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"  # the element is mandatory
    assert list(days_of(files))[-1] == "Bare"


def test_a_feed_is_as_new_as_its_newest_paper(case):
    files = case[1]
    for path, data in only(files, "/feed.xml").items():
        updated = [entry.findtext(f"{ATOM}updated") for entry in entries_of(data).values()]
        assert ElementTree.fromstring(data).findtext(f"{ATOM}updated") == max(updated, default="1970-01-01T00:00:00Z"), path
        assert all(newer >= older for newer, older in pairwise(updated)), path


def test_every_date_stands_in_a_digest():
    catalogue, files = made("real")
    known = {paper.date for paper in catalogue.papers} | {digest.info.captured for digest in catalogue.digests}
    found = {date.fromisoformat(text) for data in files.values() for text in re.findall(r"(\d{4}-\d\d-\d\d)T00:00:00Z", data.decode())}
    assert found and found <= known


# --- identifiers that last


def identifiers(files):
    """Title → identifier of the whole site's papers, and address → identifier of the feeds."""
    items = {item["title"]: item["id"] for path, data in files.items() if re.match(r"feed(-\d)?\.json", path) for item in json.loads(data)["items"]}
    feeds = {path: ElementTree.fromstring(data).findtext(f"{ATOM}id") for path, data in only(files, ".xml").items()}
    return items, feeds


def test_a_site_that_moves_keeps_its_identifiers():
    catalogue = two_digests()
    papers, feeds = identifiers(feeds_of(catalogue))
    assert len(set(feeds.values())) == len(feeds)
    elsewhere = replace(KNOWN, site_url="https://elsewhere.example/")
    moved, fresh = identifiers(feeds_of(catalogue, elsewhere))
    assert moved == papers and not set(fresh.values()) & set(feeds.values())  # another site's feeds are not these
    assert identifiers(feeds_of(catalogue, replace(elsewhere, feed_id=SITE.rstrip("/")))) == (papers, feeds)


def test_identifiers_do_not_hang_on_name_abstract_or_digests():
    catalogue = two_digests()
    papers, feeds = identifiers(feeds_of(catalogue))
    assert identifiers(feeds_of(catalogue, replace(KNOWN, site_name="Other", site_url=SITE.rstrip("/")))) == (papers, feeds)
    edited = replace(catalogue, papers=tuple(replace(paper, abstract="Other words.", comments=7) for paper in catalogue.papers))
    assert identifiers(feeds_of(edited)) == (papers, feeds)
    third = make_digest("c.txt", make_entry("New"), captured=date(2026, 1, 9))
    seen = (Sighting(digest="c.txt", path="c.txt", position=0, line=7),)
    grown = replace(catalogue, digests=(*catalogue.digests, third), papers=(make_paper("new", "New", sightings=seen), *catalogue.papers))
    later_papers, later_feeds = identifiers(feeds_of(grown))
    assert {title: later_papers[title] for title in papers} == papers and later_papers.keys() - papers.keys() == {"New"}
    assert {path: later_feeds[path] for path in feeds} == feeds


def test_the_identifier_of_a_paper_is_for_ever():
    """Should this fail, every subscriber would be shown every paper anew."""
    assert entry_identifier(make_paper("owls-at-night")) == "urn:uuid:4c8fc2bc-1c32-557c-adf6-7caf0ec1fe3f"


def test_no_two_feeds_and_no_two_papers_share_an_identifier():
    catalogue, files = made("real")
    papers, feeds = identifiers(files)
    assert len(set(papers.values())) == len(catalogue.papers)
    first = {path: one for path, one in feeds.items() if path.endswith("feed.xml")}
    assert len(set(first.values())) == len(first) == len(list(collections(make_context(catalogue, KNOWN))))
    assert {feeds[f"feed-{number}.xml"] for number in range(2, 6)} == {first["feed.xml"]}


# --- always the same, and only where there can be feeds


def test_the_same_papers_give_the_same_bytes():
    catalogue, files = made("real")
    assert feeds_of(catalogue) == files


def test_there_are_none_without_an_address_or_where_they_are_not_wanted():
    assert feeds_of(rich_catalogue(), Settings()) == {}
    assert feeds_of(rich_catalogue(), replace(KNOWN, feeds=False)) == {}


@given(st.text(min_size=1) | st.sampled_from(("\ud800", "\x00", "]]>", "<p>", "&#1;", "\ufffe", "</content>")))
def test_any_text_stays_in_its_place(text):
    settings = replace(KNOWN, site_name=text)
    files = feeds_of(make_catalogue(make_paper(title=text, abstract=text)), settings)
    assert [fault for fault in atom_faults(files["feed.xml"]) if "title" not in fault] == []
    assert json_feed_faults(files["feed.json"]) == []
    (entry,) = entries_of(files["feed.xml"]).values()
    shown = clean(text)
    assert entry.findtext(f"{ATOM}title") == shown
    (item,) = json.loads(files["feed.json"])["items"]
    assert item["title"] == " ".join(paragraphs(item["content_html"])[0].split()) == shown
