"""`vocabulary.yml` → a Vocabulary: facets, tags and compiled signal phrases; knows nothing of papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import DataError
from .locatedyaml import LocatedDict, load_located
from .model import Tag
from .tokens import split_words

DEFAULT_NEED = 2.0
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PATTERN = re.compile(r"[^\W_]+\*?")
_KEYS = frozenset({"label", "facet", "definition", "phrases", "title_phrases", "implies", "needs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A signal phrase: its token patterns, the tag it speaks for, its weight (0: shorter phrases here are no sign)."""

    tokens: tuple[str, ...]
    tag: str
    weight: float
    title_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Facets as (id, label) and tags, both in display order; `needs` is the score a tag must reach, by tag id."""

    facets: tuple[tuple[str, str], ...]
    tags: tuple[Tag, ...]
    phrases: tuple[Phrase, ...]
    needs: Mapping[str, float]


def parse_vocabulary(text: str, path: str) -> Vocabulary:
    """Read and check the vocabulary.

    Raises `DataError` ("path:line: …") for a missing or unknown key, a facet or tag that stands twice, an unknown
    facet, a tag that implies an unknown one or itself in a circle, and a phrase or weight that cannot work.
    """
    data = load_located(text, path)
    if not isinstance(data, LocatedDict):
        raise DataError(f"{path}:1: must be a mapping with the keys facets and tags")
    facets = _mapping(data, "facets", path)
    tags = _mapping(data, "tags", path)
    for id_, label in facets.items():
        _check_id(id_, facets.lines[id_], path)
        if not isinstance(label, str) or not label.strip():
            raise DataError(f"{path}:{facets.lines[id_]}: the facet {id_} needs a label")
    for id_ in tags:
        _check_tag(id_, tags, facets, path)
    _check_implications(tags, path)
    return Vocabulary(
        facets=tuple(facets.items()),
        tags=tuple(_tag(id_, value) for id_, value in tags.items()),
        phrases=tuple(phrase for id_ in tags for phrase in _phrases(id_, tags[id_], path)),
        needs={id_: float(value.get("needs", DEFAULT_NEED)) for id_, value in tags.items()},
    )


def _mapping(data: LocatedDict, key: str, path: str) -> LocatedDict:
    if key not in data:
        raise DataError(f"{path}:{data.line}: the key {key} is missing")
    if not isinstance(data[key], LocatedDict) or not data[key]:
        raise DataError(f"{path}:{data.lines[key]}: {key} must be a mapping with at least one entry")
    return data[key]


def _check_id(id_: Any, line: int, path: str) -> None:
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise DataError(f"{path}:{line}: the id {id_!r} must be small letters, digits and single hyphens")


def _check_tag(id_: Any, tags: LocatedDict, facets: LocatedDict, path: str) -> None:
    line = tags.lines[id_]
    _check_id(id_, line, path)
    tag = tags[id_]
    if not isinstance(tag, LocatedDict):
        raise DataError(f"{path}:{line}: the tag {id_} must be a mapping")
    for key in ("label", "facet", "definition"):
        if not isinstance(tag.get(key), str) or not tag[key].strip():
            raise DataError(f"{path}:{tag.lines.get(key, line)}: the tag {id_} needs a {key} (a text)")
    for key in tag:
        if key not in _KEYS:
            raise DataError(f"{path}:{tag.lines[key]}: the tag {id_} has the unknown key {key!r}")
    if tag["facet"] not in facets:
        raise DataError(f"{path}:{tag.lines['facet']}: the tag {id_} has the unknown facet {tag['facet']!r}")
    if not tag.get("phrases") and not tag.get("title_phrases"):
        raise DataError(f"{path}:{line}: the tag {id_} needs phrases")
    if "needs" in tag and not _is_number(tag["needs"], 0.1, 100):
        raise DataError(f"{path}:{tag.lines['needs']}: needs must be a number from 0.1 to 100")


def _is_number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _list(tag: LocatedDict, key: str, path: str) -> list[str]:
    values = tag.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise DataError(f"{path}:{tag.lines[key]}: {key} must be a list of texts")
    return values


def _check_implications(tags: LocatedDict, path: str) -> None:
    for id_, tag in tags.items():
        for other in _list(tag, "implies", path):
            if other not in tags:
                raise DataError(f"{path}:{tag.lines['implies']}: the tag {id_} implies the unknown tag {other!r}")
    for id_, tag in tags.items():
        if id_ in _implied(id_, tags):
            raise DataError(f"{path}:{tag.lines['implies']}: the tag {id_} implies itself in a circle")


def _implied(id_: str, tags: LocatedDict) -> set[str]:
    seen: set[str] = set()
    waiting = list(tags[id_].get("implies") or [])
    while waiting:
        other = waiting.pop()
        if other not in seen:
            seen.add(other)
            waiting += tags[other].get("implies") or []
    return seen


def _tag(id_: str, value: LocatedDict) -> Tag:
    return Tag(
        id=id_,
        label=value["label"].strip(),
        facet=value["facet"],
        definition=value["definition"].strip(),
        implies=tuple(value.get("implies") or ()),
    )


def _phrases(id_: str, tag: LocatedDict, path: str) -> Iterator[Phrase]:
    for key in ("phrases", "title_phrases"):
        seen: set[tuple[str, ...]] = set()
        for written in _list(tag, key, path):
            phrase = _phrase(written, id_, key == "title_phrases", f"{path}:{tag.lines[key]}")
            if phrase.tokens in seen:
                raise DataError(f"{path}:{tag.lines[key]}: the tag {id_} has the phrase {written!r} twice")
            seen.add(phrase.tokens)
            yield phrase


def _phrase(written: str, tag: str, title_only: bool, place: str) -> Phrase:
    text, _, weight = written.rpartition("=") if "=" in written else (written, "", "1")
    tokens = tuple(part for piece in text.split() for part in _pieces(piece))
    if not tokens or not all(_PATTERN.fullmatch(token) for token in tokens):
        raise DataError(f"{place}: the tag {tag} has a phrase that cannot match: {written!r}")
    try:
        value = float(weight)
    except ValueError:
        value = -1.0
    if value != 0 and not 0.05 <= value <= 5:
        raise DataError(f"{place}: the weight in {written!r} must be 0, or a number from 0.05 to 5")
    return Phrase(tokens=tokens, tag=tag, weight=value, title_only=title_only)


def _pieces(piece: str) -> list[str]:
    """A written word as the text's own word splitter sees it, a final star kept."""
    if "*" in piece.rstrip("*") or piece.endswith("**") or piece == "*":
        return [piece]  # refused by the pattern check
    words = list(split_words(piece.rstrip("*")).words)
    return [*words[:-1], words[-1] + "*"] if words and piece.endswith("*") else words
