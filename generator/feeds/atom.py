"""A document of a feed → Atom (RFC 4287), with links to its other documents (RFC 5005)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from ..addresses import HOME, TAGS
from ..markup import clean
from ..metadata import page_url
from ..publication import Settings
from .entries import Entry
from .sections import Section

_RIGHTS = "Abstracts belong to their authors."
# `updated` is mandatory. Where neither paper nor digest has a day, the first that computers count says that none is known:
# it sorts last, and no reader takes the paper for new.
_UNKNOWN = date(1970, 1, 1)


def atom_feed(section: Section, entries: Sequence[Entry], urls: Sequence[str], number: int, settings: Settings) -> bytes:
    """Document `number` (from 1) of those at `urls`. Its author is the site: who wrote a paper, a digest does not say."""
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _text(feed, "id", section.identifier)
    _text(feed, "title", clean(section.title))
    _text(feed, "subtitle", clean(section.about))
    _text(feed, "updated", _moment(section.updated or _UNKNOWN))
    author = SubElement(feed, "author")
    _text(author, "name", clean(settings.site_name) or "Broadsheet")
    _text(author, "uri", str(page_url(HOME, settings)))
    _text(feed, "rights", _RIGHTS)
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": str(page_url(section.path, settings))})
    for relation, url in _relations(urls, number):
        SubElement(feed, "link", {"rel": relation, "type": "application/atom+xml", "href": url})
    scheme = str(page_url(TAGS, settings))
    for entry in entries:
        feed.append(_entry(entry, scheme))
    for child in feed:
        child.tail = "\n"
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, "unicode").encode() + b"\n"


def _relations(urls: Sequence[str], number: int) -> list[tuple[str, str]]:
    links = [("self", urls[number - 1])]
    if len(urls) > 1:
        links += [("first", urls[0]), ("last", urls[-1])]
    if number > 1:
        links.append(("previous", urls[number - 2]))
    if number < len(urls):
        links.append(("next", urls[number]))
    return links


def _entry(entry: Entry, scheme: str) -> Element:
    element = Element("entry")
    _text(element, "id", entry.identifier)
    _text(element, "title", entry.title)
    SubElement(element, "link", {"href": entry.url})
    if entry.published:
        _text(element, "published", _moment(entry.published))
    _text(element, "updated", _moment(entry.updated or _UNKNOWN))
    for tag, label in entry.tags:
        SubElement(element, "category", {"term": tag, "scheme": scheme, "label": clean(label)})
    _text(element, "content", entry.html).set("type", "html")
    return element


def _text(parent: Element, name: str, value: str) -> Element:
    element = SubElement(parent, name)
    element.text = value
    return element


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
