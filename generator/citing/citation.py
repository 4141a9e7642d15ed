"""A paper → what any format cites of it; every text is one clean line, every address holds nothing that ends a field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..addresses import paper_page
from ..markup import clean
from ..metadata import citable_url
from ..model import Name, Paper
from ..publication import Settings

_ARXIV = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,12}(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE)
_UNSAFE = re.compile(r"[^!#$&'*+,\-./0-9:;=?@A-Z_a-z~%]|%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """`url` is the source's where the digest gave its identifier, else the page's; `arxiv` only where it was given; `name` is
    what the paper introduces, where that is known."""

    id: str
    title: str
    name: str = ""
    date: date | None = None
    year_inferred: bool = False
    url: str | None = None
    arxiv: str | None = None

    @property
    def note(self) -> str:
        """What a reader of a bibliography must know of the entry."""
        return "The digest names no authors" + ("; the year was inferred" if self.year_inferred else "")


def make_citation(paper: Paper, settings: Settings, name: Name | None = None) -> Citation:
    """An address in the abstract is never taken for the paper's own: it is as often that of a work it builds on."""
    given = _ARXIV.fullmatch(paper.source_id or "")
    url = f"https://arxiv.org/abs/{given[1]}" if given else citable_url(paper_page(paper.id), settings)
    return Citation(
        id=paper.id,
        title=clean(paper.title),
        name=clean(name.text) if name else "",
        date=paper.date,
        year_inferred=paper.date_year_inferred,
        url=safe_url(url) if url else None,
        arxiv=given[1] if given else None,
    )


def safe_url(url: str) -> str:
    """An address with everything escaped that an address cannot hold: white space, braces, brackets, other scripts."""
    return _UNSAFE.sub(_escaped, url)


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", errors="replace"))
