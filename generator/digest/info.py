"""The text of `digests.yml` → what is known of each digest file, checked; knows nothing of the digests themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..errors import DataError
from ..locatedyaml import LocatedDict, load_located
from ..model import DigestInfo

_KEYS = {"captured", "title", "query", "query_doubtful", "mirrors", "note"}


def parse_digest_infos(text: str, path: str) -> dict[str, DigestInfo]:
    """Read a mapping of file name to facts; raises `DataError` with path and line for anything it does not know."""
    data = load_located(text, path)
    if data is None:
        return {}
    if not isinstance(data, LocatedDict):
        raise DataError(f"{path}:1: expected a mapping of file name to facts")
    return {str(name): _info(facts, path, data.lines[name]) for name, facts in data.items()}


def _info(facts: Any, path: str, line: int) -> DigestInfo:
    if facts is None:
        return DigestInfo()
    if not isinstance(facts, LocatedDict):
        raise DataError(f"{path}:{line}: expected the facts of one file")
    for key in facts:
        if key not in _KEYS:
            raise DataError(f"{path}:{facts.lines[key]}: unknown key {key!r}; known are {', '.join(sorted(_KEYS))}")
    captured = facts.get("captured")
    if captured is not None and type(captured) is not date:
        raise DataError(f"{path}:{facts.lines['captured']}: captured must be a day such as 2025-10-28")
    return DigestInfo(
        captured=captured,
        title=_text(facts, "title", path),
        query=_text(facts, "query", path),
        query_doubtful=bool(facts.get("query_doubtful", False)),
        mirrors=_mirrors(facts, path),
        note=_text(facts, "note", path),
    )


def _text(facts: LocatedDict, key: str, path: str) -> str | None:
    value = facts.get(key)
    if value is not None and not isinstance(value, str):
        raise DataError(f"{path}:{facts.lines[key]}: {key} must be text")
    return value


def _mirrors(facts: LocatedDict, path: str) -> tuple[tuple[str, str], ...]:
    mirrors = facts.get("mirrors") or {}
    if not isinstance(mirrors, Mapping) or not all(isinstance(host, str) for pair in mirrors.items() for host in pair):
        raise DataError(f"{path}:{facts.lines['mirrors']}: mirrors must map a host to the true host")
    return tuple(mirrors.items())
