"""The MkDocs plugin `broadsheet`: options → pipeline → generated files; the only module that knows MkDocs.

Nothing is written into `docs/`: pages are handed over in memory, and a hand-written page of the same address wins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from .errors import GeneratorError
from .model import Page, Problem, Settings, Site
from .seeds import read_inputs
from .site import build_site

log = get_plugin_logger("broadsheet")

_THEME = Path(__file__).parent / "theme"


class BroadsheetConfig(Config):
    """The plugin's options; paths are relative to `mkdocs.yml`."""

    seeds = c.Type(str, default="seeds")
    """Folder of digests (`*.txt`), with `digests.yml`, `corrections.yml` and `vectors.bin` beside them."""
    vocabulary = c.Optional(c.Type(str))
    """A vocabulary file of one's own; the packaged one by default."""
    page_size = c.Type(int, default=100)
    """Papers on a list page."""
    related = c.Type(int, default=5)
    """Related papers shown on a paper's page."""


class BroadsheetPlugin(BasePlugin[BroadsheetConfig]):
    """Publishes the papers of saved digests."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._modified: date | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the theme's overrides behind the owner's own and before Material's."""
        for name in ("page_size", "related"):
            if self.config[name] < 1:
                raise PluginError(f"plugin broadsheet: {name} must be at least 1")
        if config.theme.name != "material":
            raise PluginError("plugin broadsheet: the theme must be material")
        dirs = config.theme.dirs
        if str(_THEME) not in dirs:
            dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Run the pipeline, tell its problems, and add its pages."""
        try:
            site = self._build(config)
        except GeneratorError as error:
            raise PluginError(f"plugin broadsheet: {error}") from None
        for problem in site.problems:
            _tell(problem)
        captures = [digest.info.captured for digest in site.catalogue.digests if digest.info.captured]
        self._modified = max(captures, default=None)
        self._pages = {}
        for page in site.pages:
            if files.get_file_from_path(page.path) is not None:
                log.info(f"{page.path}: the hand-written page is kept")
                continue
            files.append(_generated(config, page.path, page.text))
            self._pages[page.path] = page
        if config.site_url and files.get_file_from_path("robots.txt") is None:
            robots = f"User-agent: *\nAllow: /\n\nSitemap: {config.site_url.rstrip('/')}/sitemap.xml\n"
            files.append(_generated(config, "robots.txt", robots))
        return files

    def _build(self, config: MkDocsConfig) -> Site:
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        seeds = root / self.config.seeds
        infos, corrections, vectors = seeds / "digests.yml", seeds / "corrections.yml", seeds / "vectors.bin"
        layout = seeds / "layout.json"
        inputs = read_inputs(
            [seeds],
            root=root,
            infos=infos if infos.is_file() else None,
            corrections=corrections if corrections.is_file() else None,
            vocabulary=root / self.config.vocabulary if self.config.vocabulary else None,
            vectors=vectors if vectors.is_file() else None,
            layout=layout if layout.is_file() else None,
        )
        settings = Settings(
            site_name=config.site_name,
            site_url=config.site_url or None,
            page_size=self.config.page_size,
            related_count=self.config.related,
        )
        return build_site(inputs, settings, lambda stage: log.debug(f"stage: {stage}"))

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """Date every page by its digests, so that no date comes from the clock, and compile templates tightly.

        White space around template tags is dropped, which is some 4 KB of every page.
        """
        env.trim_blocks = env.lstrip_blocks = True
        for file in files.documentation_pages():
            page = self._pages.get(file.src_uri)
            modified = (page.modified if page else None) or self._modified
            if file.page is not None and modified:
                file.page.update_date = modified.isoformat()
        return env

    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Hand the page's metadata to the template."""
        ours = self._pages.get(page.file.src_uri)
        context["broadsheet_head"] = ours.head if ours else ""  # type: ignore[literal-required]
        return context

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
        """Rebuild when a digest or a curated file changes."""
        root = Path(config.config_file_path).parent
        server.watch(str(root / self.config.seeds))
        if self.config.vocabulary:
            server.watch(str(root / self.config.vocabulary))
        return server


def _generated(config: MkDocsConfig, path: str, text: str) -> File:
    return File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)


def _tell(problem: Problem) -> None:
    tell = {"error": log.error, "warning": log.warning, "info": log.info}[problem.severity]
    tell(str(problem))
