"""Values → JSON in bytes, the same every time; characters that UTF-8 has no bytes for become question marks."""

from __future__ import annotations

import json

from msgspec.json import Encoder

_encoder = Encoder()


def encode(value: object) -> bytes:
    """One line of JSON with its end."""
    try:
        return _encoder.encode(value) + b"\n"
    except UnicodeEncodeError:
        return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", errors="replace")
