"""Whole numbers and sorted words ↔ printable ASCII, which servers compress and JSON holds without escapes.

A number's last character is one of 64 and its earlier ones, the higher digits, one of 26: 0 … 63 take one character,
up to 1,727 two. Words: how many characters are as in the word before, as a number, and the rest; parted by spaces.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

# 0x23 to 0x7e without the backslash: 64 last digits, then 26 higher ones; one character is left over.
ALPHABET = "".join(chr(code) for code in range(0x23, 0x7F) if code != 0x5C)
LAST, HIGHER = 64, 26
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def pack_numbers(numbers: Iterable[int]) -> str:
    """Numbers from 0 on as text."""
    return "".join([ALPHABET[number] if number < LAST else _pack(number) for number in numbers])


def _pack(number: int) -> str:
    high, text = number // LAST, ALPHABET[number % LAST]
    while high:
        high -= 1
        text = ALPHABET[LAST + high % HIGHER] + text
        high //= HIGHER
    return text


def unpack_numbers(text: str) -> list[int]:
    """The numbers of a text by `pack_numbers`."""
    result, high = [], 0
    for character in text:
        value = _VALUES[character]
        if value < LAST:
            result.append(high * LAST + value)
            high = 0
        else:
            high = high * HIGHER + value - LAST + 1
    return result


def pack_planes(numbers: Iterable[int]) -> list[str]:
    """The same for many large numbers: a text of all last digits and one of what is left, which compress better apart."""
    values = list(numbers)
    return ["".join([ALPHABET[value % LAST] for value in values]), pack_numbers(value // LAST for value in values)]


def unpack_planes(planes: Sequence[str]) -> list[int]:
    """The numbers of `pack_planes`."""
    high = unpack_numbers(planes[1])
    return [_VALUES[last] + LAST * rest for last, rest in zip(planes[0], high, strict=True)]


def steps(numbers: Sequence[int]) -> list[int]:
    """Ascending numbers as the first and the differences less one."""
    return [number - before - 1 for before, number in zip([-1, *numbers], numbers, strict=False)]


def unstep(differences: Iterable[int]) -> list[int]:
    """The numbers of `steps`."""
    result, at = [], -1
    for difference in differences:
        at += difference + 1
        result.append(at)
    return result


def pack_words(words: Iterable[str]) -> str:
    """Words without spaces, in order, each by what it shares with the one before."""
    before, parts = "", []
    for word in words:
        shared = 0
        while shared < min(len(before), len(word), LAST - 1) and before[shared] == word[shared]:
            shared += 1
        parts.append(ALPHABET[shared] + word[shared:])
        before = word
    return " ".join(parts)


def unpack_words(text: str) -> list[str]:
    """The words of a text by `pack_words`."""
    before, result = "", []
    for part in text.split(" ") if text else ():
        before = before[: _VALUES[part[0]]] + part[1:]
        result.append(before)
    return result


def as_json(content: object) -> bytes:
    """In as few bytes as JSON has; half a surrogate pair becomes "?"."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
