"""A document of a feed → JSON Feed 1.1; what is unknown is left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..addresses import HOME
from ..markup import clean
from ..metadata import page_url
from ..publication import Settings
from .entries import Entry
from .sections import Section


def json_feed(section: Section, entries: Sequence[Entry], urls: Sequence[str], number: int, settings: Settings) -> bytes:
    """Document `number` (from 1) of those at `urls`. Its author is the site: who wrote a paper, a digest does not say."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(section.title),
        "description": clean(section.about),
        "home_page_url": page_url(section.path, settings),
        "feed_url": urls[number - 1],
        "language": "en",
        "authors": [{"name": clean(settings.site_name) or "Broadsheet", "url": page_url(HOME, settings)}],
        "items": [_item(entry) for entry in entries],
    }
    if number < len(urls):
        feed["next_url"] = urls[number]
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.identifier, "url": entry.url, "title": entry.title, "content_html": entry.html}
    if entry.published:
        item["date_published"] = f"{entry.published.isoformat()}T00:00:00Z"
    if entry.updated:
        item["date_modified"] = f"{entry.updated.isoformat()}T00:00:00Z"
    if entry.tags:
        item["tags"] = [clean(label) for _, label in entry.tags]
    return item
