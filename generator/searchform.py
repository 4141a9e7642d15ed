"""The form of the search and the place for its results, for the page that shows them, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable

from . import addresses, markup
from .wording import count

_LISTS = (
    ("All papers", addresses.PAPERS),
    ("Tags", addresses.TAGS),
    ("Topics", addresses.TOPICS),
    ("Map", addresses.MAP),
    ("Names", addresses.NAMES),
    ("Glossary", addresses.GLOSSARY),
    ("Years", addresses.YEARS),
    ("Organisations", addresses.ORGANISATIONS),
    ("Digests", addresses.DIGESTS),
)


def search_sections(path: str, papers: int) -> list[str]:
    """What the search's script works on, for the page whose Markdown file is `path`; it reads the query from the address."""
    links = [markup.page_link(label, path, target) for label, target in _LISTS]
    return [
        markup.search_form(f"Search {count(papers, 'paper')}", "."),
        markup.paragraph("The search needs scripts, which do not run here.", "bs-without"),
        markup.search_results(),
        markup.paragraph(markup.join(["Or browse:", *links]), "bs-browse"),
    ]


def put_below_heading(markdown: str, sections: Iterable[str]) -> str:
    """A hand-written page with the sections below its first heading of the first level, or on top where it has none."""
    lines = markdown.splitlines()
    below = next((number for number, line in enumerate(lines, start=1) if line.startswith("# ")), 0)
    return "\n".join([*lines[:below], "", *sections, "", *lines[below:], ""])
