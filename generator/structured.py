"""A paper or a list → JSON-LD in the terms of schema.org; a step whose address is unknown is left out."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Paper

Node = dict[str, object]
Step = tuple[str, str | None]  # a label, and an address where it is known
_TERMS = "https://schema.org"


def scholarly_article(paper: Paper, papers: str | None) -> Node:
    """A `ScholarlyArticle` without an author, and beside it the trail that leads to it; `papers` is the address of the list it begins with.

    The page's own address stands in two elements of its head already.
    """
    node: Node = {"@type": "ScholarlyArticle", "headline": paper.title}
    if paper.date:
        node["datePublished"] = paper.date.isoformat()
    if papers:
        return {"@context": _TERMS, "@graph": [node, _trail([("Papers", papers)], paper.title)]}
    return {"@context": _TERMS} | node


def collection_page(title: str, url: str | None, number: int, steps: Sequence[Step]) -> Node:
    """A `CollectionPage` of so many papers, with the trail that leads to it."""
    node: Node = {
        "@context": _TERMS,
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
