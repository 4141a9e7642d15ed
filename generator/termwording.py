"""Counted terms → each as a reader would have it, or nothing where it would not do; knows nothing of counts or weights.

Not shown are words that say little, and halves of something longer: the “lingual” of “cross-lingual”.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .plainwords import FAINT
from .wordstream import WordStream

_CHUNK = 500_000  # words looked at in one step
_FEW_PAIRS = 10_000  # in one step
_TAIL_WORDS = ("", "model", "models", "modeling", "modelling")  # “causal language” alone is half a term
_TAILS = {word: number for number, word in enumerate(_TAIL_WORDS) if word}
_PART = len(_TAIL_WORDS)  # the state of a word inside a compound
_STATES = _PART + 1
_WORTH = 1_000_000  # of a place in an abstract; 1 in a title, for titles are capitalised


def word_spellings(stream: WordStream, shown: Sequence[str]) -> list[str]:
    """For each stem its commonest spelling; `shown` are `natural_spellings`."""
    states = _states(stream, stream.hyphens)
    times = np.zeros((len(stream.words) + 1) * _STATES)
    for start in range(0, len(states), _CHUNK):
        part = slice(start, start + _CHUNK)
        codes = stream.spellings[part].astype(np.int64) * _STATES + states[part]
        worth = np.where(stream.titles[part], 1, _WORTH)
        times += np.bincount(codes, weights=worth, minlength=len(times))
    keys = np.flatnonzero(times)
    return _commonest(shown, stream.stem_of[keys // _STATES], keys, times[keys], len(stream.stem_numbers))


def pair_spellings(stream: WordStream, shown: Sequence[str], pair_of: np.ndarray, wanted: np.ndarray) -> list[str]:
    """For each of the `wanted` pairs its commonest spelling; `pair_of` tells of each word the pair it ends."""
    joined = stream.hyphens.copy()
    joined[1:] = stream.hyphens[:-1]  # before the pair, not inside it
    states = _states(stream, joined)
    parts = [wanted[start : start + _FEW_PAIRS] for start in range(0, len(wanted), _FEW_PAIRS)]
    return [written for part in parts for written in _some_pairs(stream, shown, states, pair_of, part)]


def _some_pairs(
    stream: WordStream, shown: Sequence[str], states: np.ndarray, pair_of: np.ndarray, wanted: np.ndarray
) -> list[str]:
    asked = np.zeros(pair_of.max(initial=-1) + 2, dtype=bool)  # its last place is that of no pair, -1
    asked[wanted] = True
    ends = np.flatnonzero(asked[pair_of])
    begins = (stream.spellings[ends - 1] * 2 + stream.hyphens[ends]).astype(np.int64)
    keys = (begins * (len(stream.words) + 1) + stream.spellings[ends]) * _STATES + states[ends]
    order = np.argsort(keys)
    keys, ends = keys[order], ends[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))[: len(keys)]
    worth = np.where(stream.titles[ends], 1, _WORTH)
    times = np.add.reduceat(worth, starts) if len(starts) else worth
    return _commonest(shown, np.searchsorted(wanted, pair_of[ends[starts]]), keys[starts], times, len(wanted))


def _states(stream: WordStream, joined: np.ndarray) -> np.ndarray:
    """For each word which tail follows (0: none), or _PART where a hyphen joins it to what is before or after."""
    tail = np.array([0, *(_TAILS.get(word.lower(), 0) for word in stream.words)], dtype=np.uint8)
    result = np.append(tail[stream.spellings[1:]], np.uint8(0))
    result[joined | np.append(stream.hyphens[1:], False)] = _PART
    return result


def _commonest(shown: Sequence[str], terms: np.ndarray, keys: np.ndarray, times: np.ndarray, count: int) -> list[str]:
    """For each of `count` terms the wording of its commonest key; nothing where that is a part of a compound."""
    whole = keys % _STATES != _PART
    parts = np.bincount(terms[~whole & (terms >= 0)], weights=times[~whole & (terms >= 0)], minlength=count)
    order = np.lexsort((keys, -times, terms))
    order = order[whole[order] & (terms[order] >= 0)]
    order = order[np.unique(terms[order], return_index=True)[1]]
    many, result = len(shown), [""] * count
    for term, key, often in zip(terms[order].tolist(), keys[order].tolist(), times[order].tolist(), strict=True):
        if often >= parts[term]:
            words, state = divmod(key, _STATES)
            begin, end = divmod(words, many)
            result[term] = _join(shown[begin // 2], shown[end], _TAIL_WORDS[state], "-" if begin % 2 else " ")
    return result


def _join(begin: str, end: str, tail: str, between: str) -> str:
    """Begin (may be empty), end and tail (may be empty) as one text; nothing where all its words are faint and apart."""
    if between == " " and all(word.lower() in FAINT for word in (begin, end) if word):
        return ""
    return f"{begin}{between if begin else ''}{end}{' ' + tail if tail else ''}"


def natural_spellings(stream: WordStream) -> Sequence[str]:
    """By number each spelling, without a capital that only a title or the start of a sentence gave it."""
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
