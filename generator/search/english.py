"""Is this an English word? A set of hashed stems of common English words, packed: the bytes ↔ the question.

The packed form: the first line is a number in decimal, SPREAD times the number of stems; then come the stems' hashes modulo
that number, ascending, each further byte a difference (255 adds 255 and goes on). One unknown word in SPREAD is taken for
English by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .analysis import stem

SPREAD = 128
CALENDAR = tuple(  # names, which lists of words leave out
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_MORE = 255


def pack_english(words: Iterable[str]) -> bytes:
    """The bytes for a list of words."""
    stems = {stem(word) for word in words}
    return pack_hashes(len(stems) * SPREAD, {_hash(term) % (len(stems) * SPREAD) for term in stems})


def with_words(packed: bytes, words: Iterable[str]) -> bytes:
    """The bytes with further words; none where there are none yet."""
    if not packed:
        return packed
    size, hashes = unpack_english(packed)
    return pack_hashes(size, hashes | {_hash(stem(word)) % size for word in words})


def without_stems(packed: bytes, stems: Iterable[str]) -> bytes:
    """The bytes without terms that are known anyway."""
    if not packed:
        return packed
    size, hashes = unpack_english(packed)
    return pack_hashes(size, hashes - {_hash(term) % size for term in stems})


def pack_hashes(size: int, hashes: Iterable[int]) -> bytes:
    """The packed form of hashes modulo `size`."""
    before, result = 0, bytearray()
    for value in sorted(hashes):
        step, before = value - before, value
        result += bytes([_MORE]) * (step // _MORE) + bytes([step % _MORE])
    return str(size).encode("ascii") + b"\n" + bytes(result)


def is_english(word: str, packed: bytes) -> bool:
    """True for a word of the list in any inflection; nothing is English by an empty list."""
    if not packed:
        return False
    size, hashes = unpack_english(packed)
    return _hash(stem(word)) % size in hashes


@lru_cache(maxsize=4)
def unpack_english(packed: bytes) -> tuple[int, frozenset[int]]:
    """What the hashes are taken modulo of, and the hashes."""
    head, _, body = packed.partition(b"\n")
    value, hashes = 0, set()
    for step in body:
        value += step
        if step != _MORE:
            hashes.add(value)
    return int(head), frozenset(hashes)


def _hash(text: str) -> int:
    """FNV-1a, 32 bits, of the UTF-8 bytes, then mixed as in MurmurHash3, for the last letters' sake."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8", errors="replace"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16
