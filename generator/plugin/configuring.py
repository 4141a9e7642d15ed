"""What the owner set up in `mkdocs.yml` → what MkDocs and the theme need of it for generated pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from ..addresses import FAVICON
from ..errors import DataError
from ..metadata import EXAMPLE
from .framing import has_menu
from .layering import put_between
from .options import BroadsheetConfig, find_wrong
from .project import beside, place_of_option

log = get_plugin_logger("broadsheet")

_THEME = Path(__file__).parent.parent / "theme"
_FAVICON_OF_MATERIAL = "assets/images/favicon.png"
_REPLACED = ("material/search", "search")


def set_up(config: MkDocsConfig, options: BroadsheetConfig) -> None:
    """Put our templates behind the owner's own and before Material's; silence the theme's own search.

    Raises `PluginError` where the owner must mend something first.
    """
    if wrong := find_wrong(options):
        raise PluginError(f"plugin broadsheet: {DataError(_place(config, wrong[0]), 'bad-option', ' '.join(wrong))}")
    if config.theme.name != "material":
        raise PluginError(f"plugin broadsheet: {DataError('', 'bad-settings', 'the theme must be material')}")
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")  # generated pages are written with it
    dirs = config.theme.dirs
    if str(_THEME) not in dirs:
        dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        put_between(config.theme)
    feeds = options.feeds and bool(config.site_url)
    config.extra["broadsheet"] = {
        "search": options.search,
        "feeds": feeds,
        "citations": options.citations,
        "data": options.data_,
        "menu": has_menu(config),
    }
    if options.feeds and not feeds:
        log.info("there are no feeds: site_url is not set")
    if config.site_url and urlsplit(config.site_url).hostname == EXAMPLE:
        log.info(f"site_url is still the example {config.site_url}: set it in mkdocs.yml before you publish")
    if options.data_ and config.theme["favicon"] == _FAVICON_OF_MATERIAL:
        config.theme["favicon"] = FAVICON
    for name in _REPLACED if options.search else ():
        other = config.plugins.get(name)
        if other is not None and "enabled" in other.config:
            log.info("the theme's search is replaced; take `search` from the plugins in mkdocs.yml")
            other.config["enabled"] = False


def _place(config: MkDocsConfig, option: str) -> str:
    """Where an option stands; nothing where the settings came from standard input."""
    if not config.config_file_path:
        return ""
    file = Path(config.config_file_path)
    return beside(file, place_of_option(file, option))
