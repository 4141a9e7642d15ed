"""The neighbour graph and each paper's tags → groups of papers for the topics; knows no labels and no texts.

Communities first; one that no tag fits is divided where its parts fit better; at last a paper that belongs elsewhere
moves there, and one that belongs nowhere is left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from .communities import STARTS, Graph, find_communities

RESOLUTION = 3.5  # for 454 papers some 30 communities; 1.5 gave 17, some of two subjects
FINER = (1.0, 1.5, 2.2)  # resolutions within a community that is divided
STARTS_WITHIN = 2
SMALLEST = 5
LEAST_SHARE = 0.5  # of a group's papers must carry the tag it is named by
FITTING = 0.7  # of them do, and the group is not divided
BETTER = 0.15  # more of them must carry the tags of the parts
TELLING = 1.5  # times as frequent as everywhere must a tag be
LOYAL = 0.15  # of a paper's ties go to those who carry the group's tag, and it stays without the tag
TIED = 0.15  # of its ties go to another group whose tag it carries, and it moves there

Offer = tuple[float, float, str]
"""How much a tag is over-represented in a group, the share of the group that carries it, and the tag."""


class TagShares:
    """How much more often the papers of a group carry a tag than others do."""

    def __init__(self, tags: Sequence[frozenset[str]]) -> None:
        self.tags = tags
        self._everywhere = Counter(tag for own in tags for tag in own)

    def offers(self, nodes: Sequence[int]) -> list[Offer]:
        """The tags a group may be named by, the most telling first."""
        counts = Counter(tag for node in nodes for tag in self.tags[node])
        found = []
        for tag, number in counts.items():
            share, usual = number / len(nodes), self._everywhere[tag] / len(self.tags)
            if share >= LEAST_SHARE and share >= TELLING * usual:
                found.append((round(share * math.log(share / usual), 6), share, tag))
        return sorted(found, key=lambda offer: (-offer[0], offer[2]))

    def best(self, nodes: Sequence[int]) -> tuple[float, str]:
        """The share of the group that carries its most telling tag, and the tag; 0 where none will do."""
        offers = self.offers(nodes)
        return offers[0][1:] if offers else (0.0, "")


def find_groups(graph: Graph, tags: Sequence[frozenset[str]]) -> list[list[int]]:
    """Node numbers by group, the largest first; `tags` are each node's."""
    shares = TagShares(tags)
    groups = [part for group in _communities(graph, RESOLUTION) for part in _divide(graph, group, shares)]
    groups = _settle(graph, groups, shares)
    return sorted(groups, key=lambda nodes: (-len(nodes), nodes))


def _communities(graph: Graph, resolution: float, starts: int = STARTS) -> list[list[int]]:
    """Communities of SMALLEST nodes or more; small ones join the one they are tied to most, if any."""
    groups: dict[int, list[int]] = {}
    for node, number in enumerate(find_communities(graph, resolution, starts)):
        groups.setdefault(number, []).append(node)
    own = _owners(groups)
    while small := [number for number in groups if len(groups[number]) < SMALLEST]:
        least = min(small, key=lambda number: (len(groups[number]), groups[number]))
        nodes = groups.pop(least)
        for node in nodes:
            del own[node]
        ties: Counter[int] = Counter()
        for node in nodes:
            ties.update(_ties(graph[node], own))
        if ties:
            best = min(ties, key=lambda number: (-round(ties[number], 9), groups[number]))
            groups[best] = sorted(groups[best] + nodes)
            own.update(dict.fromkeys(nodes, best))
    return list(groups.values())


def _divide(graph: Graph, nodes: list[int], shares: TagShares) -> Iterator[list[int]]:
    """The group itself, or its parts where clearly more papers carry the tags of those."""
    fit = shares.best(nodes)[0]
    if fit < FITTING and len(nodes) >= 2 * SMALLEST:
        place = {node: number for number, node in enumerate(nodes)}
        within = [{place[other]: tie for other, tie in graph[node].items() if other in place} for node in nodes]
        for resolution in FINER:
            parts = [[nodes[number] for number in part] for part in _communities(within, resolution, STARTS_WITHIN)]
            fitting = sum(shares.best(part)[0] * len(part) for part in parts) / len(nodes)
            if len(parts) > 1 and fitting >= fit + BETTER:
                for part in parts:
                    yield from _divide(graph, part, shares)
                return
    yield nodes


def _settle(graph: Graph, groups: Sequence[Sequence[int]], shares: TagShares) -> list[list[int]]:
    """Papers that neither carry their group's tag nor keep to those who do go where they belong, or nowhere."""
    tag_of = {number: shares.best(nodes)[1] for number, nodes in enumerate(groups)}
    home = _owners(dict(enumerate(groups)))
    carriers = {node: number for node, number in home.items() if tag_of[number] in shares.tags[node]}
    settled: dict[int, list[int]] = {number: [] for number in tag_of}
    for node, number in sorted(home.items()):
        total = sum(graph[node].values())
        ties = _ties(graph[node], home)
        core = _ties(graph[node], carriers) if tag_of[number] else ties
        if node in carriers or core[number] >= LOYAL * total:
            settled[number].append(node)
            continue
        offers = [to for to, tie in ties.items() if tag_of[to] in shares.tags[node] and tie >= TIED * total]
        if offers:
            settled[min(offers, key=lambda to: (-round(ties[to], 9), groups[to]))].append(node)
    return [sorted(nodes) for nodes in settled.values() if len(nodes) >= SMALLEST]


def _owners(groups: Mapping[int, Sequence[int]]) -> dict[int, int]:
    return {node: number for number, nodes in groups.items() for node in nodes}


def _ties(row: Mapping[int, float], owners: Mapping[int, int]) -> Counter[int]:
    """How much of a node's ties go to each group."""
    ties: Counter[int] = Counter()
    for other, weight in row.items():
        if other in owners:
            ties[owners[other]] += weight
    return ties
