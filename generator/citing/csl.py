"""A citation → an item of CSL-JSON, as the schema `csl-data.json` has it."""

from __future__ import annotations

from .citation import Citation


def csl_item(citation: Citation) -> dict[str, object]:
    """A work of no particular type (`document`); a date whose year was inferred is `circa`."""
    item: dict[str, object] = {"id": citation.id, "type": "document", "title": citation.title}
    if day := citation.date:
        circa = {"circa": True} if citation.year_inferred else {}
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]], **circa}
    if citation.arxiv:
        item |= {"archive": "arXiv", "archive_location": citation.arxiv}
    if citation.url:
        item["URL"] = citation.url
    return item | {"note": citation.note}
