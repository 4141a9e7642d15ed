"""Is this an English word? A set of hashed stems of common English words, packed: the bytes ↔ the question.

The packed form: ascending hashes of the stems, modulo `count × SPREAD`; the first line is the count in decimal, each
further byte a difference (255 adds 255 and goes on). One unknown word in SPREAD is taken for English by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .analysis import stem

SPREAD = 64
_MORE = 255


def pack_english(words: Iterable[str]) -> bytes:
    """The bytes for a list of words."""
    stems = {stem(word) for word in words}
    count, before, result = len(stems), 0, bytearray()
    for value in sorted({_hash(term) % (count * SPREAD) for term in stems}):
        step, before = value - before, value
        result += bytes([_MORE]) * (step // _MORE) + bytes([step % _MORE])
    return str(count).encode("ascii") + b"\n" + bytes(result)


def is_english(word: str, packed: bytes) -> bool:
    """True for a word of the list in any inflection; nothing is English by an empty list."""
    if not packed:
        return False
    size, hashes = _unpack(packed)
    return _hash(stem(word)) % size in hashes


@lru_cache(maxsize=4)
def _unpack(packed: bytes) -> tuple[int, frozenset[int]]:
    head, _, body = packed.partition(b"\n")
    value, hashes = 0, set()
    for step in body:
        value += step
        if step != _MORE:
            hashes.add(value)
    return int(head) * SPREAD, frozenset(hashes)


def _hash(text: str) -> int:
    """FNV-1a, 32 bits, of the UTF-8 bytes."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8", errors="replace"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
