"""What there is to download → the page that tells people of it: sizes, rights, and examples that work as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial

from .. import addresses, markup
from ..assets import Maker
from ..citing.files import FORMATS
from ..context import Context
from ..groups import newest_first
from ..markup import Markdown
from ..metadata import page_url, site_head
from ..pages.document import Draft, make_page
from ..publication import Page
from ..sitemap import SITEMAP
from ..wording import count, file_size
from . import resources
from .resources import Resource, schema_path
from .schemas import SCHEMAS

_STAND_IN = "https://example.org/"
_LEAD = "All that is on this site, as files: for programs, for databases, for language models."
_RIGHTS = (
    "Abstracts and titles belong to their authors; they are quoted here to help you find the papers. Before you publish "
    "texts from these files elsewhere, see the paper’s own licence. What this site adds (tags, names, links, related "
    "papers, families, topics, the glossary) is made by rules, and rules err. A digest names no authors, so no file does."
)


def data_page(context: Context, offered: Sequence[Resource], files: Mapping[str, Maker], *, searchable: bool) -> Draft:
    """The page at `data/`, made once; sizes are those of the files, which must be made for that."""
    return Draft(path=addresses.DATA, make=cache(partial(_page, context, offered, files, searchable)))


def _page(context: Context, offered: Sequence[Resource], files: Mapping[str, Maker], searchable: bool) -> Page:
    path = addresses.DATA
    sections = [
        markup.heading(1, "Data", "top"),
        markup.paragraph(_LEAD, "bs-lead"),
        markup.heading(2, "What there is", "files"),
        markup.table(("File", "What it holds", "Size"), [_row(path, one, files) for one in offered]),
        *_elsewhere(context, path),
        *_beside(context, path),
        markup.heading(2, "Rights", "rights"),
        markup.paragraph(_RIGHTS),
        *_examples(context, offered, searchable),
        markup.heading(2, "Schemas", "schemas"),
        markup.paragraph(
            "Each kind of JSON is described by a JSON Schema (draft 2020-12). Addresses in the files are relative to "
            "the site, which the index names; what is unknown is null."
        ),
        markup.bullets([[_file(path, name, schema_path(name)), what] for name, (what, _, _) in SCHEMAS.items()]),
    ]
    head = site_head("Data", path, context.settings)
    return make_page(path, "Data", _LEAD, sections, hide=("navigation",), head=head)


def _row(path: str, one: Resource, files: Mapping[str, Maker]) -> tuple[Markdown, str, str]:
    """Its name with a link, what it is, and the bytes of it and all that belong to it."""
    parts = [name for name in files if name.startswith(one.stem)]
    size = file_size(sum(len(files[name]()) for name in parts))
    shown = size if len(parts) == 1 else f"{size} in {count(len(parts), 'file')}"
    name = one.path.removeprefix(resources.API).removeprefix(resources.DATA)
    return _file(path, name, one.path), one.what, shown


def _file(path: str, label: str, target: str) -> Markdown:
    return markup.file_link(label, markup.relative(path, target))


def _elsewhere(context: Context, path: str) -> list[str]:
    """What other pages tell of, as far as the site has it."""
    lines = []
    if context.settings.citations:
        lines.append(["Citations of all papers:", markup.join([_file(path, name, file) for name, file in FORMATS], ", ")])
    if context.feeds:
        page = markup.page_link("Subscribe", path, addresses.SUBSCRIBE)
        lines.append(["Feeds of new papers:", page, markup.join(["and", _file(path, "their list", addresses.OPML)])])
    if context.settings.site_url:
        lines.append(["Every page, and the day its papers last changed:", _file(path, SITEMAP, SITEMAP)])
    return [markup.bullets([[markup.join(line)] for line in lines])] if lines else []


def _beside(context: Context, path: str) -> list[str]:
    """What `index.md` and `index.json` hold, with a paper for an example."""
    papers = newest_first(context.catalogue.papers)
    text = "the title, what is known, the abstract in full"
    record = "the record without its long parts, which the NDJSON has" if context.large else "the whole record"
    lists = "title and number of papers" if context.large else "the papers listed, in order"
    lines = [
        markup.heading(2, "Beside every page", "beside"),
        markup.paragraph(f"A paper’s address with index.md gives {text}; with index.json {record}. For a list it is {lists}."),
    ]
    if papers:
        folder = addresses.public_url(addresses.paper_page(papers[0].id))
        links = [_file(path, name, folder + name) for name in ("index.md", "index.json")]
        lines.append(markup.paragraph(markup.join(["The newest paper’s:", markup.join(links, ", ")])))
    return lines


def _examples(context: Context, offered: Sequence[Resource], searchable: bool) -> list[str]:
    site = page_url(addresses.HOME, context.settings)
    base = site or _STAND_IN
    blocks = [markup.heading(2, "Examples", "examples")]
    if not site:
        blocks.append(markup.paragraph(f"Put the address of this site in place of {_STAND_IN}."))
    for name, lines in _commands(context, base, offered, searchable).items():
        blocks += [markup.heading(3, name, name), markup.code_block(lines)]
    return blocks


def _commands(context: Context, base: str, offered: Sequence[Resource], searchable: bool) -> dict[str, list[str]]:
    """Tool → lines to run; a test runs those of each."""
    records = f"curl -s {base}{resources.NDJSON}"
    papers = newest_first(context.catalogue.papers)
    one = [f"curl -s {base}{addresses.paper_page(papers[0].id)}"] if papers else []
    commands = {
        "curl": ["# what there is, then a paper to read", f"curl -s {base}{resources.INDEX}", *one],
        "jq": [
            "# papers whose abstract leads to code",
            f"{records} | gunzip | jq -r 'select(any(.links[]; .kind == \"code\")) | .title'",
            "# the most frequent tags",
            f"{records} | gunzip | jq -r '.tags[]' | sort | uniq -c | sort -rn | head -n 5",
            "# abbreviations with several senses",
            f"curl -s {base}{resources.GLOSSARY} | jq -r '.glossary[] | select(.senses | length > 1) | [.short, .senses[].long] | join(\"; \")'",
        ],
    }
    if any(one.path == resources.DATABASE for one in offered):
        by_year = "SELECT substr(date, 1, 4) AS year, count(*) FROM papers GROUP BY year ORDER BY year"
        find = (
            "SELECT papers.date, papers.title FROM papers_fts JOIN papers ON papers.number = papers_fts.rowid "
            "WHERE papers_fts MATCH 'language model' ORDER BY papers_fts.rank LIMIT 5"
        )
        topics = "SELECT topics.name, count(*) FROM papers JOIN topics ON topics.number = papers.topic GROUP BY topics.number ORDER BY count(*) DESC LIMIT 5"
        commands["sqlite3"] = [
            f"curl -s {base}{resources.DATABASE} | gunzip > papers.sqlite",
            f'sqlite3 papers.sqlite "{by_year}"',
            "# the largest topics",
            f'sqlite3 papers.sqlite "{topics}"',
            *(["# the best five of a search", f'sqlite3 papers.sqlite "{find}"'] if searchable else []),
        ]
        commands["datasette"] = [
            "# with papers.sqlite from above: tables, facets and the search in a browser",
            f"curl -s {base}{resources.DATASETTE} > metadata.json",
            "datasette papers.sqlite --metadata metadata.json",
        ]
    commands["pandas"] = [
        "import pandas",
        f'papers = pandas.read_json("{base}{resources.NDJSON}", lines=True)',
        'print(papers.explode("tags")["tags"].value_counts().head())',
    ]
    return commands
