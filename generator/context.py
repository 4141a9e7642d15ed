"""What everything that is published of a catalogue looks up: pages, search, feeds, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .addresses import Addresses, make_addresses
from .fingerprint import fingerprint
from .model import Catalogue, Digest, Paper, Topic
from .publication import Settings
from .wording import badge, first_sentence, short_title

LARGE = 2_000  # papers
_TAGS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A paper as lists show it; `inferred` is its year, where the digest gave none; `badge_page` is where the badge leads, if anywhere,
    `tags` are (id, label) of the first few, `sentence` is the abstract's first."""

    id: str
    title: str
    date: date | None
    inferred: bool = False
    badge: str | None
    badge_page: str
    comments: int | None
    tags: tuple[tuple[str, str], ...]
    sentence: str


class Summaries(dict[str, Summary]):
    """Paper id → its row in lists."""

    def __init__(self, rows: Iterable[tuple[str, Summary]] = ()) -> None:
        super().__init__(rows)
        self._keys: dict[str, str] = {}

    def key(self, paper_id: str) -> str:
        """The same only while the row is; worked out when it is first asked for, for it is asked for by each list."""
        if paper_id not in self._keys:
            self._keys[paper_id] = fingerprint(self[paper_id])
        return self._keys[paper_id]


@dataclass(frozen=True, slots=True)
class Context:
    """The catalogue, its look-up tables, the addresses and the settings; `listed` counts each digest's entries.

    `large`: files for machines spare copies; a page's `index.json` has no abstract, a list's files no papers, `llms-full.txt` no
    texts. Of 10,000 papers an abstract alone takes 13 MB, and each paper stands in ten lists; the records as NDJSON and the
    database hold everything in either case.
    """

    catalogue: Catalogue
    papers: dict[str, Paper]
    digests: dict[str, Digest]
    tag_labels: dict[str, str]
    addresses: Addresses
    settings: Settings
    large: bool = False
    listed: Mapping[str, int] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    topic_of: dict[str, Topic] = field(default_factory=dict)
    topic_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # topic id → short name, further terms
    summaries: Summaries = field(default_factory=Summaries)
    years: tuple[int, int] | None = None  # the first and the last with a paper
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
    labels = {tag.id: tag.label for tag in catalogue.tags}
    labelled = {tag: (tag, label) for tag, label in labels.items()}
    years = [paper.date.year for paper in catalogue.papers if paper.date]
    places = make_addresses(catalogue)
    return Context(
        catalogue=catalogue,
        papers={paper.id: paper for paper in catalogue.papers},
        digests={digest.name: digest for digest in catalogue.digests},
        tag_labels=labels,
        addresses=places,
        settings=settings,
        large=len(catalogue.papers) > LARGE,
        listed={digest.name: len(digest.entries) for digest in catalogue.digests},
        topics={topic.id: topic for topic in catalogue.topics},
        topic_of={paper: topic for topic in catalogue.topics for paper in topic.papers},
        topic_names=name_topics(catalogue.topics, labels),
        summaries=Summaries((paper.id, _summarise(paper, catalogue, labelled, places)) for paper in catalogue.papers),
        years=(min(years), max(years)) if years else None,
        cards=cards or {},
    )


def _summarise(paper: Paper, catalogue: Catalogue, labelled: Mapping[str, tuple[str, str]], places: Addresses) -> Summary:
    given = catalogue.tagging.get(paper.id, ())[:_TAGS_SHOWN]
    return Summary(
        id=paper.id,
        title=short_title(paper),
        date=paper.date,
        inferred=paper.date_year_inferred,
        badge=badge(paper),
        badge_page=places.organisation(paper.organisation.handle) if paper.organisation else "",
        comments=paper.comments,
        tags=tuple([labelled[one.tag] for one in given]),
        sentence=first_sentence(paper.abstract) if paper.abstract else "",
    )


def name_topics(topics: Sequence[Topic], tags: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Topic id → its short name and its terms; where two have the same tag, each one's first term is part of its name."""
    twins = Counter(topic.tag for topic in topics)
    names = {}
    for topic in topics:
        head = tags.get(topic.tag or "", "")
        terms = topic.label.removeprefix(f"{head}: ") if head else ""
        first, _, rest = terms.partition(", ")
        if not head or terms == topic.label:  # of a topic without a tag the terms are the name
            names[topic.id] = topic.label, ""
        else:
            names[topic.id] = (f"{head}: {first}", rest) if twins[topic.tag] > 1 else (head, terms)
    return names


def captures(context: Context, paper: Paper) -> list[date]:
    """The days on which a digest that shows the paper was saved, as far as they are known."""
    days = (context.digests[seen.digest].info.captured for seen in paper.sightings)
    return [day for day in days if day]
