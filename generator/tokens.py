"""One text → its words, in one linear pass; and a token trie that finds thousands of phrases in them in another.

Knows nothing of what a phrase means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

    def sentence_starts(self) -> list[int]:
        """The number of the first word of each sentence."""
        ends = [i for i, gap in enumerate(self.gaps) if len(gap) > 1 and _SENTENCE_END.search(gap)]
        return [0, *(i for i in ends if 0 < i < len(self.words))]


def split_words(text: str) -> Words:
    """Runs of letters and digits, in linear time; hyphens, apostrophes and underscores separate."""
    parts = _WORD.split(text)
    return Words(tuple(parts[1::2]), tuple(parts[0::2]))


def singular(word: str) -> str:
    """An English plural's likely singular, by ending only: models → model, studies → study, VLMs → VLM."""
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui'":
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


_Node = dict  # token pattern → next node; under "" the values of phrases that end here


class PhraseTrie:
    """Phrases by their token patterns. A pattern with a capital matches as written, others in any case;
    a final `*` matches the beginning of a word; plurals match their singular."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], int]]) -> None:
        self._root: _Node = {}
        self._patterns: set[str] = set()
        self._cache: dict[str, tuple[str, ...]] = {}
        for patterns, value in phrases:
            node = self._root
            for pattern in patterns:
                node = node.setdefault(pattern, {})
                self._patterns.add(pattern)
            node.setdefault("", []).append(value)

    def find(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """Every place of every phrase: (first word, word after the last, value), by first word."""
        cache, root, found = self._cache, self._root, []
        symbols = [cache[word] if word in cache else self._symbols(word) for word in words]
        for start, here in enumerate(symbols):
            for symbol in here:
                if symbol in root:
                    _walk(root[symbol], symbols, start, start + 1, found)
        return found

    def _symbols(self, word: str) -> tuple[str, ...]:
        lower = word.lower()
        forms = {word, lower, singular(word), singular(lower)}
        forms |= {lower[:end] + "*" for end in range(2, min(len(lower), 24) + 1)}
        self._cache[word] = tuple(sorted(forms & self._patterns))
        return self._cache[word]


def _walk(
    node: _Node, symbols: Sequence[tuple[str, ...]], start: int, at: int, found: list[tuple[int, int, int]]
) -> None:
    for value in node.get("", ()):
        found.append((start, at, value))
    if at < len(symbols):
        for symbol in symbols[at]:
            if symbol in node:
                _walk(node[symbol], symbols, start, at + 1, found)
