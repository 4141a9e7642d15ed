"""A built site's files, or the number of its papers → what it takes of the limits of GitHub Pages, in words.

Pages publishes at most 1 GB and stops a deployment after ten minutes; how long one takes is known only there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .ids import RESERVED
from .model import Settings
from .wording import count, file_size

PUBLISHED = 1_000_000_000  # bytes
NEAR = 0.8  # from this part of a limit on, people are warned
_PAPER = re.compile(r"papers/([^/]+)/index\.html")
# Bytes a paper: up to so many papers, and above, where feeds and records say long things once. `benchmarks/scale.py
# --families` measures them; what is the same for every site comes first.
_FEW = 1_000
_ALWAYS = 5_000_000
_BYTES = {
    "pages": (12_500, 16_600),
    "feeds": (26_000, 1_400),
    "citations": (1_400, 1_300),
    "data": (13_900, 4_700),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Papers, bytes and files of a site; `files` is None where the bytes are estimated."""

    papers: int
    size: int
    files: int | None = None

    @property
    def part(self) -> float:
        """Of what is published at most."""
        return self.size / PUBLISHED

    @property
    def room(self) -> int:
        """About how many papers more there is room for, if they take as much as those there; two digits say enough."""
        more = int((PUBLISHED - self.size) * self.papers / self.size) if self.size else 0
        return max(0, round(more, 2 - len(str(more))))


def weigh_site(sizes: Mapping[str, int]) -> Weight:
    """From the bytes of every file, by its path in the site."""
    found = (_PAPER.fullmatch(path) for path in sizes)
    papers = sum(match is not None and match[1] not in RESERVED for match in found)
    return Weight(papers=papers, size=sum(sizes.values()), files=len(sizes))


def estimate_site(papers: int, settings: Settings) -> Weight:
    """What so many papers will about take, without pictures for link previews."""
    wanted = {"feeds": settings.feeds and settings.site_url, "citations": settings.citations, "data": settings.data}
    each = sum(sizes[papers > _FEW] for name, sizes in _BYTES.items() if wanted.get(name, True))
    return Weight(papers=papers, size=_ALWAYS + papers * each)


def limit_rows(weight: Weight) -> list[tuple[str, str]]:
    """(label, figure) pairs for a person."""
    size = file_size(weight.size)
    site = f"about {size} when it is built" if weight.files is None else f"{size} in {count(weight.files, 'file')}"
    return [
        ("site", site),
        ("of GitHub Pages' 1 GB", f"{weight.part:.1%}"),
        ("room for", f"about {weight.room:,} papers more" if weight.papers else "unknown: there are no papers yet"),
    ]


def limit_warning(weight: Weight) -> str | None:
    """What to say before it is too late; None while there is room."""
    if weight.part < NEAR:
        return None
    about = "" if weight.files is not None else "about "
    room = f"there is room for about {weight.room:,} papers more" if weight.part < 1 else "it may not be published there"
    return f"the site takes {about}{weight.part:.0%} of the 1 GB that GitHub Pages publishes; {room}"
