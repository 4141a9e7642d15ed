"""Groups for topics: one subject each, named by a tag most of them carry; nobody is kept where nothing ties them."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from generator.topicgroups import LEAST_SHARE, SMALLEST, TagShares, find_groups


def graph_of(size, ties):
    graph = [{} for _ in range(size)]
    for one, other, weight in ties:
        graph[one][other] = graph[other][one] = weight
    return graph


def clique(nodes, weight=1.0):
    return [(one, other, weight) for one in nodes for other in nodes if one < other]


def tagged(*groups):
    return [frozenset(tag.split()) for tag, number in groups for _ in range(number)]


def test_a_group_of_two_subjects_is_divided():
    """Two subjects with many ties between them: one community, but no tag fits the whole."""
    across = [(one, other, 0.7) for one in range(8) for other in range(8, 16)]
    apart = clique(range(16, 24)) + clique(range(24, 32))
    graph = graph_of(32, clique(range(8)) + clique(range(8, 16)) + across + apart)
    tags = tagged(("bread", 8), ("tea", 8), ("violins", 8), ("boats", 8))
    assert find_groups(graph, tags) == [[*range(start, start + 8)] for start in (0, 8, 16, 24)]
    untagged = find_groups(graph, tagged(("", 32)))
    assert untagged == [[*range(16)], [*range(16, 24)], [*range(24, 32)]]


def test_a_stray_goes_where_its_tag_is_or_nowhere():
    """Three strays, too few for a group, hang on the first group by a thread; one carries the tag of the second."""
    ties = clique(range(8)) + clique(range(8, 16)) + clique(range(16, 19))
    strays = [(16, 0, 0.2), (17, 1, 0.2), (18, 2, 0.2), (18, 8, 0.5)]
    graph = graph_of(19, ties + strays)
    tags = tagged(("bread", 8), ("tea", 8), ("odd", 2), ("tea", 1))
    assert find_groups(graph, tags) == [[*range(8, 16), 18], [*range(8)]]
    kept = tagged(("bread", 8), ("tea", 8), ("bread odd", 2), ("tea", 1))
    assert find_groups(graph, kept) == [[*range(8), 16, 17, 18], [*range(8, 16)]], "near those who carry the tag"


def test_a_tag_of_everybody_names_nothing():
    tags = [frozenset({"all", "few"}), frozenset({"all"}), *[frozenset({"all"})] * 8, *[frozenset({"all", "many"})] * 6]
    shares = TagShares(tags)
    assert shares.best(range(10, 16)) == (1.0, "many")
    assert shares.best(range(10)) == (0.0, "")


graphs = st.builds(
    lambda size, ties: graph_of(size, [(a % size, b % size, w) for a, b, w in ties if a % size != b % size]),
    st.integers(1, 24),
    st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23), st.sampled_from([0.2, 0.5, 1.0])), max_size=90),
)


@given(graphs, st.randoms(use_true_random=False))
def test_groups_are_apart_large_enough_and_tied(graph, chance: random.Random):
    tags = [frozenset(chance.sample(["a", "b", "c", "d"], chance.randrange(3))) for _ in graph]
    groups = find_groups(graph, tags)
    members = [node for group in groups for node in group]
    assert len(members) == len(set(members))
    assert all(len(group) >= SMALLEST and group == sorted(group) for group in groups)
    assert all(graph[node] for node in members), "a paper that nothing is near to is in no group"
    for group in groups:
        for _, share, tag in TagShares(tags).offers(group):
            assert share == sum(tag in tags[node] for node in group) / len(group) >= LEAST_SHARE
