"""`plainwords.yml` → the words that say little about what a paper is about; this module only reads them."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import DataError
from .locatedyaml import LocatedDict, load_located
from .seeds import read_packaged

_KEYS = ("english", "silent", "plain", "faint")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """Words not counted at all, words no topic is labelled by, and words that are no reason; all in small letters."""

    silent: frozenset[str]
    plain: frozenset[str]
    faint: frozenset[str]


def parse_plain_words(text: str, path: str) -> PlainWords:
    """Read and check the file; raises `DataError` for a missing key or a value of another kind."""
    data = load_located(text, path)
    if not isinstance(data, LocatedDict) or set(data) != set(_KEYS):
        raise DataError(f"{path}:1", "bad-value", f"must be a mapping with the keys {', '.join(_KEYS)}")
    lists = {}
    for key in _KEYS:
        words = data[key].split() if isinstance(data[key], str) else [""]
        if not all(word and word == word.lower() for word in words):
            raise DataError(f"{path}:{data.lines[key]}", "bad-value", f"{key} must be words in one text, in small letters")
        lists[key] = frozenset(words)
    silent, plain = (lists["english"] | lists[key] for key in ("silent", "plain"))
    return PlainWords(silent=silent, plain=plain, faint=plain | lists["faint"])


_PACKAGED = read_packaged("plainwords.yml")
_WORDS = parse_plain_words(_PACKAGED.text, _PACKAGED.path)
SILENT, PLAIN, FAINT = _WORDS.silent, _WORDS.plain, _WORDS.faint
