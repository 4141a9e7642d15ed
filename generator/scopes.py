"""The context → for each paper the part of it that the paper's own files may look at, and a key that is the same while that is.

The files are made from this part alone, so that nothing they say can change without their key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from .addresses import Addresses
from .context import Context
from .fingerprint import fingerprint
from .groups import newest_first
from .model import Catalogue, Digest, Paper, Related

MOST = 30  # papers of one kind that stand beside a paper; where there are more, a list of their own has them all
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Newest:
    """The ids of the newest papers of a kind, and how many there are in all."""

    ids: tuple[str, ...] = ()
    total: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are more."""
        return self.total > len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One paper with its surroundings; `newer` and `older` are those beside it in time, `mentioned_by` and `family` the newest of those
    that mention it and of its kin. Of other papers little is told, and only of those that its files show."""

    context: Context
    paper: Paper
    newer: Paper | None
    older: Paper | None
    mentioned_by: Newest = Newest()
    family: Newest = Newest()

    def key(self) -> str:
        """Differs where anything in it does."""
        return fingerprint(self)

    def further_related(self) -> list[Related]:
        """The related papers that are not shown anyway: as its family, as those it mentions, or as those that mention it."""
        catalogue, own = self.context.catalogue, self.paper.id
        shown = {found.target for found in catalogue.mentions.get(own, ())}
        shown.update(self.mentioned_by.ids, self.family.ids)
        return [near for near in catalogue.related.get(own, ()) if near.paper not in shown]


def are_many(papers: Sized) -> bool:
    """Whether there are more of a kind than stand beside a paper."""
    return len(papers) > MOST


class Scopes:
    """The scope of each paper, made when it is asked for; the last one is kept, for a paper's files are made together."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._tags = {tag.id: tag for tag in context.catalogue.tags}
        self._topics = {topic.id: replace(topic, papers=(), near=()) for topic in context.topics.values()}
        self._digests = {name: _brief_digest(digest) for name, digest in context.digests.items()}
        self._briefs: dict[str, Paper] = {}
        self._last: Scope | None = None

    @cached_property
    def _beside(self) -> dict[str, tuple[Paper | None, Paper | None]]:
        """Paper id → the papers before and after it, the newest first."""
        order = newest_first(self._context.catalogue.papers)
        return dict(zip((paper.id for paper in order), zip([None, *order], [*order[1:], None], strict=False), strict=True))

    def of(self, paper: Paper) -> Scope:
        """What the paper's files are made from."""
        if self._last is None or self._last.paper is not paper:
            newer, older = (other and self._brief(other.id) for other in self._beside[paper.id])
            catalogue = self._context.catalogue
            sources = self._newest(catalogue.mentioned_by.get(paper.id, ()))
            kin = self._newest(other for other in catalogue.families.get(paper.id, ()) if other != paper.id)
            context = self._narrow(paper, [*sources.ids, *kin.ids])
            self._last = Scope(context=context, paper=paper, newer=newer, older=older, mentioned_by=sources, family=kin)
        return self._last

    def _newest(self, ids: Iterable[str]) -> Newest:
        found = newest_first(self._context.papers[other] for other in ids)
        return Newest(tuple([other.id for other in found[:MOST]]), len(found))

    def _narrow(self, paper: Paper, beside: Iterable[str]) -> Context:
        context, own = self._context, paper.id
        whole = context.catalogue
        given = whole.tagging.get(own, ())
        tags = dict.fromkeys(tag for one in given for tag in (one.tag, one.implied_by) if tag)
        seen = dict.fromkeys(sighting.digest for sighting in paper.sightings)
        topic, badge = context.topic_of.get(own), paper.organisation and paper.organisation.handle.casefold()
        catalogue = Catalogue(
            papers=(),
            digests=(),
            facets=(),
            tags=tuple(self._tags[tag] for tag in tags),
            links=_only(whole.links, own),
            tagging=_only(whole.tagging, own),
            names=_only(whole.names, own),
            acronyms=_only(whole.acronyms, own),
            mentions=_only(whole.mentions, own),
            mentioned_by=_only(whole.mentioned_by, own),
            related={own: tuple(map(self._shown, whole.related[own]))} if own in whole.related else {},
            families=_only(whole.families, own),
        )
        others = [
            *(found.target for found in whole.mentions.get(own, ())),
            *(near.paper for near in whole.related.get(own, ())),
            *beside,
        ]
        return Context(
            catalogue=catalogue,
            papers={other: self._brief(other) for other in others},
            digests={name: self._digests[name] for name in seen},
            tag_labels={tag: context.tag_labels[tag] for tag in tags},
            addresses=Addresses(
                organisations=_only(context.addresses.organisations, badge) if badge else {},
                digests={name: context.addresses.digests[name] for name in seen},
            ),
            settings=context.settings,
            large=context.large,
            listed={name: context.listed[name] for name in seen},
            topic_of={own: self._topics[topic.id]} if topic else {},
            topic_names=_only(context.topic_names, topic.id) if topic else {},
            cards=_only(context.cards, own) | _only(context.cards, ""),
        )

    def _shown(self, near: Related) -> Related:
        """In a large collection without its score, which changes with every paper that comes and is told nowhere there."""
        return Related(paper=near.paper, score=0.0, why=near.why) if self._context.large else near

    def _brief(self, paper_id: str) -> Paper:
        """A paper as others' pages show it."""
        if paper_id not in self._briefs:
            paper = self._context.papers[paper_id]
            self._briefs[paper_id] = Paper(
                id=paper.id,
                title=paper.title,
                title_raw="",
                abstract="",
                abstract_raw="",
                date=paper.date,
                date_year_inferred=paper.date_year_inferred,
                authors_count=paper.authors_count,
                organisation=paper.organisation,
                sightings=(),
            )
        return self._briefs[paper_id]


def _only(table: Mapping[str, Value], key: str) -> dict[str, Value]:
    return {key: table[key]} if key in table else {}


def _brief_digest(digest: Digest) -> Digest:
    """Without its entries, and without the lines on which its facts stand."""
    return replace(digest, entries=(), furniture=(), info=replace(digest.info, location=None, captured_location=None, problems=()))
