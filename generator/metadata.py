"""A paper → what machines read in its page's head: description, Highwire and Open Graph tags, JSON-LD."""

from __future__ import annotations

from urllib.parse import urlsplit

from . import markup
from .addresses import paper_page, public_url
from .model import Paper, Settings, Tag
from .wording import shorten

STAND_INS = {"user.github.io", "localhost", "127.0.0.1", "::1", "0.0.0.0"}


def page_url(path: str, settings: Settings) -> str | None:
    """The absolute address of a page, or None while the site's own address is unknown."""
    if not settings.site_url:
        return None
    return settings.site_url.rstrip("/") + "/" + public_url(path)


def citable_url(path: str, settings: Settings) -> str | None:
    """The same, but None for an address that only stands in for one: a preview, or the example in `mkdocs.yml`."""
    url = page_url(path, settings)
    return url if url and urlsplit(url).hostname not in STAND_INS else None


def describe(paper: Paper) -> str:
    """A description for search engines and link previews: the start of the abstract, or the title."""
    return shorten(paper.abstract, 200) or paper.title


def paper_head(paper: Paper, tags: list[Tag], settings: Settings) -> str:
    """The elements for `<head>`; no author is named, for a digest names none."""
    url = page_url(paper_page(paper.id), settings)
    pairs = [
        ("citation_title", paper.title),
        ("citation_language", "en"),
        ("og:type", "article"),
        ("og:site_name", settings.site_name),
        ("og:title", paper.title),
        ("og:description", describe(paper)),
        ("twitter:card", "summary"),
    ]
    if paper.date:
        pairs.insert(1, ("citation_publication_date", paper.date.strftime("%Y/%m/%d")))
        pairs.append(("article:published_time", paper.date.isoformat()))
    if url:
        pairs += [("citation_abstract_html_url", url), ("og:url", url)]
    pairs += [("article:tag", tag.label) for tag in tags]
    return markup.meta_tags(pairs) + "\n" + markup.json_ld(_scholarly_article(paper, tags, url))


def site_head(title: str, description: str, path: str, settings: Settings) -> str:
    """Open Graph tags of a page that is no paper."""
    pairs = [
        ("og:type", "website"),
        ("og:site_name", settings.site_name),
        ("og:title", title),
        ("og:description", description),
    ]
    if url := page_url(path, settings):
        pairs.append(("og:url", url))
    return markup.meta_tags(pairs)


def _scholarly_article(paper: Paper, tags: list[Tag], url: str | None) -> dict[str, object]:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": paper.title,
        "name": paper.title,
        "description": describe(paper),
        "inLanguage": "en",
    }
    if paper.date:
        data["datePublished"] = paper.date.isoformat()
    if tags:
        data["keywords"] = [tag.label for tag in tags]
    if url:
        data["url"] = url
    return data
