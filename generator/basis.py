"""Papers → those from which a large collection takes its measures and topics: the oldest, so that one that comes changes neither."""

from __future__ import annotations

from collections.abc import Sequence

from .merge import seniority
from .model import Digest, Paper

LEAST = 4_096  # papers; up to so many, all are the basis


def find_basis(papers: Sequence[Paper], digests: Sequence[Digest]) -> frozenset[str]:
    """The ids of all papers, or of the first 2, 4, 8 … × LEAST of them: the most that there are, and at least a half.

    The first are those of the digest that was saved first. So the basis changes when a collection has doubled.
    """
    size = LEAST
    while 2 * size <= len(papers):
        size *= 2
    rank = {digest.name: number for number, digest in enumerate(sorted(digests, key=seniority))}
    oldest = sorted(papers, key=lambda paper: min((rank[seen.digest], seen.position) for seen in paper.sightings))
    return frozenset(paper.id for paper in oldest[:size])
