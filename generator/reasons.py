"""Two papers → one or two short reasons, for a person, why the one may follow the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .kinship import Kinship
from .termspace import TermSpace

_TERMS = 3
_LOOKED_AT = 8
_MOST_TAGS = 2


class Reasons:
    """Explains neighbours by the strongest thing they share: a mention, a name's family, telling terms, tags."""

    def __init__(self, space: TermSpace, kinship: Kinship) -> None:
        self._space, self._kinship = space, kinship

    def explain(self, one: int, others: Sequence[int]) -> list[tuple[str, ...]]:
        """For each of `others` one or two reasons why it may follow `one`, the strongest first."""
        matrix = self._space.tfidf
        weights = np.zeros(matrix.shape[1])
        own = slice(matrix.indptr[one], matrix.indptr[one + 1])
        weights[matrix.indices[own]] = matrix.data[own]
        return [self._pair(one, other, weights) for other in others]

    def _pair(self, one: int, other: int, weights: np.ndarray) -> tuple[str, ...]:
        found = [*self._named(one, other), *self._family(one, other), *self._terms(other, weights)]
        if len(found) < 2:
            found += self._tags(one, other)
        return tuple(found[:2]) or ("similar wording",)

    def _named(self, one: int, other: int) -> list[str]:
        name = self._kinship.mentioned[one].get(other)
        if name is None:
            return []
        return [f"one names the other: {name}"] if name else ["one names the other"]

    def _family(self, one: int, other: int) -> list[str]:
        family = self._kinship.family(one, other)
        return [f"same family: {family}"] if family else []

    def _tags(self, one: int, other: int) -> list[str]:
        common = self._kinship.common_tags(one, other)[:_MOST_TAGS]
        return ["same tags: " + ", ".join(tag.replace("-", " ") for tag in common)] if common else []

    def _terms(self, other: int, weights: np.ndarray) -> list[str]:
        """The terms that add most to the cosine with the paper whose weights these are."""
        matrix = self._space.tfidf
        row = slice(matrix.indptr[other], matrix.indptr[other + 1])
        terms = matrix.indices[row]
        gain = np.round(weights[terms] * matrix.data[row], 6)
        chosen: list[str] = []
        for place in np.argsort(-gain, kind="stable")[:_LOOKED_AT]:
            written = self._space.written[terms[place]]
            if gain[place] > 0 and not any(written in other or other in written for other in chosen):
                chosen.append(written)
        return ["both mention " + ", ".join(f"“{term}”" for term in chosen[:_TERMS])] if chosen else []
