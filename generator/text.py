"""Plain-text measures shared by the stages: one definition of white space, of a word, and of a title's identity."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w+]+")


def one_line(text: str) -> str:
    """Collapse every run of white space to one space, ends trimmed."""
    return " ".join(text.split())


def single_spaced(text: str) -> str:
    """The same of a printable text, whose only white space are spaces."""
    return one_line(text) if "  " in text or text[:1] == " " or text[-1:] == " " else text


def title_key(title: str) -> str:
    """A title's identity: compatibility form, case folded, no punctuation but "+" (MMRL is not MMRL++)."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _NOT_WORD.sub(" ", folded.replace("_", " ")).strip()
