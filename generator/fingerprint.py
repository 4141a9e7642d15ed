"""Everything a build reads → one short text that is the same only while all of it is."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version

from msgspec.msgpack import Encoder

LIBRARIES = (
    "idna", "jinja2", "markdown", "mkdocs", "mkdocs-material", "msgspec", "numpy", "pillow", "pylatexenc", "pyyaml", "rjsmin", "scikit-learn",
    "scipy", "threadpoolctl",
)  # fmt: skip


def fingerprint(*parts: object) -> str:
    """Of texts, bytes, numbers, dates, None, tuples, dicts by text and records of those; what has another kind is told by its `repr`.

    The kinds of the parts themselves count; inside them a record is its fields, a list is a tuple, and a date is its text. Large
    texts should be parts, for then they take no memory.
    """
    state = blake2b(digest_size=16)
    for part in parts:
        plain = part.encode("utf-8", errors="surrogatepass") if isinstance(part, str) else part  # else its bytes would stay with it
        state.update(_encode((type(part).__name__, plain)))
    return state.hexdigest()


def _encode(value: object) -> bytes:
    """MessagePack tells of each value where it ends, so that no two rows of them give the same bytes."""
    try:
        return _encoder.encode(value)
    except (UnicodeEncodeError, OverflowError, TypeError):  # half a surrogate pair, a very large number, keys that are no texts
        return _encoder.encode(repr(value))


def _tell(value: object) -> tuple[str, str]:
    return type(value).__name__, repr(value)


_encoder = Encoder(enc_hook=_tell, order="deterministic")


@cache
def program_versions() -> tuple[str, ...]:
    """Of Python and the libraries that what we publish depends on."""
    return (sys.version, sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_version(name)}" for name in LIBRARIES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
