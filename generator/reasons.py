"""Two papers → one or two short reasons, for a person, why the one may follow the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

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

    def explain(self, one: int, others: Sequence[int]) -> list[tuple[str, ...]]:
        """For each of `others` one or two reasons why it may follow `one`, the strongest first."""
        matrix = self._space.tfidf
        weights = np.zeros(matrix.shape[1])
        own = slice(matrix.indptr[one], matrix.indptr[one + 1])
        weights[matrix.indices[own]] = matrix.data[own]
        return [self._pair(one, other, weights) for other in others]

    def _pair(self, one: int, other: int, weights: np.ndarray) -> tuple[str, ...]:
        name, family = self._kinship.mentioned[one].get(other), self._kinship.family(one, other)
        found = [*self._named(name), *self._family(family)]
        found += self._terms(other, weights, [said for said in (name, family) if said])
        if len(found) < 2:
            found += self._tags(one, other)
        return tuple(found[:2]) or (self._likeness(other, weights),)

    def _likeness(self, other: int, weights: np.ndarray) -> str:
        matrix = self._space.tfidf
        row = slice(matrix.indptr[other], matrix.indptr[other + 1])
        return _BY_WORDS if weights[matrix.indices[row]].any() else _BY_MEANING

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

    def _terms(self, other: int, weights: np.ndarray, said: Sequence[str]) -> list[str]:
        """The terms that add most to the cosine with the paper whose weights these are, without those said already.

        A term is named as most abstracts write it, which need not be how these two do: it is not quoted.
        """
        matrix = self._space.tfidf
        row = slice(matrix.indptr[other], matrix.indptr[other + 1])
        terms = matrix.indices[row]
        gain = weights[terms] * matrix.data[row]
        telling = np.flatnonzero(gain > _LEAST * gain.max(initial=0))
        best = telling[np.argsort(-gain[telling], kind="stable")][:_LOOKED_AT]
        chosen: list[str] = []
        for term in terms[best].tolist():
            written = self._space.written[term]
            if written and not any(_repeats(written, known) for known in (*said, *chosen)):
                chosen.append(written)
                if len(chosen) == _TERMS:
                    break
        return ["in common: " + ", ".join(chosen)] if chosen else []


def _repeats(one: str, other: str) -> bool:
    return one in other or other in one
