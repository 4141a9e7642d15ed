"""Plain-text measures shared by the stages: one definition of white space, of a word, and of a title's identity."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"(?:[^\w+#]|(?<![^\W\d_])#|#(?=\w))+")


def one_line(text: str) -> str:
    """Collapse every run of white space to one space, ends trimmed."""
    return " ".join(text.split())


def single_spaced(text: str) -> str:
    """The same of a printable text, whose only white space are spaces."""
    return one_line(text) if "  " in text or text[:1] == " " or text[-1:] == " " else text


def title_key(title: str) -> str:
    """A title's identity: compatibility form, case folded, nothing that nobody sees, and no punctuation.

    But for "+", and "#" at the end of a word: MMRL is not MMRL++, and C is not C#.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    if not folded.isascii():
        folded = "".join(char for char in folded if not _is_unseen(char))
    return _NOT_WORD.sub(" ", folded.replace("_", " ")).strip()


def _is_unseen(char: str) -> bool:
    """Format characters (of no width, soft hyphens, marks of direction) and variation selectors."""
    selects = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or "\u180b" <= char <= "\u180d"
    return selects or unicodedata.category(char) == "Cf"
