"""What RFC 4287 (Atom), RFC 5005 (paged feeds), JSON Feed 1.1 and OPML 2.0 ask of a document, as lists of what is wrong with it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ONCE, AT_MOST_ONCE = ("id", "title", "updated"), {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("content", "published", "rights", "source", "summary"),
}  # fmt: skip
CHILDREN = {
    "feed": {*ONCE, *AT_MOST_ONCE["feed"], "author", "category", "contributor", "link", "entry"},
    "entry": {*ONCE, *AT_MOST_ONCE["entry"], "author", "category", "contributor", "link"},
}
TEXTS = {"title", "subtitle", "rights", "summary"}
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
JSON_FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "user_comment": str,
    "next_url": str, "icon": str, "favicon": str, "authors": list, "language": str, "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
JSON_ITEM = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str, "summary": str,
    "image": str, "banner_image": str, "date_published": str, "date_modified": str, "authors": list, "tags": list,
    "language": str, "attachments": list,
}  # fmt: skip


def atom_faults(data: bytes) -> list[str]:
    """Against RFC 4287; its SHOULDs that a reader relies on (`rel="self"`, one entry an id) count as rules."""
    try:
        feed = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        return [f"not well-formed: {error}"]
    if feed.tag != f"{ATOM}feed":
        return [f"the document is a {feed.tag}"]
    return [*_feed_faults(feed), *(f"entry {i}: {fault}" for i, one in enumerate(feed.iter(f"{ATOM}entry")) for fault in _entry_faults(one))]


def _feed_faults(feed: Element) -> Iterator[str]:
    yield from _shared_faults(feed, "feed")
    links = feed.findall(f"{ATOM}link")
    if [link.get("rel") for link in links].count("self") != 1:
        yield "not one link to itself"
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "an entry has no author, nor has the feed"
    if twice := [one for one, number in Counter(entry.findtext(f"{ATOM}id") for entry in entries).items() if number > 1]:
        yield f"two entries have the identifier {twice[0]}"
    if not feed.get(LANG):
        yield "no language"


def _entry_faults(entry: Element) -> Iterator[str]:
    yield from _shared_faults(entry, "entry")
    content = entry.find(f"{ATOM}content")
    relations = [link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link")]
    if content is None and "alternate" not in relations:
        yield "neither content nor a link to it"
    if content is not None:
        yield from _text_faults(content)
        if content.get("src") is not None and (content.text or entry.find(f"{ATOM}summary") is None):
            yield "content that lies elsewhere needs a summary, and is empty"


def _shared_faults(node: Element, kind: str) -> Iterator[str]:
    numbers = Counter(child.tag.removeprefix(ATOM) for child in node)
    yield from (f"{numbers[name]} × {name}" for name in ONCE if numbers[name] != 1)
    yield from (f"{numbers[name]} × {name}" for name in AT_MOST_ONCE[kind] if numbers[name] > 1)
    yield from (f"a {name} stands here" for name in numbers.keys() - CHILDREN[kind])
    alternates = Counter()
    for child in node:
        name, text = child.tag.removeprefix(ATOM), child.text or ""
        if name in TEXTS:
            yield from _text_faults(child)
        elif name == "id" and not is_absolute(text):
            yield f"the identifier {text!r} is no IRI"
        elif name in ("updated", "published") and not is_moment(text):
            yield f"the date {text!r}"
        elif name in ("author", "contributor"):
            yield from _person_faults(child)
        elif name == "category" and (not child.get("term") or not is_absolute(child.get("scheme", "urn:none:x"))):
            yield "a category without term, or of a scheme that is no IRI"
        elif name == "link":
            if not is_web(child.get("href", "")):
                yield f"a link to {child.get('href')!r}"
            alternates[child.get("type"), child.get("hreflang")] += child.get("rel", "alternate") == "alternate"
    if max(alternates.values(), default=0) > 1:
        yield "two alternates of a type"


def _person_faults(person: Element) -> Iterator[str]:
    names = [child.text for child in person if child.tag == f"{ATOM}name"]
    if len(names) != 1 or not (names[0] or "").strip():
        yield "a person without a name"
    if any(not is_web(child.text or "") for child in person if child.tag == f"{ATOM}uri"):
        yield "a person's address"


def _text_faults(node: Element) -> Iterator[str]:
    name, kind = node.tag.removeprefix(ATOM), node.get("type", "text")
    if kind not in ("text", "html"):
        yield f"{name} of the type {kind}"
    if len(node):
        yield f"{name} has elements"
    if name == "title" and not (node.text or "").strip():
        yield "a title without text"
    if kind == "html":
        yield from html_faults(node.text or "")


def html_faults(text: str) -> Iterator[str]:
    """Content may hold paragraphs and links to the web, whole and in order; nothing that lives."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    fragment = parser.parseFragment(text)
    yield from (f"HTML: {error[1]}" for error in parser.errors)
    for node in fragment.iter():
        if node.tag not in ("DOCUMENT_FRAGMENT", "p", "a"):
            yield f"HTML holds {node.tag}"
        elif set(node.attrib) != ({"href"} if node.tag == "a" else set()):
            yield f"HTML: {node.tag} with {sorted(node.attrib)}"
        elif node.tag == "a" and not is_web(node.get("href")):
            yield f"HTML: a link to {node.get('href')!r}"


