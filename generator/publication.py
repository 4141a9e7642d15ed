"""What is published of a catalogue, and as its owner decides: the frozen records of settings, page and site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .model import Catalogue, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a site's owner decides. Without `site_url` there are no feeds; `feed_id` stands for it in what those are known by;
    `subscribe_mail` is where a reader asks for e-mail; `cards` are link previews' pictures, None: where papers are not too many."""

    site_name: str = "Broadsheet"
    site_url: str | None = None
    page_size: int = 100
    related_count: int = 5
    search: bool = True
    feeds: bool = True
    feed_id: str | None = None
    subscribe_mail: str | None = None
    citations: bool = True
    cards: bool | None = None
    data: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page to publish: `path` is its Markdown file, relative to the docs folder, always `…/index.md`; `text` is the file: front
    matter, which says `title`, `description` and `hide` (parts of the theme) once more, and body."""

    path: str
    title: str = ""
    description: str = ""
    hide: tuple[str, ...] = ()
    text: str
    head: str = ""  # HTML for the page's <head>, escaped


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The result of the pipeline; pages may be made anew each time they are asked for, `assets` are files by their path."""

    catalogue: Catalogue
    pages: Sequence[Page]
    assets: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = field(default=())
