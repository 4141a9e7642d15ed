"""The exceptions of Broadsheet: faults of our own data or of the environment, never of a digest."""

from __future__ import annotations

from pathlib import Path

from .model import told


class GeneratorError(Exception):
    """A fault that stops the build; `str()` gives one line a person can act on, `place: code message`, as a Problem does.

    `place` is a file, `path:line`, or empty where there is none; docs/messages.md says of each `code` what it means.
    """

    def __init__(self, place: str | Path, code: str, message: str) -> None:
        super().__init__(place, code, message)
        self.place, self.code, self.message = str(place), code, message

    def __str__(self) -> str:
        return told(self.place, self.code, self.message)


class DataError(GeneratorError):
    """A curated file (vocabulary, corrections, digests.yml) is wrong; the place is `path:line`."""


class OutputError(GeneratorError):
    """A file cannot be written, or must not be."""
