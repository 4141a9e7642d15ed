"""Counted terms → each as a reader would have it, or nothing where it would not do; knows nothing of counts or weights.

Not shown are words that say little, and halves of something longer: the “lingual” of “cross-lingual”.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .plainwords import FAINT
from .wordstream import WordStream

_TAIL = frozenset(("model", "models", "modeling", "modelling"))  # “causal language” alone is half a term
_TITLE_WORTH = 1e-6  # titles are capitalised: what abstracts write counts before them


def word_spellings(stream: WordStream) -> list[str]:
    """For each stem its commonest spelling."""
    here = np.flatnonzero(stream.stems >= 0)
    return _commonest(stream, here, here, stream.stems[here], stream.stem_count)


def pair_spellings(stream: WordStream, pair_of: np.ndarray, wanted: np.ndarray) -> list[str]:
    """For each of the `wanted` pairs its commonest spelling; `pair_of` tells of each word but the first its pair."""
    ends = np.flatnonzero(np.isin(pair_of, wanted)) + 1
    return _commonest(stream, ends - 1, ends, np.searchsorted(wanted, pair_of[ends - 1]), len(wanted))


def _commonest(stream: WordStream, first: np.ndarray, last: np.ndarray, terms: np.ndarray, count: int) -> list[str]:
    """Of the places of each of `count` terms the commonest wording; nothing where most are parts of a compound."""
    tails = _tails(stream)
    inside = stream.hyphens[first] | np.append(stream.hyphens, False)[last + 1]
    many = len(stream.words) + 1
    begins = np.where(first == last, 0, stream.spellings[first]).astype(np.int64)
    keys = ((begins * many + stream.spellings[last]) * 2 + stream.hyphens[last]) * many + tails[last]
    keys = np.where(inside, -1, keys)  # all parts of compounds count as one wording
    times = np.where(stream.titles[first], _TITLE_WORTH, 1.0)
    order = np.lexsort((keys, terms))
    terms, keys, times = terms[order], keys[order], times[order]
    starts = np.flatnonzero(np.concatenate([[True], (terms[1:] != terms[:-1]) | (keys[1:] != keys[:-1])]))[: len(keys)]
    times = np.add.reduceat(times, starts) if len(starts) else times
    terms, keys = terms[starts], keys[starts]
    order = np.lexsort((keys, -times, terms))
    best = order[np.unique(terms[order], return_index=True)[1]]
    shown, result = _natural(stream), [""] * count
    for term, key in zip(terms[best].tolist(), keys[best].tolist(), strict=True):
        if key >= 0:
            rest, tail = divmod(key, many)
            (begin, end), hyphen = divmod(rest // 2, many), rest % 2
            result[term] = _join((shown[begin], shown[end], shown[tail]), "-" if hyphen and begin else " ")
    return result


def _join(words: tuple[str, str, str], between: str) -> str:
    """Begin (may be empty), end and tail (may be empty) as one text; nothing where all its words are faint and apart."""
    begin, end, tail = words
    if between == " " and all(word.lower() in FAINT for word in (begin, end) if word):
        return ""
    return f"{begin}{between if begin else ''}{end}{' ' + tail if tail else ''}"


def _tails(stream: WordStream) -> np.ndarray:
    """For each word the spelling that follows, where it is one that completes a term; else 0."""
    completes = np.array([False, *(word.lower() in _TAIL for word in stream.words)])
    after = np.append(stream.spellings[1:], 0)
    return np.where(completes[after], after, 0)


def _natural(stream: WordStream) -> Sequence[str]:
    """Each spelling without a capital that only a title or the start of a sentence gave it."""
    times = np.bincount(stream.spellings[~stream.titles], minlength=len(stream.words) + 1).tolist()
    number = {word: place for place, word in enumerate(stream.words, 1)}
    result = [""]
    for place, word in enumerate(stream.words, 1):
        lower = word.lower()
        capitalised = word[:1].isupper() and word[1:] == lower[1:]
        usual = (
            capitalised and times[place] <= times[number[lower]]
            if lower in number
            else capitalised and not times[place]
        )
        result.append(lower if usual else word)
    return result
