"""A built site's search index and a query → lines for a terminal, in the order that the site shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .errors import GeneratorError
from .search import Document, Hit, Index, rank
from .search.reading import read_index
from .search.shards import MANIFEST
from .wording import count, mark_inferred, short_date


def search_lines(files: Mapping[str, bytes], query: str, *, most: int, exact: bool) -> Iterator[str]:
    """What was understood, and the first papers with name, year and address; raises `GeneratorError` for another index."""
    if MANIFEST not in files:
        raise GeneratorError(f"there is no {MANIFEST}: build the site first, or name its folder with --site")
    try:
        index = read_index(files)
    except (KeyError, ValueError) as error:
        raise GeneratorError(f"the search index cannot be read: {error}") from None
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
