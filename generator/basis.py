"""Papers → those from which a large collection takes its measures and topics: the oldest, so that one that comes changes neither."""

from __future__ import annotations

from collections.abc import Sequence

from .merge import seniority
from .model import Digest, Paper

LEAST = 4_096  # papers; up to so many, all are the basis


def find_basis(papers: Sequence[Paper], digests: Sequence[Digest]) -> frozenset[str]:
    """The ids of the first `basis_size` papers: those of the digest that was saved first, and so on."""
    size = basis_size(len(papers))
    if size < len(papers):
        rank = {digest.path: number for number, digest in enumerate(sorted(digests, key=seniority))}
        papers = sorted(papers, key=lambda paper: min((rank[seen.path], seen.position) for seen in paper.sightings))
    return frozenset(paper.id for paper in papers[:size])


def basis_size(papers: int) -> int:
    """All papers, or the largest of 1, 2, 4, 8 … × LEAST that there are: at least a half. It changes when that has doubled."""
    size = min(papers, LEAST)
    while LEAST <= size <= papers / 2:
        size *= 2
    return size
