"""Values → JSON in bytes, the same every time; characters that UTF-8 has no bytes for become question marks."""

from __future__ import annotations

import json


def encode(value: object) -> bytes:
    """One line of JSON with its end."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", errors="replace")
