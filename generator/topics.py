"""Papers and their nearest neighbours → topics: groups of the neighbour graph, each with a label for a reader.

A topic is named by a tag that half of its papers carry, and more often than others do, and by two of their own terms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from .ids import assign_ids
from .model import Paper, Related, Tag, TagAssignment, Topic
from .topicgroups import TagShares, find_groups
from .topicterms import TermTable, build_term_table

NEIGHBOURS = 10  # of each paper, the edges of the graph
FEWEST_PAPERS = 12  # a smaller corpus has no topics
NEAR_TOPICS = 5
NEARLY = 0.9  # as telling: then a tag that no larger topic has is preferred

Table = Mapping[str, tuple[Related, ...]]


def find_topics(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    neighbours: Table,
    tags: Sequence[Tag],
) -> tuple[Topic, ...]:
    """The topics, largest first; a paper has at most one, and none where nothing is near it.

    `neighbours` are each paper's nearest, best first, with scores of 0…1. The order of `papers` plays no part.
    """
    ordered = sorted(papers, key=lambda paper: paper.id)
    if len(ordered) < FEWEST_PAPERS:
        return ()
    graph = neighbour_graph([paper.id for paper in ordered], neighbours, NEIGHBOURS)
    labels_of = {tag.id: tag.label for tag in tags}
    carried = [frozenset(a.tag for a in tagging.get(paper.id, ()) if a.tag in labels_of) for paper in ordered]
    groups = find_groups(graph, carried)
    own = {node: group for group, nodes in enumerate(groups) for node in nodes}
    ties = _ties(graph, own, len(groups))
    members = [[ordered[node] for node in nodes] for nodes in groups]
    chosen = _choose_tags(groups, TagShares(carried))
    named = [(tag, labels_of[tag]) if tag else None for tag in chosen]
    labels, terms = _label(members, named, build_term_table(ordered))
    ids = _identify(labels, named)
    return tuple(
        Topic(
            id=ids[group],
            label=labels[group],
            tag=named[group][0] if named[group] else None,
            terms=terms[group],
            papers=tuple(ordered[node].id for node in _typical_first(graph, nodes)),
            near=tuple(ids[other] for other in _nearest(ties[group], groups)),
        )
        for group, nodes in enumerate(groups)
    )


def neighbour_graph(ids: Sequence[str], neighbours: Table, count: int) -> list[dict[int, float]]:
    """The `count` nearest of each paper as edges both ways; who is near from both sides counts twice."""
    number = {paper: node for node, paper in enumerate(ids)}
    graph: list[dict[int, float]] = [{} for _ in ids]
    for node, paper in enumerate(ids):
        for near in neighbours.get(paper, ())[:count]:
            other = number.get(near.paper)
            if other is not None and other != node and near.score > 0:
                graph[node][other] = graph[other][node] = graph[node].get(other, 0.0) + near.score
    return graph


def _ties(graph: Sequence[dict[int, float]], own: Mapping[int, int], size: int) -> list[Counter[int]]:
    ties: list[Counter[int]] = [Counter() for _ in range(size)]
    for node, row in enumerate(graph):
        for other, weight in row.items():
            if node in own and other in own and own[other] != own[node]:
                ties[own[node]][own[other]] += weight
    return ties


def _nearest(ties: Counter[int], groups: Sequence[Sequence[int]]) -> list[int]:
    """The groups tied to most for their size."""
    worth = {other: round(weight / math.sqrt(len(groups[other])), 6) for other, weight in ties.items()}
    return sorted(worth, key=lambda other: (-worth[other], other))[:NEAR_TOPICS]


def _typical_first(graph: Sequence[dict[int, float]], nodes: Sequence[int]) -> list[int]:
    """By the weight of a node's edges inside its group."""
    inside = set(nodes)
    worth = {node: round(sum(w for other, w in graph[node].items() if other in inside), 6) for node in nodes}
    return sorted(nodes, key=lambda node: (-worth[node], node))


def _choose_tags(groups: Sequence[Sequence[int]], shares: TagShares) -> list[str | None]:
    """For each topic the tag that is most over-represented; the strongest topic of a tag chooses first.

    A tag is taken twice only where a topic has no other that fits nearly as well.
    """
    offers = [(worth, group, tag) for group, nodes in enumerate(groups) for worth, _, tag in shares.offers(nodes)]
    offers.sort(key=lambda offer: (-offer[0], offer[1], offer[2]))
    best: dict[int, float] = {}
    for worth, group, _ in offers:
        best.setdefault(group, worth)
    chosen: dict[int, str] = {}
    for worth, group, tag in offers:
        if group not in chosen and tag not in chosen.values() and worth >= NEARLY * best[group]:
            chosen[group] = tag
    for _, group, tag in offers:
        chosen.setdefault(group, tag)
    return [chosen.get(group) for group in range(len(groups))]


def _label(
    members: Sequence[Sequence[Paper]], named: Sequence[tuple[str, str] | None], table: TermTable
) -> tuple[list[str], list[tuple[str, ...]]]:
    """`Tag: term, term` for each topic, no two alike."""
    labels: list[str] = []
    terms: list[tuple[str, ...]] = []
    for papers, tag in zip(members, named, strict=True):
        head = tag[1] if tag else ""
        candidates = table.distinguishing([paper.id for paper in papers], head)
        for count in range(2, len(candidates) + 1):
            label = _spell(head, candidates[:count])
            if label not in labels:
                break
        else:
            count, label = len(candidates), _spell(head, candidates)
        while label in labels:
            label += " (more)"
        labels.append(label)
        terms.append(tuple(candidates[:count]))
    return labels, terms


def _identify(labels: Sequence[str], named: Sequence[tuple[str, str] | None]) -> list[str]:
    """A topic's address: its tag's, which outlasts a change of terms; of several with one tag, the largest has it."""
    seen: set[str] = set()
    titles = []
    for label, tag in zip(labels, named, strict=True):
        titles.append(tag[1] if tag and tag[1] not in seen else label)
        seen.add(titles[-1])
    return assign_ids(titles)


def _spell(head: str, terms: Sequence[str]) -> str:
    body = ", ".join(terms)
    if head and body:
        return f"{head}: {body}"
    return head or body[:1].upper() + body[1:] or "Other papers"
