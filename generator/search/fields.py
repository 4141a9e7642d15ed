"""A catalogue → one searchable document for each paper, in the catalogue's order; knows nothing of terms or weights."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..ids import GREEK
from ..model import Catalogue, Paper, Tag
from ..renamed import also_titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What of a paper is searched and shown. `aliases` are other spellings of its name, `titles` other titles; `year` and `day`, that of
    the year from 1 on, are 0 where unknown, the year is `inferred` where the digest gave none; `authors` is how many, where no
    organisation is known."""

    id: str
    title: str
    abstract: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    organisation: str = ""  # the handle
    organisation_name: str = ""
    year: int = 0
    day: int = 0
    inferred: bool = False
    authors: int | None = None
    comments: int = 0
    code: bool = False
    digests: tuple[str, ...] = ()


def make_documents(catalogue: Catalogue) -> tuple[Document, ...]:
    """Every paper as a document."""
    tags = {tag.id: tag for tag in catalogue.tags}
    return tuple(_document(paper, catalogue, [tags[given] for given in _tags(paper, catalogue)]) for paper in catalogue.papers)


def _tags(paper: Paper, catalogue: Catalogue) -> list[str]:
    return [given.tag for given in catalogue.tagging.get(paper.id, ())]


def _spelled_out(name: str) -> list[str]:
    """`σReparam` → sigmaReparam: as somebody types it, and as it stood in many a text before it was repaired."""
    spelled = "".join(GREEK.get(unicodedata.normalize("NFKD", sign)[0].lower(), sign) for sign in name)
    return [spelled] if spelled != name else []


def _document(paper: Paper, catalogue: Catalogue, tags: Sequence[Tag]) -> Document:
    name, badge = catalogue.names.get(paper.id), paper.organisation
    return Document(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        name=name.text if name else "",
        aliases=(*name.aliases, *_spelled_out(name.text)) if name else (),
        titles=tuple(also_titled(paper)),
        tags=tuple(tag.id for tag in tags),
        labels=tuple(tag.label for tag in tags),
        organisation=badge.handle if badge else "",
        organisation_name=badge.name if badge else "",
        year=paper.date.year if paper.date else 0,
        day=paper.date.timetuple().tm_yday if paper.date else 0,
        inferred=paper.date_year_inferred,
        authors=None if badge else paper.authors_count,
        comments=paper.comments or 0,
        code=any(link.kind == "code" for link in catalogue.links.get(paper.id, ())),
        digests=tuple(dict.fromkeys(seen.digest for seen in paper.sightings)),
    )
