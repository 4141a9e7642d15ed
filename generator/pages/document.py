"""The sections of a page → a `Page` with its front matter; knows nothing of what they say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .. import markup
from ..model import Page


def make_page(
    path: str,
    title: str,
    description: str,
    sections: Iterable[str],
    *,
    hide: tuple[str, ...] = ("navigation", "toc"),
    head: str = "",
    modified: date | None = None,
) -> Page:
    """Join the sections that say anything. The theme's own index skips the page: `searchentries` feeds it."""
    matter = markup.front_matter(title, description, hide=list(hide), search={"exclude": True})
    body = "\n".join(section for section in sections if section)
    return Page(
        path=path,
        title=title,
        description=description,
        hide=hide,
        text=f"{matter}\n{body}",
        head=head,
        modified=modified,
    )
