"""Two papers → one or two short reasons, for a person, why the one may follow the other."""

from __future__ import annotations

import numpy as np

from .kinship import Kinship
from .termspace import TermSpace

_TERMS = 3
_MOST_TAGS = 2


class Reasons:
    """Explains neighbours by the strongest thing they share: a mention, a name's family, telling terms, tags."""

    def __init__(self, space: TermSpace, kinship: Kinship) -> None:
        self._space, self._kinship = space, kinship

    def explain(self, one: int, other: int) -> tuple[str, ...]:
        """One or two reasons, the strongest first; never none."""
        found = [*self._named(one, other), *self._family(one, other), *self._terms(one, other), *self._tags(one, other)]
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

    def _terms(self, one: int, other: int) -> list[str]:
        """The terms that add most to the cosine of the two."""
        matrix = self._space.tfidf
        a, b = (slice(matrix.indptr[row], matrix.indptr[row + 1]) for row in (one, other))
        common, at, bt = np.intersect1d(matrix.indices[a], matrix.indices[b], assume_unique=True, return_indices=True)
        gain = np.round(matrix.data[a][at].astype(float) * matrix.data[b][bt], 6)
        chosen: list[str] = []
        for place in np.lexsort((common, -gain)):
            written = self._space.written[common[place]]
            if not any(written in other or other in written for other in chosen):
                chosen.append(written)
            if len(chosen) == _TERMS:
                break
        if not chosen:
            return []
        quoted = ", ".join(f"“{term}”" for term in chosen)
        return [f"both mention {quoted}"]
