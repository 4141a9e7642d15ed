"""Reasons against the plain definition, pair by pair: what two papers share, the strongest first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from generator.kinship import Kinship
from generator.reasons import Reasons
from generator.termspace import TermSpace

WRITTEN = ("rye", "", "rye bread", "tea", "bread", "green tea", "violin", "oven", "spruce", "leaf", "dough", "salt", "water", "heat")
TAGS = ("hot-bread", "tea", "music")
LABELS = {"tea": "Tea, green"}
Row = dict[int, int]
rows = st.dictionaries(st.integers(0, len(WRITTEN) - 1), st.integers(1, 9) | st.just(2048), max_size=len(WRITTEN))
tag_lists = st.permutations(TAGS).flatmap(lambda tags: st.integers(0, 3).map(lambda count: tuple(tags[:count])))
papers = st.lists(st.tuples(rows, tag_lists, st.integers(-1, 1)), min_size=1, max_size=5)


def plain(one: Row, other: Row, mention: str | None, family: str, tags: list[str]) -> tuple[str, ...]:
    gains = {term: one[term] * other[term] for term in one.keys() & other.keys()}
    strong = [term for term in sorted(gains, key=lambda term: (-gains[term], term)) if gains[term] > 0.15 * max(gains.values())]
    said = [name for name in (mention, family) if name]
    chosen: list[str] = []
    for name in [WRITTEN[term] for term in strong[:12] if WRITTEN[term]]:
        if not any(name in known or known in name for known in [*said, *chosen]):
            chosen.append(name)
    found = [] if mention is None else [f"one names the other: {mention}" if mention else "one names the other"]
    found += [f"same family: {family}"] if family else []
    found += ["in common: " + ", ".join(chosen[:3])] if chosen else []
    labels = [LABELS.get(tag, tag.replace("-", " ")) for tag in tags[:2]]
    found += ["same tags: " + ", ".join(labels)] if labels else []
    return tuple(found[:2]) or ("similar wording" if gains else "similar in meaning",)


@given(papers, st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from(("", "rye", "Leafy"))), st.data())
def test_as_pair_by_pair(known: list[tuple[Row, tuple[str, ...], int]], named: dict[tuple[int, int], str], data: st.DataObject) -> None:
    numbers = range(len(known))
    table = np.zeros((len(known), len(WRITTEN)), dtype=np.float32)
    for number, (row, *_) in enumerate(known):
        table[number, list(row)] = list(row.values())
    space = TermSpace(tfidf=sparse.csr_matrix(table), latent=np.zeros((len(known), 1)), written=WRITTEN)
    kinship = Kinship(
        tags=np.zeros((len(known), 1)),
        tag_lists=tuple(tags for _, tags, _ in known),
        families=np.array([family for *_, family in known]),
        family_names=("tea", "Violet"),
        mentioned=tuple({other: name for (one, other), name in named.items() if one == number} for number in numbers),
    )
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(numbers), st.sampled_from(numbers)), max_size=8))
    ones, others = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    expected = []
    for one, other in pairs:
        common = [tag for tag in known[one][1] if tag in known[other][1]]
        family = ("tea", "Violet", "")[known[one][2]] if known[one][2] == known[other][2] else ""
        expected.append(plain(known[one][0], known[other][0], named.get((one, other)), family, common))
    assert Reasons(space, kinship, LABELS).explain(ones, others) == expected
