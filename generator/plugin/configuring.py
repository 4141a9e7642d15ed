"""What the owner set up in `mkdocs.yml` → what MkDocs and the theme need of it for generated pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from ..addresses import FAVICON
from ..errors import DataError, GeneratorError
from ..metadata import EXAMPLE
from ..siteaddress import WANTED, spell_address
from ..text import one_line
from .framing import has_menu
from .layering import put_between
from .obstacles import SEARCHES, has_search_of_theme
from .options import BroadsheetConfig, find_unseen_sign, find_wrong
from .project import place_of_option, place_of_setting
from .settingsfile import beside, load_settings

log = get_plugin_logger("broadsheet")

_THEME = Path(__file__).parent.parent / "theme"
_FAVICON_OF_MATERIAL = "assets/images/favicon.png"
_INSTANT = "navigation.instant"
_OTHER_LANGUAGES = "i18n"  # mkdocs-static-i18n


def set_up(config: MkDocsConfig, options: BroadsheetConfig) -> None:
    """Put our templates behind the owner's own and before Material's; silence the theme's own search.

    Raises `PluginError` where the owner must mend something first.
    """
    if wrong := find_wrong(options):
        raise PluginError(f"plugin broadsheet: {DataError(_place(config, wrong[0]), 'bad-option', ' '.join(wrong))}")
    if unfit := _find_unfit(config):
        raise PluginError(f"plugin broadsheet: {DataError('', 'bad-settings', unfit)}")
    if wrong := find_unseen_sign(config):
        raise PluginError(f"plugin broadsheet: {DataError(_place(config, wrong[0], place_of_setting), 'bad-settings', ' '.join(wrong))}")
    config.site_name = one_line(config.site_name)
    _spell_site(config)
    if lost := _find_lost(config, options):
        raise PluginError(f"plugin broadsheet: {DataError(_place(config, 'site_dir', place_of_setting), 'wrong-place', lost)}")
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")  # generated pages are written with it
    dirs = config.theme.dirs
    if str(_THEME) not in dirs:
        dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        put_between(config.theme, str(_THEME))
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
    _switch_off_instant_loading(config)
    for name in SEARCHES if options.search and has_search_of_theme(config) else ():
        if name in config.plugins:
            log.info("the theme's search is replaced; take `search` from the plugins in mkdocs.yml")
            config.plugins[name].config["enabled"] = False


def _switch_off_instant_loading(config: MkDocsConfig) -> None:
    """Scripts of generated pages run as a page loads; and it fetches the site map, with all papers, before anything else."""
    features = config.theme.get("features") or ()
    kept = [feature for feature in features if not str(feature).startswith(_INSTANT)]
    if len(kept) < len(features):
        log.info(f"the theme's instant loading is switched off, for scripts of pages would not run; take `{_INSTANT}` from the features in mkdocs.yml")
        config.theme["features"] = kept


def _find_unfit(config: MkDocsConfig) -> str | None:
    """What of theme and plugins no site of ours can be built with."""
    if config.theme.name != "material":
        return "the theme must be material"
    if sum(type(plugin).__module__ == __package__ for plugin in config.plugins.values()) > 1:
        return "it stands twice among the plugins; take one of them away"
    if _OTHER_LANGUAGES in config.plugins:
        return f"the plugin {_OTHER_LANGUAGES} builds the site once for each language, into one folder; make the papers a site of their own"
    return None


def folder_of(config: MkDocsConfig) -> Path:
    """The folder of `mkdocs.yml`."""
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _find_lost(config: MkDocsConfig, options: BroadsheetConfig) -> str | None:
    """What a person wrote that lies in the site's folder, which MkDocs empties; that of a link is the link's own place too."""
    site = Path(config.site_dir).resolve()
    for written in filter(None, (options.seeds, options.vocabulary, config.config_file_path)):
        file = folder_of(config) / written
        if any(place.is_relative_to(site) for place in (file.resolve(), file.parent.resolve() / file.name)):
            return f"site_dir is emptied by each build, and {beside(folder_of(config) / 'mkdocs.yml', str(file))} lies in it; choose another folder"
    return None


def _spell_site(config: MkDocsConfig) -> None:
    """Of the site's address, those of pages can be made. That of a preview is made by MkDocs, and what the build would refuse is told."""
    live = (config.site_url or "").startswith(f"http://{config.dev_addr}/")
    written = _read_address(config) if live else config.site_url
    address = spell_address(written) if written else None
    if written and not address:
        fault = DataError(_place(config, "site_url", place_of_setting), "bad-settings", f"site_url {WANTED}")
        if not live:
            raise PluginError(f"plugin broadsheet: {fault}")
        log.warning(str(fault))
    elif address and not live:
        config.site_url = address
    if live and ":" in config.dev_addr.host:  # of the sixth version: MkDocs leaves the brackets out
        config.site_url = f"http://[{config.dev_addr.host}]:{config.dev_addr.port}{config.site_url.removeprefix(f'http://{config.dev_addr}')}"


def _read_address(config: MkDocsConfig) -> str | None:
    with suppress(GeneratorError):
        written = load_settings(Path(config.config_file_path)).get("site_url") if config.config_file_path else None
        return written if isinstance(written, str) else None
    return None


def _place(config: MkDocsConfig, key: str, place: Callable[[Path, str], str] = place_of_option) -> str:
    """Where an option stands; nothing where the settings came from standard input."""
    if not config.config_file_path:
        return ""
    file = Path(config.config_file_path)
    return beside(file, place(file, key))
