"""The catalogue → the home page: what this is, a search box, the newest, what came last, the most discussed, and ways to browse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from .. import addresses, markup
from ..context import Context
from ..groups import by_organisation, by_tag, by_year, digest_title, latest_additions, latest_first, newest_first
from ..metadata import site_head
from ..model import Paper
from ..plots import count_years, year_bars
from ..wording import count, long_date
from .document import Draft, make_page
from .indexes import digest_facts, facet_sections
from .rows import row

_SHOWN = 6


def home_page(context: Context) -> Draft:
    """Every figure on it is counted, none is written by hand."""
    path = addresses.HOME
    papers = context.catalogue.papers
    number = count(len(papers), "paper")
    digests = count(len(context.catalogue.digests), "digest")
    invitation = "Search them, or browse." if context.settings.search else "Browse them."
    contents = "abstracts, topics and links" if context.catalogue.topics else "abstracts and links"
    lead = f"{number} from {digests}, with their {contents} to each other. {invitation}"
    newest = [paper for paper in newest_first(papers) if paper.date][:_SHOWN]
    discussed = [paper for paper in sorted(newest_first(papers), key=lambda p: -(p.comments or 0)) if paper.comments]
    sections = [
        markup.heading(1, context.settings.site_name, "top", "bs-masthead"),
        _figures(context, path),
        markup.paragraph(lead, "bs-lead"),
        markup.search_form(f"Search {number}", addresses.public_url(addresses.SEARCH)) if context.settings.search else "",
    ]
    if newest:
        sections += [
            markup.heading(2, "Newest", "newest"),
            markup.bullets(row(context.summaries[paper.id], path) for paper in newest),
        ]
    sections += _additions(context, path, newest)
    if discussed:
        rows = markup.bullets(row(context.summaries[paper.id], path) for paper in discussed[:_SHOWN])
        sections += [markup.heading(2, "Most discussed", "most-discussed"), rows]
    if tags := facet_sections(context, path, by_tag(context), level=3):
        sections += [markup.heading(2, "Tags", "tags"), *tags]
    sections += _years(context, path)
    sections += _digests(context, path)
    name = context.settings.site_name
    head = site_head(name, path, context.settings, context.card())
    return Draft(path=path, make=partial(make_page, path, name, lead, sections, head=head))


def _additions(context: Context, path: str, shown: Sequence[Paper]) -> list[str]:
    """What came with the last digests, but for papers that are shown anyway: with a digest of each day, these are the newest."""
    digests, added = latest_additions(context.catalogue)
    known = {paper.id for paper in shown}
    papers = [paper for paper in added if paper.id not in known][:_SHOWN]
    if not papers or not digests[0].info.captured:
        return []
    links = [markup.page_link(digest_title(digest), path, context.addresses.digest(digest.name)) for digest in digests]
    origin = f"{count(len(added), 'paper')} that no other digest lists came with"
    return [
        markup.heading(2, "Newly added", "added"),
        markup.bullets(row(context.summaries[paper.id], path) for paper in papers),
        markup.paragraph(markup.join([origin, markup.join([*links, f"saved {long_date(digests[0].info.captured)}."], ", ")]), "bs-more"),
    ]


def _figures(context: Context, path: str) -> str:
    """How much there is of what; of papers and digests also that there are none."""
    catalogue = context.catalogue
    figures = (
        (len(catalogue.papers), "paper", addresses.PAPERS),
        (sum(map(bool, by_tag(context).values())), "tag", addresses.TAGS),
        (len(catalogue.topics), "topic", addresses.TOPICS),
        (len(catalogue.names), "name", addresses.NAMES),
        (len(by_organisation(catalogue)), "organisation", addresses.ORGANISATIONS),
        (len(catalogue.digests), "digest", addresses.DIGESTS),
    )
    links = [markup.page_link(count(number, noun), path, page) for number, noun, page in figures if number or noun in ("paper", "digest")]
    return markup.paragraph(markup.join(links), "bs-figures")


def _years(context: Context, path: str) -> list[str]:
    years = by_year(context)
    links = [
        markup.page_link(f"{year or 'Without a date'} {len(papers):,}", path, addresses.year_page(year))
        for year, papers in years.items()
    ]
    plot = year_bars(count_years([paper.date for paper in context.catalogue.papers]), "Papers")
    rows = [markup.heading(2, "Years", "years"), plot, markup.paragraph(markup.join(links), "bs-tags")]
    return [part for part in rows if part] if links else []


def _digests(context: Context, path: str) -> list[str]:
    rows = [
        [
            markup.page_link(digest_title(digest), path, context.addresses.digest(digest.name)),
            markup.element("small", markup.join(digest_facts(digest), " · ")),
        ]
        for digest in latest_first(context.catalogue.digests)
    ]
    return [markup.heading(2, "Digests", "digests"), markup.bullets(rows)] if rows else []
