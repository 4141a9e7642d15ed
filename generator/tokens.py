"""One text → its words, in one linear pass; and a token trie that finds thousands of phrases in them in another.

Knows nothing of what a phrase means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, compress, count

_WORD = re.compile(r"([^\W_]+)")
_ASCII_WORD = re.compile(r"([A-Za-z0-9]+)")  # the same where all signs are ASCII's, sooner told
_JOINT = re.compile(r"-(?<![\W_]-)(?![\W_])")
_ASCII_WORDS = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))  # by number of a sign
_BEGUN = frozenset(range(2, 25))  # letters
GAP = "..."  # in a phrase: some words of any kind
GAP_WORDS = 5  # how many at most; one at least
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s")


_Place = tuple[int, int, int]


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
        pieces = chain.from_iterable(zip(self.gaps, self.words, strict=False))
        return list(accumulate(map(len, pieces)))[::2]

    def sentence_starts(self) -> list[int]:
        """The number of the first word of each sentence."""
        ends = [i for i, gap in enumerate(self.gaps) if gap != " " and _ends_sentence(gap)]
        return [0, *(i for i in ends if 0 < i < len(self.words))]


@lru_cache(maxsize=4096)
def _ends_sentence(gap: str) -> bool:
    return bool(_SENTENCE_END.search(gap))


def split_words(text: str) -> Words:
    """Runs of letters and digits, in linear time; hyphens, apostrophes and underscores separate."""
    parts = (_ASCII_WORD if text.isascii() else _WORD).split(text)
    return Words(tuple(parts[1::2]), tuple(parts[0::2]))


def list_words(text: str) -> list[str]:
    """The words alone, in a third of the time where all signs are those of ASCII, as in most abstracts."""
    return text.translate(_ASCII_WORDS).split() if text.isascii() else _WORD.findall(text)


def list_runs(text: str) -> list[list[str]]:
    """The words in runs: between two runs stands a hyphen alone, and nowhere else."""
    return [list_words(part) for part in _JOINT.split(text)]


def singular(word: str) -> str:
    """An English plural's likely singular, by ending only: models → model, studies → study, VLMs → VLM."""
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui'":
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


class Numbers(dict[str, int]):
    """Texts in the order in which they first come, numbered from 0, or on from those that it begins with."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class _Node:
    """What may follow a run of patterns (`GAP`: a gap may), and the values of the phrases that it makes up."""

    __slots__ = ("after", "values")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.values: list[int] = []


class _Symbols(tuple[str, ...]):
    """The patterns of a trie that match a word, and the nodes to which they lead from its root."""

    starts: tuple[_Node, ...]


class _SymbolsByWord(dict[str, _Symbols]):
    """Word → its symbols, worked out when first asked for."""

    def __init__(self, patterns: set[str], first: Mapping[str, _Node]) -> None:
        self._patterns = patterns
        self._first = first
        begun = {len(pattern) - 1 for pattern in patterns if pattern.endswith("*")}
        self._begun = sorted(begun & _BEGUN)  # of what a word may begin with, how long it is

    def __missing__(self, word: str) -> _Symbols:
        lower = word.lower()
        forms = {word, lower, singular(word), singular(lower)}
        forms |= {lower[:end] + "*" for end in self._begun if end <= len(lower)}
        self[word] = found = _NONE if forms.isdisjoint(self._patterns) else _Symbols(sorted(forms & self._patterns))
        if found:
            found.starts = tuple(self._first[symbol] for symbol in found if symbol in self._first)
        return found


_NONE = _Symbols()


class PhraseTrie:
    """Phrases by their token patterns. A pattern with a capital matches as written, others in any case;
    a final `*` matches the beginning of a word; plurals match their singular; `GAP`, between two others, matches
    one to `GAP_WORDS` words."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], int]]) -> None:
        self._root = _Node()
        known: set[str] = set()
        for patterns, value in phrases:
            node = self._root
            for pattern in patterns:
                node = node.after.setdefault(pattern, _Node())
            node.values.append(value)
            known.update(patterns)
        self._symbols = _SymbolsByWord(known, self._root.after)

    def find(self, words: Sequence[str], gaps: Sequence[str] = ()) -> list[_Place]:
        """Every place of every phrase: (first word, word after the last, value), by first word.

        With what stands between the words (`Words.gaps`) no phrase leaps from one sentence into the next.
        """
        found: list[_Place] = []
        symbols = [*map(self._symbols.__getitem__, words), _NONE]
        for start in compress(count(), symbols):  # most words match nothing
            for node in symbols[start].starts:
                if node.values or not node.after.keys().isdisjoint(symbols[start + 1]) or GAP in node.after:
                    _walk(node, symbols, gaps, start, start + 1, found)
        return found


def _walk(
    node: _Node, symbols: Sequence[_Symbols], gaps: Sequence[str], start: int, at: int, found: list[_Place]
) -> None:
    """Collect what ends at `at`, and go on; `symbols` ends with an empty one."""
    for value in node.values:
        found.append((start, at, value))
    after = node.after
    if after:
        for symbol in symbols[at]:
            if symbol in after:
                _walk(after[symbol], symbols, gaps, start, at + 1, found)
        if GAP in after:
            behind = after[GAP].after
            if not behind.keys().isdisjoint(chain.from_iterable(symbols[at : at + GAP_WORDS + 1])):
                _leap(behind, symbols, gaps, start, at, found)


def _leap(
    behind: dict[str, _Node],
    symbols: Sequence[_Symbols],
    gaps: Sequence[str],
    start: int,
    at: int,
    found: list[_Place],
) -> None:
    """Collect what goes on behind a gap: each at its nearest place in the sentence, and not where no word is between."""
    met: set[str] = set()
    for place in range(at, min(at + GAP_WORDS + 1, len(symbols))):
        for symbol in symbols[place]:
            if symbol in behind and symbol not in met:
                if gaps and any(map(_ends_sentence, gaps[at : place + 1])):
                    return
                reached: list[_Place] = []
                _walk(behind[symbol], symbols, gaps, start, place + 1, reached)
                if reached:
                    met.add(symbol)
                    found += reached if place > at else ()
