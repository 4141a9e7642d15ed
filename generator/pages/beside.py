"""What stands beside a paper on its page: those it mentions, its family, those that mention it, related ones; of many a list of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from .. import addresses, markup
from ..context import Context
from ..groups import newest_first
from ..model import Paper
from ..scopes import Scope, are_many
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
    line, related = partial(_line, spell, context, path), scope.further_related()
    yield from list_section(spell, "Mentions", "mentions", [line(other, f"as {names[other]}") for other in mentions])
    yield from list_section(spell, "Family", "family", [line(other) for other in kin])
    if scope.family.is_cut:
        yield _way(spell, path, f"All {scope.family.total:,} of the family", addresses.family_page(own))
    yield from list_section(spell, "Mentioned by", "mentioned-by", [line(other) for other in sources])
    if scope.mentioned_by.is_cut:
        yield _way(spell, path, f"All {scope.mentioned_by.total:,} that mention it", addresses.mentioned_by_page(own))
    yield from list_section(spell, "Related papers", "related", [line(near.paper, "; ".join(near.why)) for near in related])


def list_section(spell: Spelling, label: str, identifier: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A heading and a list, or nothing where the list is empty."""
    if rows:
        yield spell.heading(2, label, identifier)
        yield spell.bullets(rows)


def _line(spell: Spelling, context: Context, path: str, other: str, reason: str = "") -> list[str]:
    paper = context.papers[other]
    year = mark_inferred(str(paper.date.year), paper.date_year_inferred) if paper.date else ""
    facts = [part for part in (year, badge(paper) or "", reason) if part]
    lines: list[str] = [spell.page_link(short_title(paper), path, addresses.paper_page(other))]
    return [*lines, spell.element("small", spell.join(facts, " · "))] if facts else lines


def _way(spell: Spelling, path: str, label: str, target: str) -> str:
    return spell.paragraph(spell.page_link(label, path, target))


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
