"""The catalogue → `papers.json`, in stable order and bytes; fields that are unknown are null."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .addresses import paper_page, public_url
from .model import Catalogue, Paper
from .renamed import also_titled


def papers_json(catalogue: Catalogue) -> str:
    """The exchange format, schema 1: one object a paper, in seed order."""
    data = {"schema": 1, "papers": list(paper_records(catalogue))}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def paper_records(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Every paper in the exchange format, in seed order."""
    topics = {paper: topic.id for topic in catalogue.topics for paper in topic.papers}
    return (paper_record(catalogue, paper, topics.get(paper.id)) for paper in catalogue.papers)


def paper_record(catalogue: Catalogue, paper: Paper, topic: str | None) -> dict[str, Any]:
    """One paper in the exchange format, in the topic of this id; `url` is relative to the site. Of the catalogue nothing is looked at
    but what it says of the paper."""
    name = catalogue.names.get(paper.id)
    return {
        "id": paper.id,
        "url": public_url(paper_page(paper.id)),
        "title": paper.title,
        "title_raw": paper.title_raw,
        **({"also_titled": titles} if (titles := also_titled(paper)) else {}),
        "name": name.text if name else None,
        "abstract": paper.abstract,
        "abstract_raw": paper.abstract_raw,
        "date": paper.date.isoformat() if paper.date else None,
        "date_raw": paper.date_raw,
        "date_year_inferred": paper.date_year_inferred,
        "authors_count": paper.authors_count,
        "organisation": _organisation(paper),
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "source_id": paper.source_id,
        "tags": [given.tag for given in catalogue.tagging.get(paper.id, ())],
        "topic": topic,
        "links": _links(catalogue, paper),
        "mentions": _mentions(catalogue, paper),
        "mentioned_by": list(catalogue.mentioned_by.get(paper.id, ())),
        "family": [other for other in catalogue.families.get(paper.id, ()) if other != paper.id],
        "related": [
            {"paper": near.paper, "score": near.score, "why": list(near.why)}
            for near in catalogue.related.get(paper.id, ())
        ],
        "sightings": [
            {"digest": seen.digest, "position": seen.position, "line": seen.line} for seen in paper.sightings
        ],
    }


def _organisation(paper: Paper) -> dict[str, str] | None:
    badge = paper.organisation
    return {"handle": badge.handle, "name": badge.name} if badge else None


def _links(catalogue: Catalogue, paper: Paper) -> list[dict[str, str]]:
    """Each address once, in the order of the text."""
    unique: dict[str, str] = {}
    for link in catalogue.links.get(paper.id, ()):
        unique.setdefault(link.url, link.kind)
    return [{"url": url, "kind": kind} for url, kind in unique.items()]


def _mentions(catalogue: Catalogue, paper: Paper) -> list[dict[str, str]]:
    """Each name once for each paper it means, in the order of the text."""
    unique = dict.fromkeys((found.target, found.name) for found in catalogue.mentions.get(paper.id, ()))
    return [{"paper": target, "name": name} for target, name in unique]
