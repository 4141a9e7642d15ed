"""The papers by what they share, in the order that lists show them; and the collections that can be had as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from . import addresses
from .context import Context
from .markup import clean
from .model import Catalogue, Digest, Organisation, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Papers that are cited together, or subscribed to too. `path` is the page that lists them, `home` of all."""

    path: str
    title: str
    papers: Sequence[Paper]


def collections(context: Context) -> Iterator[Collection]:
    """The whole site, each tag that has papers, each organisation, each digest; newest first, digests as they list them."""
    yield Collection(path=addresses.HOME, title=context.settings.site_name, papers=newest_first(context.catalogue.papers))
    table = by_tag(context)
    for tag in context.catalogue.tags:
        if table[tag.id]:
            yield Collection(path=addresses.tag_page(tag.id), title=tag.label, papers=table[tag.id])
    for badge, papers in by_organisation(context.catalogue):
        yield Collection(path=context.addresses.organisation(badge.handle), title=badge.name, papers=papers)
    for digest, listed in by_digest(context):
        yield Collection(path=context.addresses.digest(digest.name), title=digest_title(digest), papers=listed)


def citable_collections(context: Context) -> Iterator[Collection]:
    """Those, each topic and each year. These two have no feeds: a topic may go as papers come, and a year that is over brings none."""
    yield from collections(context)
    for topic in context.catalogue.topics:
        papers = newest_first(context.papers[paper] for paper in topic.papers)
        yield Collection(path=addresses.topic_page(topic.id), title=topic.label, papers=papers)
    for year, papers in by_year(context).items():
        yield Collection(path=addresses.year_page(year), title=str(year or "Without a date"), papers=papers)


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Dated papers from the newest, then the undated; ties keep the order of the digests."""
    return sorted(papers, key=lambda paper: -paper.date.toordinal() if paper.date else 0)


def latest_first(digests: Iterable[Digest]) -> list[Digest]:
    """Digests from the one saved last; those of which the day is not known count as the latest. Ties keep their order."""
    return sorted(digests, key=lambda digest: -(digest.info.captured or date.max).toordinal())


def latest_additions(catalogue: Catalogue) -> tuple[list[Digest], list[Paper]]:
    """The digests of the last day on which one was saved, and the papers that no other digest lists, by position in the first that
    does; nothing where there are no others, or the day of one is not known: it may be the last."""
    days = [digest.info.captured or date.max for digest in catalogue.digests]
    latest = [digest for digest in catalogue.digests if digest.info.captured == max(days)]
    names = {digest.name for digest in latest}
    added = [paper for paper in catalogue.papers if names.issuperset(seen.digest for seen in paper.sightings)]
    if len(latest) == len(catalogue.digests) or not added:
        return [], []
    return latest, sorted(added, key=lambda paper: (paper.sightings[0].digest, paper.sightings[0].position))


def by_tag(context: Context) -> dict[str, list[Paper]]:
    """Tag id → its papers, newest first; every tag of the vocabulary has a row."""
    table: dict[str, list[Paper]] = {tag.id: [] for tag in context.catalogue.tags}
    for paper in newest_first(context.catalogue.papers):
        for given in context.catalogue.tagging.get(paper.id, ()):
            table[given.tag].append(paper)
    return table


def by_year(context: Context) -> dict[int | None, list[Paper]]:
    """Year → its papers, newest year first; None holds the undated."""
    table: dict[int | None, list[Paper]] = defaultdict(list)
    for paper in newest_first(context.catalogue.papers):
        table[paper.date.year if paper.date else None].append(paper)
    return dict(table)


def by_organisation(catalogue: Catalogue) -> list[tuple[Organisation, list[Paper]]]:
    """Organisations with their papers, the most prolific first, then by name."""
    table: dict[str, list[Paper]] = defaultdict(list)
    badges: dict[str, Organisation] = {}
    for paper in newest_first(catalogue.papers):
        if paper.organisation:
            table[paper.organisation.handle.casefold()].append(paper)
            badges.setdefault(paper.organisation.handle.casefold(), paper.organisation)
    keys = sorted(table, key=lambda key: (-len(table[key]), badges[key].name.casefold()))
    return [(badges[key], table[key]) for key in keys]


def by_digest(context: Context) -> list[tuple[Digest, list[Paper]]]:
    """Digests with the papers of their entries, by position."""
    where = {(seen.digest, seen.position): paper for paper in context.catalogue.papers for seen in paper.sightings}
    digests = context.catalogue.digests
    return [(digest, [where[digest.name, entry.position] for entry in digest.entries]) for digest in digests]


def digest_title(digest: Digest) -> str:
    return clean(digest.info.title or addresses.digest_stem(digest.name)) or clean(digest.name)
