"""YAML text into plain values that remember their lines; knows nothing of what the values mean."""

from __future__ import annotations

from typing import Any

import yaml

from .errors import DataError


class LocatedDict(dict[str, Any]):
    """A mapping whose `line` is where it starts and whose `lines` give the line of each key (from 1)."""

    line: int = 1
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    pass


def _mapping(loader: _Loader, node: yaml.MappingNode) -> LocatedDict:
    result = LocatedDict()
    result.line = node.start_mark.line + 1
    result.lines = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if isinstance(key, (list, dict)):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a plain value", key_node.start_mark)
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_located(text: str, path: str) -> Any:
    """Read YAML; mappings come as `LocatedDict`.

    Raises `DataError` ("path:line: …") for text that is not YAML or repeats a key.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "is not valid YAML"
        raise DataError(f"{path}:{line}: {reason}") from None
