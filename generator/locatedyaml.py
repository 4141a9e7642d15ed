"""YAML text into plain values that remember their lines; knows nothing of what the values mean."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import yaml

from .errors import DataError
from .yamlfaults import DOUBLE_QUOTES, tell_fault

_SAFE_DEPTH = 5_000  # PyYAML's part in C goes down a level at a time, and ends the process where the stack does, at some 20,000
_FEW = 1_000
_RUN = re.compile(rf"[ ?:-]{{{_FEW},}}")  # of what levels begin with; YAML knows more ends of lines than Python's patterns


_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")  # a line break may be
_ALSO_TYPED = "\t\x85\u2028\u2029"  # as spaces and ends of lines; `\r` alone is never read as it was typed
_PROSE = ("definition", "note", "reason")  # keys of texts in which these are no more than space …
_ONE_LINE = ("aliases", "label", "name", "title")  # … and of those without line breaks
_OF_TEX = re.compile(r"(?<![A-Za-z.,;:!?\n])[\t\n\r](?=[a-z])")  # … but where `\tau`, `\nu` or `\rho` was meant
_WITH_TAB = re.compile(r"\S*\t\S*")


class LocatedDict(dict[str, Any]):
    """A mapping whose `line` is where it starts and whose `lines` give the line of each key (from 1); `blocks` are the keys whose
    values are blocks of lines (`|` or `>`), which end in a line break that nobody sees."""

    line: int = 1
    lines: dict[str, int]
    blocks: set[str]


class LocatedList(list[Any]):
    """A list whose `lines` give the line of each item (from 1)."""

    lines: list[int]


class Located:
    """Of any loader of PyYAML."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """PyYAML lets a bad scalar (`2025-02-30`) fail with Python's own error; give it its place."""
        try:
            return super().construct_object(node, deep)  # type: ignore[misc]
        except (ValueError, AttributeError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from None


def _mapping(loader: yaml.constructor.BaseConstructor, node: yaml.MappingNode) -> LocatedDict:
    result = LocatedDict()
    result.line = node.start_mark.line + 1
    result.lines = {}
    result.blocks = set()
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, Hashable):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a plain value", key_node.start_mark)
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
        if isinstance(value_node, yaml.ScalarNode) and value_node.style in ("|", ">"):
            result.blocks.add(key)
    return result


def _sequence(loader: yaml.constructor.BaseConstructor, node: yaml.SequenceNode) -> LocatedList:
    result = LocatedList(loader.construct_object(item, deep=True) for item in node.value)
    result.lines = [item.start_mark.line + 1 for item in node.value]
    return result


class _Loader(Located, yaml.SafeLoader):
    """Tells the place of every mistake."""


class _QuickLoader(Located, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Ten times as fast where PyYAML has its part in C, but vague about some mistakes."""


for _loader in (_Loader, _QuickLoader):
    _loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
    _loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG, _sequence)


def load_located(text: str, path: str) -> Any:
    """Read YAML; mappings come as `LocatedDict`.

    Raises `DataError` for text that is not YAML or repeats a key.
    """
    if _depth_at_most(text) < _SAFE_DEPTH:
        with suppress(yaml.YAMLError, UnicodeError, RecursionError):
            return yaml.load(text, Loader=_QuickLoader)
    try:
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        line, message = tell_fault(error, text)
        raise DataError(f"{path}:{line}", "not-yaml", message) from None


def _depth_at_most(text: str) -> int:
    """So many levels or fewer: each has a bracket, or a column of its own in a run of such signs."""
    return text.count("[") + text.count("{") + max(map(len, _RUN.findall(text)), default=_FEW)


def refuse_unseen(data: Any, text: str, path: str, apart: str = "", *, names: bool = False) -> None:
    """Raises `DataError` for a value or key, read of `text`, with a sign that nobody sees or that turns the direction of writing: it would
    stand in names, feeds and data. Values of the key `apart` may have any, and with `names` the keys at the top, which files are called."""
    waiting, seen = [(data, "", 1)], set()
    while waiting:
        value, key, line = waiting.pop()
        if isinstance(value, str) and key != apart:
            _refuse(value, text, f"{path}:{line}", key)
        elif isinstance(value, dict | list | tuple | set) and id(value) not in seen:  # one may stand in many places
            seen.add(id(value))
            if isinstance(value, LocatedDict) and not (names and value is data):
                for one, at in value.lines.items():
                    _refuse(str(one), text, f"{path}:{at}")
            waiting += [*_inside(value, key, line)][::-1]


def find_unseen(text: str) -> str | None:
    """The first sign that nobody sees or that turns the direction of writing; white space is none."""
    found = _UNSEEN.search(re.sub(r"[ \t\r\n]", "", text))
    return found[0] if found else None


def _inside(value: dict[Any, Any] | list[Any] | tuple[Any, ...] | set[Any], key: str, line: int) -> Iterator[tuple[Any, str, int]]:
    """Each value in another, with its key and its line."""
    if isinstance(value, LocatedDict):
        yield from ((one, str(name), value.lines[name]) for name, one in value.items())
    elif isinstance(value, LocatedList):
        yield from ((one, key, at) for one, at in zip(value, value.lines, strict=True))
    else:  # of `!!omap`, `!!pairs` and `!!set`, which know no lines of their own
        yield from ((one, key, line) for one in (sorted(value, key=str) if isinstance(value, set) else value))


def _refuse(value: str, text: str, place: str, key: str | None = None) -> None:
    for sign in _UNSEEN.findall(value) + (_OF_TEX.findall(value) if key in _ONE_LINE else []):
        typed = sign in text and sign not in "\r\n" and (sign != "\t" or all(piece in text for piece in _WITH_TAB.findall(value)))
        if sign in _ALSO_TYPED and typed:
            continue
        if sign in "\t\r" and key in _PROSE and {"\t", "\r"}.isdisjoint(_OF_TEX.findall(value)):
            continue
        what = "a key" if key is None else f"`{key}`"
        raise DataError(place, "bad-value", f"{what} has a sign that nobody sees, U+{ord(sign):04X}; {'take it out' if typed else DOUBLE_QUOTES}")


class FoundKey(NamedTuple):
    """A key's line (from 1), and its value as written where that is a scalar, else nothing."""

    line: int
    value: str


def find_keys(text: str | bytes, *above: str) -> dict[str, FoundKey]:
    """The keys of the mappings below others, through lists too. No value is made, so any tag will do; of no YAML there are none."""
    with suppress(yaml.YAMLError, UnicodeError, RecursionError):
        nodes = list(_mappings(yaml.compose(text, Loader=_Loader)))
        for name in above:
            nodes = [inner for node in nodes for key, value in node.value if key.value == name for inner in _mappings(value)]
        return {str(key.value): FoundKey(key.start_mark.line + 1, value.value if isinstance(value, yaml.ScalarNode) else "") for node in nodes for key, value in node.value}
    return {}


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """A mapping, or those that are items of a list."""
    for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(one, yaml.MappingNode):
            yield one
