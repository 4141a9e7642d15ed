"""One text → its words, in one linear pass; and a token trie that finds thousands of phrases in them in another.

Knows nothing of what a phrase means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_WORD = re.compile(r"([^\W_]+)")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and what stands between them: `gaps[i]` before word i, `gaps[-1]` after the last."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]

    def written(self, start: int, end: int) -> str:
        """Words `start` to `end` (exclusive) as they stand in the text."""
        parts = [self.words[start]]
        for i in range(start + 1, end):
            parts += (self.gaps[i], self.words[i])
        return "".join(parts)

    def offsets(self) -> list[int]:
        """The character at which each word begins."""
        result, at = [], 0
        for word, gap in zip(self.words, self.gaps, strict=False):
            at += len(gap)
            result.append(at)
            at += len(word)
        return result

    def sentences(self) -> list[int]:
        """The number of the sentence each word stands in, from 0."""
        result, number = [], 0
        for i, gap in enumerate(self.gaps[:-1]):
            if i and len(gap) > 1 and _SENTENCE_END.search(gap):
                number += 1
            result.append(number)
        return result


def split_words(text: str) -> Words:
    """Runs of letters and digits, in linear time; hyphens, apostrophes and underscores separate."""
    parts = _WORD.split(text)
    return Words(tuple(parts[1::2]), tuple(parts[0::2]))


def singular(word: str) -> str:
    """An English plural's likely singular, by ending only: models → model, studies → study, VLMs → VLM."""
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui'":
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    values: list[int] = field(default_factory=list)


class PhraseTrie:
    """Phrases by their token patterns. A pattern with a capital matches as written, others in any case;
    a final `*` matches the beginning of a word; plurals match their singular."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], int]]) -> None:
        self._root = _Node()
        self._patterns: set[str] = set()
        self._cache: dict[str, tuple[str, ...]] = {}
        for patterns, value in phrases:
            node = self._root
            for pattern in patterns:
                node = node.next.setdefault(pattern, _Node())
                self._patterns.add(pattern)
            node.values.append(value)

    def find(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
        """Every place of every phrase: (first word, word after the last, value), by first word."""
        symbols = [self._symbols(word) for word in words]
        for start, here in enumerate(symbols):
            if here:
                yield from self._walk(symbols, start)

    def _walk(self, symbols: list[tuple[str, ...]], start: int) -> Iterator[tuple[int, int, int]]:
        nodes, at = [self._root], start
        while nodes and at < len(symbols):
            nodes = [node.next[s] for node in nodes for s in symbols[at] if s in node.next]
            at += 1
            for node in nodes:
                for value in node.values:
                    yield start, at, value

    def _symbols(self, word: str) -> tuple[str, ...]:
        known = self._cache.get(word)
        if known is None:
            lower = word.lower()
            forms = {word, lower, singular(word), singular(lower)}
            forms |= {lower[:end] + "*" for end in range(2, min(len(lower), 24) + 1)}
            known = self._cache[word] = tuple(sorted(forms & self._patterns))
        return known
