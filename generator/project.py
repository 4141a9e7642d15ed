"""What a folder's `mkdocs.yml` tells the commands: where things lie, and how the site is set up; `plugin/project.py` reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .model import Problem
from .publication import Settings
from .seeds import read_bytes

FILES = (Path("mkdocs.yml"), Path("mkdocs.yaml"))  # in the order in which MkDocs looks for them
_SIGNS = (b"broadsheet", b"INHERIT")  # without either the plugin is not used


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A site as its owner set it up, or as all is where nobody did; paths are relative to the folder the command runs in."""

    seeds: Path = Path("seeds")
    vocabulary: Path | None = None
    site: Path = Path("site")
    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()  # what of the options has no effect


def find_project_file() -> Path | None:
    """The file of this folder that may say so: to load MkDocs takes a tenth of a second, too much for a file that does not name us."""
    file = next((file for file in FILES if file.is_file()), None)
    return file if file and any(sign in read_bytes(file) for sign in _SIGNS) else None
