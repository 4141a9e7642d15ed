"""What Datasette shows of the database: titles, descriptions, and a query that searches."""

from __future__ import annotations

from typing import Any

from .. import addresses
from ..context import Context
from ..metadata import page_url
from .jsontext import encode

# `escape_fts` is Datasette's: what a person types is words, and no expression of FTS5, to which "GPT-4" is a fault, as is nothing at all.
_FIND = (
    "SELECT papers.id, papers.title, papers.date, snippet(papers_fts, 1, '', '', ' … ', 24) AS excerpt "
    "FROM papers_fts JOIN papers ON papers.number = papers_fts.rowid "
    "WHERE papers_fts MATCH coalesce(nullif(escape_fts(:words), ''), '\"\"') ORDER BY papers_fts.rank LIMIT 50"
)
_TAGGED = (
    "SELECT tags.label, count(*) AS papers FROM paper_tags JOIN tags ON tags.number = paper_tags.tag "
    "GROUP BY tags.number ORDER BY papers DESC, tags.label"
)
_BY_TOPIC = (
    "SELECT topics.name, count(*) AS papers, topics.terms FROM papers JOIN topics ON topics.number = papers.topic "
    "GROUP BY topics.number ORDER BY papers DESC, topics.number"
)
_TABLES: dict[str, dict[str, Any]] = {
    "papers": {
        "description": "One row a paper. Abstracts belong to their authors.",
        "label_column": "title",
        "sort_desc": "date",
        "facets": ["organisation", "topic"],
        "columns": {
            "id": "The last part of the paper's address",
            "date_raw": "As in the digest",
            "date_year_inferred": "1 where the digest gave no year",
            "title_raw": "As in the digest, where that differs",
            "abstract_raw": "As in the digest, where that differs",
            "also_titled": "Other titles, a line each, where a person joined papers",
            "topic": "Inferred: the topic that this program puts the paper in",
            "topic_position": "From 1, the paper most typical of its topic",
        },
    },
    "names": {"description": "What a paper introduces; aliases stand on a line each", "label_column": "name"},
    "tags": {"description": "The vocabulary", "label_column": "label"},
    "topics": {
        "description": "Inferred: papers that lie close together by what they say, as this program finds them; labels are its own too",
        "label_column": "name",
        "columns": {
            "id": "The last part of the topic’s address; as papers come a topic may go, or get another",
            "label": "The name with words that other papers have less often",
            "tag": "What its papers share more than others do",
            "terms": "Words that other papers have less often, a line each",
        },
    },
    "facets": {"description": "Groups of tags", "label_column": "label"},
    "paper_tags": {"description": "Which papers carry which tags"},
    "links": {"description": "Web addresses in the abstracts", "facets": ["kind"]},
    "mentions": {"description": "A paper's abstract names what another introduces"},
    "families": {"description": "Inferred from names: papers of the same line of work; each pair stands both ways round"},
    "glossary": {
        "description": "Abbreviations as abstracts spell them out, found by rules: a row for each sense",
        "label_column": "long",
        "columns": {"short": "Without an s of the plural", "long": "What it stands for, in the commonest spelling"},
    },
    "paper_glossary": {"description": "Which papers give an abbreviation which sense"},
    "related": {"description": "Neighbours by content, the nearest first, with the reasons"},
    "sightings": {"description": "Where the digests list the papers: position from 0, line of the file"},
    "organisations": {"description": "Badges shown in place of a number of authors", "label_column": "name"},
    "digests": {
        "description": "The saved pages",
        "label_column": "title",
        "columns": {
            "day": "The day as the page has it",
            "query": "What was searched for, as far as can be told",
            "query_doubtful": "1 where that is a weak guess",
        },
    },
}


def make_metadata(context: Context, *, searchable: bool) -> bytes:
    """`metadata.json` for a database file called `papers`; without the search where that is missing."""
    tables = {name: dict(table) for name, table in _TABLES.items()}
    queries = {"by_tag": {"title": "Papers by tag", "sql": _TAGGED}, "by_topic": {"title": "Papers by topic", "sql": _BY_TOPIC}}
    if searchable:
        tables["papers"] |= {"fts_table": "papers_fts", "fts_pk": "number"}
        queries["find"] = {"title": "Find papers by words", "sql": _FIND}
    source = page_url(addresses.HOME, context.settings)
    return encode(
        {
            "title": context.settings.site_name,
            "description": "Papers from saved digests. Abstracts belong to their authors.",
            **({"source": context.settings.site_name, "source_url": source} if source else {}),
            "databases": {"papers": {"tables": tables, "queries": queries}},
        }
    )
