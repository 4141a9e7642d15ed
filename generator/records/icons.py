"""The site's logo, a newspaper, → icons as SVG and PNG; drawn here from rectangles, so that nothing has to be fetched."""

from __future__ import annotations

import math
import struct
import zlib

import numpy as np

PAPER, INK = "#fcfaf6", "#1e1c19"  # the light scheme's ground and text, as in broadsheet.css
# On a grid of 24: left, top, right, bottom, and whether it is ink, or paper over ink; what is laid lies within what is below.
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
    unit, start = fine * share / _GRID, (fine - fine * share) / 2
    ink = np.zeros((size, size))
    for *edges, inked in _SHEET:
        left, top, right, bottom = (round(start + unit * edge) for edge in edges)
        ink += np.outer(_covered(size, top, bottom), _covered(size, left, right)) * (1 if inked else -1)
    cover = ink[..., None]
    colours = np.array([_rgb(PAPER)]) * (1 - cover) + np.array([_rgb(INK)]) * cover
    alpha = _tile(size, corner)[..., None] * 255
    return _png(np.rint(np.concatenate([colours, alpha], axis=2)).astype(np.uint8))


def _covered(size: int, start: int, end: int) -> np.ndarray:
    """How much of each of `size` pixels in a row lies between two of their fine parts."""
    parts = np.arange(size * _FINE)
    return ((start <= parts) & (parts < end)).reshape(size, _FINE).mean(axis=1)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _tile(size: int, corner: float) -> np.ndarray:
    """How much of each pixel a square with rounded corners covers."""
    fine = size * _FINE
    radius = fine * corner
    wide = -(-math.ceil(radius) // _FINE)  # pixels that a corner reaches into
    beyond = np.maximum(radius - (np.arange(wide * _FINE) + 0.5), 0)
    inside = beyond[:, None] ** 2 + beyond[None, :] ** 2 <= radius**2
    quarter = inside.reshape(wide, _FINE, wide, _FINE).mean(axis=(1, 3))
    tile = np.ones((size, size))
    tile[:wide, :wide], tile[:wide, size - wide :] = quarter, quarter[:, ::-1]
    tile[size - wide :] = tile[:wide][::-1]
    return tile


def _png(pixels: np.ndarray) -> bytes:
    """Red, green, blue and alpha → a PNG file, with every filter left out."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
