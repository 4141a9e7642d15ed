"""Many ascending lists of whole numbers ↔ text, near the fewest bits that tell one set from another.

Binary interpolative coding (Moffat and Stuiver, 2000): of each list the middle number, then the left half and the right half,
each within the bounds that those before leave it, in truncated binary; what can only be one number takes no bits. How long a
list is and what bounds it is known from elsewhere. Six bits are a digit of `packing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from .packing import ALPHABET, LAST

_BITS = LAST.bit_length() - 1
DIGITS = np.frombuffer(ALPHABET[:LAST].encode("ascii"), dtype=np.uint8)
_VALUES = {character: value for value, character in enumerate(ALPHABET[:LAST])}


def pack_sets(numbers: np.ndarray, counts: np.ndarray, limits: np.ndarray | int, lists: Sequence[int] | np.ndarray) -> list[str]:
    """Lists one after the other in `numbers`; list i has `counts[i]` numbers from 0 to `limits[i]` - 1, ascending.

    `lists` says how many of them each text has; several texts are coded in hardly more steps than one.
    """
    values, widths = _codes(numbers.astype(np.int64), counts.astype(np.int64), limits)
    ends = np.append(0, np.cumsum(counts))[np.cumsum(lists)[:-1]]
    return list(map(_pack, np.split(values, ends), np.split(widths, ends)))


def _pack(values: np.ndarray, widths: np.ndarray) -> str:
    """The bits of these codes, six a digit."""
    size = int(widths.sum())
    bits = np.zeros(-(-size // _BITS) * _BITS, dtype=np.uint8)
    lower = np.repeat(np.cumsum(widths), widths) - np.arange(1, size + 1)  # how many bits of its number come after each
    bits[:size] = np.repeat(values, widths) >> lower & 1
    digits = bits.reshape(-1, _BITS) @ (1 << np.arange(_BITS - 1, -1, -1, dtype=np.uint8))
    return DIGITS[digits].tobytes().decode("ascii")


def _codes(numbers: np.ndarray, counts: np.ndarray, limits: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """For each number, in the order of coding, its code and how many bits that takes: all middles at once, then all halves."""
    values, widths = np.zeros(len(numbers), dtype=np.int64), np.zeros(len(numbers), dtype=np.int64)
    ends = np.cumsum(counts)
    parts = np.stack([ends - counts, ends, np.zeros_like(counts), np.broadcast_to(limits, counts.shape) - 1, ends - counts])
    while parts.shape[1]:
        start, end, low, high, order = parts = parts[:, parts[0] < parts[1]]
        middle = (start + end) // 2
        found = numbers[middle]
        values[order], widths[order] = _truncated(found - low - (middle - start), high - low + 1 - (end - start - 1))
        left = np.stack([start, middle, low, found - 1, order + 1])
        right = np.stack([middle + 1, end, found + 1, high, order + 1 + middle - start])
        parts = np.concatenate([left, right], axis=1)
    return values, widths


def _truncated(values: np.ndarray, choices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Truncated binary of numbers below `choices`: code and width; the smaller ones save a bit where that is possible."""
    width = np.frexp(choices.astype(np.float64))[1].astype(np.int64) - 1
    short = (2 << width) - choices
    longer = values >= short
    return np.where(longer, values + short, values), width + longer


def unpack_sets(text: str, counts: Sequence[int], limits: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The lists of a text by `pack_sets`."""
    bits = _Bits(text)
    for count, limit in zip(counts, limits, strict=True):
        found = [0] * count
        _fill(found, 0, count, 0, limit - 1, bits)
        yield tuple(found)


def _fill(found: list[int], start: int, end: int, low: int, high: int, bits: _Bits) -> None:
    if start == end:
        return
    middle = (start + end) // 2
    number = low + middle - start + bits.below(high - low + 1 - (end - start - 1))
    found[middle] = number
    _fill(found, start, middle, low, number - 1, bits)
    _fill(found, middle + 1, end, number + 1, high, bits)


class _Bits:
    """The bits of a text, from the first on."""

    def __init__(self, text: str) -> None:
        self._digits = map(_VALUES.__getitem__, text)
        self._held, self._count = 0, 0

    def read(self, width: int) -> int:
        while self._count < width:
            self._held = self._held << _BITS | next(self._digits)
            self._count += _BITS
        self._count -= width
        value = self._held >> self._count
        self._held &= (1 << self._count) - 1
        return value

    def below(self, choices: int) -> int:
        """A number in truncated binary."""
        width = choices.bit_length() - 1
        short = (2 << width) - choices
        value = self.read(width)
        return value if value < short else value * 2 + self.read(1) - short
