"""Papers and their nearest neighbours → a place on a map for each, near papers near each other; knows no drawing.

t-SNE (van der Maaten and Hinton, 2008) of the distances along the neighbour graph. It begins from the graph's own
spectrum, or from the places papers had before: known papers then stay about where they were. While no paper is new,
the places known are returned as they are, so that a stored layout gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from .errors import DataError

Places = Mapping[str, tuple[float, float]]

MOST_POINTS = 2_500  # a larger corpus is laid out by the spectrum alone, and drawn as topics
PERPLEXITY = 10.0
ANGLE = 0.8  # of Barnes and Hut: a coarser sum than the usual .5; the map is as good, in three quarters of the time
FAR = 2.0  # in steps of middle length: what is farther than that is looked for where too few papers are nearer
FRESH_ROUNDS, MANY_ROUNDS = 500, 350  # the latter for more than MANY papers: they cost more and change less
MANY = 1_000
ANCHORED_ROUNDS = 260  # from known places; more rounds would move them more and gain little
KNOWN_SHARE = 0.5  # of the papers must have a place for the known places to be the start
DECIMALS = 2


def takes_long(papers: Sequence[str], known: Places) -> bool:
    """Whether the layout of these papers is more than a moment's work."""
    return len(papers) <= MOST_POINTS and not known.keys() >= set(papers)


def find_layout(
    papers: Sequence[str], neighbours: Mapping[str, Sequence[tuple[str, float]]], known: Places | None = None
) -> dict[str, tuple[float, float]]:
    """Paper id → (x, y), x growing to the right and y downwards, in units of no meaning; the order plays no part.

    `neighbours` have scores of 0…1. `known` are places of an earlier run; those of papers that are gone are ignored.
    """
    ids = sorted(papers)
    known = {paper: known[paper] for paper in ids if paper in known} if known else {}
    if len(known) == len(ids):
        return {paper: known[paper] for paper in papers}
    graph = _graph(ids, neighbours)
    anchored = len(known) >= KNOWN_SHARE * len(ids) and len(known) > 2
    if len(ids) < 4 or not graph.nnz:  # nothing to go by
        points = np.array([[number, 0.0] for number in range(len(ids))]).reshape(-1, 2)
    elif len(ids) > MOST_POINTS:
        points = _evenly(_spectrum(graph))
    elif anchored:
        start, settled = _start(ids, graph, known)
        points = _unfold(graph, start, rounds=ANCHORED_ROUNDS, exaggeration=1.0)
        points = _align(points, settled, start)
    else:
        start = _spectrum(graph)
        start *= 1e-4 / max(float(np.std(start)), 1e-12)
        points = _level(
            _unfold(graph, start, rounds=MANY_ROUNDS if len(ids) > MANY else FRESH_ROUNDS, exaggeration=12.0)
        )
    rounded = np.round(points.astype(np.float64), DECIMALS) + 0.0  # no negative zero
    place = {paper: (float(x), float(y)) for paper, (x, y) in zip(ids, rounded, strict=True)}
    return {paper: place[paper] for paper in papers}


def layout_json(places: Places) -> str:
    """The places as a file to keep: one paper a line, by id."""
    rows = [f"{json.dumps(paper)}: [{x}, {y}]" for paper, (x, y) in sorted(places.items())]
    return '{"layout": 1, "papers": {\n' + ",\n".join(rows) + "\n}}\n"


def parse_layout(text: str, path: str) -> dict[str, tuple[float, float]]:
    """What `layout_json` wrote; nothing for an empty text. Raises `DataError` for anything else."""
    if not text.strip():
        return {}
    try:
        data = json.loads(text)
        rows = data["papers"] if data["layout"] == 1 else None
        places = {str(paper): (float(x), float(y)) for paper, (x, y) in rows.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DataError(f"{path}:1", "bad-layout", f"is not a layout ({error}); delete it, or write it anew") from None
    if not all(np.isfinite(place).all() for place in places.values()):
        raise DataError(f"{path}:1", "bad-layout", "is not a layout (a place is not a number); delete it, or write it anew")
    return places


def _graph(ids: Sequence[str], neighbours: Mapping[str, Sequence[tuple[str, float]]]) -> sparse.csr_matrix:
    """Similarity 0…1 of each paper and its neighbours, the same both ways."""
    number = {paper: node for node, paper in enumerate(ids)}
    rows, columns, values = [], [], []
    for node, paper in enumerate(ids):
        for near, score in neighbours.get(paper, ()):
            if near in number and near != paper and score > 0:
                rows.append(node)
                columns.append(number[near])
                values.append(score)
    one_way = sparse.csr_matrix((values, (rows, columns)), shape=(len(ids), len(ids)), dtype=np.float64)
    one_way.data = np.clip(one_way.data, 0.01, 1.0)
    return one_way.maximum(one_way.T).tocsr()


def _spectrum(graph: sparse.csr_matrix) -> np.ndarray:
    """Two coordinates a paper: the second and third eigenvectors of the graph's random walk (Belkin and Niyogi, 2003)."""
    size = graph.shape[0]
    degree = np.asarray(graph.sum(axis=1)).ravel()
    scale = sparse.diags(1 / np.sqrt(np.where(degree > 0, degree, 1.0)))
    walk = (scale @ graph @ scale).tocsr()
    if size <= 200:
        values, vectors = np.linalg.eigh(walk.toarray())
        vectors = vectors[:, np.argsort(-values, kind="stable")[1:3]]
    else:
        from scipy.sparse.linalg import eigsh  # large, and few builds lay out a map

        first = np.random.default_rng(0).normal(size=size)
        values, vectors = eigsh(walk, k=3, which="LA", v0=first, tol=1e-4, maxiter=size * 20)
        vectors = vectors[:, np.argsort(-values, kind="stable")[1:3]]
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), [0, 1]])
    return (scale @ vectors) * np.where(signs == 0, 1, signs)


