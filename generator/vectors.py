"""Sentence vectors: the bytes of their file ↔ rows by content hash, and exact arithmetic; runs no model, reads no file.

The file is a line of JSON (`VectorModel`, how the rows are written, how many, the checksum of what follows), the sorted
16-byte keys, and a row of `dimension` signed bytes for each key. Of a row only the direction means anything.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .exactrows import exact_rows, unit
from .model import Location, Paper, Problem
from .tokens import list_words

FORMAT = "broadsheet vectors 1"
QUANTISATION = "int8, each row by its largest component"
MAX_DIMENSION = 4096
_KEY_SIZE = 16
_LARGEST = 127
_PART = 1_000  # rows at a time
_STEADY = 20  # of so few papers the mean is half trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorModel:
    """The model that made the vectors; `sha256` is its file's, and vectors of two files are never mixed."""

    name: str
    licence: str
    dimension: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorTable:
    """A vector for each content key: `rows` is keys × dimension, int8; `keys` are sorted and distinct."""

    model: VectorModel
    keys: tuple[bytes, ...]
    rows: np.ndarray


def content_key(paper: Paper) -> bytes:
    """The identity of a paper's text: its words in order, whatever their case and what stands between them."""
    words = (" ".join(list_words(text)).casefold() for text in (paper.title, paper.abstract))
    return hashlib.sha256("\n".join(words).encode("utf-8", errors="replace")).digest()[:_KEY_SIZE]


def quantise(vector: np.ndarray) -> np.ndarray:
    """A direction as signed bytes: the largest component becomes ±127. A vector of nothing stays nothing."""
    exact = np.asarray(vector, dtype=np.float64)
    largest = float(np.abs(exact).max(initial=0.0))
    return np.rint(exact / (largest or 1.0) * _LARGEST).astype(np.int8)


def make_table(model: VectorModel, rows: Mapping[bytes, np.ndarray]) -> VectorTable:
    """A table of rows that are int8 already."""
    keys = tuple(sorted(rows))
    empty = np.zeros((0, model.dimension), dtype=np.int8)
    return VectorTable(model=model, keys=keys, rows=np.stack([rows[key] for key in keys]) if keys else empty)


def dump_vectors(table: VectorTable) -> bytes:
    """The file's bytes; equal tables give equal bytes."""
    body = b"".join(table.keys) + np.ascontiguousarray(table.rows, dtype=np.int8).tobytes()
    head = {
        "format": FORMAT,
        "model": table.model.name,
        "licence": table.model.licence,
        "dimension": table.model.dimension,
        "model_sha256": table.model.sha256,
        "quantisation": QUANTISATION,
        "count": len(table.keys),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return json.dumps(head).encode("ascii") + b"\n" + body


def parse_vectors(data: bytes, path: str) -> tuple[VectorTable | None, list[Problem]]:
    """The table in a file's bytes; for bytes that are no such file, nothing and a warning."""
    line, _, body = data.partition(b"\n")
    try:
        head = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        head = None
    fault = _fault(head, body)
    if fault:
        message = f"{fault}; related papers rest on words alone (mend it with `broadsheet embed --all`)"
        return None, [Problem(severity="warning", code="bad-vectors", location=Location(path=path), message=message)]
    size, count = head["dimension"], head["count"]
    ends = range(_KEY_SIZE, _KEY_SIZE * count + 1, _KEY_SIZE)
    model = VectorModel(name=head["model"], licence=head["licence"], dimension=size, sha256=head["model_sha256"])
    rows = np.frombuffer(body, dtype=np.int8, offset=_KEY_SIZE * count).reshape(count, size)
    return VectorTable(model=model, keys=tuple(body[end - _KEY_SIZE : end] for end in ends), rows=rows), []


def _fault(head: Any, body: bytes) -> str | None:
    """What keeps the bytes from being a table of vectors."""
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        return "this is no file of sentence vectors"
    texts = [head.get(name) for name in ("model", "licence", "model_sha256", "sha256")]
    size, count = head.get("dimension"), head.get("count")
    if not all(isinstance(text, str) for text in texts) or type(size) is not int or type(count) is not int:
        return "the first line of the vectors lacks a field"
    if not 0 < size <= MAX_DIMENSION or count < 0 or len(body) != count * (_KEY_SIZE + size):
        return "the vectors are cut off, or more than the first line says"
    if hashlib.sha256(body).hexdigest() != head["sha256"]:
        return "the vectors do not match their checksum"
    return None


def match_vectors(
    papers: Sequence[Paper], table: VectorTable | None, path: str
) -> tuple[dict[str, np.ndarray], list[Problem]]:
    """Paper id → its row, for papers that have one; where there is a table, one Problem counts the others."""
    if table is None:
        return {}, []
    place = {key: number for number, key in enumerate(table.keys)}
    keys = {paper.id: content_key(paper) for paper in papers}
    found = {name: table.rows[place[key]] for name, key in keys.items() if key in place}
    missing = len(keys) - len(found)
    if not missing:
        return found, []
    said = "1 paper has no sentence vector and is" if missing == 1 else f"{missing:,} papers have no sentence vector and are"
    message = f"{said} compared by words alone; `broadsheet embed` makes vectors"
    return found, [Problem(severity="info", code="no-vector", location=Location(path=path), message=message)]


def centred_rows(papers: Sequence[Paper], vectors: Mapping[str, np.ndarray], basis: int | None = None) -> np.ndarray:
    """Papers × dimension: unit vectors less what all share, in whole numbers (see `exactrows`); 0 where there is none.

    Taking off the mean, of the first `basis` papers or of all: "all but the top" (Mu and Viswanath, 2018).
    """
    known = [number for number, paper in enumerate(papers) if paper.id in vectors]
    if not known:
        return np.zeros((len(papers), 1), dtype=np.float32)
    rows = np.stack([vectors[papers[number].id] for number in known])
    parts = [slice(start, start + _PART) for start in range(0, len(rows), _PART)]  # floats of all would fill the memory
    told = len(known) if basis is None else bisect_left(known, basis)
    first = [slice(part.start, min(part.stop, told)) for part in parts if part.start < told]
    shared = sum(unit(rows[part].astype(np.float64)).sum(axis=0) for part in first) / (told + _STEADY)
    result = np.zeros((len(papers), rows.shape[1]), dtype=np.float32)
    for part in parts:
        result[known[part]] = exact_rows(unit(rows[part].astype(np.float64)) - shared)
    return result
