"""A picture of up to sixteen colours → a PNG file, the same bytes wherever the same compressor is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np

Colour = tuple[int, int, int]


def write_png(picture: np.ndarray, palette: Sequence[Colour]) -> bytes:
    """`picture` holds palette entries (rows × an even number of columns); four bits a pixel."""
    height, width = picture.shape
    packed = (picture[:, ::2] << 4 | picture[:, 1::2]).astype(np.uint8)
    rows = np.zeros((height, 1 + width // 2), np.uint8)  # the first byte of a row is its filter: none
    rows[:, 1:] = packed
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
