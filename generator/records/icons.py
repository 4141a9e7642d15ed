"""The site's logo, a newspaper, → icons as SVG and PNG; drawn here from rectangles, so that nothing has to be fetched."""

from __future__ import annotations

import struct
import zlib

import numpy as np

PAPER, INK = "#fcfaf6", "#1e1c19"  # the light scheme's ground and text, as in broadsheet.css
# On a grid of 24: left, top, right, bottom, and whether it is ink (or paper laid over ink).
_SHEET = (
    (2, 3, 22, 21, True), (4, 5, 20, 19, False), (6, 7, 10, 13, True),
    (12, 7, 18, 9, True), (12, 11, 18, 13, True), (6, 15, 18, 17, True),
)  # fmt: skip
_GRID, _FINE = 24, 4


def draw_svg() -> bytes:
    """The logo on a rounded tile."""
    shapes = "".join(
        f'<path fill="{INK if ink else PAPER}" d="M{left} {top}H{right}V{bottom}H{left}z"/>'
        for left, top, right, bottom, ink in _SHEET
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 32 32">'
    return f'{head}<rect x="-4" y="-4" width="32" height="32" rx="6" fill="{PAPER}"/>{shapes}</svg>\n'.encode()


def draw_png(size: int, *, share: float = 0.75, corner: float = 0.19) -> bytes:
    """The logo, which takes a `share` of the tile's width; `corner` is the radius of the tile's corners (0: none)."""
    fine = size * _FINE
    ink = np.zeros((fine, fine), dtype=bool)
    unit = fine * share / _GRID
    start = (fine - fine * share) / 2
    for *edges, inked in _SHEET:
        left, top, right, bottom = (round(start + unit * edge) for edge in edges)
        ink[top:bottom, left:right] = inked
    cover = ink.reshape(size, _FINE, size, _FINE).mean(axis=(1, 3))[..., None]
    colours = np.array([_rgb(PAPER)]) * (1 - cover) + np.array([_rgb(INK)]) * cover
    alpha = _tile(fine, corner).reshape(size, _FINE, size, _FINE).mean(axis=(1, 3))[..., None] * 255
    return _png(np.rint(np.concatenate([colours, alpha], axis=2)).astype(np.uint8))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _tile(size: int, corner: float) -> np.ndarray:
    """A square with rounded corners, as true and false."""
    radius = size * corner
    across = np.abs(np.arange(size) + 0.5 - size / 2) - (size / 2 - radius)
    beyond = np.maximum(across, 0)
    return beyond[:, None] ** 2 + beyond[None, :] ** 2 <= max(radius, 1) ** 2


def _png(pixels: np.ndarray) -> bytes:
    """Red, green, blue and alpha → a PNG file, with every filter left out."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
