"""Papers and what is known of them → for each paper those a reader may want next, with reasons.

Rankings by words (TF-IDF), by latent semantics and, where there are sentence vectors, by meaning are fused, all with
the same share; shared tags, a shared family name and mentions raise a neighbour. A paper that nothing is near to has
none. Exact: all pairs are compared (see `rankings`), in whole numbers (see `exactrows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

from .exactrows import GRID
from .fingerprint import fingerprint
from .fusion import Pairs, fuse, ranks_within
from .kinship import Kinship, build_kinship
from .memory import FORGETFUL, Memory
from .model import Mention, Name, Paper, Related, TagAssignment
from .products import dense_product
from .rankings import Compare, Rankings, count_shared, rank_papers
from .reasons import Reasons
from .termspace import TermSpace, begin_term_space, build_term_space
from .vectors import centred_rows
from .workers import map_forked

CANDIDATES = 50  # of each ranking
TAG_SHARE, FAMILY_SHARE, MENTION_SHARE = 0.4, 0.2, 0.25  # what kinship may add to a full text score of 1
# A rank says who is nearest, not that anybody is near: below both cosines, and without a tag, a family or a mention in
# common, two papers have nothing to do with each other. Of the seeds' related papers the lowest have .05 by words.
LEAST_WORDS, LEAST_MEANING = 0.02, 0.05
_BLOCK = 256  # papers
_TURN = 7  # blocks: then a fork is relieved, for it copies what it looks at


_Found = tuple[Pairs, list[tuple[str, ...]], list[Pairs]]  # for some rows: nearest, reasons of the first, nearest of the basis if wanted
Table = Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Paper id → its nearest, best first, with scores: of all papers, and for the papers of the basis of those alone. `related` are
    the first of the nearest, with reasons."""

    nearest: Table
    settled: Table
    related: Mapping[str, tuple[Related, ...]]


class _Near(Table):
    """The pairs of all these papers, row by row, as a table: what is asked for is made then, for all of it would be large."""

    def __init__(self, ids: Sequence[str], pairs: Sequence[Pairs]) -> None:
        self._ids, self._number = ids, {paper: number for number, paper in enumerate(ids)}
        rows = np.concatenate([block.rows for block in pairs])
        self._ends = np.searchsorted(rows, np.arange(len(ids) + 1)).tolist()
        self._others = np.concatenate([block.others for block in pairs]).astype(np.int32)
        self._worth = np.concatenate([block.worth for block in pairs])

    def __getitem__(self, paper: str) -> tuple[tuple[str, float], ...]:
        number = self._number[paper]
        part = slice(self._ends[number], self._ends[number + 1])
        return tuple(zip(map(self._ids.__getitem__, self._others[part].tolist()), self._worth[part].tolist(), strict=True))

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """All that is known of the papers, by number; a paper without a vector has a row of nothing."""

    space: TermSpace
    kinship: Kinship
    vectors: np.ndarray

    @property
    def measures(self) -> int:
        """By words, by latent semantics, and by vectors where there are any."""
        return 3 if self.vectors.any() else 2

    def keys(self, papers: Sequence[Paper], known: int) -> Iterator[bytes]:
        """Of each paper and all that is measured of it, and whether it is one of the first `known`."""
        tfidf = self.space.tfidf
        for row, paper in enumerate(papers):
            part = slice(tfidf.indptr[row], tfidf.indptr[row + 1])
            measured = (tfidf.indices[part], tfidf.data[part], self.space.latent[row], self.vectors[row])
            yield bytes.fromhex(fingerprint(paper.id, row < known, *(numbers.tobytes() for numbers in measured)))

    def compare_with(self, columns: np.ndarray) -> Compare:
        """Likeness by each measure, and who is near: latent semantics alone find likeness in any noise."""
        words, latent = self.space.tfidf[columns].T.tocsr(), self.space.latent[columns].T
        vectors = self.vectors[columns].T if self.measures > 2 else None

        def compare(rows: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
            likenesses = [dense_product(self.space.tfidf[rows], words), self.space.latent[rows] @ latent]
            near = likenesses[0] >= LEAST_WORDS * GRID**2
            if vectors is not None:
                likenesses.append(self.vectors[rows] @ vectors)
                near |= likenesses[2] >= LEAST_MEANING * GRID**2
            return likenesses, near

        return compare


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
    memory: Memory = FORGETFUL,
) -> Neighbours:
    """At most `count` papers for each, best first, score above 0 and up to 1; ties go by id, the basis first.

    The first `explained` (all of them by default) come with reasons, which call tags by their `labels`. `vectors` are
    rows of `match_vectors`; pairs of papers that lack one are judged by words alone. `namesakes` are the families by
    name (see `lineages`). The order of `papers` plays no part. Memory grows with the papers, not with their square.

    What words and tags weigh is taken from the papers of the `basis`, so that another paper changes only lists in which it
    is or which it pushed down; all papers are the basis by default. Where some are not, `memory` spares comparing
    pairs again, unless a paper of the basis changed.
    """
    ordered, known = _in_order(papers, basis)
    if len(ordered) < 2 or count < 1:
        nothing: Mapping[str, tuple[()]] = {paper.id: () for paper in papers}
        return Neighbours(nearest=nothing, settled=nothing, related=nothing)
    with threadpool_limits(limits=1):  # small products: more threads only wait for each other
        kinship = build_kinship(ordered, tagging, names, mentions, mentioned_by, namesakes or {}, known)
        evidence = _Evidence(build_term_space(ordered, known, memory), kinship, centred_rows(ordered, vectors or {}, known))
        among, within = _rank(evidence, ordered, known, memory)
        reasons = Reasons(evidence.space, kinship, labels or {})
        explained = count if explained is None else explained

        def find(rows: range) -> _Found:
            settled = [_best(_score(evidence, within, rows), count)] if within and rows.stop <= known else []
            nearest = _best(_score(evidence, among, rows), count)
            first = ranks_within(nearest.rows) < explained
            return nearest, reasons.explain(nearest.rows[first], nearest.others[first]), settled

        found = map_forked(find, [*_blocks(range(known)), *_blocks(range(known, len(ordered)))], turn=_TURN)
    ids = [paper.id for paper in ordered]
    nearest = _Near(ids, [block[0] for block in found])
    distinct: dict[tuple[str, ...], tuple[str, ...]] = {}  # of two that are near each other both have the same
    whys = (distinct.setdefault(why, why) for block in found for why in block[1])
    related = {
        paper: tuple([Related(paper=other, score=score, why=next(whys)) for other, score in near[:explained]])
        for paper, near in nearest.items()
    }
    settled = [best for block in found for best in block[2]]
    return Neighbours(
        nearest=nearest,
        settled=_Near(ids[:known], settled) if settled else nearest,
        related={paper.id: related[paper.id] for paper in papers},
    )


