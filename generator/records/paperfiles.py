"""A paper → the two files beside its page: `index.md`, to read, and `index.json`, its record."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..addresses import family_page, mentioned_by_page, paper_page
from ..context import Context
from ..export import paper_record
from ..metadata import page_url
from ..model import Paper
from ..renamed import also_titled
from ..scopes import Newest, Scope
from ..wording import short_title
from . import commonmark
from .jsontext import encode

_LONG = {"title_raw", "abstract", "abstract_raw", "related"}


def paper_markdown(scope: Scope) -> bytes:
    """What is known as front matter, the abstract in full, and links to the Markdown of other papers."""
    context, paper = scope.context, scope.paper
    return commonmark.document(
        [
            commonmark.plain_front_matter(_known(context, paper)),
            f"# {commonmark.text(paper.title)}",
            commonmark.text(paper.abstract),
            commonmark.section("Links", [commonmark.link(link.url, link.url) for link in _links(context, paper)]),
            *([] if context.large else _neighbours(scope)),
        ]
    )


def paper_json(scope: Scope) -> bytes:
    """The record in the exchange format, without raw texts that say the same; in a large collection without long parts."""
    topic = scope.context.topic_of.get(scope.paper.id)
    record = paper_record(scope.context.catalogue, scope.paper, topic and topic.id)
    if scope.context.large:
        return encode({name: value for name, value in record.items() if name not in _LONG and value not in (None, [])})
    same = {f"{name}_raw" for name in ("title", "abstract") if record[name] == record[f"{name}_raw"]}
    return encode({name: value for name, value in record.items() if name not in same})


def _known(context: Context, paper: Paper) -> dict[str, object]:
    known = {
        "title": None if context.large else commonmark.clean(paper.title),
        "also_titled": [commonmark.clean(title) for title in also_titled(paper)],
        "date": paper.date,
        "date_year_inferred": paper.date_year_inferred or None,
        "organisation": commonmark.clean(paper.organisation.name) if paper.organisation else None,
        "authors_count": paper.authors_count,
        "tags": [given.tag for given in context.catalogue.tagging.get(paper.id, ())],
        "url": None if context.large else page_url(paper_page(paper.id), context.settings),
    }
    return {name: value for name, value in known.items() if value not in (None, [])}


def _links(context: Context, paper: Paper) -> list[Any]:
    return list({link.url: link for link in context.catalogue.links.get(paper.id, ())}.values())


def _neighbours(scope: Scope) -> list[str]:
    catalogue, own, beside = scope.context.catalogue, scope.paper.id, partial(_beside, scope.context)
    mentions = dict.fromkeys(found.target for found in catalogue.mentions.get(own, ()))
    family = [other for other in catalogue.families.get(own, ()) if other in scope.family.ids]
    return [
        commonmark.section("Mentions", [*map(beside, mentions)]),
        commonmark.section("Family", [*map(beside, family), *_all(scope, scope.family, family_page(own))]),
        commonmark.section("Mentioned by", [*map(beside, scope.mentioned_by.ids), *_all(scope, scope.mentioned_by, mentioned_by_page(own))]),
        commonmark.section("Related papers", [beside(near.paper) for near in scope.further_related()]),
    ]


def _all(scope: Scope, newest: Newest, page: str) -> list[str]:
    """Where all are, if there are more than a paper's files show."""
    if not newest.is_cut:
        return []
    return [commonmark.link(f"All {newest.total:,}", commonmark.relative(paper_page(scope.paper.id), page))]


def _beside(context: Context, other: str) -> str:
    return commonmark.link(short_title(context.papers[other]), f"../{other}/index.md")
