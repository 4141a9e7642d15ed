"""The papers → entries of the index that Material's search loads: a title and an abstract each, no headings, no lists."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .addresses import paper_page, public_url
from .markup import escape
from .model import Paper


def add_entries(index: str, papers: Iterable[Paper]) -> str:
    """The index as JSON text, with the papers behind what it holds."""
    data = json.loads(index)
    data["docs"] += [
        {
            "location": public_url(paper_page(paper.id)),
            "title": escape(paper.title),
            "text": f"<p>{escape(paper.abstract)}</p>",
            "boost": 2,
        }
        for paper in papers
    ]
    return json.dumps(data, separators=(",", ":"))
