"""What machines read, from invented and hostile catalogues: schemas, the database, Markdown that says what was meant."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import jsonschema
import pytest
import yaml
from hostile import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st
from invented import make_catalogue, make_digest, make_paper, rich_catalogue
from lxml import html
from markdown_it import MarkdownIt
from sites import digest_text, make_project
from test_export import FIELDS

from generator.assets import Assets
from generator.context import make_context
from generator.export import papers_json
from generator.glossary import collect_senses
from generator.model import Definition, Former, Topic
from generator.publication import Settings, Site
from generator.records import commonmark, database
from generator.records.handwritten import move_links, publish_handwritten
from generator.records.jsontext import encode
from generator.records.publish import begin_downloads, publish_records
from generator.records.schemas import SCHEMAS, schema
from generator.seeds import read_inputs
from generator.site import build_site, render_pages

URL = "https://owls.example/papers/"
HARD = 'x\u2028"\\\0</script> & \ud83d\ude00'
NDJSON, DATABASE = "api/v1/papers.ndjson.gz", "data/papers.sqlite.gz"


def files_of(catalogue, **settings):
    context = make_context(catalogue, Settings(site_name="Owls & Co", **settings))
    return Assets(publish_records(context, render_pages(context), begin_downloads(context.catalogue))[1])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Site:
    project = make_project(tmp_path_factory.mktemp("hostile") / "project", {"hostile.txt": digest_text(HOSTILE)})
    return build_site(read_inputs([project / "seeds"], root=project), Settings(site_url=URL, search=False, feeds=False, citations=False, cards=False))


def schema_of(path: str) -> str:
    """The schema that a JSON file is to follow."""
    parts = path.split("/")
    if parts[:3] == ["api", "v1", "papers"]:
        return "papers"
    if parts[0] == "api":
        return parts[2].removesuffix(".json")
    return "paper" if parts[0] == "papers" and len(parts) == 3 and parts[1] not in LISTS else "page"


LISTS = ("by-title", "by-comments")


def validator(name: str) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema(name, None))
    checker = jsonschema.FormatChecker(["date"])
    return jsonschema.Draft202012Validator(schema(name, None), format_checker=checker)


def faults(files) -> Iterator[str]:
    """What the schemas have against the JSON files."""
    validators = {name: validator(name) for name in SCHEMAS}
    for path in files:
        if path.endswith(".json") and not path.startswith(("api/v1/schema/", "assets/")) and path != "data/metadata.json":
            for error in validators[schema_of(path)].iter_errors(json.loads(files[path])):
                yield f"{path}: {error.json_path} {error.message}"
    for line in gzip.decompress(files[NDJSON]).splitlines():
        yield from (f"{NDJSON}: {error.message}" for error in validators["paper"].iter_errors(json.loads(line)))


def open_database(files) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(gzip.decompress(files[DATABASE]))
    return opened


# --- JSON


@pytest.mark.parametrize("large", [False, True])
def test_every_json_file_follows_its_schema(large, monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 0 if large else 2_000)
    for catalogue in (rich_catalogue(), make_catalogue()):
        assert list(faults(files_of(catalogue))) == []


@pytest.mark.parametrize("large", [False, True])
def test_every_json_file_of_a_hostile_digest_follows_its_schema(hostile, large, monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 0 if large else 2_000)
    assert len(hostile.catalogue.papers) > 100
    assert list(faults(hostile.assets)) == []


def test_a_schema_does_object():
    record = json.loads(files_of(rich_catalogue())["papers/moss/index.json"])
    wrong = ({"extra": 1}, {"date": "18 September"}, {"comments": -1}, {"url": "/papers/moss/"}, {"id": "a/b"}, {"tags": [1]}, {"topic": 1}, {"family": ["a/b"]})
    assert validator("paper").is_valid(record)
    assert not [change for change in wrong if validator("paper").is_valid(record | change)]


def test_the_schemas_are_published_with_their_own_address():
    for address, known in ((URL, True), (None, False)):
        files = files_of(rich_catalogue(), site_url=address)
        for name in SCHEMAS:
            published = json.loads(files[f"api/v1/schema/{name}.json"])
            assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            assert published.get("$id") == (f"{URL}api/v1/schema/{name}.json" if known else None)


def test_the_lines_are_the_records_of_the_export():
    catalogue = rich_catalogue()
    lines = gzip.decompress(files_of(catalogue)[NDJSON]).decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(papers_json(catalogue))["papers"]
    assert all(list(json.loads(line)) == FIELDS for line in lines)


def test_a_page_has_its_record_without_raw_texts_that_say_the_same():
    damaged = make_paper(title="Owls", title_raw="Owls$", abstract="Feathers")
    catalogue = make_catalogue(damaged, make_paper("moss", "Moss"))
    files = files_of(catalogue)
    whole = json.loads(papers_json(catalogue))["papers"]
    own = [json.loads(files[f"papers/{one['id']}/index.json"]) for one in whole]
    assert whole[0].keys() - own[0].keys() == {"abstract_raw"}
    assert whole[1].keys() - own[1].keys() == {"title_raw", "abstract_raw"}
    assert all(record.items() <= full.items() for record, full in zip(own, whole, strict=True))


def test_a_small_collection_lists_papers_where_they_belong():
    files = files_of(rich_catalogue())
    assert [path for path, data in files.items() if path.endswith(("index.md", "llms.txt")) and (b"the page](./)" in data or b"too many" in data)] == []


def test_a_large_collection_says_long_things_once(monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 0)
    files = files_of(rich_catalogue())
    record = json.loads(files["papers/owls-at-night/index.json"])
    assert "abstract" not in record and record["date"] == "2024-01-28" and record["mentions"]
    assert b"feathers of owls" in files["papers/owls-at-night/index.md"]
    assert "papers" not in json.loads(files["papers/index.json"])
    assert b"owls-at-night" not in files["papers/index.md"] and b"kitenet" not in files["names/index.md"]
    assert [path for path in files if path.startswith("llms-full")] == ["llms-full.txt"]
    assert b"beside its page" in files["llms-full.txt"]
    for page, way in (("papers/index.md", "../"), ("names/index.md", "../"), ("tags/birds/index.md", "../../")):
        assert f"on [the page](./) itself, and all that is known of each in [papers.ndjson.gz]({way}{NDJSON})" in files[page].decode()
    assert b"the page](./)" not in files["data/index.md"] + files["papers/owls-at-night/index.md"]
    assert b"names no papers, for there are too many: api/v1/papers/1.json does." in files["llms.txt"]
    assert b"feathers of owls" in gzip.decompress(files[NDJSON])


def test_the_pages_of_papers_lead_from_one_to_the_next():
    papers = [make_paper(f"paper-{i}", f"Paper {i}") for i in range(250)]
    files = files_of(make_catalogue(*papers))
    pages, path = [], "api/v1/papers/1.json"
    while path:
        pages.append((path, json.loads(files[path])))
        path = pages[-1][1]["next"]
    assert [page["id"] for _, found in pages for page in found["papers"]] == [paper.id for paper in papers]
    assert [(found["count"], found["page"], found["pages"]) for _, found in pages] == [(250, i, 3) for i in (1, 2, 3)]
    assert all(two["previous"] == before for (before, _), (_, two) in pairwise(pages))
    assert pages[0][1]["previous"] is None
    assert all(found["record"].replace("{id}", paper["id"]) in files for _, found in pages for paper in found["papers"])


def test_the_index_counts_and_lists_what_is_there():
    files = files_of(rich_catalogue())
    index = json.loads(files["api/v1/index.json"])
    assert index["counts"] == {"papers": 3, "tags": 1, "organisations": 1, "digests": 1, "names": 1, "topics": 0, "glossary": 0}
    assert (index["updated"], index["site"]) == ("2025-10-28", "../../")
    assert all(one["url"] in files and (one["schema"] is None or one["schema"] in files) for one in index["resources"])
    assert json.loads(files_of(rich_catalogue(), site_url=URL)["api/v1/index.json"])["site"] == URL


def test_lists_name_their_papers_and_neighbours():
    papers = [make_paper(f"paper-{i}", f"Paper {i}") for i in range(3)]
    files = files_of(make_catalogue(*papers), page_size=2)
    first, second = (json.loads(files[f"papers/{page}index.json"]) for page in ("", "page/2/"))
    assert (first["papers"], second["papers"]) == (["paper-0", "paper-1"], ["paper-2"])
    assert (first["previous"], first["next"]) == (None, "papers/page/2/")
    assert (second["previous"], second["next"]) == ("papers/", None)
    assert "[Next page](page/2/index.md)" in files["papers/index.md"].decode()
    assert "[Paper 2](../../paper-2/index.md)" in files["papers/page/2/index.md"].decode()


def arranged_catalogue(hard: str = "KiteNet"):
    """Four papers with two topics, a family and an abbreviation of two senses, one of them spelled in two ways."""
    catalogue = make_catalogue(*rich_catalogue().papers, make_paper("kitenet-2", "KiteNet 2"), tagging=rich_catalogue().tagging, names=rich_catalogue().names)
    senses = {"owls-at-night": "Night Models", "moss": "narrow moss", "kitenet": "night-modeling", "kitenet-2": "Night Models"}
    kites = ("kitenet", "kitenet-2")
    acronyms = {paper: (Definition(short="NMs", long=long, start=0),) for paper, long in senses.items()} | {"moss": (Definition(short="NM", long="narrow moss", start=0), Definition(short="HS", long=hard, start=9))}
    return replace(
        catalogue,
        acronyms=acronyms,
        senses=collect_senses(catalogue.papers, acronyms),
        families=dict.fromkeys(kites, kites),
        topics=(
            Topic(id="kites", label=f"Birds: {hard}, wind", tag="birds", terms=(hard, "wind"), papers=("kitenet-2", "kitenet"), near=("moss",)),
            Topic(id="moss", label="slow, green", terms=("slow", "green"), papers=("moss",)),
        ),
    )


def test_topics_have_their_labels_neighbours_and_papers():
    files = files_of(arranged_catalogue())
    assert json.loads(files["api/v1/topics.json"]) == {
        "$schema": "schema/topics.json",
        "topics": [
            {
                "id": "kites",
                "name": "Birds",
                "label": "Birds: KiteNet, wind",
                "tag": "birds",
                "terms": ["KiteNet", "wind"],
                "near": ["moss"],
                "count": 2,
                "url": "topics/kites/",
                "papers": ["kitenet-2", "kitenet"],
            },
            {
                "id": "moss",
                "name": "slow, green",
                "label": "slow, green",
                "tag": None,
                "terms": ["slow", "green"],
                "near": [],
                "count": 1,
                "url": "topics/moss/",
                "papers": ["moss"],
            },
        ],
    }
    assert json.loads(files["api/v1/index.json"])["counts"].items() >= {"topics": 2, "glossary": 2}.items()
    described = {one["name"]: one["description"] for one in json.loads(files["api/v1/index.json"])["resources"]}
    assert "program makes" in described["topics"] and "by rules" in described["glossary"]


def test_the_glossary_has_each_sense_with_its_papers():
    assert json.loads(files_of(arranged_catalogue())["api/v1/glossary.json"])["glossary"] == [
        {"short": "HS", "senses": [{"long": "KiteNet", "papers": ["moss"]}]},
        {
            "short": "NM",
            "senses": [
                {"long": "Night Models", "papers": ["owls-at-night", "kitenet", "kitenet-2"]},
                {"long": "narrow moss", "papers": ["moss"]},
            ],
        },
    ]


@pytest.mark.parametrize("large", [False, True])
def test_a_record_beside_its_page_says_topic_and_family(large, monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 0 if large else 2_000)
    files = files_of(arranged_catalogue())
    assert list(faults(files)) == []
    told = {paper: json.loads(files[f"papers/{paper}/index.json"]) for paper in ("owls-at-night", "kitenet", "kitenet-2", "moss")}
    assert [one.get("topic") for one in told.values()] == [None, "kites", "kites", "moss"]
    assert [one.get("family", []) for one in told.values()] == [[], ["kitenet-2"], ["kitenet"], []]
    topics = json.loads(files["api/v1/topics.json"])["topics"]
    assert [one["count"] for one in topics] == [2, 1]
    assert [("papers" in one) for one in topics] == [not large] * 2, "in a large collection the records alone say it"
    assert json.loads(files["api/v1/glossary.json"])["glossary"][1]["senses"][1]["papers"] == ["moss"], "no other file says it"


def test_topics_and_senses_may_say_anything():
    files = files_of(arranged_catalogue(HARD))
    assert list(faults(files)) == []
    assert json.loads(files["api/v1/topics.json"])["topics"][0]["terms"] == [json.loads(encode(HARD)), "wind"]
    stored = HARD.replace("\0", "\ufffd").encode(errors="replace").decode()
    opened = open_database(files)
    assert opened.execute("SELECT terms FROM topics").fetchall() == [(f"{stored}\nwind",), ("slow\ngreen",)]
    assert opened.execute("SELECT long FROM glossary WHERE short = 'HS'").fetchall() == [(stored,)]


# --- the database


def test_the_database_has_topics_families_and_the_glossary():
    opened = open_database(files_of(arranged_catalogue()))
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    topics = "SELECT topics.id, topics.name, topics.label, tags.id, terms FROM topics LEFT JOIN tags ON tags.number = tag ORDER BY topics.number"
    assert opened.execute(topics).fetchall() == [
        ("kites", "Birds", "Birds: KiteNet, wind", "birds", "KiteNet\nwind"),
        ("moss", "slow, green", "slow, green", None, "slow\ngreen"),
    ]
    assert opened.execute("SELECT id, topic, topic_position FROM papers").fetchall() == [("owls-at-night", None, None), ("kitenet", 1, 2), ("moss", 2, 1), ("kitenet-2", 1, 1)]
    kin = "SELECT a.id, b.id FROM families JOIN papers a ON a.number = paper JOIN papers b ON b.number = other ORDER BY a.number"
    assert opened.execute(kin).fetchall() == [("kitenet", "kitenet-2"), ("kitenet-2", "kitenet")]
    said = "SELECT short, long, papers.id FROM paper_glossary JOIN glossary ON glossary.number = sense JOIN papers ON papers.number = paper ORDER BY sense, paper"
    assert opened.execute(said).fetchall() == [
        ("HS", "KiteNet", "moss"),
        ("NM", "Night Models", "owls-at-night"),
        ("NM", "Night Models", "kitenet"),
        ("NM", "Night Models", "kitenet-2"),
        ("NM", "narrow moss", "moss"),
    ]


def test_the_database_is_whole_and_holds_what_is_known():
    catalogue = rich_catalogue()
    opened = open_database(files_of(catalogue))
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    owls, kite, moss = opened.execute("SELECT id, title, abstract, date, authors_count, comments FROM papers").fetchall()
    assert owls[:2] + owls[3:] == ("owls-at-night", "Owls at Night", "2024-01-28", None, 3)
    assert (kite[4], moss[2], moss[3]) == (1, "", "2025-09-18")
    joined = "SELECT a.id, b.id, mentions.name FROM mentions JOIN papers a ON a.number = paper JOIN papers b ON b.number = target"
    assert opened.execute(joined).fetchall() == [("owls-at-night", "kitenet", "KiteNet")]
    tagged = "SELECT papers.id, tags.id FROM paper_tags JOIN papers ON papers.number = paper JOIN tags ON tags.number = tag"
    assert opened.execute(tagged).fetchall() == [("owls-at-night", "birds")]
    assert opened.execute("SELECT url, kind FROM links").fetchall() == [("https://github.com/owls/feathers", "code")]
    assert opened.execute("SELECT other, score, why FROM related").fetchall() == [(1, 0.5, "shares “slow”")]
    assert opened.execute("SELECT digest, position, paper, line FROM sightings").fetchall() == [(1, 0, 1, 7), (1, 1, 2, 12), (1, 2, 3, 17)]
    assert opened.execute("SELECT name, source FROM names").fetchall() == [("KiteNet", "title-head")]


@pytest.mark.parametrize(
    ("words", "found"),
    [("feather", [1]), ('"owls at night"', [1]), ("fly AND string", [2]), ("title:slowly", [3]), ("absent", [])],
)
def test_the_full_text_search_finds(words, found):
    opened = open_database(files_of(rich_catalogue()))
    query = "SELECT rowid FROM papers_fts WHERE papers_fts MATCH ? ORDER BY rank"
    assert [row for (row,) in opened.execute(query, (words,))] == found


def test_what_was_inferred_or_doubted_is_marked_wherever_it_stands():
    inferred = make_paper(date=date(2025, 9, 18), date_raw="Sep 18", date_year_inferred=True)
    plain = make_catalogue(inferred, make_paper("kites", "Kites", date=date(2024, 1, 2), date_raw="Jan 2, 2024"))
    (digest,) = plain.digests
    guessed = replace(digest, day="Oct 28", info=replace(digest.info, query="owls", query_doubtful=True))
    files = files_of(replace(plain, digests=(guessed,)))
    listed = json.loads(files["api/v1/papers/1.json"])["papers"]
    assert [(one["date"], one["date_year_inferred"]) for one in listed] == [("2025-09-18", True), ("2024-01-02", False)]
    texts = files["llms-full-1.txt"].decode()
    assert "2025-09-18 (year inferred)" in texts and "\n2024-01-02" in texts and "2024-01-02 (" not in texts
    opened = open_database(files)
    assert opened.execute("SELECT date_raw, date_year_inferred FROM papers").fetchall() == [("Sep 18", 1), ("Jan 2, 2024", 0)]
    assert opened.execute('SELECT day, "query", query_doubtful FROM digests').fetchall() == [("Oct 28", "owls", 1)]


def test_the_database_knows_the_other_titles_of_joined_papers():
    joined = make_paper(former=(Former(id="night-owls", title="Hooting Under Stars"), Former(id="x", title="Night Owls")))
    opened = open_database(files_of(make_catalogue(joined, make_paper("kites", "Kites"))))
    assert opened.execute("SELECT also_titled FROM papers").fetchall() == [("Hooting Under Stars\nNight Owls",), (None,)]
    assert opened.execute("SELECT rowid FROM papers_fts WHERE papers_fts MATCH 'hooting'").fetchall() == [(1,)]


def test_the_index_agrees_with_the_texts(hostile):
    opened = open_database(hostile.assets)
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    opened.execute("INSERT INTO papers_fts (papers_fts, rank) VALUES ('integrity-check', 1)")
    assert opened.execute("SELECT count(*) FROM papers").fetchone()[0] == len(hostile.catalogue.papers)


def test_every_relation_is_indexed():
    """A lookup by either end of a relation reads an index, never the whole table."""
    opened = open_database(files_of(rich_catalogue()))
    lookups = {"papers": ("topic",), "families": ("paper", "other"), "glossary": ("short",), "paper_glossary": ("paper", "sense")}
    lookups |= {"paper_tags": ("paper", "tag"), "mentions": ("paper", "target"), "related": ("paper", "other"), "sightings": ("paper", "digest")}
    for table, columns in lookups.items():
        for column in columns:
            (plan,) = opened.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = 1").fetchall()
            assert plan[3].startswith("SEARCH"), (table, column, plan[3])


def test_every_reference_names_its_column():
    """Datasette shows no table with a reference that leaves its column to be guessed."""
    opened = open_database(files_of(rich_catalogue()))
    rows = opened.execute("SELECT m.name, f.'from', f.'to' FROM sqlite_schema m, pragma_foreign_key_list(m.name) f").fetchall()
    assert len(rows) == 18 and all(column for _, _, column in rows), rows


def test_texts_that_sqlite_cannot_hold_are_mended():
    paper = make_paper(title="a\udfffb", abstract="c\0d\u2028e", title_raw="x\udfff")
    row = open_database(files_of(make_catalogue(paper))).execute("SELECT title, abstract, title_raw FROM papers").fetchone()
    assert row == ("a?b", "c\ufffdd\u2028e", "x?")


def test_without_full_text_the_rest_is_there(monkeypatch):
    monkeypatch.setattr(database, "has_full_text", lambda: False)
    monkeypatch.setattr("generator.records.publish.has_full_text", lambda: False)
    files = files_of(rich_catalogue())
    assert open_database(files).execute("SELECT count(*) FROM papers").fetchone() == (3,)
    assert b"papers_fts" not in files["data/metadata.json"] + files["data/index.md"]


def test_files_whose_names_are_no_text_stay_apart():
    digests = [make_digest("caf\udce9.txt"), make_digest("caf\udce8.txt"), make_digest("café.txt")]
    catalogue = make_catalogue(make_paper())
    opened = open_database(files_of(replace(catalogue, digests=(*catalogue.digests, *digests))))
    assert opened.execute("SELECT name FROM digests ORDER BY number").fetchall() == [("a.txt",), ("caf\\udce9.txt",), ("caf\\udce8.txt",), ("café.txt",)]


def test_without_a_database_nothing_speaks_of_it(monkeypatch):
    monkeypatch.setattr("generator.records.publish.can_make_database", lambda: False)
    files = files_of(rich_catalogue())
    assert DATABASE not in files and "data/metadata.json" not in files
    assert b"sqlite" not in files["data/index.md"] + files["api/v1/index.json"] + files["llms.txt"]


def test_people_are_told_of_what_other_pages_have():
    links = ("../cite.bib", "../cite.json", "../subscribe/index.md", "../feeds.opml", "../sitemap.xml")
    told = files_of(rich_catalogue(), site_url=URL)["data/index.md"].decode()
    assert [link for link in links if f"]({link})" not in told] == []
    less = files_of(rich_catalogue(), citations=False)["data/index.md"].decode()  # without the site's address
    assert [link for link in links if link in less] == []


def test_datasette_is_told_of_tables_columns_and_queries_that_exist():
    files = files_of(arranged_catalogue(), site_url=URL)
    opened = open_database(files)
    metadata = json.loads(files["data/metadata.json"])
    (known,) = metadata["databases"].values()
    for table, told in known["tables"].items():
        columns = {row[1] for row in opened.execute(f"PRAGMA table_info({table})")}
        named = {*told.get("columns", ()), *told.get("facets", ()), told.get("label_column"), told.get("sort_desc")} - {None}
        assert columns and named <= columns, table
        assert told.get("fts_pk", "number") in columns | {"number"}
    assert opened.execute(known["queries"]["by_tag"]["sql"]).fetchall() == [("Birds", 1)]
    assert opened.execute(known["queries"]["by_topic"]["sql"]).fetchall() == [("Birds", 2, "KiteNet\nwind"), ("slow, green", 1, "slow\ngreen")]
    tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'papers_fts%'")}
    assert tables == set(known["tables"]), "each table is described"


def escape_fts(words: str) -> str:
    """As Datasette's own function has it."""
    bits = re.split(r'\s+|(".*?")', words + '"' * (words.count('"') % 2))
    return " ".join(bit if bit.startswith('"') else f'"{bit}"' for bit in bits if bit and bit != '""')


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("feather", ["owls-at-night"]),
        ("owl-feather", ["owls-at-night"]),
        ("at-night owls", ["owls-at-night"]),
        ('"owls at', ["owls-at-night"]),
        *((nothing, []) for nothing in ("", " ", '"', '""', "-", "it's (*) AND : ^ NEAR(", "title:")),
    ],
)
def test_in_datasette_whatever_is_typed_is_words(words, found):
    files = files_of(rich_catalogue())
    opened = open_database(files)
    opened.create_function("escape_fts", 1, escape_fts)
    query = json.loads(files["data/metadata.json"])["databases"]["papers"]["queries"]["find"]["sql"]
    assert [row[0] for row in opened.execute(query, {"words": words})] == found


