"""Invented entries, papers and catalogues for the tests; every field has a plain value that a test may replace."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from hypothesis import settings

from generator.model import (
    Catalogue,
    Digest,
    DigestInfo,
    Entry,
    Evidence,
    Link,
    Location,
    Mention,
    Name,
    Organisation,
    Paper,
    Related,
    Sighting,
    Tag,
    TagAssignment,
)

# Timings say nothing on a busy machine; `EXAMPLES=5000 pytest …` searches longer.
no_deadline = settings(deadline=None, max_examples=int(os.environ.get("EXAMPLES", "100")))
settings.register_profile("broadsheet", no_deadline)
settings.load_profile("broadsheet")

HEADER = (
    "new\nGet trending papers in your email inbox!\nSubscribe\nDaily Papers\nbyAK and the research community\nOct 28\n"
)
OWLS = "We count the feathers of owls at night with cameras no larger than a grain of rice, and err by less than two."


def make_entry(title: str = "Owls at Night", abstract: str = OWLS, **fields: Any) -> Entry:
    digest, position = fields.pop("digest", "a.txt"), fields.pop("position", 0)
    line = 7 + 5 * position
    plain = {"location": Location(path=f"seeds/{digest}", line=line, end_line=line + 1), "lines": (line, line + 1)}
    return Entry(title=title, abstract=abstract, digest=digest, position=position, **(plain | fields))


def make_digest(name: str, *entries: Entry, **info: Any) -> Digest:
    """A digest with these entries, renumbered to stand in it."""
    own = tuple(
        make_entry(
            entry.title,
            entry.abstract,
            digest=name,
            position=position,
            authors_count=entry.authors_count,
            organisation=entry.organisation,
            date=entry.date,
            date_raw=entry.date_raw,
            date_year_inferred=entry.date_year_inferred,
            comments=entry.comments,
        )
        for position, entry in enumerate(entries)
    )
    known = DigestInfo(**info)
    return Digest(name=name, path=f"seeds/{name}", day="Oct 28", info=known, entries=own, furniture=(1, 2, 3, 4, 5, 6))


def make_paper(
    paper_id: str = "owls-at-night", title: str = "Owls at Night", abstract: str = OWLS, **fields: Any
) -> Paper:
    plain = {
        "title_raw": title,
        "abstract_raw": abstract,
        "sightings": (Sighting(digest="a.txt", path="seeds/a.txt", position=0, line=7),),
    }
    return Paper(id=paper_id, title=title, abstract=abstract, **(plain | fields))


def make_catalogue(*papers: Paper, **tables: Any) -> Catalogue:
    """A catalogue whose one digest, `a.txt`, lists the papers in order."""
    seen = tuple(
        make_paper(paper.id, paper.title, paper.abstract, **known_fields(paper, index))
        for index, paper in enumerate(papers)
    )
    entries = (make_entry(paper.title, paper.abstract) for paper in papers)
    digest = make_digest("a.txt", *entries, captured=date(2025, 10, 28))
    plain: dict[str, Any] = {
        "digests": (digest,),
        "facets": (("topic", "Topic"),),
        "tags": (Tag(id="birds", label="Birds", facet="topic", definition="About birds"),),
        "links": {},
        "tagging": {},
        "names": {},
        "mentions": {},
        "mentioned_by": {},
        "related": {},
    }
    return Catalogue(papers=seen, **(plain | tables))


def known_fields(paper: Paper, index: int) -> dict[str, Any]:
    kept = ("title_raw", "abstract_raw", "date", "date_raw", "date_year_inferred", "authors_count", "organisation")
    fields = {name: getattr(paper, name) for name in (*kept, "comments", "upvotes", "source_id", "repairs", "former")}
    return fields | {"sightings": (Sighting(digest="a.txt", path="seeds/a.txt", position=index, line=7 + 5 * index),)}


def rich_catalogue() -> Catalogue:
    """Three papers that show every kind of field, link and relation."""
    url = "https://github.com/owls/feathers"
    abstract = f"{OWLS} Code: {url}. Faster than KiteNet."
    at = abstract.index("KiteNet")
    owls = make_paper(
        abstract=abstract,
        date=date(2024, 1, 28),
        date_raw="Jan 28, 2024",
        organisation=Organisation(handle="featherworks", name="Feather Works"),
        comments=3,
    )
    kite = make_paper("kitenet", "KiteNet: Models of the Wind", "KiteNet learns to fly from string.", authors_count=1)
    september = {"date": date(2025, 9, 18), "date_raw": "Sep 18", "date_year_inferred": True}
    moss = make_paper("moss", "Moss, Slowly", "", authors_count=4, **september)
    return make_catalogue(
        owls,
        kite,
        moss,
        links={owls.id: (Link(url=url, kind="code", start=abstract.index(url), end=abstract.index(url) + len(url)),)},
        tagging={
            owls.id: (
                TagAssignment(tag="birds", score=3.0, evidence=(Evidence(field="title", phrase="Owls", weight=3.0),)),
            )
        },
        names={kite.id: Name(text="KiteNet", source="title-head")},
        mentions={owls.id: (Mention(source=owls.id, target=kite.id, name="KiteNet", start=at, end=at + 7),)},
        mentioned_by={kite.id: (owls.id,)},
        related={moss.id: (Related(paper=owls.id, score=0.5, why=("shares “slow”",)),)},
    )
