"""Word vectors: the bytes of their file ↔ a table of terms; made once by a development command, read at each build.

The file is a line of JSON (whose sentence model they imitate, its licence, sizes, the value of one step, the checksum of what
follows), the terms with a line end after each, and for each term `dimension` whole numbers from -7 to 7, two in a byte.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np

from ..errors import DataError

FORMAT = "broadsheet word vectors 1"
LARGEST = 7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordVectors:
    """`rows` is terms × dimension, whole numbers as float32; times `step` they add up to a text's sentence vector."""

    model: str
    licence: str
    model_sha256: str
    step: float
    terms: tuple[str, ...]
    rows: np.ndarray


def dump_word_vectors(table: WordVectors) -> bytes:
    """The file's bytes."""
    numbers = (table.rows.astype(np.int8) + 8).astype(np.uint8)
    packed = (numbers[:, 0::2] << 4) | numbers[:, 1::2]
    body = "".join(f"{term}\n" for term in table.terms).encode("utf-8") + packed.tobytes()
    head = {
        "format": FORMAT,
        "model": table.model,
        "licence": table.licence,
        "model_sha256": table.model_sha256,
        "dimension": int(table.rows.shape[1]),
        "count": len(table.terms),
        "step": table.step,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return json.dumps(head).encode("ascii") + b"\n" + body


def parse_word_vectors(data: bytes) -> WordVectors:
    """The table in a file's bytes; raises `DataError` for bytes that are no such file."""
    line, _, body = data.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        head = {}
    if head.get("format") != FORMAT or hashlib.sha256(body).hexdigest() != head.get("sha256"):
        raise DataError("", "bad-package", "the packaged word vectors are damaged")
    count, size = head["count"], head["dimension"]
    split = len(body) - count * size // 2
    packed = np.frombuffer(body, dtype=np.uint8, offset=split).reshape(count, size // 2)
    rows = np.empty((count, size), dtype=np.float32)
    rows[:, 0::2], rows[:, 1::2] = packed >> 4, packed & 15
    return WordVectors(
        model=head["model"],
        licence=head["licence"],
        model_sha256=head["model_sha256"],
        step=head["step"],
        terms=tuple(body[:split].decode("utf-8").split("\n")[:-1]),
        rows=rows - 8,
    )
