"""What a system's name looks like, letter by letter; knows nothing of papers."""

from __future__ import annotations

import re
from functools import lru_cache

from .ordinary import GENERIC_ACRONYMS

TOKEN = r"[^\W_][\w.²³⁺+@-]*(?<![.-])"
NAME = re.compile(rf"{TOKEN}(?: \d+(?:\.\d+)?(?![\w%]|\.\w))?")
_SIZE = re.compile(r"[-_ ]?\d+(?:\.\d+)?[BMK]$")
# MatMul-free, task-specific: a quality, no name
_SUFFIXES = frozenset("free based style like aware specific level only driven to and of related".split())
_GENERIC = frozenset(word.casefold() for word in GENERIC_ACRONYMS)


@lru_cache(maxsize=1 << 12)  # mostly it is asked of the same few words that stand behind "we present" and "our"
def is_name_like(text: str) -> bool:
    """A token no ordinary word looks like: a capital after the first letter, or a letter with a digit or "+"."""
    if len(text) < 2 or not any(c.isalpha() for c in text):
        return False
    pieces = text.split("-")
    if len(pieces) > 1:
        if len(pieces[0]) == 1 and pieces[0].isupper() and pieces[1][:1].isupper():
            return pieces[-1] not in _SUFFIXES  # K-Tokeniser, but not X-ray
        if pieces[-1] in _SUFFIXES:
            return False
        return any(is_name_like(piece) or (piece.isdigit() and len(pieces[0]) > 1) for piece in pieces)
    if any(c.isupper() for c in text[1:]):
        return True
    return (text[0].isupper() or "α" <= text[0] <= "ω") and any(c.isdigit() or c == "+" for c in text)


def is_class_word(text: str) -> bool:
    """An abbreviation for a class of things (LLM, LLMs, MoE), or an acronym in the plural: nobody's own name."""
    return is_generic(text) or is_plural_acronym(text)


def is_generic(text: str) -> bool:
    """An abbreviation of a field, singular or plural, by the packaged list."""
    return text.casefold() in _GENERIC or singular_form(text).casefold() in _GENERIC


def is_plural_acronym(text: str) -> bool:
    """All in capitals but for the s: LLMs."""
    return is_plural(text) and text[:-1].isupper()


def is_plural(short: str) -> bool:
    """An abbreviation in the plural: LLMs, but not GPUS."""
    return len(short) > 2 and short[-1] == "s" and short[-2].isupper()


def singular_form(short: str) -> str:
    """LLMs → LLM; anything else as it is."""
    return short[:-1] if is_plural(short) else short


def without_size(text: str) -> str:
    """A model's name without its number of parameters: ProLong-8B → ProLong."""
    return _SIZE.sub("", text)


def find_spellings(name: str, text: str, not_after: str = "") -> list[str]:
    """Every place of `name` in `text`, in any case, as it stands; no part of a longer word, nor before `not_after`."""
    found, small, wanted = [], text.lower(), name.lower()
    at = small.find(wanted) if len(small) == len(text) else -1
    while at >= 0:
        end = at + len(wanted)
        before, after = text[at - 1 : at], text[end : end + 1]
        inside = before.isalnum() or before in ("_", "-") or after.isalnum()
        if not inside and not (after and after in "_+" + not_after):
            found.append(text[at:end])
        at = small.find(wanted, end)
    return found


def count_name(name: str, text: str, not_after: str = "") -> int:
    """How often `name` stands in `text` as written."""
    return find_spellings(name, text, not_after).count(name)
