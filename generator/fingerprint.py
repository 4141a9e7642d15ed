"""Everything a build reads → one short text that is the same only while all of it is."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = (
    "jinja2", "markdown", "mkdocs", "mkdocs-material", "numpy", "pillow", "pylatexenc", "pyyaml", "rjsmin", "scikit-learn", "scipy"
)  # fmt: skip

_FEW = 100  # pieces that are held


def fingerprint(*parts: object) -> str:
    """Of texts, bytes, numbers, None, tuples and records of those; what has another kind is told by its `repr`."""
    state, pieces = blake2b(digest_size=16), []
    _add(state, pieces, parts)
    state.update(b"".join(pieces))
    return state.hexdigest()


def program_versions() -> tuple[str, ...]:
    """Of Python and the libraries that what we publish depends on."""
    return (sys.version, sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_version(name)}" for name in LIBRARIES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _add(state: blake2b, pieces: list[bytes], parts: Iterable[object]) -> None:
    """Each part's kind, its length and its content, so that no two rows of parts give the same bytes; a few at a time."""
    for part in parts:
        kind = type(part)
        if kind is str:
            data = part.encode("utf-8", errors="surrogatepass")  # type: ignore[attr-defined]
            pieces += (b"s%d:" % len(data), data)
        elif kind is bytes:
            pieces += (b"b%d:" % len(part), part)  # type: ignore[arg-type]
        elif isinstance(part, tuple):
            pieces.append(b"(%d:" % len(part))
            _add(state, pieces, part)
        elif names := _field_names(kind):
            pieces.append(f"{kind.__name__}({len(names)}:".encode())
            _add(state, pieces, [getattr(part, name) for name in names])
        else:
            data = f"{kind.__name__} {part!r}".encode("utf-8", errors="surrogatepass")
            pieces += (b"r%d:" % len(data), data)
        if len(pieces) > _FEW:
            state.update(b"".join(pieces))
            pieces.clear()


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
