"""JSON Schemas (draft 2020-12) of all that is published as JSON; each stands alone, so that no validator need fetch another."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _text(what: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": what} if what else {}), **more}


def _maybe(one: Schema) -> Schema:
    """The same, or null where it is unknown."""
    return {**one, "type": [one["type"], "null"]}


def _count(what: str = "", least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least, **({"description": what} if what else {})}


def _list(items: Schema, what: str = "") -> Schema:
    return {"type": "array", "items": items, **({"description": what} if what else {})}


def _object(properties: dict[str, Schema], required: tuple[str, ...] | None = None) -> Schema:
    """An object of these properties and no others; all are required unless it is said which."""
    names = list(properties if required is None else required)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


_ID = _text("A paper's id, and the last part of its address", pattern="^[^/\\s]+$")
_DATE = _text("A day of the calendar", format="date", pattern="^\\d{4}-\\d{2}-\\d{2}$")
_URL = _text("An address relative to the site", pattern="^(?![/.]|[a-z]+:)", format="uri-reference")
_PAGE = _maybe(_URL)
_INFERRED: Schema = {"type": "boolean", "description": "Whether the digest gave no year"}
_BADGE = _object({"handle": _text(), "name": _text()})
_KINDS = ["code", "model/dataset", "project page", "demo", "other"]

_PAPER: dict[str, Schema] = {
    "id": _ID,
    "url": _URL,
    "title": _text("The title, repaired"),
    "title_raw": _text("The title as the digest has it; in a page's record only where it differs"),
    "also_titled": _list(_text(), "Other titles of a paper that a person joined with others; missing where none was"),
    "name": _maybe(_text("The short name of what the paper introduces")),
    "abstract": _text("The abstract, repaired; it belongs to its authors"),
    "abstract_raw": _text("The abstract as the digest has it; in a page's record only where it differs"),
    "date": _maybe(_DATE),
    "date_raw": _maybe(_text("The date as the digest has it")),
    "date_year_inferred": _INFERRED,
    "authors_count": _maybe(_count("How many authors; a digest names none")),
    "organisation": {**_BADGE, "type": ["object", "null"], "description": "The badge shown in place of a number of authors"},
    "comments": _maybe(_count("Comments on the source site")),
    "upvotes": _maybe(_count("Votes on the source site")),
    "source_id": _maybe(_text("The id on the source site")),
    "tags": _list(_text(), "Ids of tags, see tags.json"),
    "topic": _maybe(_text("Inferred: the id of the topic that this program puts the paper in, see topics.json; null where it is in none")),
    "links": _list(_object({"url": _text(), "kind": _text(enum=_KINDS)}), "Web addresses in the abstract"),
    "mentions": _list(_object({"paper": _ID, "name": _text()}), "Papers whose names stand in the abstract"),
    "mentioned_by": _list(_ID, "Papers whose abstracts name this one"),
    "family": _list(_ID, "Inferred from names: papers of the same line of work, this one left out, the oldest first; either of two has the other"),
    "related": _list(
        _object({"paper": _ID, "score": {"type": "number", "minimum": 0}, "why": _list(_text())}),
        "Neighbours by content, the nearest first",
    ),
    "sightings": _list(
        _object({"digest": _text(), "position": _count("From 0"), "line": _count("From 1", 1)}),
        "Where digests list the paper",
    ),
}

_INDEX = {
    "version": {"const": 1},
    "title": _text(),
    "site": _text("The site's address, or the way to it from this file", format="uri-reference"),
    "updated": _maybe(_text("The day the newest digest was saved", format="date")),
    "counts": _object({name: _count() for name in ("papers", "tags", "organisations", "digests", "names", "topics", "glossary")}),
    "resources": _list(
        _object({"name": _text(), "url": _URL, "type": _text("A media type"), "schema": _PAGE, "description": _text()})
    ),
}
_PAPERS = {
    "count": _count("Papers on all pages"),
    "page": _count("From 1", 1),
    "pages": _count("", 1),
    "previous": _PAGE,
    "next": _PAGE,
    "record": _text("The address of a paper's record, relative to the site, with its id in place of {id} (RFC 6570)"),
    "papers": _list(_object({"id": _ID, "title": _text(), "date": _maybe(_DATE), "date_year_inferred": _INFERRED}), "Newest first, the undated last"),
}
_TAG = {
    "id": _text(),
    "label": _text(),
    "facet": _text("The id of its facet"),
    "definition": _text(),
    "implies": _list(_text(), "Broader tags that come with it"),
    "count": _count("Papers"),
    "url": _URL,
}
_DIGEST = {
    "name": _text("The file"),
    "title": _text(),
    "captured": _maybe(_DATE),
    "day": _maybe(_text("The day as the page has it")),
    "query": _maybe(_text("What was searched for, as far as can be told")),
    "query_doubtful": {"type": "boolean"},
    "note": _maybe(_text()),
    "count": _count("Entries"),
    "url": _URL,
}
_TOPIC = {
    "id": _text("The last part of its address; as papers come a topic may go, or get another"),
    "name": _text("A short name"),
    "label": _text("The name with words of its papers that others have less often"),
    "tag": _maybe(_text("The id of the tag that its papers share more than others do")),
    "terms": _list(_text(), "Words of its papers that others have less often"),
    "near": _list(_text(), "Ids of the closest other topics, the nearest first"),
    "count": _count("Papers"),
    "url": _URL,
    "papers": _list(_ID, "The most typical first; left out in a collection of more than 2,000 papers, where each record says its topic"),
}
_ABBREVIATION = {
    "short": _text("The abbreviation, without an s of the plural"),
    "senses": _list(
        _object({"long": _text("What it stands for, in the commonest spelling"), "papers": _list(_ID, "Papers whose abstracts say so")}),
        "The commonest first",
    ),
}
_LISTED = {
    "url": {**_URL, "pattern": "^(?![/.]|[a-z]+:)|^$"},
    "title": _text(),
    "description": _text(),
    "count": _count("Papers on this page of the list"),
    "previous": _PAGE,
    "next": _PAGE,
    "papers": _list(_ID, "In the order of the page; left out in a collection of more than 2,000 papers"),
}

# Name → title, properties, and which of them are required (all where it is None).
SCHEMAS: dict[str, tuple[str, dict[str, Schema], tuple[str, ...] | None]] = {
    "index": ("What there is", _INDEX, None),
    "papers": ("A page of papers", _PAPERS, None),
    "paper": ("A paper; what may be missing is missing only beside its page, never in the NDJSON", _PAPER, ("id", "url", "title")),
    "page": ("A page that is no paper, and the papers it lists", _LISTED, ("url", "title", "description")),
    "tags": ("Tags", {"facets": _list(_object({"id": _text(), "label": _text()})), "tags": _list(_object(_TAG))}, None),
    "organisations": ("Organisations", {"organisations": _list(_object({**_BADGE["properties"], "count": _count("Papers"), "url": _URL}))}, None),
    "digests": ("Digests", {"digests": _list(_object(_DIGEST))}, None),
    "names": ("Names", {"names": _list(_object({"name": _text(), "aliases": _list(_text()), "source": _text("Where it was read"), "paper": _ID}))}, None),
    "topics": ("Topics, inferred from what the papers say", {"topics": _list(_object(_TOPIC, tuple(name for name in _TOPIC if name != "papers")))}, None),
    "glossary": ("Abbreviations, read from abstracts by rules", {"glossary": _list(_object(_ABBREVIATION))}, None),
}  # fmt: skip
_BESIDE_PAGES = {"paper", "page"}  # files that do not say which schema is theirs: there are too many of them


def schema(name: str, identifier: str | None) -> Schema:
    """A whole schema; `identifier` is its own absolute address, where that is known."""
    title, properties, required = SCHEMAS[name]
    own = {} if name in _BESIDE_PAGES else {"$schema": _text("The address of this schema, relative to the file")}
    known = {"$id": identifier} if identifier else {}
    return {"$schema": DIALECT, **known, "title": title, **_object({**own, **properties}, required)}
