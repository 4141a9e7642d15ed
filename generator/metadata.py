"""A page → what machines read in its head: Highwire, Dublin Core and Open Graph elements, Signposting links, JSON-LD.

Texts stand as seldom as may be: two vocabularies share an element, one in `name` and Open Graph in `property`; the template
lends `og:description` the description that search engines read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from . import markup, pageheads, structured
from .addresses import PAPERS, paper_page, public_url
from .model import Paper, Tag
from .publication import Settings
from .wording import shorten

EXAMPLE = "user.github.io"  # in `mkdocs.yml` as it comes
STAND_INS = {EXAMPLE, "localhost", "127.0.0.1", "::1", "0.0.0.0"}
CARD_WIDTH, CARD_HEIGHT = 1200, 630
MOST_CARDS = 2_000  # papers that have pictures for link previews where the owner did not decide
# Signposting: the page is about a work, and the work is this.
_TYPES = ("https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle")


def page_url(path: str, settings: Settings) -> str | None:
    """The absolute address of a page, or None while the site's own address is unknown."""
    if not settings.site_url:
        return None
    return settings.site_url.rstrip("/") + "/" + public_url(path)


def citable_url(path: str, settings: Settings) -> str | None:
    """The same, but None for an address that only stands in for one: a preview, or the example in `mkdocs.yml`."""
    url = page_url(path, settings)
    return url if url and not _is_stand_in(settings.site_url) else None


@lru_cache(8)
def _is_stand_in(site: str) -> bool:
    return urlsplit(site).hostname in STAND_INS


def describe(paper: Paper) -> str:
    """A description for search engines and link previews: the start of the abstract, or the title."""
    return shorten(paper.abstract, 160) or paper.title


def paper_head(paper: Paper, tags: Sequence[Tag], settings: Settings, card: str | None = None, cited: str | None = None) -> str:
    """The elements for `<head>`; no author is named, for a digest names none.

    `card` is the path of the picture for link previews, `cited` the address that citations give.
    """
    path = paper_page(paper.id)
    url = page_url(path, settings)
    metas = [
        ("citation_title", "", paper.title),
        ("DC.title", "og:title", paper.title),
        ("", "og:type", "article"),
        ("", "og:site_name", settings.site_name),
    ]
    if paper.date:
        metas.append(("citation_publication_date", "", paper.date.isoformat().replace("-", "/")))
        metas.append(("DC.date", "article:published_time", paper.date.isoformat()))
    if url:
        metas.append(("citation_abstract_html_url", "og:url", url))
    if tags:
        metas.append(("citation_keywords", "", "; ".join(tag.label for tag in tags)))
    links = [*([("cite-as", cited)] if cited else []), *(("type", kind) for kind in _TYPES)]
    links.append(("collection", markup.relative(path, public_url(PAPERS))))
    data = structured.scholarly_article(paper, page_url(PAPERS, settings))
    return "".join(
        [pageheads.meta_elements([*metas, *_preview(card, settings)]), pageheads.head_links(links), pageheads.json_ld(data)]
    )


def site_head(title: str, path: str, settings: Settings, card: str | None = None) -> str:
    """Open Graph elements of a page that is no paper."""
    metas = [
        ("", "og:type", "website"),
        ("", "og:site_name", settings.site_name),
        ("", "og:title", title),
    ]
    if url := page_url(path, settings):
        metas.append(("", "og:url", url))
    return pageheads.meta_elements([*metas, *_preview(card, settings)])


def list_head(
    title: str,
    path: str,
    settings: Settings,
    *,
    number: int,
    section: tuple[str, str] | None = None,
    items: Sequence[str] = (),
    card: str | None = None,
) -> str:
    """The same for a list of `number` papers below a `section` (label, path); `items` are papers' ids, linked as parts of it."""
    head = site_head(title, path, settings, card)
    links = [("item", markup.relative(path, public_url(paper_page(paper)))) for paper in items]
    steps = [(settings.site_name, page_url("index.md", settings)), *([(section[0], page_url(section[1], settings))] if section else [])]
    data = structured.collection_page(title, page_url(path, settings), number, steps)
    return "".join(part for part in (head, pageheads.head_links(links), pageheads.json_ld(data)) if part)


def _preview(card: str | None, settings: Settings) -> list[tuple[str, str, str]]:
    """The picture for link previews; its address must be absolute."""
    if not card or not settings.site_url:
        return [("twitter:card", "", "summary")]
    return [
        ("twitter:card", "", "summary_large_image"),
        ("", "og:image", settings.site_url.rstrip("/") + "/" + card),
        ("", "og:image:width", str(CARD_WIDTH)),
        ("", "og:image:height", str(CARD_HEIGHT)),
        ("", "og:image:alt", "The title on a card"),
    ]


def wants_cards(settings: Settings, papers: int) -> bool:
    """Whether pages have pictures for link previews: these need the site's address."""
    wanted = settings.cards if settings.cards is not None else papers <= MOST_CARDS
    return wanted and settings.site_url is not None
