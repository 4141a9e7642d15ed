"""What everything that is published of a catalogue looks up: pages, search, feeds, citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .addresses import Addresses, make_addresses
from .model import Catalogue, Digest, Paper, Settings, Topic


@dataclass(frozen=True, slots=True)
class Context:
    """The catalogue, its look-up tables, the addresses and the settings."""

    catalogue: Catalogue
    papers: dict[str, Paper]
    digests: dict[str, Digest]
    tag_labels: dict[str, str]
    addresses: Addresses
    settings: Settings
    topic_of: dict[str, Topic] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)  # paper id → picture for link previews; "": of the site

    def card(self, paper_id: str = "") -> str | None:
        """The path of a paper's picture, or the site's; None where there are none."""
        return self.cards.get(paper_id) or self.cards.get("")

    @property
    def feeds(self) -> bool:
        """Whether there are feeds: they need absolute addresses."""
        return self.settings.feeds and self.settings.site_url is not None


def make_context(catalogue: Catalogue, settings: Settings, cards: Mapping[str, str] | None = None) -> Context:
    """Make the tables, once for a site."""
    return Context(
        catalogue=catalogue,
        papers={paper.id: paper for paper in catalogue.papers},
        digests={digest.name: digest for digest in catalogue.digests},
        tag_labels={tag.id: tag.label for tag in catalogue.tags},
        addresses=make_addresses(catalogue),
        settings=settings,
        topic_of={paper: topic for topic in catalogue.topics for paper in topic.papers},
        cards=cards or {},
    )


def captures(context: Context, paper: Paper) -> list[date]:
    """The days on which a digest that shows the paper was saved, as far as they are known."""
    days = (context.digests[seen.digest].info.captured for seen in paper.sightings)
    return [day for day in days if day]
