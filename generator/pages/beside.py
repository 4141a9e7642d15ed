"""What stands beside a paper on its page: those it mentions, its family, those that mention it, related ones; of many a list of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from .. import addresses, markup
from ..context import Context
from ..groups import newest_first
from ..model import Paper
from ..scopes import Newest, Scope, are_many
from ..spelling import Spelling
from ..wording import badge, count, mark_inferred, short_title
from .document import Draft, Form
from .rows import Listing, list_pages


def beside_sections(spell: Spelling, scope: Scope, path: str) -> Iterator[str]:
    """A section for each kind that has papers; none is told of twice."""
    context, own = scope.context, scope.paper.id
    catalogue = context.catalogue
    names = {found.target: found.name for found in reversed(catalogue.mentions.get(own, ()))}
    mentions = list(dict.fromkeys(found.target for found in catalogue.mentions.get(own, ())))
    sources = [other for other in scope.mentioned_by.ids if other not in names]
    shown = {*mentions, *sources}
    kin = [other for other in catalogue.families.get(own, ()) if other in scope.family.ids and other not in shown]
    line, way, related = partial(_line, spell, context, path), partial(_way, spell, path), scope.further_related()
    yield from list_section(spell, "Mentions", "mentions", [line(other, f"as {names[other]}") for other in mentions])
    all_kin = way(scope.family, "of the family", addresses.family_page(own))
    all_sources = way(scope.mentioned_by, "that mention it", addresses.mentioned_by_page(own))
    yield from list_section(spell, "Family", "family", [line(other) for other in kin], all_kin)
    yield from list_section(spell, "Mentioned by", "mentioned-by", [line(other) for other in sources], all_sources)
    yield from list_section(spell, "Related papers", "related", [line(near.paper, "; ".join(near.why)) for near in related])


def list_section(spell: Spelling, label: str, identifier: str, rows: Sequence[Sequence[str]], way: str = "") -> Iterator[str]:
    """A heading, a list, and the `way` to more of it; nothing of what is empty, and no heading alone."""
    if rows or way:
        yield spell.heading(2, label, identifier)
    if rows:
        yield spell.bullets(rows)
    if way:
        yield spell.paragraph(way)


def _line(spell: Spelling, context: Context, path: str, other: str, reason: str = "") -> list[str]:
    paper = context.papers[other]
    year = mark_inferred(str(paper.date.year), paper.date_year_inferred) if paper.date else ""
    facts = [part for part in (year, badge(paper) or "", reason) if part]
    lines: list[str] = [spell.page_link(short_title(paper), path, addresses.paper_page(other))]
    return [*lines, spell.element("small", spell.join(facts, " · "))] if facts else lines


def _way(spell: Spelling, path: str, newest: Newest, which: str, target: str) -> str:
    return spell.page_link(f"All {newest.total:,} {which}", path, target) if newest.is_cut else ""


def beside_lists(context: Context) -> Iterator[Draft]:
    """For each paper with more of a kind than its page shows: all of them, the newest first."""
    catalogue = context.catalogue
    for paper in catalogue.papers:
        name = catalogue.names[paper.id].text if paper.id in catalogue.names else short_title(paper)
        sources = catalogue.mentioned_by.get(paper.id, ())
        kin = [other for other in catalogue.families.get(paper.id, ()) if other != paper.id]
        if are_many(sources):
            yield from _list(context, paper, addresses.mentioned_by_page(paper.id), f"Papers that mention {name}", sources)
        if are_many(kin):
            yield from _list(context, paper, addresses.family_page(paper.id), f"Family of {name}", kin)


def _list(context: Context, paper: Paper, path: str, title: str, ids: Sequence[str]) -> Iterator[Draft]:
    own = addresses.paper_page(paper.id)
    lead = [f"{count(len(ids), 'paper')}. About the paper itself:", markup.page_link(short_title(paper), path, own)]
    listing = Listing(
        path=path,
        title=title,
        description=f"{title}: {count(len(ids), 'paper')}.",
        intro=lambda: markup.paragraph(markup.join(lead), "bs-lead"),
        papers=newest_first(context.papers[other] for other in ids),
        section=(short_title(paper), own),
        form=Form(brief=context.large),
    )
    return list_pages(context, listing)
