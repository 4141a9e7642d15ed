"""Everything a build reads → one short text that is the same only while all of it is."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = (
    "jinja2", "markdown", "mkdocs", "mkdocs-material", "numpy", "pillow", "pylatexenc", "pyyaml", "rjsmin", "scikit-learn", "scipy"
)  # fmt: skip


def fingerprint(*parts: object) -> str:
    """Of texts, bytes, numbers, None, tuples and records of those; what has another kind is told by its `repr`."""
    state = blake2b(digest_size=16)
    for part in parts:
        for piece in _pieces(part):
            state.update(b"%d:" % len(piece))
            state.update(piece)
    return state.hexdigest()


def program_versions() -> tuple[str, ...]:
    """Of Python and the libraries that what we publish depends on."""
    return (sys.version, sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_version(name)}" for name in LIBRARIES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _pieces(part: object):  # type: ignore[no-untyped-def]
    if isinstance(part, bytes):
        yield part
    elif isinstance(part, tuple):
        yield b"(%d" % len(part)
        for inner in part:
            yield from _pieces(inner)
    elif is_dataclass(part):
        yield from _pieces((type(part).__name__, *(getattr(part, one.name) for one in fields(part))))
    else:
        yield f"{type(part).__name__} {part!r}".encode("utf-8", errors="surrogatepass")
