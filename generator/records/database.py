"""The catalogue → an SQLite database with full-text search, the same bytes every time; opens no file but SQLite's own."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain, count

from ..context import name_topics
from ..groups import by_organisation, digest_title
from ..model import Catalogue
from ..renamed import also_titled

# Pages of a fixed size; rows in the order of the catalogue; nothing in it knows when or where it was made. A reference names its
# column, for Datasette does not guess it. Nothing is ever taken back, and the numbers are our own: no journal, no checks.
# `user_version` rises where a query that worked would no longer, not where tables or columns are added (these at the end).
_TABLES = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA user_version = 1;
CREATE TABLE digests (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL, captured TEXT, day TEXT,
    "query" TEXT, query_doubtful INTEGER NOT NULL, note TEXT
);
CREATE TABLE organisations (number INTEGER PRIMARY KEY, handle TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE facets (id TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tags (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, facet TEXT NOT NULL REFERENCES facets (id),
    definition TEXT NOT NULL
);
CREATE TABLE topics (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, label TEXT NOT NULL, tag INTEGER REFERENCES tags (number),
    terms TEXT NOT NULL
);
CREATE TABLE papers (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, abstract TEXT NOT NULL, date TEXT,
    date_raw TEXT, date_year_inferred INTEGER NOT NULL, authors_count INTEGER, organisation INTEGER REFERENCES organisations (number),
    comments INTEGER, title_raw TEXT, abstract_raw TEXT, also_titled TEXT,
    topic INTEGER REFERENCES topics (number), topic_position INTEGER
);
CREATE TABLE names (
    paper INTEGER PRIMARY KEY REFERENCES papers (number), name TEXT NOT NULL, aliases TEXT NOT NULL, source TEXT NOT NULL
);
CREATE TABLE paper_tags (
    paper INTEGER NOT NULL REFERENCES papers (number), tag INTEGER NOT NULL REFERENCES tags (number), PRIMARY KEY (paper, tag)
) WITHOUT ROWID;
CREATE TABLE links (
    paper INTEGER NOT NULL REFERENCES papers (number), url TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (paper, url)
) WITHOUT ROWID;
CREATE TABLE mentions (
    paper INTEGER NOT NULL REFERENCES papers (number), target INTEGER NOT NULL REFERENCES papers (number), name TEXT NOT NULL,
    PRIMARY KEY (paper, target, name)
) WITHOUT ROWID;
CREATE TABLE families (
    paper INTEGER NOT NULL REFERENCES papers (number), other INTEGER NOT NULL REFERENCES papers (number), PRIMARY KEY (paper, other)
) WITHOUT ROWID;
CREATE TABLE glossary (number INTEGER PRIMARY KEY, short TEXT NOT NULL, long TEXT NOT NULL);
CREATE TABLE paper_glossary (
    paper INTEGER NOT NULL REFERENCES papers (number), sense INTEGER NOT NULL REFERENCES glossary (number), PRIMARY KEY (paper, sense)
) WITHOUT ROWID;
CREATE TABLE related (
    paper INTEGER NOT NULL REFERENCES papers (number), position INTEGER NOT NULL, other INTEGER NOT NULL REFERENCES papers (number),
    score REAL NOT NULL, why TEXT NOT NULL, PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE TABLE sightings (
    digest INTEGER NOT NULL REFERENCES digests (number), position INTEGER NOT NULL, paper INTEGER NOT NULL REFERENCES papers (number),
    line INTEGER NOT NULL, PRIMARY KEY (digest, position)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX papers_by_date ON papers (date);
CREATE INDEX papers_by_organisation ON papers (organisation);
CREATE INDEX papers_by_topic ON papers (topic, topic_position);
CREATE INDEX paper_tags_by_tag ON paper_tags (tag);
CREATE INDEX mentions_by_target ON mentions (target);
CREATE INDEX families_by_other ON families (other);
CREATE INDEX glossary_by_short ON glossary (short);
CREATE INDEX paper_glossary_by_sense ON paper_glossary (sense);
CREATE INDEX related_by_other ON related (other);
CREATE INDEX sightings_by_paper ON sightings (paper);
"""
# The index holds no text of its own but points at that of the papers; words are compared by their stems, without accents.
_SEARCH = """
CREATE VIRTUAL TABLE papers_fts USING fts5 (
    title, abstract, also_titled, content="papers", content_rowid="number", tokenize="porter unicode61 remove_diacritics 2"
);
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild');
INSERT INTO papers_fts (papers_fts) VALUES ('optimize');
"""
_OF_ITS_OWN = ""  # SQLite keeps such a database to itself, lays aside what is much, and leaves nothing behind
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 1 << 20


def can_make_database() -> bool:
    """Whether this Python's SQLite can be read out of memory; nearly every one can."""
    return hasattr(sqlite3.Connection, "serialize")


def has_full_text() -> bool:
    """Whether this SQLite has FTS5; without it the database has no table for the search, and all else."""
    with closing(sqlite3.connect(_OF_ITS_OWN)) as database:
        return bool(database.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchall())


