"""Papers and what is known of them → for each paper those a reader may want next, with reasons.

Three rankings of the text (TF-IDF, latent semantics, BM25) are fused by reciprocal rank (Cormack and others, 2009);
shared tags, a shared family name and mentions raise a neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from .kinship import Kinship, build_kinship
from .model import Mention, Name, Paper, Related, TagAssignment
from .reasons import Reasons
from .termspace import TermSpace, build_term_space

CANDIDATES = 60  # of each ranking
RANK_CONSTANT = 10.0  # smaller: the first ranks weigh more
SHARES = (1.0, 1.0, 0.6)  # TF-IDF, latent semantics, BM25
BLOCK = 256  # rows of one product: never a dense square matrix
TAG_SHARE, FAMILY_SHARE, MENTION_SHARE = 0.25, 0.2, 0.25


def find_related(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    names: Mapping[str, Name],
    mentions: Mapping[str, tuple[Mention, ...]],
    mentioned_by: Mapping[str, tuple[str, ...]],
    count: int = 5,
) -> dict[str, tuple[Related, ...]]:
    """`count` papers for each (fewer where there are fewer), best first, score 0…1; ties go by id.

    The order of `papers` plays no part. Memory grows with the papers, not with their square.
    """
    ordered = sorted(papers, key=lambda paper: paper.id)
    if len(ordered) < 2 or count < 1:
        return {paper.id: () for paper in papers}
    space = build_term_space(ordered)
    kinship = build_kinship(ordered, tagging, names, mentions, mentioned_by)
    reasons = Reasons(ordered, space, kinship)
    result: dict[str, tuple[Related, ...]] = {}
    for start in range(0, len(ordered), BLOCK):
        rows = range(start, min(start + BLOCK, len(ordered)))
        rankings = _rankings(space, rows)
        for place, row in enumerate(rows):
            best = _best(row, [ranking[place] for ranking in rankings], kinship, count)
            result[ordered[row].id] = tuple(
                Related(paper=ordered[other].id, score=score, why=reasons.explain(row, other)) for other, score in best
            )
    return {paper.id: result[paper.id] for paper in papers}


def _rankings(space: TermSpace, rows: range) -> list[np.ndarray]:
    """For a block of papers, three arrays of their nearest papers' numbers, best first."""
    block = slice(rows.start, rows.stop)
    scores = (
        _dense(space.tfidf[block] @ space.tfidf.T),
        space.latent[block] @ space.latent.T,
        _dense(space.queries[block] @ space.bm25.T),
    )
    return [_nearest(score, rows) for score in scores]


def _dense(product: sparse.spmatrix | np.ndarray) -> np.ndarray:
    return product.toarray() if sparse.issparse(product) else np.asarray(product)


def _nearest(scores: np.ndarray, rows: range) -> np.ndarray:
    """The CANDIDATES best columns of each row, itself left out; rounded first, so that ties go by number."""
    rounded = np.round(scores.astype(np.float64), 5)
    rounded[np.arange(len(rows)), np.arange(rows.start, rows.stop)] = -np.inf
    size = min(CANDIDATES, scores.shape[1] - 1)
    key = rounded - np.arange(scores.shape[1]) * 1e-11
    part = np.argpartition(-key, size - 1, axis=1)[:, :size]
    order = np.argsort(-np.take_along_axis(key, part, axis=1), axis=1, kind="stable")
    return np.take_along_axis(part, order, axis=1)


def _best(row: int, rankings: Sequence[np.ndarray], kinship: Kinship, count: int) -> list[tuple[int, float]]:
    """Fuse: the sum of share / (constant + rank), as a part of the most it can be, plus kinship."""
    most = sum(SHARES) / RANK_CONSTANT
    fused: dict[int, float] = dict.fromkeys(kinship.linked(row), 0.0)
    for share, ranking in zip(SHARES, rankings, strict=True):
        for rank, other in enumerate(ranking.tolist()):
            fused[other] = fused.get(other, 0.0) + share / (RANK_CONSTANT + rank) / most
    scored = []
    for other, base in fused.items():
        bonus = (
            TAG_SHARE * kinship.shared_tags(row, other)
            + FAMILY_SHARE * kinship.same_family(row, other)
            + MENTION_SHARE * kinship.mentions(row, other)
        )
        scored.append((other, round((base + bonus) / (1 + TAG_SHARE + FAMILY_SHARE + MENTION_SHARE), 4)))
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:count]
