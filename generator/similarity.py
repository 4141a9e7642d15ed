"""Papers and what is known of them → for each paper those a reader may want next, with reasons.

Rankings by words (TF-IDF), by latent semantics and, where there are sentence vectors, by meaning are fused, all with
the same share; shared tags, a shared family name and mentions raise a neighbour. A paper that nothing is near to has
none. Exact: all pairs are compared, in whole numbers (see `exactrows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import numpy as np
from threadpoolctl import threadpool_limits

from .exactrows import GRID
from .fusion import Pairs, fuse, rank_nearest, ranks_within
from .kinship import Kinship, build_kinship
from .model import Mention, Name, Paper, Related, TagAssignment
from .reasons import Reasons
from .termspace import TermSpace, build_term_space
from .vectors import centred_rows
from .workers import map_forked

CANDIDATES = 50  # of each ranking
TAG_SHARE, FAMILY_SHARE, MENTION_SHARE = 0.4, 0.2, 0.25  # what kinship may add to a full text score of 1
# A rank says who is nearest, not that anybody is near: below both cosines, and without a tag, a family or a mention in
# common, two papers have nothing to do with each other. Of the seeds' related papers the lowest have .05 by words.
LEAST_WORDS, LEAST_MEANING = 0.02, 0.05
_BLOCK = 256  # rows of one product at most: never a dense square matrix
_BLOCK_SIZE = 1_500_000  # numbers in it


_Best = list[tuple[int, float]]  # numbers of papers and their scores
_Found = tuple[list[_Best], list[list[tuple[str, ...]]], list[_Best]]  # for some rows: nearest, reasons, nearest of the basis
Table = Mapping[str, tuple[Related, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Paper id → its nearest, best first: of all papers, and for the papers of the basis of those alone (no reasons)."""

    nearest: Table
    settled: Table


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """All that is known of the papers, by number; a paper without a vector has a row of nothing."""

    space: TermSpace
    kinship: Kinship
    vectors: np.ndarray


def find_neighbours(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    names: Mapping[str, Name],
    mentions: Mapping[str, tuple[Mention, ...]],
    mentioned_by: Mapping[str, tuple[str, ...]],
    count: int = 5,
    vectors: Mapping[str, np.ndarray] | None = None,
    *,
    namesakes: Mapping[str, str] | None = None,
    explained: int | None = None,
    labels: Mapping[str, str] | None = None,
    basis: Set[str] | None = None,
) -> Neighbours:
    """At most `count` papers for each, best first, score above 0 and up to 1; ties go by id, the basis first.

    The first `explained` (all of them by default) come with reasons, which call tags by their `labels`. `vectors` are
    rows of `match_vectors`; pairs of papers that lack one are judged by words alone. `namesakes` are the families by
    name (see `lineages`). The order of `papers` plays no part. Memory grows with the papers, not with their square.

    What words and tags weigh is taken from the papers of the `basis`, so that another paper changes only lists in which it
    is or which it pushed down; all papers are the basis by default.
    """
    ordered = sorted(papers, key=lambda paper: (basis is not None and paper.id not in basis, paper.id))
    known = sum(basis is None or paper.id in basis for paper in papers)
    if len(ordered) < 2 or count < 1:
        nothing: Table = {paper.id: () for paper in papers}
        return Neighbours(nearest=nothing, settled=nothing)
    with threadpool_limits(limits=1):  # small products: more threads only wait for each other
        kinship = build_kinship(ordered, tagging, names, mentions, mentioned_by, namesakes or {}, known)
        evidence = _Evidence(build_term_space(ordered, known), kinship, centred_rows(ordered, vectors or {}, known))
        reasons = Reasons(evidence.space, kinship, labels or {})
        explained = count if explained is None else explained

        def find(rows: range) -> _Found:
            likenesses = list(_likenesses(evidence, rows))
            settled = []
            if rows.stop <= known < len(ordered):
                settled = _best(_score(evidence, [one[:, :known] for one in likenesses], rows), rows, count)
            nearest = _best(_score(evidence, likenesses, rows), rows, count)
            whys = [reasons.explain(row, [near for near, _ in best[:explained]]) for row, best in zip(rows, nearest, strict=True)]
            return nearest, whys, settled

        found = map_forked(find, [*_blocks(range(known), len(ordered)), *_blocks(range(known, len(ordered)), len(ordered))])
    best, whys, settled = ([row for block in found for row in block[part]] for part in range(3))
    table = {paper.id: _related(ordered, *found) for paper, *found in zip(ordered, best, whys, strict=True)}
    nearest = {paper.id: table[paper.id] for paper in papers}
    within = {paper.id: _related(ordered, near) for paper, near in zip(ordered, settled, strict=False)}
    return Neighbours(nearest=nearest, settled=within or nearest)


