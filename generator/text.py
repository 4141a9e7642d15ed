"""Plain-text measures shared by the stages: one definition of white space, of a word, and of a title's identity."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w+]+")


def one_line(text: str) -> str:
    """Collapse every run of white space to one space, ends trimmed."""
    return _SPACE.sub(" ", text).strip()


def title_key(title: str) -> str:
    """A title's identity: compatibility form, case folded, no punctuation but "+" (MMRL is not MMRL++)."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _NOT_WORD.sub(" ", folded.replace("_", " ")).strip()
