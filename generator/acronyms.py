"""A text → the abbreviations it defines, "Long Form (SHORT)" and "SHORT (Long Form)"; knows nothing of papers.

The matching is Schwartz and Hearst's (2003): each letter of the short form, from the right, in the words before it.
"""

from __future__ import annotations

import re

from .model import Definition

_BRACKET = re.compile(r"\(([^()]{2,90})\)")
_SHORT = re.compile(r"[^\W_][\w.²+@-]{1,18}")
_REACH = 120  # characters before a bracket in which its long form may stand
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
            if _is_short(short) and _long_form(short, inner) and short not in inner.split():
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
    """The shortest end of `words` that holds all letters of `short` in order, its first at a word's start."""
    singular = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    letters = [c.lower() for c in singular if c.isalnum()]
    at = len(words)
    for place, letter in enumerate(reversed(letters)):
        first = place == len(letters) - 1
        at -= 1
        while at >= 0 and not (words[at].lower() == letter and not (first and at and words[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    at = words.rfind(" ", 0, at + 1) + 1  # the whole of a hyphenated word: self-supervised learning (SSL)
    long = words[at:]
    limit = max(len(letters) + 5, 2 * len(letters))
    return long if len(long) > len(short) and len(long.split()) <= limit else None
