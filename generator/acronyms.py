"""A text → the abbreviations it defines, "Long Form (SHORT)" and "SHORT (Long Form)"; knows nothing of papers.

The matching is Schwartz and Hearst's (2003), each letter of the short form, from the right, in the words before it; but
words whose initials are just these letters go first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Definition
from .nameforms import is_plural, singular_form

_BRACKET = re.compile(r"\(([^()]{2,90})\)")
_SHORT = re.compile(r"[^\W_][\w.²+@-]{1,18}")
_REACH = 120  # characters before a bracket in which its long form may stand
_PART = re.compile(r"(?<![^\W_])[^\W_]")  # the first letter of a word, or of a part of a hyphenated one
_SYLLABLE = re.compile(r"[A-Z][a-z]")
_SHORTER = 1.5  # a long form is at least so many times as long as its short form
# small words of a clause: "a central bank issues a digital currency (CBDC)" says what it does, not what CBDC stands for
_CLAUSE = frozenset("a an is are was were be been has have had can may will we our their its this that these which who it".split())
_BREAK = re.compile(r"[^\w'’/&²,\s-]")


def find_definitions(text: str) -> list[Definition]:
    """Every abbreviation the text defines, in order."""
    found = []
    for match in _BRACKET.finditer(text):
        inner = re.split(r"[;,]\s", match[1], maxsplit=1)[0].strip(" “”\"'*")
        before = _words_before(text, match.start())
        if not before:
            continue
        if _is_short(inner):
            long = _long_form(inner, before)
            if long:
                found.append(Definition(short=inner, long=long, start=match.start(1)))
        elif " " in inner or "-" in inner:
            short = before.split()[-1].strip(",")
            examples = is_plural(short) and not inner.endswith("s")  # LLMs (Llama and Mistral)
            if _is_short(short) and not examples and _long_form(short, inner) and short not in inner.split():
                found.append(Definition(short=short, long=inner, start=match.start() - len(short) - 1))
    return found


def _words_before(text: str, end: int) -> str:
    """The words before a bracket, back to the nearest mark that no long form holds."""
    piece = _BREAK.split(text[max(0, end - _REACH) : end])[-1]
    return " ".join(piece.split()[-12:])


def spells(short: str, text: str) -> bool:
    """True where consecutive words of `text` have exactly the letters of `short` as their initials."""
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", text)).upper()
    return short.upper() in initials


def _is_short(text: str) -> bool:
    return bool(_SHORT.fullmatch(text)) and any(c.isupper() for c in text)


def _long_form(short: str, words: str) -> str | None:
    """The end of `words` that `short` stands for: by the initials of its words if they fit, else by its letters."""
    singular = singular_form(short)
    letters = [c.lower() for c in singular if c.isalnum()]
    at = _start_by_initials(letters, words)
    if at < 0:
        at = _start_by_letters(letters, words)
    if at < 0:
        return None
    long = words[words.rfind(" ", 0, at + 1) + 1 :]  # the whole of a hyphenated word: self-supervised learning (SSL)
    limit = min(len(letters) + 5, 2 * len(letters))
    fits = len(long.split()) <= limit and len(long) >= _SHORTER * len(short)
    if not fits or not _CLAUSE.isdisjoint(long.split()[1:]):
        return None
    return long if _keeps_syllables(singular, long) else None


def _start_by_initials(letters: Sequence[str], words: str) -> int:
    """Where the words begin whose initials are `letters`; at most two words between, at most one after the last."""
    parts = [(match.start(), match[0].lower()) for match in _PART.finditer(words)]
    place = len(parts) - 1
    for number, letter in enumerate(reversed(letters)):
        most = 1 if number == 0 else 2
        skipped = 0
        while place >= 0 and parts[place][1] != letter and skipped < most:
            place, skipped = place - 1, skipped + 1
        if place < 0 or parts[place][1] != letter:
            return -1
        place -= 1
    return parts[place + 1][0]


def _start_by_letters(letters: Sequence[str], words: str) -> int:
    """Where the shortest end of `words` begins that holds all letters in order, its first at a word's start."""
    at = len(words)
    for place, letter in enumerate(reversed(letters)):
        first = place == len(letters) - 1
        at -= 1
        while at >= 0 and not (words[at].lower() == letter and not (first and at and words[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return -1
    return at


def _keeps_syllables(short: str, long: str) -> bool:
    """A short form with small letters is no beginning of its long form, and each of its syllables (Pro, Co) begins at
    a word's start there or at a capital."""
    if not any(c.islower() for c in short):
        return True
    anchors = iter(c.lower() for i, c in enumerate(long) if c.isupper() or not (i and long[i - 1].isalnum()))
    return not long.lower().startswith(short.lower()) and all(
        syllable[0].lower() in anchors for syllable in _SYLLABLE.findall(short)
    )
