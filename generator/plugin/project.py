"""`mkdocs.yml`, read as MkDocs reads it → what the commands take from it.

Only what they need is looked at: a theme, an extension or a folder that is missing is the business of `mkdocs build`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from ..errors import DataError, GeneratorError
from ..locatedyaml import find_keys
from ..model import Location, Problem
from ..project import Project
from ..seeds import read_bytes
from ..siteaddress import WANTED, spell_address
from .options import BroadsheetConfig, find_unseen_sign, find_wrong, make_settings
from .settingsfile import beside, load_settings

_NAMES = ("broadsheet", "/broadsheet")  # MkDocs takes a slash in front for a plugin that belongs to no theme
_GROUPS = ("group", "material/group")
_ABOVE = (("plugins",), *(("plugins", group, "plugins") for group in _GROUPS))  # where plugins stand


class _Site(Config):
    """As in MkDocs' own schema, whose other parts load the theme and all plugins."""

    site_name = c.Type(str)
    site_url = c.Optional(c.URL(is_dir=True))
    site_dir = c.Type(str, default="site")


def read_project(file: Path) -> Project | None:
    """What the file says; None where it does not use the plugin. Raises `DataError`, in one line, for a value MkDocs would refuse."""
    written = load_settings(file)
    _refuse_beside(file, written.get("plugins"))
    given = next((options for name, options in _plugins(written.get("plugins")) if name in _NAMES), None)
    if given is None:
        return None
    if not isinstance(given, dict):
        at = next((at for above in _ABOVE for key, at in _lines(file, *above).items() if key in _NAMES), None)
        raise DataError(_place(file, at), "bad-option", "plugin broadsheet: its options are no mapping")
    enabled = given.pop("enabled", True)
    if not isinstance(enabled, bool):
        raise DataError(place_of_option(file, "enabled"), "bad-option", "plugin broadsheet: enabled: expected true or false")
    if not enabled:
        return None
    options = BroadsheetConfig(str(file))
    if fault := _find_fault(options, given):
        raise DataError(place_of_option(file, fault[0]), "bad-option", f"plugin broadsheet: {fault[0]}: {fault[1]}")
    if wrong := find_wrong(options):
        raise DataError(place_of_option(file, wrong[0]), "bad-option", f"plugin broadsheet: {' '.join(wrong)}")
    site = _Site(str(file))
    if (address := written.get("site_url")) and isinstance(address, str) and not spell_address(address):
        raise DataError(place_of_setting(file, "site_url"), "bad-settings", f"site_url {WANTED}")
    if fault := _find_fault(site, {key: written[key] for key in site if key in written}):
        raise DataError(place_of_setting(file, fault[0]), "bad-settings", f"{fault[0]}: {fault[1]}")
    if wrong := find_unseen_sign(written):
        raise DataError(place_of_setting(file, wrong[0]), "bad-settings", " ".join(wrong))
    return Project(
        seeds=file.parent / options.seeds,
        vocabulary=file.parent / options.vocabulary if options.vocabulary else None,
        site=file.parent / site.site_dir,
        settings=make_settings(options, site),
        problems=tuple(_unknown(file, given, set(BroadsheetConfig()))),
    )


def find_fault(file: Path) -> DataError | None:
    """What of the settings MkDocs ends for with an error of Python's own, told as to a person who works in their folder."""
    try:
        urlsplit(str(load_settings(file).get("site_url") or ""))
    except GeneratorError as error:
        return DataError(beside(file, error.place), error.code, error.message)
    except ValueError:  # of brackets
        return DataError(beside(file, place_of_setting(file, "site_url")), "bad-settings", f"site_url {WANTED}")
    return None


def _plugins(written: Any) -> Iterator[tuple[Any, Any]]:
    """Names and options, of either form, with those of a group of the theme's that is switched on; what is neither MkDocs refuses."""
    for item in [written] if isinstance(written, dict) else written if isinstance(written, list) else ():
        for name, options in (item if isinstance(item, dict) else {str(item): None}).items():
            yield name, options or {}
            if name in _GROUPS and isinstance(options, dict) and options.get("enabled") is True:
                yield from _plugins(options.get("plugins"))


def _refuse_beside(file: Path, written: Any) -> None:
    """Options that are not indented below the plugin's name stand beside it: MkDocs refuses them without a word on where."""
    for item in written if isinstance(written, list) else ():
        for group in _GROUPS if isinstance(item, dict) else ():
            if isinstance(item.get(group), dict) and item[group].get("enabled") is True:
                _refuse_beside(file, item[group].get("plugins"))
        if isinstance(item, dict) and any(name in item for name in _NAMES) and (beside := [str(key) for key in item if key not in _NAMES]):
            place = _place(file, next((at for above in _ABOVE for key, at in _lines(file, *above).items() if key == beside[0]), None))
            raise DataError(place, "bad-settings", f"{beside[0]} stands beside the plugin broadsheet: indent the options of broadsheet below its name")


def _unknown(file: Path, given: Collection[Any], known: Collection[str]) -> Iterator[Problem]:
    """Options that there are not: MkDocs tells of them too, and goes on."""
    wrong = [str(key) for key in given if key not in known]
    lines = _option_lines(file) if wrong else {}
    for key in wrong:
        alike = get_close_matches(key, sorted(known), n=1)
        message = f"the plugin has no option {key}; " + (f"is {alike[0]} meant?" if alike else f"it knows {', '.join(sorted(known))}")
        yield Problem(severity="warning", code="unknown-option", location=lines.get(key, Location(path=str(file))), message=message)


def _option_lines(file: Path) -> dict[str, Location]:
    """Where each option of the plugin stands."""
    return {key: at for above in _ABOVE for name in _NAMES for key, at in _lines(file, *above, name).items()}


def _lines(file: Path, *above: str) -> dict[str, Location]:
    """Where each key below others stands, in the file or in one that it inherits; this was read, so no circle is in it."""
    data = read_bytes(file)
    base = find_keys(data).get("INHERIT")
    inherited = file.parent / base.value if base and base.value else None
    found = _lines(inherited, *above) if inherited and inherited.is_file() else {}  # else the environment names it
    return found | {key: Location(path=str(file), line=at.line) for key, at in find_keys(data, *above).items()}


def place_of_option(file: Path, option: str) -> str:
    """The file and the line of an option of the plugin, the file alone where no line is known."""
    return _place(file, _option_lines(file).get(option))


def place_of_setting(file: Path, key: str) -> str:
    """The same of a key at the top."""
    return _place(file, _lines(file).get(key))


def _place(file: Path, at: Location | None) -> str:
    return f"{at.path}:{at.line}" if at else str(file)


def _find_fault(config: Config, written: dict[str, Any]) -> tuple[str, str] | None:
    """The first key that MkDocs would refuse, and why."""
    config.load_dict(written)
    return next(((key, " ".join(str(fault).split())) for key, fault in config.validate()[0]), None)
