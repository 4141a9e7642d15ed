"""The written words of an index, made ready for completion and spelling; and a typed word → the words it may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .analysis import stem
from .english import is_english

SHORTEST = 3
MOST = 3  # words that a misspelt one may stand for
COMPLETIONS = 24
_INFLECTED = 4
_EIGHTHS = 8  # an edit costs eight eighths, so that how frequent a word is can decide between equals
_FIRST = 12  # what another first letter costs on top: it is rarely wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """`words` → in how many papers; `ordered` by code points; `by_length` with each word's letters as bits."""

    words: Mapping[str, int]
    ordered: tuple[str, ...]
    by_length: Mapping[int, tuple[tuple[int, str], ...]]
    english: bytes


def make_lexicon(words: Mapping[str, int], english: bytes) -> Lexicon:
    """Sort the words once."""
    lengths: dict[int, list[tuple[int, str]]] = {}
    for word in words:
        lengths.setdefault(len(word), []).append((_letters(word), word))
    by_length = {length: tuple(found) for length, found in lengths.items()}
    return Lexicon(words=words, ordered=tuple(sorted(words)), by_length=by_length, english=english)


def is_word(word: str, lexicon: Lexicon) -> bool:
    """It stands in a paper or in an English dictionary, or is too short or too numerical to be misspelt."""
    letters = sum(letter.isalpha() for letter in word)
    return word in lexicon.words or letters < SHORTEST - 1 or is_english(word, lexicon.english)


def is_written(word: str, lexicon: Lexicon) -> bool:
    """It stands in a paper, or another inflection of it does; of short words no inflection is looked for."""
    term = stem(word)
    if word in lexicon.words or len(term) < _INFLECTED:
        return word in lexicon.words
    beginning = term[:-1]  # happi, happy
    at = bisect_left(lexicon.ordered, beginning)
    while at < len(lexicon.ordered) and lexicon.ordered[at].startswith(beginning):
        if stem(lexicon.ordered[at]) == term:
            return True
        at += 1
    return False


def complete(beginning: str, lexicon: Lexicon) -> list[str]:
    """The words that begin so (and go on), the most frequent first; then the shortest; then by code points."""
    at, found = bisect_left(lexicon.ordered, beginning), []
    while at < len(lexicon.ordered) and lexicon.ordered[at].startswith(beginning):
        word = lexicon.ordered[at]
        if word != beginning:
            found.append((-lexicon.words[word], len(word), word))
        at += 1
    return [word for _, _, word in sorted(found)[:COMPLETIONS]]


def correct(word: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """(cost in eighths of an edit, word) for the nearest words of the papers, best first."""
    limit = reach(word)
    if not limit:
        return []
    found = []
    for other in _near(word, limit, lexicon):
        edits = distance(word, other, limit)
        if edits <= limit:
            found.append((_cost(word, other, edits, lexicon.words[other]), -lexicon.words[other], other))
    found.sort()
    return [(cost, other) for cost, _, other in found[:MOST]]


def reach(word: str) -> int:
    """How many edits a word of this length may be away."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 6 else 2


def _near(word: str, limit: int, lexicon: Lexicon) -> Iterator[str]:
    """Words of a like length that share enough letters: each edit changes at most two of them."""
    mask = _letters(word)
    for length in range(len(word) - limit, len(word) + limit + 1):
        for letters, other in lexicon.by_length.get(length, ()):
            if (mask ^ letters).bit_count() <= 2 * limit:
                yield other


def _cost(word: str, other: str, edits: int, papers: int) -> int:
    cost = _EIGHTHS * edits - min(_EIGHTHS - 1, papers.bit_length() - 1)
    if word[0] != other[0] and word[:2] != other[1] + other[0]:
        cost += _FIRST
    return max(1, cost - (2 if sorted(set(word)) == sorted(set(other)) else 0))


def _letters(word: str) -> int:
    """Which characters a word has, as 32 bits; characters share a bit by code point."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask


def distance(one: str, two: str, limit: int) -> int:
    """Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours; more than `limit` if so."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other in enumerate(two, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > limit and (not before or min(last) > limit):
            return limit + 1
        before, last = last, row
    return last[-1]
