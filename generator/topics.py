"""Papers and their nearest neighbours → topics: groups of the neighbour graph, each with a label for a reader.

A topic is named by a tag that half of its papers carry, and more often than others do, and by two of their own terms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import chain

from .communities import Graph
from .fingerprint import fingerprint
from .ids import assign_ids
from .memory import FORGETFUL, Memory
from .model import Paper, Tag, TagAssignment, Topic
from .similarity import Table
from .topicgroups import LOYAL, TagShares, find_groups
from .topicterms import TermTable, Text, build_term_table
from .workers import begin

NEIGHBOURS = 10  # of each paper, the edges of the graph
FEWEST_PAPERS = 12  # a smaller corpus has no topics
NEAR_TOPICS = 5
NEARLY = 0.9  # as telling: then a tag that no larger topic has is preferred

TagsOf = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that topics are found from. Papers have numbers: of each its texts and its tags in order; `labels` are those of the
    tags, and `graph` the edges between papers, which nobody changes."""

    texts: tuple[Text, ...]
    tags: tuple[tuple[str, ...], ...]
    labels: tuple[tuple[str, str], ...]
    graph: Graph

    def key(self) -> str:
        """Differs where anything in it does."""
        rest = [getattr(self, one.name) for one in fields(self) if one.name != "texts"]
        return fingerprint(*chain.from_iterable(self.texts), *rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A topic, and how much ties each of its papers to the others."""

    topic: Topic
    worth: tuple[float, ...]


def find_topics(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    neighbours: Table,
    tags: Sequence[Tag],
    settled: Table | None = None,
    memory: Memory = FORGETFUL,
) -> tuple[Topic, ...]:
    """The topics, largest first; a paper has at most one, and none where nothing is near it.

    `neighbours` are each paper's nearest, best first, with scores of 0…1. Topics are found from the papers in `settled`, the
    neighbours of those among themselves; the others join, and change no label. By default, all are settled. The order of
    `papers` plays no part.
    """
    ordered = sorted((paper for paper in papers if settled is None or paper.id in settled), key=lambda paper: paper.id)
    if len(ordered) < FEWEST_PAPERS:
        return ()
    labels = {tag.id: tag.label for tag in tags}
    tags_of = {paper.id: frozenset(a.tag for a in tagging.get(paper.id, ()) if a.tag in labels) for paper in papers}
    ground = Ground(
        texts=tuple(Text(paper.id, paper.title, paper.abstract) for paper in ordered),
        tags=tuple(tuple(sorted(tags_of[paper.id])) for paper in ordered),
        labels=tuple(labels.items()),
        graph=neighbour_graph([paper.id for paper in ordered], neighbours if settled is None else settled, NEIGHBOURS),
    )
    found = memory.once("topics", ground.key(), lambda: _find(ground))
    others = [] if settled is None else [paper.id for paper in papers if paper.id not in settled]
    return tuple(sorted(_join(found, others, tags_of, neighbours), key=lambda topic: -len(topic.papers)))


def _find(ground: Ground) -> tuple[Found, ...]:
    graph, labels_of = ground.graph, dict(ground.labels)
    carried = [frozenset(own) for own in ground.tags]
    wait = begin(partial(find_groups, graph, carried))
    table = build_term_table(ground.texts)
    groups = wait()
    own = {node: group for group, nodes in enumerate(groups) for node in nodes}
    ties = _ties(graph, own, len(groups))
    chosen = _choose_tags(groups, TagShares(carried))
    named = [(tag, labels_of[tag]) if tag else None for tag in chosen]
    labels, terms = _label([[ground.texts[node].id for node in nodes] for nodes in groups], named, table)
    ids = _identify(labels, named)
    found = []
    for group, nodes in enumerate(groups):
        typical = _typical_first(graph, nodes)
        topic = Topic(
            id=ids[group],
            label=labels[group],
            tag=named[group][0] if named[group] else None,
            terms=terms[group],
            papers=tuple(ground.texts[node].id for node in typical),
            near=tuple(ids[other] for other in _nearest(ties[group], groups)),
        )
        found.append(Found(topic=topic, worth=tuple(typical.values())))
    return tuple(found)


def _join(found: Sequence[Found], others: Iterable[str], tags_of: TagsOf, neighbours: Table) -> Iterator[Topic]:
    """The topics with those `others` that belong to one; then with those that are tied to these, and so on."""
    tags = [one.topic.tag for one in found]
    worth = [dict(zip(one.topic.papers, one.worth, strict=True)) for one in found]
    core = {paper: number for number, one in enumerate(found) for paper in one.topic.papers if _fits(tags[number], tags_of[paper])}
    waiting = set(others)
    while joining := {paper: offer for paper in waiting if (offer := _offer(neighbours[paper], core, tags, tags_of[paper]))}:
        for paper, (number, tie) in joining.items():
            worth[number][paper] = tie
            if _fits(tags[number], tags_of[paper]):
                core[paper] = number
        waiting -= joining.keys()
    for one, members in zip(found, worth, strict=True):
        yield replace(one.topic, papers=tuple(sorted(members, key=lambda paper: (-members[paper], paper))))


def _offer(near: Sequence[tuple[str, float]], core: Mapping[str, int], tags: Sequence[str | None], own: Set[str]) -> tuple[int, float] | None:
    """The topic a paper is tied to most, and how much, by its ties to those who carry the topic's tag.

    Either it carries the tag too, or at least LOYAL of all its ties lead there.
    """
    ties: Counter[int] = Counter()
    for other, score in near[:NEIGHBOURS]:
        if other in core and score > 0:
            ties[core[other]] += score
    least = LOYAL * sum(score for _, score in near[:NEIGHBOURS])
    offers = [(-round(tie, 6), number) for number, tie in ties.items() if tie >= least or tags[number] in own]
    return (min(offers)[1], -min(offers)[0]) if offers else None


def _fits(tag: str | None, own: Set[str]) -> bool:
    return tag is None or tag in own


def neighbour_graph(ids: Sequence[str], neighbours: Table, count: int) -> list[dict[int, float]]:
    """The `count` nearest of each paper as edges both ways; who is near from both sides counts twice."""
    number = {paper: node for node, paper in enumerate(ids)}
    graph: list[dict[int, float]] = [{} for _ in ids]
    for node, paper in enumerate(ids):
        for near, score in neighbours.get(paper, ())[:count]:
            other = number.get(near)
            if other is not None and other != node and score > 0:
                graph[node][other] = graph[other][node] = graph[node].get(other, 0.0) + score
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


def _typical_first(graph: Sequence[dict[int, float]], nodes: Sequence[int]) -> dict[int, float]:
    """Each node with the weight of its edges inside its group, the most first."""
    inside = set(nodes)
    worth = {node: round(sum(w for other, w in graph[node].items() if other in inside), 6) for node in nodes}
    return {node: worth[node] for node in sorted(nodes, key=lambda node: (-worth[node], node))}


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
    members: Sequence[Sequence[str]], named: Sequence[tuple[str, str] | None], table: TermTable
) -> tuple[list[str], list[tuple[str, ...]]]:
    """`Tag: term, term` for each topic, no two alike."""
    labels: list[str] = []
    terms: list[tuple[str, ...]] = []
    for papers, tag in zip(members, named, strict=True):
        head = tag[1] if tag else ""
        candidates = table.distinguishing(papers, head)
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
