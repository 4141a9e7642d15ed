"""A citation → a line of plain text, and a link in Markdown."""

from __future__ import annotations

import re

from ..wording import long_date, mark_inferred
from .citation import Citation

_MARKS = re.compile(r"[\\`*_\[\]<>&~|$^{}]")


def plain_text(citation: Citation) -> str:
    """Title, day and address, each where known."""
    parts = [citation.title if citation.title.endswith((".", "?", "!", "…")) else f"{citation.title}."]
    if citation.date:
        parts.append(mark_inferred(long_date(citation.date), citation.year_inferred) + ".")
    if citation.url:
        parts.append(citation.url)
    return " ".join(parts)


def markdown_link(citation: Citation) -> str:
    """A link that CommonMark reads as one, whatever the title holds; the bare title where there is no address."""
    label = _MARKS.sub(r"\\\g<0>", citation.title)
    return f"[{label}](<{citation.url}>)" if citation.url else label