# --- Markdown


def test_a_paper_to_read():
    text = files_of(rich_catalogue(), site_url=URL)["papers/owls-at-night/index.md"].decode()
    _, matter, body = text.split("---\n", 2)
    assert yaml.safe_load(matter) == {
        "title": "Owls at Night",
        "date": rich_catalogue().papers[0].date,
        "organisation": "Feather Works",
        "tags": ["birds"],
        "url": f"{URL}papers/owls-at-night/",
    }
    assert body.startswith("\n# Owls at Night\n\nWe count the feathers")
    assert "## Mentions\n\n- [KiteNet: Models of the Wind](../kitenet/index.md)\n" in body


COMMONMARK = MarkdownIt("commonmark").enable(["strikethrough", "table"])


@given(st.text(min_size=1))
@example("<b>x</b> <https://x.example> &copy; \\* a_b_c `c` [x](y) ![](z) ~~s~~ 1 < 2 & 3 > 2")
@example("1. x")
def test_text_shows_as_it_is(value):
    shown = " ".join(commonmark.clean(value).split())
    for before in ("", "x "):
        found = parsed(before + commonmark.text(value))
        assert " ".join(found.text_content().split()) == (before + shown).strip()
        assert {node.tag for node in found.iter()} <= {"div", "p"}


def parsed(text: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{COMMONMARK.render(text)}</div>")


@pytest.mark.parametrize("text", ["# x", "- x", "+ x", "1. x", "12) x", "> x", ">x", "=", "--- x", "#", "* x", "~~~ x", "``` x", "---"])
def test_no_text_begins_a_block(text):
    assert [node.tag for node in parsed(f"above\n{commonmark.text(text)}").iter()] == ["div", "p"]


def test_no_hostile_text_reaches_a_reader_as_markup(hostile):
    papers = [path for path in hostile.assets if path.endswith("/index.md") and schema_of(path) == "paper"]
    assert len(papers) == len(hostile.catalogue.papers)
    for path in papers:
        tree = parsed(hostile.assets[path].decode().split("---\n", 2)[2])
        assert {node.tag for node in tree.iter()} <= {"div", "h1", "h2", "p", "ul", "li", "a"}, path
        assert all(re.match(r"https?://|\.\./[^/:]+/index\.md$", link.get("href")) for link in tree.iter("a")), path


def test_pages_of_links_are_readable():
    files = files_of(rich_catalogue())
    names = files["names/index.md"].decode()
    assert "- [KiteNet](../papers/kitenet/index.md) — KiteNet: Models of the Wind" in names
    assert "{" not in names and "&#" not in names and "<" not in names
    assert "```\ncurl" not in names and "curl -s https://example.org/api/v1/index.json" in files["data/index.md"].decode()


def test_links_of_hand_written_pages_lead_to_their_markdown():
    files = {"about.md": "about/index.html", "a/b.md": "a/b/index.html", "map/index.md": "map/index.html", "x.png": "x.png"}
    text = "[m](map/index.md#lists) [b](a/b.md) [q](a/b.md?q=x) ![x](x.png) [w](https://a.example/x.md) [n](none.md)"
    assert move_links(text, "about.md", files) == (
        "[m](../map/index.md#lists) [b](../a/b/index.md) [q](../a/b/index.html?q=x) ![x](x.png) [w](https://a.example/x.md) [n](none.md)"
    )
    made = publish_handwritten([("about.md", "About", "Us", text)], files)
    assert list(made) == ["about/index.md", "about/index.json"]
    assert json.loads(made["about/index.json"]) == {"url": "about/", "title": "About", "description": "Us"}


# --- the rest


def test_the_guide_for_language_models_has_the_form_of_the_convention():
    lines = files_of(rich_catalogue(), site_url=URL)["llms.txt"].decode().splitlines()
    assert lines[0] == "# Owls & Co" and lines[2].startswith("> 3 papers from 1 digest")
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    sections = [line for line in lines if line.startswith("## ")]
    assert sections[-1] == "## Optional" and "## Tags" in sections
    items = [line for line in lines[lines.index(sections[0]) :] if line and not line.startswith("## ")]
    assert items and all(item.startswith("- [") and f"]({URL}" in item for item in items)


def test_the_texts_come_in_parts_of_like_size():
    files = files_of(make_catalogue(*(make_paper(f"paper-{i}", f"Paper {i}") for i in range(151))))
    parts = [files[f"llms-full-{number}.txt"].decode() for number in (1, 2)]
    assert [part.count("\n## ") for part in parts] == [75, 76]
    assert "llms-full-3.txt" not in files
    assert "[Texts, part 2](llms-full-2.txt): 76 papers, 76 without a date" in files["llms-full.txt"].decode()


def test_the_manifest_names_icons_that_are_there():
    files = files_of(rich_catalogue())
    manifest = json.loads(files["site.webmanifest"])
    assert manifest["name"] == "Owls & Co" and manifest["start_url"] == manifest["scope"] == "./"
    assert {icon.get("purpose") for icon in manifest["icons"]} == {None, "any", "maskable"}
    for icon in manifest["icons"]:
        data = files[icon["src"]]
        if icon["type"] == "image/png":
            assert f"{'x'.join(map(str, png_size(data)))}" == icon["sizes"]
    assert png_size(files["assets/broadsheet/icons/touch.png"]) == (180, 180)


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height, once every part's checksum and the number of pixels were found right."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, {}
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        assert zlib.crc32(data[at + 4 : at + 8 + length]) == struct.unpack_from(">I", data, at + 8 + length)[0]
        parts[kind] = data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height = struct.unpack_from(">II", parts[b"IHDR"])
    assert len(zlib.decompress(parts[b"IDAT"])) == height * (1 + 4 * width)
    return width, height


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some)))
def test_json_is_one_line_with_no_spaces_and_question_marks_for_what_utf8_lacks(value):
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert encode(value) == (plain + "\n").encode(errors="replace")


def test_json_of_half_a_character_is_json():
    assert encode({"a": "\ud800"}) == b'{"a":"?"}\n'


def test_the_same_papers_give_the_same_bytes():
    one, two = (files_of(rich_catalogue(), site_url=URL) for _ in range(2))
    assert [*one] == [*two]
    assert [path for path in one if one[path] != two[path]] == []
    turned = replace(rich_catalogue(), digests=rich_catalogue().digests[::-1])
    assert files_of(turned, site_url=URL)[DATABASE] == one[DATABASE]


def test_it_can_be_left_out(tmp_path):
    project = make_project(tmp_path / "project", {"hostile.txt": digest_text(HOSTILE[:3])})
    site = build_site(read_inputs([project / "seeds"], root=project), Settings(search=False, feeds=False, citations=False, cards=False, data=False))
    assert not site.assets
    assert "data/index.md" not in {draft.path for draft in site.pages.drafts}
