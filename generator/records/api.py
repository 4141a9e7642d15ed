"""The catalogue → the JSON files below `api/v1/`; every address in them is relative to the site, which the index names."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from .. import addresses
from ..assets import Maker
from ..context import Context
from ..export import paper_records
from ..groups import by_digest, by_organisation, by_tag, digest_title, newest_first
from ..markup import relative
from ..metadata import page_url
from ..model import Catalogue, Paper
from . import resources
from .jsontext import encode
from .resources import RESOURCES, Resource, papers_path, schema_path
from .schemas import SCHEMAS, schema

_PAGE = 100
_GZIP = 16 + zlib.MAX_WBITS  # the format of gzip; its header has no name and no date


def make_api(context: Context, offered: Sequence[Resource]) -> dict[str, Maker]:
    """Every file but the records themselves, which `records_ndjson` makes; the index lists what is offered."""
    files: dict[str, Maker] = {resources.INDEX: partial(_index, context, offered)}
    papers = newest_first(context.catalogue.papers)
    total = max(1, -(-len(papers) // _PAGE))
    for number in range(1, total + 1):
        some = papers[(number - 1) * _PAGE : number * _PAGE]
        files[papers_path(number)] = partial(_papers, some, len(papers), number, total)
    lists = {
        "tags": _tags,
        "organisations": _organisations,
        "digests": _digests,
        "names": _names,
        "topics": _topics,
        "glossary": _glossary,
    }
    files |= {resource.path: partial(lists[resource.name], context, resource.path) for resource in RESOURCES if resource.name in lists}
    files |= {schema_path(name): partial(_schema, context, name) for name in SCHEMAS}
    return files


def records_ndjson(catalogue: Catalogue) -> bytes:
    """Every paper's record, a line each in the order of the export, gzipped a line at a time so that little is held."""
    packer = zlib.compressobj(5, zlib.DEFLATED, _GZIP)
    parts = [packer.compress(encode(record)) for record in paper_records(catalogue)]
    return b"".join([*parts, packer.flush()])


def _document(path: str, name: str, **content: Any) -> bytes:
    return encode({"$schema": relative(path, schema_path(name)), **content})


def _index(context: Context, offered: Sequence[Resource]) -> bytes:
    catalogue = context.catalogue
    captures = [digest.info.captured for digest in catalogue.digests if digest.info.captured]
    return _document(
        resources.INDEX,
        "index",
        version=1,
        title=context.settings.site_name,
        site=page_url(addresses.HOME, context.settings) or "../../",
        updated=max(captures).isoformat() if captures else None,
        counts={
            "papers": len(catalogue.papers),
            "tags": sum(map(bool, by_tag(context).values())),
            "organisations": len(by_organisation(context.catalogue)),
            "digests": len(catalogue.digests),
            "names": len(catalogue.names),
            "topics": len(catalogue.topics),
            "glossary": len(catalogue.senses),
        },
        resources=[
            {"name": one.name, "url": one.path, "type": one.kind, "schema": one.schema_path, "description": one.what}
            for one in offered
        ],
    )


def _papers(papers: Sequence[Paper], count: int, number: int, total: int) -> bytes:
    return _document(
        papers_path(number),
        "papers",
        count=count,
        page=number,
        pages=total,
        previous=papers_path(number - 1) if number > 1 else None,
        next=papers_path(number + 1) if number < total else None,
        record="papers/{id}/index.json",
        papers=[
            {
                "id": paper.id,
                "title": paper.title,
                "date": paper.date.isoformat() if paper.date else None,
                "date_year_inferred": paper.date_year_inferred,
            }
            for paper in papers
        ],
    )


def _tags(context: Context, path: str) -> bytes:
    table = by_tag(context)
    return _document(
        path,
        "tags",
        facets=[{"id": facet, "label": label} for facet, label in context.catalogue.facets],
        tags=[
            {
                "id": tag.id,
                "label": tag.label,
                "facet": tag.facet,
                "definition": tag.definition,
                "implies": list(tag.implies),
                **_listed(table[tag.id], addresses.tag_page(tag.id)),
            }
            for tag in context.catalogue.tags
        ],
    )


def _organisations(context: Context, path: str) -> bytes:
    rows = [
        {"handle": badge.handle, "name": badge.name, **_listed(papers, context.addresses.organisation(badge.handle))}
        for badge, papers in by_organisation(context.catalogue)
    ]
    return _document(path, "organisations", organisations=rows)


def _digests(context: Context, path: str) -> bytes:
    rows = [
        {
            "name": digest.name,
            "title": digest_title(digest),
            "captured": digest.info.captured.isoformat() if digest.info.captured else None,
            "day": digest.day,
            "query": digest.info.query,
            "query_doubtful": digest.info.query_doubtful,
            "note": digest.info.note,
            **_listed(papers, context.addresses.digest(digest.name)),
        }
        for digest, papers in by_digest(context)
    ]
    return _document(path, "digests", digests=rows)


def _listed(papers: Sequence[object], page: str) -> dict[str, Any]:
    """How many papers, and where they are listed."""
    return {"count": len(papers), "url": addresses.public_url(page)}


def _names(context: Context, path: str) -> bytes:
    rows = [
        {"name": name.text, "aliases": list(name.aliases), "source": name.source, "paper": paper}
        for paper, name in sorted(context.catalogue.names.items())
    ]
    return _document(path, "names", names=rows)


def _topics(context: Context, path: str) -> bytes:
    rows = [
        {
            "id": topic.id,
            "name": context.topic_names[topic.id][0],
            "label": topic.label,
            "tag": topic.tag,
            "terms": list(topic.terms),
            "near": list(topic.near),
            **_listed(topic.papers, addresses.topic_page(topic.id)),
            **({} if context.large else {"papers": list(topic.papers)}),
        }
        for topic in context.catalogue.topics
    ]
    return _document(path, "topics", topics=rows)


def _glossary(context: Context, path: str) -> bytes:
    """Whole in a large collection too: which papers define a sense stands in no other file but the database."""
    rows = [
        {"short": short, "senses": [{"long": sense.long, "papers": list(sense.papers)} for sense in meanings]}
        for short, meanings in context.catalogue.senses.items()
    ]
    return _document(path, "glossary", glossary=rows)


def _schema(context: Context, name: str) -> bytes:
    base = page_url(addresses.HOME, context.settings)
    return encode(schema(name, base and base + schema_path(name)))
