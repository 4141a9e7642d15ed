"""The catalogue's related papers → the file that tells a browser which papers are like those of a selection.

It knows papers by their places in `cite.json`, which that page has loaded anyway, so that a paper costs some 22 bytes (gzip).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence

from ..model import Paper, Related

RELATED = "assets/related.json"
_UNIT = 10_000  # scores have four digits


def has_related(related: Mapping[str, Sequence[Related]]) -> bool:
    """Whether any paper has some: else there is no such file."""
    return any(related.values())


def related_file(papers: Sequence[Paper], related: Mapping[str, Sequence[Related]]) -> bytes:
    """`near`: for each paper the places of its related ones, the nearest first, each with its score in 10,000ths behind it.
    `of` is the Adler-32 of the identifiers, a line each: another list of papers has other places."""
    ids = list(dict.fromkeys(paper.id for paper in papers))
    place = {paper: number for number, paper in enumerate(ids)}
    near = [[number for one in related.get(paper, ()) for number in (place[one.paper], round(one.score * _UNIT))] for paper in ids]
    return json.dumps({"of": zlib.adler32("\n".join(ids).encode()), "near": near}, separators=(",", ":")).encode()
