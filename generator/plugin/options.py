"""The plugin's options in `mkdocs.yml` → the settings of a site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from ..locatedyaml import find_unseen
from ..publication import Settings
from ..siteaddress import spell_address
from ..text import one_line

_MAIL_HOOK = re.compile(r"mailto:[^\s@<>\"?&]+@[\w.-]+(\?[^\s<>\"]*)?|https://[\w.-]+(:\d+)?(/[^\s<>\"]*)?")
_FEED_ID = re.compile(r"https?://[^\s/<>\"]+(/[^\s<>\"]*)?|tag:[\w.@-]+,\d{4}(-\d\d){0,2}:[^\s<>\"]*")  # the latter as in RFC 4151
_SHOWN = ("site_name", "site_description", "site_author", "copyright")  # MkDocs' own, in every page


class Site(Protocol):
    """What is decided for all of MkDocs, in its own records or in those of a command."""

    site_name: str
    site_url: str | None


class BroadsheetConfig(Config):
    """The plugin's options; paths are relative to `mkdocs.yml`."""

    seeds = c.Type(str, default="seeds")
    """Folder of digests (`*.txt`), with `digests.yml`, `corrections.yml` and `vectors.bin` beside them."""
    vocabulary = c.Optional(c.Type(str))
    """A vocabulary file of one's own; the packaged one by default."""
    page_size = c.Type(int, default=100)
    """Papers on a list page."""
    related = c.Type(int, default=5)
    """Related papers shown on a paper's page; 0 for none."""
    search = c.Type(bool, default=True)
    """The search: its index, its page, and its box in the header."""
    feeds = c.Type(bool, default=True)
    """Atom and JSON feeds, their list and the page "Subscribe"; they need `site_url`."""
    feed_id = c.Optional(c.Type(str))
    """What the identifiers of the feeds are made of, by default `site_url`: for a site that moves, its first address."""
    subscribe_mail = c.Optional(c.Type(str))
    """Where a reader asks for e-mail: a `mailto:` address, or the list's page (`https://…`)."""
    citations = c.Type(bool, default=True)
    """Files to cite many papers from, and the reader's own selection."""
    cards = c.Choice((True, False, "auto"), default="auto")
    """A picture of each paper's title for link previews; `auto` makes them for up to 2,000 papers."""
    data_ = c.Type(bool, default=True)
    """What machines read: Markdown and JSON beside every page, the API, the database, `llms.txt`, and the page on them."""
    render = c.Choice(("fast", "stock"), default="fast")
    """`fast` writes most generated pages past MkDocs' own rendering, with the same bytes; `stock` renders each by it."""


def find_wrong(options: BroadsheetConfig) -> tuple[str, str] | None:
    """The first option that its owner must mend before anything can be built, and what it must be."""
    for name, least in (("page_size", 1), ("related", 0)):
        if options[name] < least:
            return name, f"must be at least {least}"
    if options.subscribe_mail and not _MAIL_HOOK.fullmatch(options.subscribe_mail):
        return "subscribe_mail", "must be mailto:NAME@HOST or an address with https://"
    if options.feed_id and not _FEED_ID.fullmatch(options.feed_id):
        return "feed_id", "must be an address with https:// or http://, or a tag: URI such as tag:me.example.org,2025:papers"
    return None


def find_unseen_sign(settings: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first setting of MkDocs' own that would bring one into pages, and what is told of it."""
    for key in _SHOWN:
        if isinstance(value := settings.get(key), str) and (sign := find_unseen(value)):
            return key, f"has a sign that nobody sees, U+{ord(sign):04X}; take it out, or put a text with a backslash in single quotes"
    return None


def make_settings(options: BroadsheetConfig, site: Site) -> Settings:
    """What the owner decided, here and for all of MkDocs."""
    return Settings(
        site_name=one_line(site.site_name),
        site_url=spell_address(site.site_url or ""),
        page_size=options.page_size,
        related_count=options.related,
        search=options.search,
        feeds=options.feeds,
        feed_id=(options.feed_id or "").rstrip("/") or None,
        subscribe_mail=options.subscribe_mail or None,
        citations=options.citations,
        cards=None if options.cards == "auto" else bool(options.cards),
        data=options.data_,
    )
