"""Where each page lives: Markdown paths below the docs folder, always `…/index.md`, so that addresses end in `/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .ids import assign_ids
from .merge import seniority
from .model import Catalogue

HOME = "index.md"
PAPERS = "papers/index.md"
PAPERS_BY_TITLE = "papers/by-title/index.md"
PAPERS_BY_COMMENTS = "papers/by-comments/index.md"
TAGS = "tags/index.md"
TOPICS = "topics/index.md"
MAP = "map/index.md"
YEARS = "years/index.md"
ORGANISATIONS = "organisations/index.md"
DIGESTS = "digests/index.md"
NAMES = "names/index.md"
GLOSSARY = "glossary/index.md"
FAVICON = "assets/broadsheet/icons/icon.svg"
SEARCH = "search/index.md"
SUBSCRIBE = "subscribe/index.md"
OPML = "feeds.opml"
SELECTION = "selection/index.md"
DATA = "data/index.md"
UNDATED = "undated"
# The pages that lead to all others: what a navigation made by itself shows, never the papers.
LISTS = frozenset({PAPERS, TAGS, TOPICS, MAP, NAMES, GLOSSARY, YEARS, ORGANISATIONS, DIGESTS, SUBSCRIBE, DATA})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Slugs that need a look at the whole catalogue: of organisations (by folded handle) and digests (by name)."""

    organisations: Mapping[str, str]
    digests: Mapping[str, str]

    def organisation(self, handle: str) -> str:
        return f"organisations/{self.organisations[handle.casefold()]}/index.md"

    def digest(self, name: str) -> str:
        return f"digests/{self.digests[name]}/index.md"


def make_addresses(catalogue: Catalogue) -> Addresses:
    """Give every organisation and every digest its slug."""
    handles = sorted({p.organisation.handle.casefold() for p in catalogue.papers if p.organisation})
    names = [digest.name for digest in sorted(catalogue.digests, key=seniority)]
    return Addresses(
        organisations=dict(zip(handles, assign_ids(handles), strict=True)),
        digests=dict(zip(names, assign_ids([digest_stem(name) for name in names]), strict=True)),
    )


def digest_stem(name: str) -> str:
    """A digest's file name without `.txt`, in any case."""
    return name[:-4] if name.casefold().endswith(".txt") else name


def paper_page(paper_id: str) -> str:
    return f"papers/{paper_id}/index.md"


def mentioned_by_page(paper_id: str) -> str:
    return f"papers/{paper_id}/mentioned-by/index.md"


def family_page(paper_id: str) -> str:
    return f"papers/{paper_id}/family/index.md"


def tag_page(tag_id: str) -> str:
    return f"tags/{tag_id}/index.md"


def topic_page(topic_id: str) -> str:
    return f"topics/{topic_id}/index.md"


def topic_on_map(topic_id: str) -> str:
    """The place of the map's page that picks a topic out: its box in the legend."""
    return f"{MAP}#{map_anchor(topic_id)}"


def paper_on_map(paper_id: str, topic_id: str | None) -> str:
    """The same, or of a paper in no topic the map's page, with a query that has the page's script mark the paper's dot."""
    return f"{MAP}?paper={paper_id}" + (f"#{map_anchor(topic_id)}" if topic_id else "")


def map_anchor(topic_id: str) -> str:
    return f"topic-{topic_id}"


def year_page(year: int | None) -> str:
    return f"years/{year or UNDATED}/index.md"


def numbered(path: str, number: int) -> str:
    """The address of page `number` (from 1) of a list whose first page is at `path`."""
    return path if number == 1 else path.removesuffix("index.md") + f"page/{number}/index.md"


def feed_file(path: str, ending: str, number: int = 1) -> str:
    """Document `number` (from 1) of the feed of the papers listed at `path`: `tags/x/feed.xml`, `tags/x/feed-2.json`."""
    return path.removesuffix("index.md") + (f"feed.{ending}" if number == 1 else f"feed-{number}.{ending}")


def public_url(path: str) -> str:
    """The site-relative address of a page: `papers/x/index.md` → `papers/x/`."""
    return path.removesuffix("index.md")
