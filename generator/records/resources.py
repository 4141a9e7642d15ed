"""What there is to download, each with its address in the site, what describes it and what it is good for."""

from __future__ import annotations

from dataclasses import dataclass

API, DATA = "api/v1/", "data/"
INDEX = f"{API}index.json"
NDJSON = f"{API}papers.ndjson.gz"
GLOSSARY = f"{API}glossary.json"
DATABASE = f"{DATA}papers.sqlite.gz"
DATASETTE = f"{DATA}metadata.json"
LLMS, LLMS_FULL = "llms.txt", "llms-full.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file, or the first of several; `schema` names the JSON Schema of what it holds (of a line of NDJSON)."""

    name: str
    path: str
    kind: str  # its media type
    what: str
    schema: str | None = None
    first_of: str | None = None  # how the paths of the files begin that it is the first of

    @property
    def stem(self) -> str:
        """How its path begins, and those of the files that belong to it."""
        return self.first_of or self.path

    @property
    def schema_path(self) -> str | None:
        return schema_path(self.schema) if self.schema else None


def schema_path(name: str) -> str:
    return f"{API}schema/{name}.json"


def papers_path(number: int) -> str:
    """The address of page `number` (from 1) of the papers."""
    return f"{API}papers/{number}.json"


_JSON = "application/json"
RESOURCES = (
    Resource(name="index", path=INDEX, kind=_JSON, schema="index", what="This list, with counts"),
    Resource(name="papers", path=papers_path(1), first_of=f"{API}papers/", kind=_JSON, schema="papers", what="Papers by pages of a hundred, newest first: id, title, date, whether its year was inferred, and where the record is"),
    Resource(name="records", path=NDJSON, kind="application/gzip", schema="paper", what="Every paper in full, a line of JSON each, gzipped"),
    Resource(name="tags", path=f"{API}tags.json", kind=_JSON, schema="tags", what="Tags and facets with their definitions"),
    Resource(name="organisations", path=f"{API}organisations.json", kind=_JSON, schema="organisations", what="Organisations with a badge on a paper"),
    Resource(name="digests", path=f"{API}digests.json", kind=_JSON, schema="digests", what="The saved pages all this is made from"),
    Resource(name="names", path=f"{API}names.json", kind=_JSON, schema="names", what="Models, methods and data sets, and the paper that introduces each"),
    Resource(name="topics", path=f"{API}topics.json", kind=_JSON, schema="topics", what="Topics, which this program makes of papers that lie close together; labels are made by it too"),
    Resource(name="glossary", path=GLOSSARY, kind=_JSON, schema="glossary", what="Abbreviations with each sense that papers give them, and these papers; found by rules"),
    Resource(name="database", path=DATABASE, kind="application/gzip", what="Everything as an SQLite database with full-text search, gzipped"),
    Resource(name="datasette", path=DATASETTE, kind=_JSON, what="Metadata for opening the database in Datasette"),
    Resource(name="llms", path=LLMS, kind="text/plain", what="A guide to this site for language models"),
    Resource(name="llms-full", path=LLMS_FULL, first_of="llms-full", kind="text/plain", what="The papers' texts, or where they are, for language models"),
)  # fmt: skip
