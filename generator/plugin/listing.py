"""Generated pages → the files that MkDocs is told of: some that it renders, others for which it only checks links."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from ..addresses import DATA, HOME, LISTS, SEARCH, SUBSCRIBE
from ..model import Location, Problem
from .building import Build
from .navigation import exchange, paths_in, without
from .rendering import RenderedFile, page_file

log = get_plugin_logger("broadsheet")


@dataclass(frozen=True, slots=True)
class Listing:
    """What MkDocs was told of: `files` by their path, `heads` of the pages that it renders, `dates` on which all changed, `own` HTML files
    of the others → their Markdown files; and `taken`, the files of the owner's and of the theme."""

    files: dict[str, File] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date | None] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()

    def forget(self, files: Files) -> tuple[str, ...]:
        """Leave out the pages that somebody, a hook perhaps, took away or replaced since, and say which."""
        gone = tuple(path for path, file in self.files.items() if not _is_as(files.src_uris.get(path), file))
        for path in gone:
            del self.dates[path]
            self.heads.pop(path, None)
            self.own.pop(page_file(path), None)
        return gone


def _is_as(found: File | None, ours: File) -> bool:
    """Whether this is our file, or a copy of it that somebody handed on."""
    return found is not None and (type(found), found.generated_by) == (type(ours), ours.generated_by)


def list_pages(files: Files, config: MkDocsConfig, build: Build, *, rendered: bool, serving: bool) -> Listing:
    """Add every page that nobody wrote by hand. Where they are `rendered` here, MkDocs renders only those of the navigation, which the
    theme shows in a way of its own there. What is left out of the site, as drafts are but while `serving`, takes no page's place."""
    published = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
    by_hand = {file.dest_uri: file for file in files if published(file.inclusion)}
    listing, in_nav = Listing(taken=frozenset(by_hand)), {HOME, *paths_in(config.nav)}
    for path, modified in build.outline.drafts:
        html = page_file(path)
        if written := by_hand.get(html):
            _tell_of(written.src_uri, path)
            _let_stand_in(written, path, files, config)
            continue
        listing.dates[path] = modified or build.outline.modified
        if left_out := files.src_uris.get(path):
            files.remove(left_out)
        listed = config.nav is None and (path in LISTS or path == HOME)
        if not rendered or path in in_nav or listed:
            page = build.page(path)
            file = _generated(config, page.path, page.text, InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV)
            listing.heads[page.path] = page.head
        else:
            file = RenderedFile(config, path, html)
            listing.own[html] = path
        files.append(file)
        listing.files[path] = file
    for path in (SUBSCRIBE, DATA):
        if files.get_file_from_path(path) is None:
            config.nav = without(config.nav, path)
    if config.site_url and files.get_file_from_path("robots.txt") is None:
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {config.site_url.rstrip('/')}/sitemap.xml\n"
        files.append(_generated(config, "robots.txt", robots, InclusionLevel.NOT_IN_NAV))
    return listing


def _tell_of(written: str, path: str) -> None:
    """A page by hand in the place of a generated one."""
    if written != path and path not in (HOME, SEARCH):  # to these no page leads by its file
        message = f"has the address of a generated page; to replace it, name it {path}, or else give it another name"
        log.warning(str(Problem(severity="warning", code="address-taken", location=Location(path=written), message=message)))
    if written == path or path == HOME:
        log.info(f"{written}: the hand-written page is kept")


def _let_stand_in(written: File, path: str, files: Files, config: MkDocsConfig) -> None:
    """Links to the generated page, and the navigation, lead to the one at its address, so that all that is wrong is told once."""
    if written.src_uri == path or not written.is_documentation_page():
        return
    if left_out := files.src_uris.get(path):
        files.remove(left_out)
    files.append(RenderedFile(config, path, written.dest_uri))  # nobody writes it
    config.nav = exchange(config.nav, path, written.src_uri)


def _generated(config: MkDocsConfig, path: str, text: str, inclusion: InclusionLevel) -> File:
    return File.generated(config, path, content=text, inclusion=inclusion)
