"""Two papers → one or two short reasons, for a person, why the one may follow the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from .exactrows import GRID
from .fusion import ranks_within
from .kinship import Kinship
from .termspace import TermSpace

_TERMS = 3
_LOOKED_AT = 12
_LEAST = 0.15  # of what the first term adds, and the others are worth a mention
_MOST_TAGS = 2
_BY_WORDS, _BY_MEANING = "similar wording", "similar in meaning"  # where no single term is worth a mention


class Reasons:
    """Explains neighbours by the strongest thing they share: a mention, a name's family, telling terms, tags."""

    def __init__(self, space: TermSpace, kinship: Kinship, labels: Mapping[str, str]) -> None:
        self._space, self._kinship, self._labels = space, kinship, labels

    def explain(self, ones: np.ndarray, others: np.ndarray) -> list[tuple[str, ...]]:
        """For each pair of papers one or two reasons why the other may follow the one, the strongest first."""
        terms, ends, alike = self._common_terms(ones, others)
        pairs = zip(ones.tolist(), others.tolist(), pairwise([0, *ends]), alike, strict=True)
        return [self._pair(one, other, terms[start:end], words) for one, other, (start, end), words in pairs]

    def _common_terms(self, ones: np.ndarray, others: np.ndarray) -> tuple[list[int], list[int], list[bool]]:
        """The terms that add most to each pair's cosine, the most first; where each pair's end; and whether there are any."""
        common = self._space.tfidf[ones].multiply(self._space.tfidf[others]).tocsr()
        gains, shared = common.data.astype(np.float64), np.diff(common.indptr) > 0
        pairs = np.repeat(np.arange(len(ones)), np.diff(common.indptr))
        most = np.maximum.reduceat(gains, common.indptr[:-1][shared]) if len(gains) else gains
        telling = np.flatnonzero(gains > _LEAST * np.repeat(most, np.diff(common.indptr)[shared]))
        pairs = pairs[telling]
        order = np.argsort(2 * GRID**2 * pairs - gains[telling], kind="stable")  # a gain is GRID² at most
        order = order[ranks_within(pairs[order]) < _LOOKED_AT]
        ends = np.cumsum(np.bincount(pairs[order], minlength=len(ones)))
        return common.indices[telling[order]].tolist(), ends.tolist(), shared.tolist()

    def _pair(self, one: int, other: int, terms: Sequence[int], words: bool) -> tuple[str, ...]:
        name, family = self._kinship.mentioned[one].get(other), self._kinship.family(one, other)
        found = [*self._named(name), *self._family(family)]
        found += self._terms(terms, [said for said in (name, family) if said])
        if len(found) < 2:
            found += self._tags(one, other)
        return tuple(found[:2]) or (_BY_WORDS if words else _BY_MEANING,)

    def _named(self, name: str | None) -> list[str]:
        if name is None:
            return []
        return [f"one names the other: {name}"] if name else ["one names the other"]

    def _family(self, family: str | None) -> list[str]:
        return [f"same family: {family}"] if family else []

    def _tags(self, one: int, other: int) -> list[str]:
        common = self._kinship.common_tags(one, other)[:_MOST_TAGS]
        return (
            ["same tags: " + ", ".join(self._labels.get(tag, tag.replace("-", " ")) for tag in common)]
            if common
            else []
        )

    def _terms(self, terms: Sequence[int], said: Sequence[str]) -> list[str]:
        """The first of the terms without those said already.

        A term is named as most abstracts write it, which need not be how these two do: it is not quoted.
        """
        known = [*said]
        for written in filter(None, map(self._space.written.__getitem__, terms)):
            for other in known:
                if written in other or other in written:
                    break
            else:
                known.append(written)
                if len(known) == len(said) + _TERMS:
                    break
        chosen = known[len(said) :]
        return ["in common: " + ", ".join(chosen)] if chosen else []
