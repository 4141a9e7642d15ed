"""The feeds → an OPML 2.0 subscription list, grouped by kind; it names the Atom feeds, for a reader takes one of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..addresses import feed_file
from ..markup import clean
from ..metadata import page_url
from ..publication import Settings
from .sections import KINDS, Section


def opml_list(sections: Sequence[Section], settings: Settings) -> bytes:
    """The site's own feed first, then an outline for each kind."""
    opml = Element("opml", {"version": "2.0"})
    head, body = SubElement(opml, "head"), SubElement(opml, "body")
    SubElement(head, "title").text = f"Feeds of {clean(settings.site_name)}"
    SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    for kind, group in groupby(sections, key=lambda section: section.kind):
        place = SubElement(body, "outline", {"text": KINDS[kind]}) if kind else body
        for section in group:
            _outline(place, section, settings)
    indent(opml, "")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(opml, "unicode").encode() + b"\n"


def _outline(place: Element, section: Section, settings: Settings) -> None:
    title = clean(section.title)
    SubElement(
        place,
        "outline",
        {
            "type": "rss",  # what every list calls a feed, of whatever format
            "text": title,
            "title": title,
            "description": clean(section.about),
            "xmlUrl": str(page_url(feed_file(section.path, "xml"), settings)),
            "htmlUrl": str(page_url(section.path, settings)),
        },
    )
