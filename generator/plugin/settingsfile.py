"""A file of settings with those it inherits, read as MkDocs reads it → plain values, or which file is at fault, in which line, and why."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from os.path import exists, isfile, normpath
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from ..errors import DataError, GeneratorError
from ..locatedyaml import Located, find_keys
from ..seeds import open_bytes, read_bytes
from ..yamlfaults import tell_fault

_NO_MAPPING = "it is no mapping of settings"


class _Loader(Located, yaml.SafeLoader):
    """Reads the tags by which settings name Python or a folder as nothing: no command needs what they stand for."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
_Loader.add_constructor("!relative", lambda *_: None)


def load_settings(file: Path) -> dict[str, Any]:
    """With what they inherit, and values of the environment; without running any Python that they name, as a build does.

    Raises `DataError` where MkDocs could not read them.
    """
    try:
        with open_bytes(file) as stream:
            written = yaml_load(stream, loader=get_yaml_loader(_Loader))
    except (MkDocsException, ValidationError, yaml.YAMLError, OSError, TypeError, ValueError, RecursionError) as error:
        raise in_one_line(file, error) from None
    if not isinstance(written, dict):
        raise in_one_line(file, TypeError(_NO_MAPPING))
    return written


def in_one_line(file: Path, error: Exception) -> GeneratorError:
    """Why settings cannot be read: MkDocs shows a fault of YAML in several lines, and opens the files of a circle until there is no room."""
    if fault := _find_unreadable(file):
        return DataError(beside(file, fault.place), fault.code, fault.message)
    message = "it is nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
    return DataError(beside(file, str(file)), "bad-settings", message)


def beside(file: Path, place: str) -> str:
    """A place as a person calls it who works in the folder of the settings."""
    with suppress(ValueError):
        return str(Path(place).relative_to(file.parent)) if file.is_absolute() else place
    return place


def _find_unreadable(file: Path) -> GeneratorError | None:
    """The fault of the first that has one, each read alone; None where each is well and leads to the next."""
    places: dict[str, str] = {}  # of the INHERIT of each
    try:
        while isfile(file) and (named := _read_inherited(file, places)):
            below = Path(normpath(file.parent / named))
            if not isfile(below):
                why = "it must name one file of settings" if exists(below) else f"there is no file {named}"
                return DataError(places[normpath(file)], "bad-settings", f"INHERIT: {why}")
            if place := places.get(str(below)):
                others = [beside(below, other) for other in list(places)[list(places).index(str(below)) + 1 :]]
                return DataError(place, "bad-settings", f"INHERIT: it inherits itself{' by way of ' if others else ''}{', '.join(others)}")
            file = below
    except GeneratorError as error:
        return error
    return None


def _read_inherited(file: Path, places: dict[str, str]) -> str | None:
    """The file that this one inherits; where it says so is put to `places`. Raises `DataError`."""
    data = read_bytes(file)
    written = _read_alone(file, data)
    if not isinstance(written, dict | None):
        raise DataError(file, "bad-settings", _NO_MAPPING)
    if not written or "INHERIT" not in written:
        return None
    at = find_keys(data).get("INHERIT")
    place = places[normpath(file)] = f"{file}:{at.line}" if at else str(file)
    if not written["INHERIT"] or not isinstance(written["INHERIT"], str):
        raise DataError(place, "bad-settings", "INHERIT: it must name one file of settings")
    return written["INHERIT"]


def _read_alone(file: Path, data: bytes) -> Any:
    try:
        text = data.decode("utf-16" if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) else "utf-8-sig")
        return yaml.load(text, Loader=get_yaml_loader(_Loader))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{file}:{line}", "bad-settings", "is not UTF-8 text; save it as UTF-8") from None
    except (yaml.YAMLError, RecursionError) as error:
        line, message = tell_fault(error, text)
        raise DataError(f"{file}:{line}", "bad-settings", message) from None
    except (TypeError, ValueError) as error:
        raise DataError(file, "bad-settings", " ".join(str(error).split())) from None
