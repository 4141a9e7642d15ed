"""A citation → a RIS record of no particular type (`GEN`), without an author."""

from __future__ import annotations

from .citation import Citation


def ris(citation: Citation) -> list[str]:
    """The lines of the record, tags as the format's reference has them."""
    fields = [("TY", "GEN"), ("ID", citation.id), ("TI", citation.title)]
    if citation.date:
        fields += [("PY", f"{citation.date.year:04}"), ("DA", citation.date.isoformat().replace("-", "/"))]
    fields.append(("N1", citation.note))
    if citation.arxiv:
        fields.append(("AN", f"arXiv:{citation.arxiv}"))
    if citation.url:
        fields.append(("UR", citation.url))
    return [*(f"{tag}  - {value}" for tag, value in fields), "ER  - "]
