"""Citations: escaped for their format, claiming no author, and read back by the field's own parsers."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hostile import ATTACKS
from hypothesis import given
from hypothesis import strategies as st
from invented import make_catalogue, make_paper, rich_catalogue
from jsonschema import Draft7Validator

from generator.citing import bibtex, csl_item, make_citation, markdown_link, plain_text, ris
from generator.citing.bibtex import tex
from generator.citing.files import citation_files
from generator.context import make_context
from generator.markup import clean
from generator.model import Former, Name, Related, Topic
from generator.publication import Settings
from generator.seeds import find_curated, read_inputs
from generator.site import build_catalogue

ROOT = Path(__file__).parent.parent
CSL = Draft7Validator(json.loads((ROOT / "tests" / "data" / "csl-data.json").read_text(encoding="utf-8")))
HERE = Settings(site_url="https://papers.example/owls/")
URL = "https://papers.example/owls/papers/owls-at-night/"
TEX_TEXT = st.text(alphabet="\\{}$&#%_~^\"'`-?!<>@, abcÖ≤\u200b", max_size=40) | st.text(max_size=40)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@pytest.fixture(scope="module")
def papers():
    """The real ones, and one for each hostile title; with and without what may be known."""
    inputs = read_inputs([ROOT / "seeds"], root=ROOT, **find_curated(ROOT / "seeds"))
    real = build_catalogue(inputs, Settings())[0].papers
    assert len(real) == 454
    odd = (*ATTACKS, "\ud800 alone", "TY  - JOUR\nER  - ", "ends\\", "{", "}", "@misc{x,", "\x00\x1f", '"', "100% of {A_B}", "ǅungla")
    known = {"date": date(2024, 2, 29), "date_year_inferred": True, "source_id": "2402.12345"}
    return [*real, *(make_paper(f"odd-{i}", text, **(known if i % 2 else {})) for i, text in enumerate(odd))]


@pytest.fixture(scope="module")
def files(papers):
    """The bulk files of such a catalogue."""
    makers = citation_files(make_context(make_catalogue(*papers), HERE))
    return {path: make().decode("utf-8") for path, make in makers.items()}


def cite(settings=HERE, **fields):
    return make_citation(make_paper(**fields), settings)


# --- each format


def test_bibtex_in_full():
    paper = cite(title="mT5 & BERT on X-Rays: 80% of $5", date=date(2024, 1, 28), authors_count=3)
    assert bibtex(paper) == [
        "@misc{owls-at-night,",
        r"  title = {{mT5} \& {BERT} on {X}-Rays: 80\% of \$5},",
        "  year = {2024},",
        "  month = jan,",
        "  note = {The digest names no authors},",
        f"  url = {{{URL}}},",
        "}",
    ]


def test_ris_in_full():
    assert ris(cite(date=date(2024, 1, 8), date_year_inferred=True, source_id="arXiv:2401.00001v2")) == [
        "TY  - GEN",
        "ID  - owls-at-night",
        "TI  - Owls at Night",
        "PY  - 2024",
        "DA  - 2024/01/08",
        "N1  - The digest names no authors; the year was inferred",
        "AN  - arXiv:2401.00001v2",
        "UR  - https://arxiv.org/abs/2401.00001v2",
        "ER  - ",
    ]


def test_csl_in_full():
    assert csl_item(cite(date=date(2024, 1, 28), date_year_inferred=True, source_id="hep-th/9901001")) == {
        "id": "owls-at-night",
        "type": "document",
        "title": "Owls at Night",
        "issued": {"date-parts": [[2024, 1, 28]], "circa": True},
        "archive": "arXiv",
        "archive_location": "hep-th/9901001",
        "URL": "https://arxiv.org/abs/hep-th/9901001",
        "note": "The digest names no authors; the year was inferred",
    }


def test_plain_text_in_full():
    known = cite(title="Do owls [sleep]?", date=date(2025, 9, 18), date_year_inferred=True)
    assert plain_text(known) == f"Do owls [sleep]? 18 September 2025 (year inferred). {URL}"
    assert plain_text(cite(settings=Settings())) == "Owls at Night."


def test_markdown_in_full():
    assert markdown_link(cite(title="Owls [and] *kites*")) == rf"[Owls \[and\] \*kites\*](<{URL}>)"
    assert markdown_link(cite(settings=Settings(), title="a_b")) == r"a\_b"


def test_what_is_unknown_is_left_out():
    bare = cite(settings=Settings())
    assert not re.search(r"^\s*(author|year|month|url|eprint)\s*=", "\n".join(bibtex(bare)), re.MULTILINE)
    assert [line[:2] for line in ris(bare)] == ["TY", "ID", "TI", "N1", "ER"]
    assert csl_item(bare).keys() == {"id", "type", "title", "note"}


@pytest.mark.parametrize("site", ["https://user.github.io/broadsheet/", "http://127.0.0.1:8000/", None])
def test_a_stand_in_is_not_cited(site):
    assert cite(settings=Settings(site_url=site)).url is None


def test_an_address_in_the_abstract_is_not_the_papers_own():
    assert cite(abstract="Building on arXiv:2411.04996, we fly. https://arxiv.org/abs/2411.04996").url == URL


@pytest.mark.parametrize("given_id", ["", "10.1000/1", "2401", "x 2401.00001", "2401.00001\n"])
def test_an_identifier_of_another_kind_is_no_eprint(given_id):
    assert cite(source_id=given_id).arxiv is None


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_the_macros_of_bibtex(month):
    assert f"  month = {MONTHS[month - 1]}," in bibtex(cite(date=date(2024, month, 1)))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("A GPT-4 in 3D", "A {GPT}-4 in {3D}"),
        ("UNiversal Image-TExt", "{UNiversal} Image-{TExt}"),
        ("Pre-Training", "Pre-Training"),
        ("ÉCOLE École", "{ÉCOLE} École"),
        ("T5_X", r"{T5}\_{X}"),
    ],
)
def test_capitals_of_names_are_kept(title, written):
    assert tex(title) == written


@pytest.mark.parametrize(
    ("title", "name", "written"),
    [
        ("ERNIE-Gram: Pre-Training", "ERNIE-Gram", "{ERNIE-Gram}: Pre-Training"),
        ("Mixture-of-Mamba and 1.5-Pints", "Mixture-of-Mamba", "{Mixture-of-Mamba} and 1.5-Pints"),
        ("Pints: 1.5-Pints for GPT", "1.5-Pints", "Pints: {1.5-Pints} for {GPT}"),
        ("Samba, or Sambas in Samba", "Samba", "{Samba}, or Sambas in {Samba}"),
        ("Met_2 & all", "Met_2", r"{Met\_2} \& all"),
        ("BERT", "BERT", "{BERT}"),
        ("nanoowl of owls", "owls", "nanoowl of owls"),
        ("Owls", "NV-Embed", "Owls"),
    ],
)
def test_the_name_a_title_brings_is_kept_as_a_whole(title, name, written):
    assert tex(title, name) == written


def test_the_name_is_known_wherever_the_paper_is_cited():
    paper = make_paper(title="NV-Embed: Owls")
    names = {paper.id: Name(text="NV-Embed", source="title-head")}
    makers = citation_files(make_context(make_catalogue(paper, names=names), HERE))
    assert "title = {{NV-Embed}: Owls}" in makers["cite.bib"]().decode()
    assert json.loads(makers["cite.json"]())[0]["custom"]["name"] == "NV-Embed"


# --- any text


@given(TEX_TEXT)
def test_any_title_is_balanced_and_readable_in_bibtex(title):
    lines = bibtex(cite(title=title))
    depth = 0
    for char in "\n".join(lines):  # BibTeX counts every brace, even behind a backslash
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    (line,) = [line for line in lines if line.startswith("  title = ")]
    assert untex(line.removeprefix("  title = {").removesuffix("},")) == clean(title)


@given(TEX_TEXT)
def test_no_special_character_is_left_alone(text):
    bare = re.sub(r"\\text[a-z]+\{\}|\\[&%$#_]|\{[^\W_]+\}|(?<=[?!`',<>-])\{\}", "", tex(text))
    assert not set(bare) & set("\\{}&%$#_~^")


@given(TEX_TEXT, TEX_TEXT)
def test_any_name_in_a_title_is_balanced_and_readable(text, name):
    title = f"{text}{name} {name}{text}"
    written = tex(title, name)
    assert untex(written) == title and written.count("{") == written.count("}")
    assert not re.search(r"--|[?!]`|``|''|,,|<<|>>", written)


@given(TEX_TEXT)
def test_no_two_signs_become_one(text):
    assert not re.search(r"--|[?!]`|``|''|,,|<<|>>", tex(text))


def test_two_signs_stay_two_for_the_field_s_parser():
    title = "Using --verbose and git--annex ?`hello !`x ``quoted'' <!-- a -->"
    entry = "\n".join(bibtex(cite(title=title)))
    (read,) = bibtexparser.parse_string(entry, append_middleware=[LatexDecodingMiddleware()]).entries
    assert read["title"].replace("{", "").replace("}", "") == title


def untex(text: str) -> str:
    words = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    found = re.sub(r"\\text([a-z]+)\{\}|\\([&%$#_])|[{}]", lambda one: one[0] if one[1] or one[2] else "", text)
    return re.sub(r"\\text([a-z]+)\{\}|\\([&%$#_])", lambda one: words.get(one[1]) or one[2], found)


@given(st.text(alphabet="abc/{}\\%# \n<>ü\ud800", max_size=20))
def test_any_address_is_one(rest):
    citation = cite(settings=Settings(site_url=f"https://x.example/{rest}"))
    assert re.fullmatch(r"https://x\.example/[!-;=?-\[\]_a-z~]*", citation.url)
    assert not set(citation.url) & set('{}\\<>"')


@given(st.text(max_size=40))
def test_any_title_is_one_line_everywhere(title):
    citation = cite(title=title)
    written = [*bibtex(citation), *ris(citation), plain_text(citation), markdown_link(citation)]
    assert not [line for line in written if len(line.splitlines()) > 1]
    json.dumps(csl_item(citation), ensure_ascii=False).encode("utf-8")


# --- round trips through the parsers of the field


def test_bibtexparser_reads_every_entry(papers, files):
    library = bibtexparser.parse_string(files["cite.bib"])
    assert not library.failed_blocks
    read = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert read.keys() == {paper.id for paper in papers}
    for paper in papers:
        fields, citation = read[paper.id], make_citation(paper, HERE)
        assert untex(fields["title"]) == clean(paper.title)
        assert fields.get("year") == (str(paper.date.year) if paper.date else None)
        assert fields.get("month") == (MONTHS[paper.date.month - 1] if paper.date else None)
        assert fields["note"] == citation.note
        assert (fields.get("url"), fields.get("eprint")) == (citation.url, citation.arxiv)
        assert "author" not in fields
    assert {entry.entry_type for entry in library.entries} == {"misc"}


def test_rispy_reads_every_record(papers, files):
    read = {record["id"]: record for record in rispy.loads(files["cite.ris"])}
    assert read.keys() == {paper.id for paper in papers}
    for paper in papers:
        record, citation = read[paper.id], make_citation(paper, HERE)
        assert record["title"] == clean(paper.title)
        assert record.get("year") == (str(paper.date.year) if paper.date else None)
        assert record.get("date") == (paper.date.strftime("%Y/%m/%d") if paper.date else None)
        assert record["notes"] == [citation.note]
        assert record["urls"] == [citation.url]
        assert record["type_of_reference"] == "GEN"
        assert not {"authors", "first_authors"} & record.keys()


def test_ris_has_the_line_ends_of_its_reference(files):
    assert "\n" not in files["cite.ris"].replace("\r\n", "")


def test_the_schema_accepts_every_item(papers, files):
    items = json.loads(files["cite.json"])
    assert [error.message for error in CSL.iter_errors(items)] == []
    assert {item["id"]: item["title"] for item in items} == {paper.id: clean(paper.title) for paper in papers}
    assert not [item for item in items if "author" in item]


def test_the_schema_does_refuse():
    assert list(CSL.iter_errors([{"id": "x", "type": "preprint"}, {"id": "y", "type": "article", "pages": "1"}]))


# --- many at once


def test_each_collection_can_be_cited():
    topic = Topic(id="birds-at-night", label="Birds: night", papers=("owls-at-night", "kitenet"))
    context = make_context(replace(rich_catalogue(), topics=(topic,)), HERE)
    files = {path: make().decode() for path, make in citation_files(context).items()}
    assert files.keys() == {"cite.bib", "cite.ris", "cite.json", "assets/related.json", "digests/a/cite.bib", "organisations/featherworks/cite.bib"}
    keys = {path: re.findall(r"@misc\{(.*),", text) for path, text in files.items()}
    assert keys["cite.bib"] == ["moss", "owls-at-night", "kitenet"]
    assert keys["digests/a/cite.bib"] == ["owls-at-night", "kitenet", "moss"]
    assert keys["organisations/featherworks/cite.bib"] == ["owls-at-night"]
    lists = {item["id"]: item["custom"]["in"] for item in json.loads(files["cite.json"])}
    assert lists["owls-at-night"] == ["tags/birds/", "organisations/featherworks/", "digests/a/", "topics/birds-at-night/", "years/2024/"]
    assert lists["kitenet"] == ["digests/a/", "topics/birds-at-night/", "years/undated/"]
    assert lists["moss"] == ["digests/a/", "years/2025/"]


def test_related_papers_are_told_by_their_places_in_the_file_of_all():
    one, other, gone = "owls-at-night", "kitenet", "moss"
    near = {one: (Related(paper=gone, score=0.5, why=()), Related(paper=other, score=0.1234, why=())), other: (), gone: (Related(paper=one, score=1.0, why=()),)}
    files = citation_files(make_context(replace(rich_catalogue(), related=near), HERE))
    ids = [item["id"] for item in json.loads(files["cite.json"]())]
    told = json.loads(files["assets/related.json"]())
    assert ids == [gone, one, other] and told["near"] == [[1, 10_000], [0, 5_000, 2, 1_234], []]
    assert told["of"] == zlib.adler32(b"moss\nowls-at-night\nkitenet")
    assert "assets/related.json" not in citation_files(make_context(replace(rich_catalogue(), related={one: ()}), HERE))


def test_identifiers_that_papers_gave_up_are_told_where_there_are_any_and_change_nothing_else():
    former = (Former(id="night-owls", title="Night Owls"), Former(id="stars", title="Hooting Under Stars"))
    plain = rich_catalogue()
    joined = replace(plain, papers=tuple(replace(paper, former=former) if paper.id == "owls-at-night" else paper for paper in plain.papers))
    before, after = ({path: make() for path, make in citation_files(make_context(one, HERE)).items()} for one in (plain, joined))
    assert {path for path in before if before[path] != after[path]} == {"cite.json"} and "assets/related.json" in after
    assert b"formerly" not in before["cite.json"]
    items = json.loads(after["cite.json"])
    assert [error.message for error in CSL.iter_errors(items)] == []
    assert {item["id"]: item["custom"].pop("formerly") for item in items if "formerly" in item["custom"]} == {"owls-at-night": ["night-owls", "stars"]}
    assert items == json.loads(before["cite.json"])


def test_a_site_without_papers_has_empty_files():
    files = {path: make().decode() for path, make in citation_files(make_context(make_catalogue(), HERE)).items()}
    assert json.loads(files["cite.json"]) == []
    assert bibtexparser.parse_string(files["cite.bib"]).blocks == []
