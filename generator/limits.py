"""A built site's files, or the number of its papers → what it takes of the limits of GitHub Pages, in words.

Pages publishes at most 1 GB and stops a deployment after ten minutes; how long one takes is known only there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .addresses import OPML
from .citing.files import FORMATS
from .ids import RESERVED
from .metadata import MOST_CARDS, wants_cards
from .publication import Settings
from .records.resources import NDJSON
from .wording import count, file_size

PUBLISHED = 1_000_000_000  # bytes
NEAR = 0.8  # from this part of a limit on, people are warned
_PAPER = re.compile(r"papers/([^/]+)/index\.html")
_CARDS = "cards/"


@dataclass(frozen=True, slots=True)
class _Family:
    """What a family of files takes: bytes of any site and bytes a paper, up to so many papers and above, where long things are said once."""

    most: int
    few: tuple[int, int]
    many: tuple[int, int]

    def size(self, papers: int, large: bool = False) -> int:
        always, each = self.many if large or papers > self.most else self.few
        return always + papers * each


# Measured on invented papers by leaving a family out, at 12, 454, 1,000, 2,000, 2,500 and 10,000 papers; cards, on the collection's own 454.
_FAMILIES = {
    "pages": _Family(2_000, (2_160_000, 19_000), (4_600_000, 16_670)),
    "feeds": _Family(1_000, (110_000, 25_800), (10_380_000, 320)),
    "citations": _Family(1_000, (52_000, 1_420), (52_000, 1_420)),
    "data": _Family(2_000, (210_000, 13_860), (700_000, 4_940)),
}
_SIGNS = {"feeds": OPML, "citations": FORMATS[0][1], "data": NDJSON}  # files that are there with a family
_CARD = 16_400
_PAGE = 11_000  # a paper's page among those
_LEADS_ON = 3_000  # at most so many bytes has the page at an address that a paper gave up


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Papers, bytes and files of a site; `files` is None where the bytes are estimated.

    `large` is what it would take if it said long things once, as large collections do, and `each` what a further paper takes there.
    """

    papers: int
    size: int
    large: int
    each: float
    files: int | None = None

    @property
    def part(self) -> float:
        """Of what is published at most."""
        return self.size / PUBLISHED

    @property
    def room(self) -> int:
        """About how many papers more there is room for; two digits say enough."""
        more = max(0, int((PUBLISHED - self.large) / self.each))
        return round(more, 2 - len(str(more)))


def weigh_site(sizes: Mapping[str, int], cards: bool | None = None) -> Weight:
    """From the bytes of every file, by its path in the site; `cards` is the owner's decision on them.

    What is the same for every site, or written by hand, does not grow with the papers: of their own pages it is taken how long they
    are, and of the measured families how much that is in a large collection.
    """
    found = (_PAPER.fullmatch(path) for path in sizes)
    pages = [sizes[match[0]] for match in found if match and match[1] not in RESERVED and sizes[match[0]] > _LEADS_ON]
    papers, size = len(pages), sum(sizes.values())
    families = [family for name, family in _FAMILIES.items() if name not in _SIGNS or _SIGNS[name] in sizes]
    length = sum(pages) / (papers * _PAGE) if papers else 1.0
    grown = sum(family.size(papers, large=True) - family.size(papers) for family in families)
    pictures = sum(bytes_ for path, bytes_ in sizes.items() if path.startswith(_CARDS))
    kept = cards or (cards is None and papers > MOST_CARDS)
    return Weight(
        papers=papers,
        size=size,
        large=round(size + length * grown - (0 if kept else pictures)),
        each=length * sum(family.many[1] for family in families) + (pictures / papers if kept and papers else 0),
        files=len(sizes),
    )


def estimate_site(papers: int, settings: Settings) -> Weight:
    """What so many papers will about take."""
    wanted = {"feeds": settings.feeds and settings.site_url, "citations": settings.citations, "data": settings.data}
    families = [family for name, family in _FAMILIES.items() if wanted.get(name, True)]
    card, always = (_CARD if wants_cards(settings, number) else 0 for number in (papers, MOST_CARDS + 1))
    return Weight(
        papers=papers,
        size=sum(family.size(papers) for family in families) + papers * card,
        large=sum(family.size(papers, large=True) for family in families) + papers * always,
        each=sum(family.many[1] for family in families) + always,
    )


def limit_rows(weight: Weight) -> list[tuple[str, str]]:
    """(label, figure) pairs for a person."""
    size = file_size(weight.size)
    site = f"about {size} when it is built" if weight.files is None else f"{size} in {count(weight.files, 'file')}"
    return [
        ("site", site),
        ("of GitHub Pages' 1 GB", f"{weight.part:.1%}"),
        ("room for", f"about {count(weight.room, 'paper')} more" if weight.papers else "unknown: there are no papers yet"),
    ]


def near_limit(sizes: Mapping[str, int] | None, papers: int, settings: Settings) -> str | None:
    """`limit_warning` of a site of these files, or of so many papers where its files are not known."""
    return limit_warning(weigh_site(sizes, settings.cards) if sizes is not None else estimate_site(papers, settings))


def limit_warning(weight: Weight) -> str | None:
    """What to say before it is too late; None while there is room."""
    if weight.part < NEAR:
        return None
    about = "" if weight.files is not None else "about "
    room = f"there is room for about {count(weight.room, 'paper')} more" if weight.part < 1 else "it may not be published there"
    return f"the site takes {about}{weight.part:.0%} of the 1 GB that GitHub Pages publishes; {room}"
