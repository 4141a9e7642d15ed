"""Papers and what is known of them → for each paper those a reader may want next, with reasons.

Three rankings of the text (TF-IDF, latent semantics, BM25) are fused by reciprocal rank (Cormack and others, 2009);
shared tags, a shared family name and mentions raise a neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from .kinship import Kinship, build_kinship
from .model import Mention, Name, Paper, Related, TagAssignment
from .reasons import Reasons
from .termspace import TermSpace, build_term_space

CANDIDATES = 30  # of each ranking
RANK_CONSTANT = 30.0  # smaller: the first ranks weigh more
SHARES = (1.0, 1.2, 0.6)  # TF-IDF, latent semantics, BM25
TAG_SHARE, FAMILY_SHARE, MENTION_SHARE = 0.4, 0.2, 0.25  # what kinship may add to a full text score of 1
_MARGIN = 8  # looked at beyond the wanted ones, so that ties at the edge are settled by number
BLOCK = 256  # rows of one product: never a dense square matrix


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
    with threadpool_limits(limits=1):  # small products: more threads only wait for each other
        kinship = build_kinship(ordered, tagging, names, mentions, mentioned_by)
        found = _find(ordered, build_term_space(ordered), kinship, count)
    return {paper.id: found[paper.id] for paper in papers}


def _find(ordered: Sequence[Paper], space: TermSpace, kinship: Kinship, count: int) -> dict[str, tuple[Related, ...]]:
    reasons = Reasons(space, kinship)
    found: dict[str, tuple[Related, ...]] = {}
    for rows in _blocks(len(ordered)):
        for row, best in zip(rows, _best(_scores(space, kinship, rows), rows, count), strict=True):
            whys = reasons.explain(row, [other for other, _ in best])
            found[ordered[row].id] = tuple(
                Related(paper=ordered[other].id, score=score, why=why)
                for (other, score), why in zip(best, whys, strict=True)
            )
    return found


def _blocks(size: int) -> list[range]:
    return [range(start, min(start + BLOCK, size)) for start in range(0, size, BLOCK)]


def _scores(space: TermSpace, kinship: Kinship, rows: range) -> np.ndarray:
    """A block of rows × all papers: fused text rankings, as a part of the most they can be, plus kinship."""
    block = slice(rows.start, rows.stop)
    similarities = (
        (space.tfidf[block] @ space.tfidf_columns).toarray(),
        space.latent[block] @ space.latent.T,
        (space.queries[block] @ space.bm25_columns).toarray(),
    )
    fused = np.zeros((len(rows), space.tfidf.shape[0]))
    each = np.arange(len(rows))[:, None]
    for share, similarity in zip(SHARES, similarities, strict=True):
        nearest = _nearest(similarity, rows, CANDIDATES)
        fused[each, nearest] += share / (RANK_CONSTANT + np.arange(nearest.shape[1]))
    fused *= RANK_CONSTANT / sum(SHARES)
    mentions, families = kinship.mention_block(rows), kinship.family_block(rows)
    candidate = (fused > 0) | mentions
    total = fused + TAG_SHARE * kinship.tag_block(rows) + FAMILY_SHARE * families + MENTION_SHARE * mentions
    return np.where(candidate, total / (1 + TAG_SHARE + FAMILY_SHARE + MENTION_SHARE), 0.0)


def _nearest(scores: np.ndarray, rows: range, size: int) -> np.ndarray:
    """The `size` best columns of each row, itself left out; scores that differ by rounding only go by number."""
    scores[np.arange(len(rows)), np.arange(rows.start, rows.stop)] = -np.inf
    size = min(size, scores.shape[1] - 1)
    wider = min(size + _MARGIN, scores.shape[1])
    part = np.sort(np.argpartition(scores, scores.shape[1] - wider, axis=1)[:, -wider:], axis=1)
    order = np.argsort(-np.round(np.take_along_axis(scores, part, axis=1), 5), axis=1, kind="stable")
    return np.take_along_axis(part, order, axis=1)[:, :size]


def _best(scores: np.ndarray, rows: range, count: int) -> Iterator[list[tuple[int, float]]]:
    """For each row its `count` best (paper number, rounded score)."""
    rounded = np.round(scores, 4)
    for values, others in zip(rounded, _nearest(rounded, rows, count), strict=True):
        yield [(int(other), float(values[other])) for other in others]
