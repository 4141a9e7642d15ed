"""The MkDocs plugin `broadsheet`: options → pipeline → generated files; the only package that knows MkDocs.

Nothing is written into `docs/`: pages are handed over in memory, and a hand-written page of the same address wins.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from ..addresses import SEARCH, public_url
from ..errors import GeneratorError
from ..fingerprint import fingerprint
from ..frame import Frame
from ..inputs import Inputs
from ..limits import near_limit
from ..output import LEDGERS, Store
from ..records.handwritten import publish_handwritten
from ..searchform import put_below_heading, search_sections
from ..seeds import find_curated, look_at, read_inputs
from ..shell import tighten
from ..sitefolder import SiteFolder, claim, give_up
from ..sitemap import SITEMAP, make_sitemap
from ..slimming import squeeze_content
from .building import Build, Held
from .configuring import folder_of, set_up
from .framing import exchange_scripts, hidden_parts, share_frame
from .listing import Listing, list_pages
from .options import BroadsheetConfig, make_settings
from .preview import Preview, Superseded
from .publishing import Wanted, holds_page, publish, publish_urgent
from .rendering import Renderer, anchors_wanted, choose_renderer, missing_anchors, page_file
from .templates import keep_compiled

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # large, and for previews alone

log = get_plugin_logger("broadsheet")

_CACHE = ".cache/broadsheet"  # beside mkdocs.yml
_FIRST, _LAST = 100, -100  # before, after every other plugin


class BroadsheetPlugin(BasePlugin[BroadsheetConfig]):
    """Publishes the papers of saved digests."""

    def __init__(self) -> None:
        self._build: Build | None = None
        self._dirty = False
        self._listing = Listing()
        self._gone: tuple[str, ...] = ()  # pages that a hook took away
        self._anchors: dict[str, list[tuple[str, str, str]]] = {}
        self._modified: date | None = None
        self._had: frozenset[str] = frozenset()  # files of the owner's and of the theme in the build before
        self._files: dict[str, bytes] = {}  # of the plugin's own, beside the site's
        self._renderer: Renderer | None = None
        self._nav: Any = None
        self._store: Store | None = None
        self._held: Held | None = {}  # while `mkdocs serve` builds again and again
        self._folder: SiteFolder | None = None
        self._frame: Frame
        self._preview = Preview()
        self._shown: set[str] = set()  # pages of the preview that are ahead of the rest

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """With `--dirty` MkDocs leaves in the folder what is there, and so do we."""
        self._dirty, self._held = dirty, {} if command == "serve" else None

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the theme's overrides behind the owner's own and before Material's; silence the theme's own search."""
        set_up(config, self.config)
        return config

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Take the site of the build before out of the way of MkDocs, which empties the folder now."""
        gc.unfreeze()
        self._store = Store(folder_of(config) / _CACHE)
        ledger = folder_of(config) / _CACHE / LEDGERS / fingerprint(config.site_dir)
        if self._held is None:  # a preview has a folder of its own
            claim(ledger, lambda: log.info("another build writes this site; waiting for it"))
        self._folder = SiteFolder(Path(config.site_dir), ledger)
        self._preview.leave()
        if not self._dirty:
            self._folder.set_aside()

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Run the pipeline, tell its problems, and add its pages."""
        try:
            self._bring_back()
            build = self._start(config)
            self._build, site = build, build.outline
            exchange_scripts(files, config, {"search": self.config.search, "citing": self.config.citations})
        except GeneratorError as error:
            raise PluginError(f"plugin broadsheet: {error}") from None
        for problem in site.problems:
            getattr(log, problem.severity)(str(problem))
        self._modified = site.modified
        self._files = {}
        self._renderer = choose_renderer(config, self.config.render, log.info)
        self._listing = list_pages(files, config, build, rendered=self._renderer is not None, serving=self._held is not None)
        return files

    def _bring_back(self) -> None:
        try:
            self._folder.bring_back(whole=self._preview.live)
        except GeneratorError as error:  # after an error of MkDocs, too, which says less
            raise PluginError(f"plugin broadsheet: {error}") from None
        self._preview.come_back()

    def _start(self, config: MkDocsConfig) -> Build:
        inputs, settings = self._read(config), make_settings(self.config, config)
        build = Build(inputs, settings, self._store, self._on_stage, self._held, lambda path: holds_page(self._folder, path))
        if self._build and self._build.key == build.key:
            self._store = self._build.store  # which knows what it asked for
            return self._build  # with what it has worked out
        return build

    def _read(self, config: MkDocsConfig) -> Inputs:
        root = folder_of(config)
        seeds = root / self.config.seeds
        vocabulary = root / self.config.vocabulary if self.config.vocabulary else None
        return read_inputs([seeds], root=root, vocabulary=vocabulary, **find_curated(seeds))

    def _on_stage(self, stage: str) -> None:
        log.debug(f"stage: {stage}")
        self._preview.check()

    def on_nav(self, nav: Any, config: MkDocsConfig, files: Files) -> Any:
        """Keep the navigation for pages rendered here."""
        self._nav = nav
        return nav

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """Put what all pages share into files; date every page by its digests, so that no date comes from the clock."""
        self._gone = self._listing.forget(files)
        keep_compiled(env, self._store, config)
        self._frame = share_frame(config, env, self._nav, files)
        if self._renderer:
            self._renderer.prepare(config, env, self._nav, files, self._frame)
        self._anchors = anchors_wanted(files)
        if self.config.data_:
            written = [file.page for file in files.documentation_pages() if file.page and file.src_uri not in self._listing.heads]
            sources = [(p.file.src_uri, p.title or "", p.meta.get("description") or "", p.file.content_string) for p in written]
            self._files |= publish_handwritten(sources, {file.src_uri: file.dest_uri for file in files})
        for file in files.documentation_pages():
            modified = self._listing.dates.get(file.src_uri, self._modified)
            if file.page is not None and modified:
                file.page.update_date = modified.isoformat()
        return env

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the form and the place for results on a hand-written page of the search, below its heading."""
        if page.file.src_uri in self._listing.heads:
            if "rss" in config.plugins:  # mkdocs-rss-plugin wants files and their history; papers have feeds of their own
                page.meta["draft"] = True
            return "" if self._renderer else markdown  # its HTML comes from `on_page_content`
        if not self.config.search or page.file.dest_uri != page_file(SEARCH):
            return markdown
        return put_below_heading(markdown, search_sections(page.file.src_uri, self._build.outline.papers) if self._build else [])

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Convert a generated page that MkDocs puts into the theme as quickly as those it does not."""
        if not self._renderer or page.file.src_uri not in self._listing.heads:
            return html
        converted, page.toc = self._renderer.convert(page.file.src_uri, page.file.content_string, files, log.warning)
        return converted

    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Hand the page's metadata to the template, and leave a way through the site on a generated page."""
        if own := page.file.src_uri in self._listing.heads:
            page.meta["hide"] = hidden_parts(page.meta.get("hide", ()), config)
        context.update(broadsheet_head=self._listing.heads.get(page.file.src_uri, ""), broadsheet_own=own)  # type: ignore[call-arg]
        return context

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Take from the page what it need not hold, more than half of it."""
        own, content = page.file.src_uri in self._listing.heads, page.content or ""
        if own and self._renderer:  # then no other plugin looks at it
            page.content = None  # large, and no longer wanted
        return tighten(output, content, self._frame.shrink, squeeze_content if own else None)

    def on_template_context(self, context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
        """List every page for the site map, those written here too; no date is better than one from the clock."""
        if template_name == SITEMAP and config.site_url:
            dates: dict[str, date | None] = {file.page.canonical_url: None for file in context["pages"] if file.page}  # by hand: who knows
            for path, modified in self._listing.dates.items():
                dates[config.site_url.rstrip("/") + "/" + public_url(path)] = modified
            parts = make_sitemap(sorted(dates.items()), config.site_url)
            context["broadsheet_sitemap"] = parts.pop(SITEMAP)  # type: ignore[literal-required]
            self._files |= {name: text.encode() for name, text in parts.items()}
        return context

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """The page for addresses that do not exist has the frame of all others."""
        return self._frame.shrink(output) if template_name == "404.html" else output

    @event_priority(_FIRST)  # others may look at all that was built
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the pages that are rendered here, and the files beside them."""
        build, folder, store = self._build, self._folder, self._store
        if build is None or folder is None or store is None:
            return
        assets = [path for path in build.outline.assets if path not in self._listing.taken and path not in self._files]
        frame = fingerprint(build.frame, self._gone, *(self._renderer.key() if self._renderer else ()))
        stamp = fingerprint(build.key, frame, tuple(sorted(self._files)))
        fresh = stamp != folder.stamp
        try:
            warnings = publish(build, self._renderer, folder, store, Wanted(self._listing.own, assets), stamp, frame, self._preview.check)
            gc.freeze()  # until the next build: to look through all papers for circles takes longer than all that is left to do
            folder.note(folder.write(path, data) for path, data in self._files.items() if path not in self._listing.taken)
            for missing in missing_anchors(self._listing.own, self._anchors, lambda file: folder.read(file).decode()):
                log.log(config.validation.links.anchors, missing)
            folder.finish("" if warnings else stamp)
        except GeneratorError as error:
            raise PluginError(f"plugin broadsheet: {error}") from None
        if self._preview.live:
            folder.remove(self._had.difference(self._listing.taken, folder.sizes(), map(page_file, self._listing.heads)))
        self._shown, self._had = set(), self._listing.taken
        for warning in warnings:
            log.warning(warning)
        sizes = folder.sizes() if self._renderer else None
        if near := near_limit(sizes, build.outline.papers, make_settings(self.config, config)):
            log.info(f"{near}; `broadsheet stats` tells more")
        build.save(pages=self._renderer is not None)
        if fresh:  # then all that is kept was asked for
            store.forget_others()
        give_up()

    @event_priority(_FIRST)  # whatever others do then
    def _leave_as_it_was(self, error: Exception) -> None:
        """Where no new site comes."""
        if self._folder:
            self._bring_back()
            if isinstance(error, Superseded):
                self._folder.amend({})
        give_up()

    @event_priority(_LAST)  # others shall hear of the error too
    def _tell_unwritable(self, error: Exception) -> None:
        """What MkDocs itself could not write, it would show as a traceback."""
        if self._folder and (fault := self._folder.blame(error)):
            raise PluginError(f"plugin broadsheet: {fault}") from None

    on_build_error = CombinedEvent(_leave_as_it_was, _tell_unwritable)

    @event_priority(_LAST)  # others may know the builder
    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
        """Rebuild when a digest or a curated file changes, and show at once what matters most."""
        log.info(f"watching {' and '.join(self._watched())} for changes")
        settings = Path(config.config_file_path or "mkdocs.yml")
        self._preview.begin(server, lambda: self._show(config), lambda: self._look(config), settings)
        return server

    def _watched(self) -> list[str]:
        """What the settings name by now: they may change while the preview goes on, and for a while be wrong."""
        return [path for path in (self.config.seeds, self.config.vocabulary) if path and isinstance(path, str)]

    def _look(self, config: MkDocsConfig) -> Hashable:
        paths = [folder_of(config) / path for path in self._watched()]
        return look_at(*paths) if paths else None

    def _show(self, config: MkDocsConfig) -> bool:
        """Write urgent pages into the folder of the build before; whether that build can tell them."""
        if not (self._build and self._folder and self._renderer and self._renderer.ready):
            return False
        inputs = self._read(config)
        not_ours = self._listing.taken.union(map(page_file, self._gone))
        shown = publish_urgent(self._build, self._renderer, self._folder, inputs, self._listing.heads, not_ours, self._shown)
        self._shown |= shown
        return bool(shown)

    def on_shutdown(self) -> None:
        """Python looks through all objects as it ends, for circles to take apart; of millions that takes a second or two."""
        atexit.register(gc.freeze)
        self._preview.end()