def begin_neighbours(papers: Sequence[Paper], basis: Set[str], memory: Memory) -> None:
    """Say that neighbours of these will be looked for, once more is known of them: `memory` may begin with their words."""
    begin_term_space(*_in_order(papers, basis), memory)


def _in_order(papers: Sequence[Paper], basis: Set[str] | None) -> tuple[list[Paper], int]:
    """By id, the basis first, and how many that is."""
    ordered = sorted(papers, key=lambda paper: (basis is not None and paper.id not in basis, paper.id))
    return ordered, len(ordered) if basis is None else sum(paper.id in basis for paper in papers)


def _rank(evidence: _Evidence, papers: Sequence[Paper], known: int, memory: Memory) -> tuple[Rankings, Rankings | None]:
    """The rankings among all papers, and where only the first `known` are the basis, those within it."""
    ranked = partial(rank_papers, evidence.compare_with, evidence.measures, size=CANDIDATES)
    if known == len(papers):
        return ranked([paper.id.encode() for paper in papers]), None
    keys = list(evidence.keys(papers, known))
    within = memory.update("rankings of the basis", lambda found: ranked(keys[:known], known=found))

    def among(found: Rankings | None) -> Rankings:
        return ranked(keys, known=max(found, within, key=lambda some: count_shared(some, keys)))

    return memory.update("rankings", among), within


def _blocks(rows: range) -> list[range]:
    return [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]


def _score(evidence: _Evidence, rankings: Rankings, rows: range) -> Pairs:
    """The pairs worth a look, with the part they reach of the most that text and kinship can give."""
    kinship, papers = evidence.kinship, len(rankings.keys)
    named = kinship.mention_pairs(rows, papers)
    pairs = fuse([*(ranking.pairs(rows) for ranking in rankings.measures), named], papers)
    told = evidence.vectors.any(axis=1)
    judges = 2 + (told[pairs.rows] & told[pairs.others])  # words, latent semantics, vectors
    kin = (
        TAG_SHARE * kinship.tag_likeness(pairs.rows, pairs.others)
        + FAMILY_SHARE * kinship.same_family(pairs.rows, pairs.others)
        + MENTION_SHARE * _within(pairs, named, papers)
    )
    total = np.round((pairs.worth / judges + kin) / (1 + TAG_SHARE + FAMILY_SHARE + MENTION_SHARE), 4)
    near = ((kin > 0) | pairs.near) & (total > 0)
    return Pairs(rows=pairs.rows[near], others=pairs.others[near], worth=total[near], near=pairs.near[near])


def _within(pairs: Pairs, some: Pairs, papers: int) -> np.ndarray:
    return np.isin(pairs.rows * papers + pairs.others, some.rows * papers + some.others)


def _best(pairs: Pairs, count: int) -> Pairs:
    """Of each row the `count` best, fewer where fewer are near; equals stay as they come, by number."""
    order = np.argsort(2 * pairs.rows - pairs.worth, kind="stable")  # a worth is 1 at most
    order = order[ranks_within(pairs.rows[order]) < count]
    return Pairs(rows=pairs.rows[order], others=pairs.others[order], worth=pairs.worth[order], near=pairs.near[order])
