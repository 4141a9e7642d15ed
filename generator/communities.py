"""A weighted graph → its communities, by Louvain's method; knows nothing of papers.

Written out rather than taken from a library, so that the topics' addresses never change with a library's version.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

Graph = Sequence[dict[int, float]]
"""For each node, neighbour → weight; the same both ways, no loops."""

STARTS = 8
_FEW = 1_000  # up to so many nodes, the best of several starts is taken


def find_communities(graph: Graph, resolution: float = 1.0, starts: int = STARTS) -> list[int]:
    """The community of each node, numbered by first appearance (Blondel and others, 2008).

    The higher the `resolution`, the more and smaller they are. Nodes are visited in an order drawn with a fixed seed;
    of several `starts` the one of highest modularity wins, the earliest among equals.
    """
    best: list[int] = []
    highest = float("-inf")
    for start in range(starts if len(graph) <= _FEW else 1):
        found = _louvain(graph, resolution, random.Random(start))
        worth = round(modularity(graph, found, resolution), 9)
        if worth > highest:
            best, highest = found, worth
    return best


def modularity(graph: Graph, community: Sequence[int], resolution: float = 1.0) -> float:
    """How much more weight lies inside the communities than chance would put there (Newman and Girvan, 2004)."""
    total = sum(sum(row.values()) for row in graph)
    if not total:
        return 0.0
    inside, degree = 0.0, [0.0] * (max(community) + 1)
    for node, row in enumerate(graph):
        degree[community[node]] += sum(row.values())
        inside += sum(weight for other, weight in row.items() if community[other] == community[node])
    return inside / total - resolution * sum(d * d for d in degree) / total**2


def _louvain(graph: Graph, resolution: float, chance: random.Random) -> list[int]:
    """Move nodes, then fold each community into one node, until nothing moves."""
    own = list(range(len(graph)))
    loops = [0.0] * len(graph)
    while True:
        found = _move(graph, loops, resolution, chance)
        if len(set(found)) == len(graph):
            return _renumbered(own)
        found = _renumbered(found)
        own = [found[node] for node in own]
        graph, loops = _fold(graph, loops, found)


def _move(graph: Graph, loops: Sequence[float], resolution: float, chance: random.Random) -> list[int]:
    """Each node goes where modularity gains most, round after round; a node is looked at again when a neighbour left."""
    degrees = [sum(row.values()) + loop for row, loop in zip(graph, loops, strict=True)]
    share = resolution / (sum(degrees) or 1.0)
    community, weight = list(range(len(graph))), list(degrees)
    order = list(range(len(graph)))
    chance.shuffle(order)
    waiting = set(order)
    for _ in range(100):
        for node in order:
            if node not in waiting:
                continue
            waiting.discard(node)
            here, degree = community[node], degrees[node]
            weight[here] -= degree
            ties: dict[int, float] = {here: 0.0}
            for other, tie in graph[node].items():
                ties[community[other]] = ties.get(community[other], 0.0) + tie
            best = _best_move(ties, here, weight, share * degree)
            weight[best] += degree
            if best != here:
                community[node] = best
                waiting.update(other for other in graph[node] if community[other] != best)
        if not waiting:
            break
    return community


def _best_move(ties: dict[int, float], here: int, weight: Sequence[float], price: float) -> int:
    """Where modularity gains most: here unless it is clearly more elsewhere, the first community among equals."""
    best, most = here, 0.0
    staying = ties[here] - price * weight[here]
    for there, tie in ties.items():
        gain = tie - price * weight[there] - staying
        if gain > 0 and there != here:
            gain = round(gain, 9)
            if gain > most or (gain == most > 0 and there < best):
                best, most = there, gain
    return best


def _fold(graph: Graph, loops: Sequence[float], community: Sequence[int]) -> tuple[list[dict[int, float]], list[float]]:
    size = max(community) + 1
    folded: list[dict[int, float]] = [{} for _ in range(size)]
    kept = [0.0] * size
    for node, row in enumerate(graph):
        here = community[node]
        kept[here] += loops[node]
        for other, weight in row.items():
            there = community[other]
            if there == here:
                kept[here] += weight
            else:
                folded[here][there] = folded[here].get(there, 0.0) + weight
    return folded, kept


def _renumbered(community: Sequence[int]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(one, len(numbers)) for one in community]