def _evenly(points: np.ndarray) -> np.ndarray:
    """Each coordinate by its rank: a spectrum has long empty arms and a crowded middle."""
    ranks = np.argsort(np.argsort(np.round(points, 9), axis=0, kind="stable"), axis=0, kind="stable")
    return ranks * (100.0 / max(1, len(points) - 1)) - 50.0


def _unfold(graph: sparse.csr_matrix, start: np.ndarray, rounds: int, exaggeration: float) -> np.ndarray:
    """t-SNE of path lengths. One thread: sums in another order would give another map."""
    from sklearn.manifold import TSNE  # takes a second to load

    perplexity = min(PERPLEXITY, (len(start) - 1) / 3)
    method = TSNE(
        metric="precomputed",
        init=start.astype(np.float32),
        perplexity=perplexity,
        angle=ANGLE,
        early_exaggeration=exaggeration,
        max_iter=rounds,
        random_state=0,
    )
    with threadpool_limits(limits=1):
        return method.fit_transform(_paths(graph, 1 + int(3 * perplexity)))


def _paths(graph: sparse.csr_matrix, count: int) -> np.ndarray:
    """Lengths of the ways along the graph from each paper to its nearest, `count` of them and more; for all others the same, a longer one."""
    from scipy.sparse.csgraph import dijkstra

    steps = graph.copy()
    steps.data = 1.02 - steps.data
    paths = dijkstra(steps, limit=FAR * np.median(steps.data))
    alone = np.flatnonzero(np.isfinite(paths).sum(axis=1) <= count)  # a paper reaches itself too
    if len(alone):
        paths[alone] = dijkstra(steps, indices=alone)
    reached = np.isfinite(paths)
    paths[~reached] = 1.5 * paths[reached].max() + 1.0
    return paths


def _level(points: np.ndarray) -> np.ndarray:
    """Turned so that the longer side lies level, for screens are wider than high."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    signs = np.sign(turned[np.abs(turned).argmax(axis=0), [0, 1]])
    return turned * np.where(signs == 0, 1, signs)


def _start(ids: Sequence[str], graph: sparse.csr_matrix, known: Places) -> tuple[np.ndarray, np.ndarray]:
    """The first places, and which of them are known: a new paper starts among its placed neighbours, the nearest most."""
    settled = np.array([paper in known for paper in ids])
    points = np.array([known.get(paper, (0.0, 0.0)) for paper in ids], dtype=np.float64)
    points[~settled] = points[settled].mean(axis=0)
    placed = settled.copy()
    for _ in range(5):
        ready = placed.copy()
        for node in np.flatnonzero(~settled):
            row = slice(graph.indptr[node], graph.indptr[node + 1])
            near = graph.indices[row][placed[graph.indices[row]]]
            if len(near):
                weight = graph.data[row][placed[graph.indices[row]]] ** 3
                points[node] = weight @ points[near] / weight.sum()
                ready[node] = True
        placed = ready
    points[~settled] += np.random.default_rng(0).normal(0, 0.5, (int((~settled).sum()), 2))
    return points, settled


def _align(points: np.ndarray, settled: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Turned, mirrored, scaled and shifted so that known papers lie as near to where they were as they can (Procrustes)."""
    now, before = points[settled].astype(np.float64), start[settled]
    centre, goal = now.mean(axis=0), before.mean(axis=0)
    left, stretch, right = np.linalg.svd((now - centre).T @ (before - goal))
    scale = stretch.sum() / max(float(((now - centre) ** 2).sum()), 1e-12)
    return (points - centre) @ (left @ right) * scale + goal
