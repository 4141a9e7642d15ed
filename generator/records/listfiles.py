"""A page that is no paper → `index.md`, to read, and `index.json`, what it lists."""

from __future__ import annotations

from typing import Any

from .. import addresses
from ..context import Context
from ..metadata import page_url
from ..pages.document import Contents, Draft
from ..publication import Page
from ..wording import short_title
from . import commonmark, resources
from .jsontext import encode


def list_markdown(context: Context, draft: Draft) -> bytes:
    """The title, what it is, and a link to the Markdown of each paper; of another page its own Markdown without marks."""
    contents = draft.contents
    if contents is None:
        page = draft.make()
        blocks = commonmark.readable(page.text, listed=not context.large)
        if context.large and blocks != commonmark.readable(page.text):
            blocks.append(_elsewhere(draft.path))
        return commonmark.document([_front_matter(context, draft.path, page), *blocks])
    return commonmark.document(
        [
            _front_matter(context, draft.path, contents),
            f"# {commonmark.text(contents.title)}",
            commonmark.text(contents.description),
            "\n".join(_paper(draft.path, paper) for paper in contents.papers) if not context.large else _elsewhere(draft.path),
            *(
                commonmark.link(label, commonmark.relative(draft.path, path))
                for label, path in (("Previous page", contents.previous), ("Next page", contents.next))
                if path
            ),
        ]
    )


def list_json(context: Context, draft: Draft) -> bytes:
    """Title, description and address; of a list its neighbours and the papers' ids in order (a large one: how many)."""
    contents = draft.contents
    shown = contents or draft.make()
    record: dict[str, Any] = {
        "url": addresses.public_url(draft.path),
        "title": shown.title,
        "description": shown.description,
    }
    if contents:
        record["count"] = len(contents.papers)
        record["previous"] = contents.previous and addresses.public_url(contents.previous)
        record["next"] = contents.next and addresses.public_url(contents.next)
        if not context.large:
            record["papers"] = [paper.id for paper in contents.papers]
    return encode(record)


def _front_matter(context: Context, path: str, shown: Contents | Page) -> str:
    url = page_url(path, context.settings)
    values = {"title": commonmark.clean(shown.title), "description": commonmark.clean(shown.description)}
    return commonmark.plain_front_matter(values | ({"url": url} if url else {}))


def _elsewhere(path: str) -> str:
    """Where the papers are that a large collection's files do not list."""
    page, records = commonmark.link("the page", "./"), commonmark.link("papers.ndjson.gz", commonmark.relative(path, resources.NDJSON))
    return f"Which papers these are stands on {page} itself, and all that is known of each in {records}."


def _paper(path: str, paper: Any) -> str:
    return "- " + commonmark.link(short_title(paper), commonmark.relative(path, addresses.paper_page(paper.id)))
