"""Two papers → one or two short reasons, for a person, why the one may follow the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .kinship import Kinship
from .model import Paper
from .termspace import TermSpace

_TERMS = 3
_LABEL_LIMIT = 2


class Reasons:
    """Explains neighbours by the strongest thing they share: a mention, a name's family, tags, telling terms."""

    def __init__(self, papers: Sequence[Paper], space: TermSpace, kinship: Kinship, labels: dict[str, str] | None = None):
        self._papers, self._space, self._kinship = papers, space, kinship
        self._labels = labels or {}

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
        return [f"same family: {self._kinship.families[one]}"] if self._kinship.same_family(one, other) else []

    def _tags(self, one: int, other: int) -> list[str]:
        mine, theirs = self._kinship.tags[one], self._kinship.tags[other]
        common = sorted((tag for tag in mine if tag in theirs), key=lambda tag: (-mine[tag], tag))[:_LABEL_LIMIT]
        if not common:
            return []
        return ["same tags: " + ", ".join(self._labels.get(tag, tag.replace("-", " ")) for tag in common)]

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