def paging_faults(documents: Mapping[str, bytes], first: str) -> list[str]:
    """Against RFC 5005, section 3, for the documents by address, from the first on: every relation, and each entry once."""
    chain, address = [], first
    while address and address not in chain:
        if address not in documents:
            return [f"{address} is not there"]
        chain.append(address)
        address = relations(documents[address]).get("next", "")
    faults, known = [], Counter()
    for place, here in enumerate(chain):
        expected = {"self": here}
        if len(chain) > 1:
            expected |= {"first": chain[0], "last": chain[-1]}
        expected |= {"previous": chain[place - 1]} if place else {}
        expected |= {"next": chain[place + 1]} if place + 1 < len(chain) else {}
        found = {name: url for name, url in relations(documents[here]).items() if name != "alternate"}
        if found != expected:
            faults.append(f"{here}: {found} instead of {expected}")
        known.update(node.text for node in ElementTree.fromstring(documents[here]).iterfind(f"{ATOM}entry/{ATOM}id"))
    return faults + [f"{one} stands {number} times" for one, number in known.items() if number > 1]


def relations(data: bytes) -> dict[str, str]:
    """Relation → address of a feed's links."""
    return {link.get("rel", "alternate"): link.get("href", "") for link in ElementTree.fromstring(data).findall(f"{ATOM}link")}


def json_feed_faults(data: bytes) -> list[str]:
    """Against JSON Feed 1.1."""
    try:
        feed = json.loads(data)
    except ValueError as error:
        return [f"no JSON: {error}"]
    faults = [*_typed(feed, JSON_FEED, ("version", "title", "items"), "feed"), *_authors(feed)]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append(f"version {feed.get('version')!r}")
    faults += [f"{name}: {feed[name]!r}" for name in ("home_page_url", "feed_url", "next_url") if not is_web(feed.get(name, "https://x.example"))]
    if feed.get("next_url") == feed.get("feed_url"):
        faults.append("the next document is this one")
    items = feed.get("items", [])
    for number, item in enumerate(items):
        faults += [f"item {number}: {fault}" for fault in _item_faults(item)]
    if len({item.get("id") for item in items}) != len(items):
        faults.append("two items have one identifier")
    return faults


def _item_faults(item: dict[str, Any]) -> Iterator[str]:
    yield from _typed(item, JSON_ITEM, ("id",), "item")
    yield from _authors(item)
    if not item.get("id"):
        yield "no identifier"
    if not item.get("content_html") and not item.get("content_text"):
        yield "no content"
    yield from (f"{name}: {item[name]!r}" for name in ("url", "external_url") if name in item and not is_web(item[name]))
    yield from (f"{name}: {item[name]!r}" for name in ("date_published", "date_modified") if name in item and not is_moment(item[name]))
    if any(not isinstance(tag, str) or not tag for tag in item.get("tags", [])):
        yield "a tag that is no text"
    if isinstance(item.get("content_html"), str):
        yield from html_faults(item["content_html"])


def _typed(data: dict[str, Any], types: Mapping[str, type], wanted: Sequence[str], what: str) -> Iterator[str]:
    yield from (f"{what} without {name}" for name in wanted if name not in data)
    for name, value in data.items():
        if name not in types and not name.startswith("_"):
            yield f"{what} with {name}"
        elif name in types and not isinstance(value, types[name]):
            yield f"{name} is {value!r}"


def _authors(data: dict[str, Any]) -> Iterator[str]:
    for author in data.get("authors", []):
        if not isinstance(author, dict) or not {"name", "url", "avatar"} & author.keys():
            yield f"author {author!r}"


def opml_faults(data: bytes) -> list[str]:
    """Against OPML 2.0, as a subscription list."""
    opml = ElementTree.fromstring(data)
    faults = [] if (opml.tag, opml.get("version")) == ("opml", "2.0") else ["no OPML 2.0"]
    if [child.tag for child in opml] != ["head", "body"] or not opml.findall("body/outline"):
        faults.append("not a head and a body with outlines")
    for outline in opml.iter("outline"):
        if not outline.get("text"):
            faults.append("an outline without text")
        if len(outline) == 0 and (outline.get("type") != "rss" or not is_web(outline.get("xmlUrl", ""))):
            faults.append(f"{outline.attrib}: no feed")
    return faults


def is_moment(text: str) -> bool:
    """A date and time of RFC 3339, of a day that exists, with capitals as RFC 4287 wants them."""
    found = MOMENT.fullmatch(text)
    try:
        return bool(found and date.fromisoformat(found[1]))
    except ValueError:
        return False


def is_absolute(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", text))


def is_web(text: str) -> bool:
    return is_absolute(text) and urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
