"""A citation → a BibTeX entry, `@misc` without an author; its key is the paper's identifier."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..wording import MONTHS
from .citation import Citation

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even behind a backslash
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: sign + "{}" for sign in "?!-`',<>"},  # that would be one sign with the next: ?` is ¿, -- a dash
}
_PIECE = re.compile(r"[\\{}&%$#_~^]|[^\W_]+|[?!](?=`)|([-`',<>])(?=\1)")


def bibtex(citation: Citation) -> list[str]:
    """The lines of the entry: title, year and month where known, a note, identifier and address where known."""
    fields = [("title", f"{{{tex(citation.title, citation.name)}}}")]
    if citation.date:  # a month stays without braces: it is a macro that each bibliography style spells its own way
        fields += [("year", f"{{{citation.date.year}}}"), ("month", MONTHS[citation.date.month - 1][:3].lower())]
    fields.append(("note", f"{{{citation.note}}}"))
    if citation.arxiv:
        fields += [("eprint", f"{{{citation.arxiv}}}"), ("archiveprefix", "{arXiv}")]
    if citation.url:
        fields.append(("url", f"{{{citation.url}}}"))
    return [f"@misc{{{citation.id},", *(f"  {name} = {value}," for name, value in fields), "}"]


def tex(title: str, name: str = "") -> str:
    """A title with TeX's special characters escaped, and braces around what no style may lower: words by their capitals, and as a
    whole the name of what the paper introduces."""
    written, start = [], 0
    for place in _places(title, name):
        escaped = _PIECE.sub(lambda found: _SPECIAL.get(found[0], found[0]), name)
        written += [_in_words(title[start:place]), f"{{{escaped}}}"]
        start = place + len(name)
    return "".join([*written, _in_words(title[start:])])


def _places(title: str, name: str) -> Iterator[int]:
    """Where the name stands by itself; nowhere where it has nothing that could be lowered."""
    place = title.find(name) if name != name.lower() else -1
    while place >= 0:
        end = place + len(name)
        if not (title[max(place - 1, 0) : place].isalnum() or title[end : end + 1].isalnum()):
            yield place
        place = title.find(name, end)


def _in_words(text: str) -> str:
    return _PIECE.sub(lambda found: _SPECIAL.get(found[0]) or _protected(found[0]), text)


@lru_cache(1 << 16)  # a word stands in many titles
def _protected(word: str) -> str:
    """`BERT`, `mT5` and the `X` of X-ray keep their capitals; `Owls` may become `owls`."""
    if word == "A":
        return word
    kinds = [unicodedata.category(char) for char in word]
    own = "Lu" in kinds[1:] or (kinds[0] == "Lu" and (len(word) == 1 or any(kind[0] == "N" for kind in kinds)))
    return f"{{{word}}}" if own else word