def _blocks(rows: range, size: int) -> list[range]:
    """The rows in blocks that are compared at once, with `size` papers."""
    height = max(1, min(_BLOCK, _BLOCK_SIZE // size))
    return [rows[start : start + height] for start in range(0, len(rows), height)]


def _related(papers: Sequence[Paper], near: _Best, whys: Sequence[tuple[str, ...]] = ()) -> tuple[Related, ...]:
    """The first come with the reasons that there are."""
    rows = zip_longest(near, whys, fillvalue=())
    return tuple(Related(paper=papers[other].id, score=score, why=why) for (other, score), why in rows)


def _score(evidence: _Evidence, likenesses: Sequence[np.ndarray], rows: range) -> Pairs:
    """The pairs worth a look, with the part they reach of the most that text and kinship can give."""
    kinship, papers = evidence.kinship, likenesses[0].shape[1]
    named = kinship.mention_pairs(rows, papers)
    rankings = [rank_nearest(likeness, rows, CANDIDATES) for likeness in likenesses]
    pairs = fuse([*rankings, named], papers)
    told = evidence.vectors.any(axis=1)
    judges = 2 + (told[pairs.rows] & told[pairs.others])  # words, latent semantics, vectors
    kin = (
        TAG_SHARE * kinship.tag_likeness(pairs.rows, pairs.others)
        + FAMILY_SHARE * kinship.same_family(pairs.rows, pairs.others)
        + MENTION_SHARE * _within(pairs, named, papers)
    )
    total = np.round((pairs.worth / judges + kin) / (1 + TAG_SHARE + FAMILY_SHARE + MENTION_SHARE), 4)
    near = ((kin > 0) | _are_near(likenesses, pairs, rows)) & (total > 0)
    return Pairs(rows=pairs.rows[near], others=pairs.others[near], worth=total[near])


def _are_near(likenesses: Sequence[np.ndarray], pairs: Pairs, rows: range) -> np.ndarray:
    """Whether each pair is near by words or by vectors; latent semantics alone find likeness in any noise."""
    at = (pairs.rows - rows.start, pairs.others)
    words, _, *meaning = likenesses
    near = words[at] >= LEAST_WORDS * GRID**2
    for likeness in meaning:
        near |= likeness[at] >= LEAST_MEANING * GRID**2
    return near


def _likenesses(evidence: _Evidence, rows: range) -> Iterator[np.ndarray]:
    """Rows × papers, by each measure."""
    block = slice(rows.start, rows.stop)
    yield (evidence.space.tfidf[block] @ evidence.space.columns).toarray()
    yield evidence.space.latent[block] @ evidence.space.latent.T
    if evidence.vectors[block].any():
        yield evidence.vectors[block] @ evidence.vectors.T


def _within(pairs: Pairs, some: Pairs, papers: int) -> np.ndarray:
    return np.isin(pairs.rows * papers + pairs.others, some.rows * papers + some.others)


def _best(pairs: Pairs, rows: range, count: int) -> list[_Best]:
    """For each of `rows` its `count` best, fewer where fewer are near."""
    order = np.lexsort((pairs.others, -pairs.worth, pairs.rows))
    order = order[ranks_within(pairs.rows[order]) < count]
    starts = np.searchsorted(pairs.rows[order], np.arange(rows.start, rows.stop + 1))
    others, worth = pairs.others[order].tolist(), pairs.worth[order].tolist()
    return [list(zip(others[start:end], worth[start:end], strict=True)) for start, end in pairwise(starts.tolist())]
