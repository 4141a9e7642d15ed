"""A paper or a list → JSON-LD in the terms of schema.org; a step whose address is unknown is left out."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Paper

Node = dict[str, object]
Step = tuple[str, str | None]  # a label, and an address where it is known


def scholarly_article(paper: Paper, url: str | None, papers: str | None) -> Node:
    """A `ScholarlyArticle` without an author; `papers` is the address of the list that its trail begins with."""
    node: Node = {"@context": "https://schema.org", "@type": "ScholarlyArticle", "headline": paper.title}
    if paper.date:
        node["datePublished"] = paper.date.isoformat()
    if url:
        node["url"] = url
        node["mainEntityOfPage"] = {"@type": "WebPage", "breadcrumb": _trail([("Papers", papers)], paper.title)}
    return node


def collection_page(title: str, url: str | None, number: int, steps: Sequence[Step]) -> Node:
    """A `CollectionPage` of so many papers, with the trail that leads to it."""
    node: Node = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "mainEntity": {"@type": "ItemList", "numberOfItems": number},
    }
    if url:
        node |= {"url": url, "breadcrumb": _trail(steps, title)}
    return node


def _trail(steps: Sequence[Step], last: str) -> Node:
    """A `BreadcrumbList`; the last step is the page itself and needs no address."""
    items: list[Node] = [
        {"@type": "ListItem", "position": position, "name": label, "item": url}
        for position, (label, url) in enumerate(steps, 1)
        if url
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [*items, {"@type": "ListItem", "position": len(items) + 1, "name": last}],
    }