def make_database(catalogue: Catalogue) -> bytes:
    """The database, as a file has it."""
    with closing(sqlite3.connect(_OF_ITS_OWN)) as database:
        database.executescript(_TABLES)
        for table, rows in _rows(catalogue):
            _insert(database, table, rows)
        database.executescript(_INDEXES + (_SEARCH if has_full_text() else ""))
        database.commit()
        database.execute("VACUUM")
        return database.serialize()


def packed_database(catalogue: Catalogue) -> bytes:
    """The same in the format of gzip, whose header has no name and no date."""
    data, packer = memoryview(make_database(catalogue)), zlib.compressobj(5, zlib.DEFLATED, _GZIP)
    parts = [packer.compress(data[start : start + _PIECE]) for start in range(0, len(data), _PIECE)]
    return b"".join([*parts, packer.flush()])


def _insert(database: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    first = next(rows, None)
    if first is not None:
        marks = ",".join("?" * len(first))
        stored = (tuple(map(_storable, row)) for row in chain([first], rows))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", stored)


def _storable(value: object) -> object:
    """A text that UTF-8 has bytes for, without the character that ends a text in SQLite's eyes."""
    if not isinstance(value, str) or (value.isprintable() and value.isascii()):
        return value
    return value.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")


def _file_name(name: str) -> str:
    """A name as a text; of two that differ by bytes that are no text both stay apart."""
    return name.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _rows(catalogue: Catalogue) -> Iterator[tuple[str, Iterator[tuple[object, ...]]]]:
    """Each table with its rows, those that others point at first."""
    papers = {paper.id: number for number, paper in enumerate(catalogue.papers, 1)}
    digests = {digest.name: number for number, digest in enumerate(catalogue.digests, 1)}
    tags = {tag.id: number for number, tag in enumerate(catalogue.tags, 1)}
    places = {paper: (number, position) for number, topic in enumerate(catalogue.topics, 1) for position, paper in enumerate(topic.papers, 1)}
    badges = [badge for badge, _ in by_organisation(catalogue)]
    handles = {badge.handle.casefold(): number for number, badge in enumerate(badges, 1)}
    yield (
        "digests",
        (
            (
                digests[one.name],
                _file_name(one.name),
                digest_title(one),
                one.info.captured and one.info.captured.isoformat(),
                one.day,
                one.info.query,
                int(one.info.query_doubtful),
                one.info.note,
            )
            for one in catalogue.digests
        ),
    )
    yield "organisations", ((handles[one.handle.casefold()], one.handle, one.name) for one in badges)
    yield "facets", iter(catalogue.facets)
    yield "tags", ((tags[one.id], one.id, one.label, one.facet, one.definition) for one in catalogue.tags)
    yield "topics", _topic_rows(catalogue, tags)
    yield (
        "papers",
        (
            (
                papers[one.id],
                one.id,
                one.title,
                one.abstract,
                one.date and one.date.isoformat(),
                one.date_raw,
                int(one.date_year_inferred),
                one.authors_count,
                handles[one.organisation.handle.casefold()] if one.organisation else None,
                one.comments,
                one.title_raw if one.title_raw != one.title else None,
                one.abstract_raw if one.abstract_raw != one.abstract else None,
                "\n".join(also_titled(one)) or None,
                *places.get(one.id, (None, None)),
            )
            for one in catalogue.papers
        ),
    )
    yield (
        "names",
        (
            (papers[paper], name.text, "\n".join(name.aliases), name.source)
            for paper in papers
            if (name := catalogue.names.get(paper))
        ),
    )
    yield (
        "paper_tags",
        ((papers[paper], tags[given.tag]) for paper in papers for given in catalogue.tagging.get(paper, ())),
    )
    yield (
        "links",
        (
            (papers[paper], url, kind)
            for paper in papers
            for url, kind in {found.url: found.kind for found in reversed(catalogue.links.get(paper, ()))}.items()
        ),
    )
    yield (
        "mentions",
        (
            (papers[paper], papers[target], name)
            for paper in papers
            for target, name in dict.fromkeys((found.target, found.name) for found in catalogue.mentions.get(paper, ()))
        ),
    )
    yield "families", ((papers[one], papers[other]) for one in papers for other in catalogue.families.get(one, ()) if other != one)
    senses = [(short, sense) for short, found in catalogue.senses.items() for sense in found]
    yield "glossary", ((number, short, sense.long) for number, (short, sense) in enumerate(senses, 1))
    yield "paper_glossary", ((papers[paper], number) for number, (_, sense) in enumerate(senses, 1) for paper in sense.papers)
    yield (
        "related",
        (
            (papers[paper], position, papers[near.paper], near.score, "; ".join(near.why))
            for paper in papers
            for position, near in zip(count(1), catalogue.related.get(paper, ()), strict=False)
        ),
    )
    yield (
        "sightings",
        (
            (digests[seen.digest], seen.position, papers[paper.id], seen.line)
            for paper in catalogue.papers
            for seen in paper.sightings
        ),
    )


def _topic_rows(catalogue: Catalogue, tags: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    names = name_topics(catalogue.topics, {tag.id: tag.label for tag in catalogue.tags})
    for number, one in enumerate(catalogue.topics, 1):
        yield number, one.id, names[one.id][0], one.label, tags.get(one.tag or ""), "\n".join(one.terms)
