"""YAML text into plain values that remember their lines; knows nothing of what the values mean."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from .errors import DataError


class LocatedDict(dict[str, Any]):
    """A mapping whose `line` is where it starts and whose `lines` give the line of each key (from 1)."""

    line: int = 1
    lines: dict[str, int]


class LocatedList(list[Any]):
    """A list whose `lines` give the line of each item (from 1)."""

    lines: list[int]


class _Loader(yaml.SafeLoader):
    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """PyYAML lets a bad scalar (`2025-02-30`) fail with Python's own error; give it its place."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, AttributeError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from None


def _mapping(loader: _Loader, node: yaml.MappingNode) -> LocatedDict:
    result = LocatedDict()
    result.line = node.start_mark.line + 1
    result.lines = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, Hashable):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a plain value", key_node.start_mark)
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
    return result


def _sequence(loader: _Loader, node: yaml.SequenceNode) -> LocatedList:
    result = LocatedList(loader.construct_object(item, deep=True) for item in node.value)
    result.lines = [item.start_mark.line + 1 for item in node.value]
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG, _sequence)


def load_located(text: str, path: str) -> Any:
    """Read YAML; mappings come as `LocatedDict`.

    Raises `DataError` ("path:line: …") for text that is not YAML or repeats a key.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise DataError(f"{path}:{line}: {error.reason}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{path}:{line}: {error.problem or 'is not valid YAML'}") from None
    except RecursionError:
        raise DataError(f"{path}:1: is nested too deeply") from None
