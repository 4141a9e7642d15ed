"""The bytes of a digest → its text, and what is told of bytes that are none; knows no files."""

from __future__ import annotations

import codecs

from .model import Problem

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HOLES = 0.05  # of the bytes of a text at most are NUL or wrong beside one; of UTF-16 without a mark half are
_BY_CHANCE = 0.1  # signs of UTF-8 that Windows-1252 spells for each byte that is no part of one
_NO_WESTERN_TEXT = 0.5  # of whose bytes so many are not ASCII: other scripts, in an encoding of theirs


def decode_digest(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Bytes → text by byte order mark, as UTF-8, or as Windows-1252 where they look it; binary data is refused, single bad bytes are
    replaced or left out, and told."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    problems: list[Problem] = []
    if encoding != "utf-16" and b"\0" in data:
        line, whole = data[: data.index(b"\0")].count(b"\n") + 1, len(data)
        data = data.replace(b"\0", b"")
        if whole - len(data) + data.decode(encoding, errors="replace").count("\ufffd") > _HOLES * whole:
            return None, [Problem.at_line("error", "not-text", path, line, "the file is binary, not text; it is left out")]
        problems.append(Problem.at_line("warning", "bad-byte", path, line, "a byte of nothing (NUL); such bytes are left out"))
    try:
        return data.decode(encoding), problems
    except UnicodeDecodeError as error:
        text, code, message = _read_otherwise(data, encoding, error)
        line = data[: error.start].count(b"\n") + 1
        return text, [*problems, Problem.at_line("warning", code, path, line, message)]


def _read_otherwise(data: bytes, encoding: str, first: UnicodeDecodeError) -> tuple[str, str, str]:
    """The text of bytes that are not what they seem, with code and message of what is told; `first` is what is wrong first. Where
    that is the last sign, which is not whole, the file was cut off."""
    if encoding == "utf-8" and first.reason != "unexpected end of data" and _looks_western(data):
        message = "the file is not UTF-8; it is read as Windows-1252 (ANSI), which its bytes look like: save it as UTF-8"
        return data.decode("cp1252"), "not-utf-8", message
    message = f"a byte that is not {encoding.removesuffix('-sig').upper()}; such bytes are shown as \ufffd (is it Latin-1 or Windows-1252?)"
    return data.decode(encoding, errors="replace"), "bad-byte", message


def _looks_western(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are Windows-1252: it has a sign for each of them, few stand together as signs of UTF-8, as those of
    a file with single bad bytes do, and most are ASCII."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    sound = data.decode("utf-8", errors="ignore")
    good, bad = sum(not char.isascii() for char in sound), len(data) - len(sound.encode())
    return good <= _BY_CHANCE * bad and sum(byte > 127 for byte in data) < _NO_WESTERN_TEXT * len(data)
