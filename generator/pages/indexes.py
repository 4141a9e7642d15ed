"""The catalogue → its index pages: all papers, tags, years, organisations, digests and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from .. import addresses, markup
from ..context import Context
from ..groups import by_digest, by_organisation, by_tag, by_year, digest_title, latest_first, newest_first
from ..markup import Markdown
from ..metadata import site_head
from ..model import Digest, Paper, Tag
from ..plots import count_years, year_bars
from ..wording import count, initial, long_date, shown_path, sort_key
from .document import Draft, Form, make_page
from .rows import Listing, list_pages


def index_page(context: Context, path: str, title: str, description: str, *body: str) -> Draft:
    """A page of links to other lists."""
    head = site_head(title, path, context.settings, context.card())
    sections = [markup.heading(1, title, "top"), *body]
    return Draft(path=path, make=partial(make_page, path, title, description, sections, head=head))


def paper_lists(context: Context) -> Iterator[Draft]:
    """All papers in three orders; the order is a link, so it works without scripts.

    Of a large collection only the papers with comments are sorted by them: the others would be the newest first again. Its list by
    title is an index in which to find a title that is known: a row tells no more than papers apart.
    """
    papers = context.catalogue.papers
    discussed = sorted(newest_first(papers), key=lambda p: -(p.comments or 0))
    by_comments = "All papers by comments"
    if context.large:
        discussed = [paper for paper in discussed if paper.comments]
        by_comments = "Papers with comments, most first"
    orders = (
        (addresses.PAPERS, "All papers", "Newest first", newest_first(papers)),
        (addresses.PAPERS_BY_TITLE, "All papers by title", "By title", sorted(papers, key=lambda p: (initial(p.title), sort_key(p.title)))),
        (addresses.PAPERS_BY_COMMENTS, by_comments, "Most comments", discussed),
    )
    for path, title, _, ordered in orders:
        number, whole = count(len(papers), "paper"), len(ordered) == len(papers)
        yield from list_pages(
            context,
            Listing(
                path=path,
                title=title,
                description=f"{title}: {number if whole else f'{len(ordered):,} of {number}'}.",
                intro=str if whole else partial(_how_many_discussed, path, len(ordered), number),
                papers=ordered,
                orders=tuple((label, target) for target, _, label, _ in orders),
                cited=addresses.HOME if whole else None,
                form=Form(brief=context.large and path == addresses.PAPERS_BY_TITLE),
                by_title=path == addresses.PAPERS_BY_TITLE,
            ),
        )


def _how_many_discussed(path: str, discussed: int, papers: str) -> str:
    some = f"{discussed:,} of the" if discussed else "None of the"
    have = "have comments." if discussed > 1 else "has comments."
    return markup.paragraph(markup.join([some, markup.page_link(papers, path, addresses.PAPERS), have]), "bs-lead")


def tag_lists(context: Context) -> Iterator[Draft]:
    """The tags by facet, and a list for each tag."""
    table = by_tag(context)
    body = facet_sections(context, addresses.TAGS, table) or [markup.paragraph("No paper has a tag: none has enough of the vocabulary's words.")]
    yield index_page(context, addresses.TAGS, "Tags", "Topics of the papers, in facets.", *body)
    facets = dict(context.catalogue.facets)
    for tag in context.catalogue.tags:
        yield from list_pages(
            context,
            Listing(
                path=addresses.tag_page(tag.id),
                title=tag.label,
                description=f"{count(len(table[tag.id]), 'paper')} on {tag.label}: {tag.definition}.",
                intro=partial(_tag_intro, context, tag, facets[tag.facet], table[tag.id]),
                papers=table[tag.id],
                feed=True,
                section=("Tags", addresses.TAGS),
                cited=addresses.tag_page(tag.id),
                form=Form(without=addresses.tag_page(tag.id)),
            ),
        )


def facet_sections(context: Context, path: str, table: dict[str, list[Paper]], level: int = 2) -> list[str]:
    """For each facet a heading and its tags with their counts."""
    parts = []
    for facet, label in context.catalogue.facets:
        tags = [tag for tag in context.catalogue.tags if tag.facet == facet and table[tag.id]]
        if tags:
            chips = [_counted(tag.label, path, addresses.tag_page(tag.id), len(table[tag.id])) for tag in tags]
            parts += [markup.heading(level, label, f"facet-{facet}"), markup.paragraph(markup.join(chips), "bs-tags")]
    return parts


def _counted(label: str, path: str, target: str, number: int) -> Markdown:
    return Markdown(markup.page_link(f"{label} {number:,}", path, target))


def _tag_intro(context: Context, tag: Tag, facet: str, papers: Sequence[Paper]) -> str:
    path = addresses.tag_page(tag.id)
    together: dict[str, int] = defaultdict(int)
    for paper in papers:
        for given in context.catalogue.tagging[paper.id]:
            together[given.tag] += given.tag != tag.id
    often = sorted((-number, other) for other, number in together.items() if number)[:8]
    chips = [_counted(context.tag_labels[other], path, addresses.tag_page(other), -number) for number, other in often]
    undated = sum(paper.date is None for paper in papers)
    number = count(len(papers), "paper") + (f", {undated:,} without a date" if undated else "")
    plot = year_bars(count_years([paper.date for paper in papers], context.years), "Papers")
    lead = [f"{tag.definition}. {facet}; {number}.", *_filter_link(context, path, f"tag={tag.id}", papers)]
    parts = [markup.paragraph(markup.join(lead), "bs-lead"), *([plot] if plot and papers else [])]
    if chips:
        parts.append(markup.paragraph(markup.join(["Often together with", markup.join(chips)]), "bs-tags"))
    return "\n".join(parts)


def _filter_link(context: Context, path: str, asked: str, papers: Sequence[Paper]) -> list[Markdown]:
    """The way to these papers on the page of the search, where they can be narrowed further."""
    if not context.settings.search or len(papers) < 2:
        return []
    return [markup.file_link("Filter these papers", f"{markup.relative(path, addresses.public_url(addresses.SEARCH))}?{asked}")]


def year_lists(context: Context) -> Iterator[Draft]:
    """The years, and a list for each; of a large collection an index, for the list of all has the same papers in the same order."""
    table = by_year(context)
    path = addresses.YEARS
    rows = [
        [
            markup.page_link(_year_label(year), path, addresses.year_page(year), "bs-title"),
            markup.element("small", count(len(papers), "paper")),
        ]
        for year, papers in table.items()
    ]
    yield index_page(context, path, "Years", "Papers by year.", markup.bullets(rows) if rows else "")
    for year, papers in table.items():
        lead = [f"{count(len(papers), 'paper')}.", *(["The digest gives no date for these."] if year is None else [])]
        if context.large:
            every = markup.page_link("all papers", addresses.year_page(year), addresses.PAPERS)
            lead += ["The list of", every, "tells more of each."]
        lead += _filter_link(context, addresses.year_page(year), f"year={year}", papers) if year else []
        yield from list_pages(
            context,
            Listing(
                path=addresses.year_page(year),
                title=f"Papers of {year}" if year else "Papers without a date",
                description=f"{count(len(papers), 'paper')}, {_year_label(year).lower()}.",
                intro=partial(markup.paragraph, markup.join(lead), "bs-lead"),
                papers=papers,
                section=("Years", addresses.YEARS),
                cited=addresses.year_page(year),
                form=Form(brief=context.large),
            ),
        )


def _year_label(year: int | None) -> str:
    return str(year) if year else "Without a date"


def organisation_lists(context: Context) -> Iterator[Draft]:
    """The organisations, and a list for each."""
    path = addresses.ORGANISATIONS
    organisations = by_organisation(context.catalogue)
    rows = [
        [
            markup.page_link(badge.name, path, context.addresses.organisation(badge.handle), "bs-title"),
            markup.element("small", count(len(papers), "paper")),
        ]
        for badge, papers in organisations
    ]
    lead = "Organisations whose badge stands on a paper in a digest. Most entries give a number of authors instead."
    body = markup.bullets(rows) if rows else markup.paragraph("No digest shows a badge yet.")
    yield index_page(context, path, "Organisations", lead, markup.paragraph(lead, "bs-lead"), body)
    for badge, papers in organisations:
        number = count(len(papers), "paper")
        yield from list_pages(
            context,
            Listing(
                path=context.addresses.organisation(badge.handle),
                title=badge.name,
                description=f"{number} by {badge.name}.",
                intro=partial(markup.paragraph, f"{number} with the badge {badge.handle}.", "bs-lead"),
                papers=papers,
                feed=True,
                section=("Organisations", addresses.ORGANISATIONS),
                cited=context.addresses.organisation(badge.handle),
                form=Form(without=context.addresses.organisation(badge.handle)),
            ),
        )


def digest_lists(context: Context) -> Iterator[Draft]:
    """The digests, and for each its papers by position."""
    path = addresses.DIGESTS
    rows = [
        [
            markup.page_link(digest_title(digest), path, context.addresses.digest(digest.name), "bs-title"),
            markup.element("small", markup.join(digest_facts(digest), " · ")),
        ]
        for digest in latest_first(context.catalogue.digests)
    ]
    lead = "The saved pages this site is made from."
    body = markup.bullets(rows) if rows else markup.paragraph("No digest yet.")
    yield index_page(context, path, "Digests", lead, markup.paragraph(lead, "bs-lead"), body)
    for digest, papers in by_digest(context):
        yield from _digest_list(context, digest, papers)


def _digest_list(context: Context, digest: Digest, papers: list[Paper]) -> Iterator[Draft]:
    info = digest.info
    intro = [
        markup.paragraph(markup.join([*digest_facts(digest), markup.element("code", shown_path(digest.path))], " · "), "bs-lead")
    ]
    if info.query:
        how = "perhaps" if info.query_doubtful else "probably"
        guess = f"The results of a search; the page does not say for what. Judging by the papers, {how} “{info.query}”."
        intro.append(markup.paragraph(guess))
    if info.note:
        intro.append(markup.paragraph(info.note))
    yield from list_pages(
        context,
        Listing(
            path=context.addresses.digest(digest.name),
            title=digest_title(digest),
            description=f"{count(len(papers), 'paper')} listed in the digest {digest_title(digest)}.",
            intro=partial("\n".join, intro),
            papers=papers,
            lead=lambda _paper, index: f"Position {index + 1}",
            feed=True,
            section=("Digests", addresses.DIGESTS),
            cited=context.addresses.digest(digest.name),
        ),
    )


def digest_facts(digest: Digest) -> list[str]:
    """Number of papers and day of capture (or the page's day as written, while its year is unknown)."""
    facts = [count(len(digest.entries), "paper")]
    if digest.info.captured:
        facts.append(markup.join(["saved", markup.day(digest.info.captured, long_date(digest.info.captured))]))
    elif digest.day:
        facts.append(f"saved on {digest.day}, year unknown")
    return facts
