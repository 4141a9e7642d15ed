"""A built site's search index and a query → lines for a terminal, in the order that the site shows: the work of `broadsheet search`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from .arguments import number
from .errors import GeneratorError
from .search import Document, Hit, Index, rank
from .search.reading import read_index
from .search.shards import MANIFEST
from .wording import count, mark_inferred, short_date

COMMAND = "search"
_WITH_VALUE = ("--site", "--count")


def add_search_arguments(parser: argparse.ArgumentParser) -> None:
    """What to look for, where, and how much of it to show."""
    parser.add_argument("query", nargs="+", metavar="QUERY", help="the query language is that of the site's search page; -WORD leaves papers out")
    parser.add_argument("--site", type=Path, metavar="DIR", help="the built site (default: as mkdocs.yml says, or site)")
    parser.add_argument("--count", type=number, default=10, metavar="N", help="papers to show (default: 10)")
    parser.add_argument("--exact", action="store_true", help="do not mend misspellings")


def set_words_apart(arguments: Sequence[str]) -> list[str]:
    """Of a search, the options first and then the query, whose words may begin with a hyphen; those with two are options."""
    if list(arguments[:1]) != [COMMAND]:
        return list(arguments)
    options, words, rest = [], [], iter(arguments[1:])
    for one in rest:
        if one == "--":
            words += rest
        elif one == "-h" or one.startswith("--"):
            options += [one, *(islice(rest, 1) if any(name.startswith(one) for name in _WITH_VALUE) else ())]
        else:
            words.append(one)
    return [COMMAND, *options, "--", *words]


def search_lines(files: Mapping[str, bytes], place: str, query: str, *, most: int, exact: bool) -> Iterator[str]:
    """What was understood, and the first papers with name, year and address; raises `GeneratorError` for another index in that place."""
    if MANIFEST not in files:
        raise GeneratorError(place, "no-index", "there is no search index; build the site first (mkdocs build), or name its folder with --site")
    try:
        index = read_index(files)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise GeneratorError(place, "bad-index", f"the search index cannot be read, build the site anew: {error}") from None
    found = rank(index, query, mend=not exact)
    hits = found.hits if found.words else sorted(found.hits, key=lambda hit: _age(index, hit))  # filters alone: the newest first
    yield from found.notes
    if found.shown_for:
        yield f"Showing results for: {found.shown_for} (--exact searches for what was typed)"
    if found.weak and hits:
        yield "No paper has these words. These may suit what they mean."
    yield count(len(hits), "paper")
    for place, hit in enumerate(hits[:most], 1):
        yield from _paper_lines(index, place, hit)


def _age(index: Index, hit: Hit) -> tuple[int, int]:
    paper = index.documents[hit.paper]
    return -paper.year, -paper.day


def _paper_lines(index: Index, place: int, hit: Hit) -> Iterator[str]:
    paper = index.documents[hit.paper]
    badge = paper.organisation_name or paper.organisation or (count(paper.authors, "author") if paper.authors is not None else "")
    comments = count(paper.comments, "comment") if paper.comments else ""
    facts = [fact for fact in (paper.name, _day(paper), badge, comments) if fact]
    yield f"{place:3}. {paper.title}"
    yield f"     {' · '.join([*facts, f'papers/{paper.id}/'])}"


def _day(paper: Document) -> str:
    if not paper.day:
        return ""
    return mark_inferred(short_date(date(paper.year, 1, 1) + timedelta(days=paper.day - 1)), paper.inferred)
