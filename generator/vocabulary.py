"""`vocabulary.yml` → a Vocabulary: facets, tags and compiled signal phrases; knows nothing of papers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import DataError
from .locatedyaml import LocatedDict, LocatedList, load_located, refuse_unseen
from .model import Tag
from .tokens import GAP, split_words

DEFAULT_NEED = 2.0
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PATTERN = re.compile(r"[^\W_]+\*?")
_SHOWN = "; the section “Tags” of docs/curating.md shows a whole vocabulary"
_SECTIONS = ("facets", "tags", "field")
_KEYS = ("label", "facet", "definition", "phrases", "title_phrases", "implies", "needs")
_FIELD_KEYS = ("signs", "everyday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A signal phrase: its token patterns, the tag it speaks for, its weight (0: shorter phrases here are no sign;
    below 0: it speaks against the tag).

    An `everyday` one means something else in other fields: it counts only in a paper that shows a sign of this field.
    """

    tokens: tuple[str, ...]
    tag: str
    weight: float
    title_only: bool = False
    everyday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Facets as (id, label) and tags, both in display order; `needs` is the score a tag must reach, by tag id.

    `field_signs` are the token patterns of the phrases that show a paper to be of the vocabulary's field.
    """

    facets: tuple[tuple[str, str], ...]
    tags: tuple[Tag, ...]
    phrases: tuple[Phrase, ...]
    needs: Mapping[str, float]
    field_signs: tuple[tuple[str, ...], ...] = ()


def parse_vocabulary(text: str, path: str) -> Vocabulary:
    """Read and check the vocabulary.

    Raises `DataError` (with the line of the phrase itself) for a missing or unknown key, a facet or tag that stands twice or has the
    label of another, an unknown facet, a tag that implies an unknown one or itself in a circle, and a phrase or weight that cannot work.
    """
    data = load_located(text, path)
    if not isinstance(data, LocatedDict):
        raise DataError(f"{path}:1", "bad-value", f"must be a mapping with the keys facets and tags{_SHOWN}")
    refuse_unseen(data, text, path)
    facets = _mapping(data, "facets", path)
    tags = _mapping(data, "tags", path)
    for id_, label in facets.items():
        _check_id(id_, facets.lines[id_], path)
        if not isinstance(label, str) or not label.strip():
            raise DataError(f"{path}:{facets.lines[id_]}", "bad-value", f"the facet {id_} needs a label")
    for key in data:
        if key not in _SECTIONS:
            raise DataError(f"{path}:{data.lines[key]}", "unknown-key", f"the vocabulary has the unknown key {key!r}; it knows {', '.join(_SECTIONS)}")
    for id_ in tags:
        _check_tag(id_, tags, facets, path)
    _check_labels("facets", facets.items(), facets.lines, path)
    _check_labels("tags", ((id_, tag["label"]) for id_, tag in tags.items()), {id_: tag.lines["label"] for id_, tag in tags.items()}, path)
    _check_implications(tags, path)
    field_signs, everyday = _field(data, path)
    return Vocabulary(
        facets=tuple(facets.items()),
        tags=tuple(_tag(id_, value) for id_, value in tags.items()),
        phrases=tuple(phrase for id_ in tags for phrase in _phrases(id_, tags[id_], everyday, path)),
        needs={id_: float(value.get("needs", DEFAULT_NEED)) for id_, value in tags.items()},
        field_signs=field_signs,
    )


def _field(data: LocatedDict, path: str) -> tuple[tuple[tuple[str, ...], ...], frozenset[tuple[str, ...]]]:
    """The signs of the field and the everyday words, as token patterns; a vocabulary may do without."""
    if "field" not in data:
        return (), frozenset()
    field = _mapping(data, "field", path)
    for key in field:
        if key not in _FIELD_KEYS:
            raise DataError(f"{path}:{field.lines[key]}", "unknown-key", f"field has the unknown key {key!r}; it knows {', '.join(_FIELD_KEYS)}")
    signs, everyday = (
        [_tokens(written, f"{path}:{line}", "field") for written, line in _list(field, key, path)]
        for key in _FIELD_KEYS
    )
    return tuple(signs), frozenset(everyday)


def _mapping(data: LocatedDict, key: str, path: str) -> LocatedDict:
    if key not in data:
        raise DataError(f"{path}:{data.line}", "missing-key", f"the key {key} is missing{_SHOWN}")
    if not isinstance(data[key], LocatedDict) or not data[key]:
        raise DataError(f"{path}:{data.lines[key]}", "bad-value", f"{key} must be a mapping with at least one entry{_SHOWN}")
    return data[key]


def _check_id(id_: Any, line: int, path: str) -> None:
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise DataError(f"{path}:{line}", "bad-id", f"the id {id_!r} must be small letters, digits and single hyphens")


def _check_tag(id_: Any, tags: LocatedDict, facets: LocatedDict, path: str) -> None:
    line = tags.lines[id_]
    _check_id(id_, line, path)
    tag = tags[id_]
    if not isinstance(tag, LocatedDict):
        raise DataError(f"{path}:{line}", "bad-value", f"the tag {id_} must be a mapping")
    for key in ("label", "facet", "definition"):
        if not isinstance(tag.get(key), str) or not tag[key].strip():
            raise DataError(f"{path}:{tag.lines.get(key, line)}", "bad-value", f"the tag {id_} needs a {key} (a text)")
    for key in tag:
        if key not in _KEYS:
            raise DataError(f"{path}:{tag.lines[key]}", "unknown-key", f"the tag {id_} has the unknown key {key!r}; it knows {', '.join(_KEYS)}")
    if tag["facet"] not in facets:
        raise DataError(f"{path}:{tag.lines['facet']}", "unknown-facet", f"the tag {id_} has the unknown facet {tag['facet']!r}")
    if not tag.get("phrases") and not tag.get("title_phrases"):
        raise DataError(f"{path}:{line}", "missing-key", f"the tag {id_} needs phrases")
    if "needs" in tag and not _is_number(tag["needs"], 0.1, 100):
        raise DataError(f"{path}:{tag.lines['needs']}", "bad-value", "needs must be a number from 0.1 to 100")


def _check_labels(kind: str, labels: Iterable[tuple[str, str]], lines: Mapping[str, int], path: str) -> None:
    """Nobody could tell two of one label from each other."""
    first: dict[str, str] = {}
    for id_, label in labels:
        other = first.setdefault(" ".join(label.split()).casefold(), id_)
        if other != id_:
            raise DataError(f"{path}:{lines[id_]}", "same-label", f"the {kind} {other} and {id_} have the same label, {label.strip()!r}")


def _is_number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _list(tag: LocatedDict, key: str, path: str) -> list[tuple[str, int]]:
    """The texts of a list, each with its line."""
    values = tag.get(key)
    if values is None:
        return []
    if not isinstance(values, LocatedList):
        raise DataError(f"{path}:{tag.lines[key]}", "bad-value", f"{key} must be a list of texts")
    for value, line in zip(values, values.lines, strict=True):
        if not isinstance(value, str):
            raise DataError(f"{path}:{line}", "bad-value", f"{key} must be a list of texts, and {value!r} is none")
    return list(zip(values, values.lines, strict=True))


def _check_implications(tags: LocatedDict, path: str) -> None:
    for id_, tag in tags.items():
        for other, line in _list(tag, "implies", path):
            if other not in tags:
                raise DataError(f"{path}:{line}", "unknown-tag", f"the tag {id_} implies the unknown tag {other!r}")
    for id_, tag in tags.items():
        if id_ in _implied(id_, tags):
            raise DataError(f"{path}:{tag.lines['implies']}", "implied-circle", f"the tag {id_} implies itself in a circle")


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


def _phrases(id_: str, tag: LocatedDict, everyday: frozenset[tuple[str, ...]], path: str) -> Iterator[Phrase]:
    for key in ("phrases", "title_phrases"):
        seen: set[tuple[str, ...]] = set()
        for written, line in _list(tag, key, path):
            tokens, weight = _phrase(written, f"{path}:{line}", id_)
            if tokens in seen:
                raise DataError(f"{path}:{line}", "phrase-twice", f"the tag {id_} has the phrase {written!r} twice")
            seen.add(tokens)
            yield Phrase(tokens=tokens, tag=id_, weight=weight, title_only=key == "title_phrases", everyday=tokens in everyday)


def _phrase(written: str, place: str, tag: str) -> tuple[tuple[str, ...], float]:
    text, _, weight = written.rpartition("=") if "=" in written else (written, "", "1")
    tokens = _tokens(text, place, f"the tag {tag}", written)
    try:
        value = float(weight)
    except ValueError:
        value = math.nan
    if value != 0 and not 0.05 <= abs(value) <= 5:
        raise DataError(place, "bad-weight", f"the weight in {written!r} must be 0, or a number from 0.05 to 5 or from -5 to -0.05")
    return tokens, value


def _tokens(text: str, place: str, owner: str, written: str = "") -> tuple[str, ...]:
    rows = [[part for piece in row.split() for part in _pieces(piece)] for row in text.replace("…", GAP).split(GAP)]
    if len(rows) > 2 or not all(rows) or not all(_PATTERN.fullmatch(token) for row in rows for token in row):
        raise DataError(place, "bad-phrase", f"{owner} has a phrase that cannot match: {written or text!r}{_advice(text, rows)}")
    return (*rows[0], *(token for row in rows[1:] for token in (GAP, *row)))


def _advice(text: str, rows: Sequence[Sequence[str]]) -> str:
    if len(rows) > 2 or (len(rows) == 2 and not all(rows)):
        return "; three dots may stand once, between two words"
    return "; a star may only end a word" if "*" in text else "; it has no letter or digit" if not rows[0] else ""


def _pieces(piece: str) -> list[str]:
    """A written word as the text's own word splitter sees it, a final star kept."""
    if "*" in piece.rstrip("*") or piece.endswith("**") or piece == "*":
        return [piece]  # refused by the pattern check
    words = list(split_words(piece.rstrip("*")).words)
    return [*words[:-1], words[-1] + "*"] if words and piece.endswith("*") else words
