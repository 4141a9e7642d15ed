"""The theme as it is set up → the frame of its pages, and the style sheet and the scripts that hold what these share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from ..frame import SCRIPT, Frame, make_frame
from ..scripts import ENTRIES, bundle_script, bundle_scripts
from .layering import replaced_blocks

_STYLES = ("broadsheet", "topics", "search", "citing")  # in the order in which they apply
_STYLE = "assets/broadsheet/{}.css"
_FOLDER = "assets/broadsheet/{}/"
_SCRIPTS = {"search": ENTRIES, "citing": (("citing", "selection"),)}  # folder → what a browser loads
_MAP = "map"  # the folder of one that works from disk too
_OPTIONAL = {"search": "search", "citing": "citations"}
_PARTIALS_OF_A_MENU = ("tabs", "tabs-item", "nav", "nav-item")
_BLOCKS_OF_A_MENU = frozenset({"tabs", "site_nav"})
_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")  # of the theme's own search
_ICONS = {"back": "material/arrow-left", "clear": "material/close", "find": "material/magnify"}  # shown by scripts


def has_menu(config: MkDocsConfig) -> bool:
    """Whether one list can be both tabs and drawer: there are tabs, which scroll, and the owner has no templates for either."""
    features = config.theme.get("features") or ()
    if "navigation.tabs" not in features or "navigation.tabs.sticky" in features:
        return False
    if not config.theme.custom_dir:
        return True
    own = Path(config.theme.custom_dir)
    if any((own / "partials" / f"{name}.html").is_file() for name in _PARTIALS_OF_A_MENU):
        return False
    blocks = replaced_blocks(str(own))
    return blocks is not None and _BLOCKS_OF_A_MENU.isdisjoint(blocks)


def hidden_parts(hide: Sequence[str], config: MkDocsConfig) -> list[str]:
    """What a generated page hides of the theme: the navigation only where tabs take its place."""
    tabs = "navigation.tabs" in (config.theme.get("features") or ())
    return [part for part in hide if tabs or part != "navigation"]


def share_frame(config: MkDocsConfig, env: Any, nav: Navigation, files: Files) -> Frame:
    """The frame; our style sheets become one among the files, and what the theme's search would load goes where no page has it."""
    context = get_context(nav, files, config)
    context["broadsheet_head"] = ""  # type: ignore[typeddict-unknown-key]
    sample = env.get_template("main.html").render(context)
    icons = {name: env.get_template(f".icons/{icon}.svg").render() for name, icon in _ICONS.items()}
    frame = make_frame(sample, context["base_url"], _take(files, SCRIPT), icons)
    themes = {folder for folder in config.theme.dirs if folder != config.theme.custom_dir}
    if frame.script:
        files.append(File.generated(config, SCRIPT, content=frame.script))
        for file in [file for file in files if file.src_uri.startswith(_SEARCH) and file.src_dir in themes]:
            files.remove(file)
    wanted = config.extra["broadsheet"]
    sheets = {name: _take(files, _STYLE.format(name)) for name in _STYLES}
    parts = [sheet for name, sheet in sheets.items() if wanted.get(_OPTIONAL.get(name, ""), True)]
    first = [file for path in frame.sheets if (file := files.get_file_from_path(path))]
    if len(first) < len(frame.sheets):
        frame, first = replace(frame, sheets=()), []
    parts[:0] = [file.content_string for file in first]
    files.append(File.generated(config, _STYLE.format(_STYLES[0]), content="\n".join([*parts, frame.style])))
    return frame


def exchange_scripts(files: Files, config: MkDocsConfig, wanted: dict[str, bool]) -> None:
    """In place of the many modules of a folder the few files that a browser loads."""
    for name, entries in _SCRIPTS.items():
        sources = _take_modules(files, _FOLDER.format(name))
        if wanted[name]:
            for entry, text in bundle_scripts(sources, entries).items():
                files.append(File.generated(config, f"{_FOLDER.format(name)}{entry}.js", content=text))
    script, path = bundle_script(_take_modules(files, _FOLDER.format(_MAP)), _MAP), f"assets/broadsheet/{_MAP}.js"
    if files.get_file_from_path(path) is None:  # else it is the owner's
        files.append(File.generated(config, path, content=script))


def _take_modules(files: Files, folder: str) -> dict[str, str]:
    """The texts of a folder's modules by name, which are not published as they are."""
    modules = [file for file in files if file.src_uri.startswith(folder) and file.src_uri.endswith(".js")]
    for file in modules:
        files.remove(file)
    return {file.name: file.content_string for file in modules}


def _take(files: Files, path: str) -> str:
    """The text of a file of the theme, which is not published as it is."""
    file = files.get_file_from_path(path)
    if file is None:
        return ""
    files.remove(file)
    return file.content_string
