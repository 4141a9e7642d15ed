"""`ordinary.yml` → the names that also mean something else; its facts are data, this module only reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import DataError
from .locatedyaml import LocatedDict, load_located
from .seeds import read_packaged

_KEYS = ("foreign_bearers", "generic_acronyms", "english_words", "field_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """Other bearers of a name, by name; the fields' own abbreviations; words of the language, in small letters; and words
    that nearly every abstract of the field holds."""

    foreign_bearers: Mapping[str, str]
    generic_acronyms: frozenset[str]
    english_words: frozenset[str]
    field_words: frozenset[str]


def parse_ordinary(text: str, path: str) -> Ordinary:
    """Read and check the file; raises `DataError` for a missing key or a value of another kind."""
    data = load_located(text, path)
    if not isinstance(data, LocatedDict) or set(data) != set(_KEYS):
        raise DataError(f"{path}:1", "bad-value", f"must be a mapping with the keys {', '.join(_KEYS)}")
    bearers = data["foreign_bearers"]
    if not isinstance(bearers, LocatedDict):
        raise DataError(f"{path}:{data.lines['foreign_bearers']}", "bad-value", "foreign_bearers must map names to other bearers")
    for name, bearer in bearers.items():
        if not isinstance(name, str) or not isinstance(bearer, str):
            raise DataError(f"{path}:{bearers.lines[name]}", "bad-value", "a name and its other bearer must be texts")
    return Ordinary(
        foreign_bearers=dict(bearers),
        generic_acronyms=_words(data, "generic_acronyms", path),
        english_words=_words(data, "english_words", path),
        field_words=_words(data, "field_words", path),
    )


def _words(data: LocatedDict, key: str, path: str) -> frozenset[str]:
    value: Any = data[key]
    if not isinstance(value, str):
        raise DataError(f"{path}:{data.lines[key]}", "bad-value", f"{key} must be words in one text")
    return frozenset(value.split())


_PACKAGED = read_packaged("ordinary.yml")
_FACTS = parse_ordinary(_PACKAGED.text, _PACKAGED.path)
FOREIGN_BEARERS = _FACTS.foreign_bearers
GENERIC_ACRONYMS = _FACTS.generic_acronyms
ENGLISH_WORDS = _FACTS.english_words
FIELD_WORDS = _FACTS.field_words
