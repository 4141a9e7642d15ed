"""Generated pages → finished HTML files through MkDocs' static files: the theme is rendered once for each kind of page.

What comes out is what MkDocs would write for the same Markdown, byte for byte; where that cannot be promised,
`obstacles.py` says why, and the pages go MkDocs' own way.
"""

from __future__ import annotations

import posixpath
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents, get_toc

from ..addresses import public_url
from ..conversion import Heading, convert
from ..frame import Frame
from ..htmlspelling import HtmlSpelling
from ..markup import escape, relative
from ..publication import Page
from ..shell import Shell, cut_shell, mark, tighten
from ..slimming import shorten_links, squeeze_content
from ..wayfinding import Ways
from .framing import hidden_parts
from .obstacles import find_extensions, find_obstacle
from .permalinks import make_linker

if TYPE_CHECKING:
    from ..pages.document import Draft, Rows
    from ..pages.rowhtml import RowTexts
    from ..scopes import Scope

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # of an object, another in each process
_AROUND_HEAD = re.compile(rf"\s*{mark('head')}\s*")


class RenderedFile(File):
    """A generated page that MkDocs takes for a static file, so that links to it are known; it is written elsewhere."""

    def __init__(self, config: MkDocsConfig, path: str, html: str) -> None:
        super().__init__(
            "",
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            dest_uri=html,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.src_uri = path  # which would be taken apart and put together again
        self.generated_by = "broadsheet"
        self.abs_src_path = None

    def is_documentation_page(self) -> bool:
        """Not in MkDocs' eyes."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing yet: the plugin writes all of them at the end of the build."""


def page_file(path: str) -> str:
    """The HTML file of a page, relative to the site."""
    return path.removesuffix(".md") + ".html"


def anchors_wanted(files: Files) -> dict[str, list[tuple[str, str, str]]]:
    """Path of a page rendered here → (anchor, link, path) for the links to a place in it from pages of MkDocs' own."""
    wanted: dict[str, list[tuple[str, str, str]]] = {}
    for file in files.documentation_pages():
        links = (file.page.links_to_anchors if file.page else None) or {}
        for target, anchors in links.items():
            if isinstance(target, RenderedFile):
                found = ((anchor, link, file.src_uri) for anchor, link in anchors.items())
                wanted.setdefault(target.src_uri, []).extend(found)
    return wanted


def missing_anchors(
    pages: Mapping[str, str], wanted: Mapping[str, Sequence[tuple[str, str, str]]], read: Callable[[str], str]
) -> Iterator[str]:
    """What to tell of links to places that the pages rendered here do not have; `pages` are their Markdown files by HTML file."""
    for file, path in pages.items():
        html = read(file) if path in wanted else ""
        for anchor, link, source in wanted.get(path, ()):
            if not re.search(rf' id="?{re.escape(anchor)}[" >]', html):
                yield f"Doc file '{source}' contains a link '{link}', but that page has no such anchor"


class Renderer:
    """Fills the theme's page; `prepare` must have been called before the first page is asked for: then it is `ready`. `toc` are the
    owner's settings of that extension of Markdown."""

    def __init__(self, toc: Mapping[str, Any]) -> None:
        self.ready = False
        self._link_headings, self._link_squeezed = make_linker(toc), make_linker(toc, squeeze_content)
        self._shells: dict[tuple[Any, ...], Shell] = {}
        self._ways = Ways()

    def prepare(self, config: MkDocsConfig, env: Any, nav: Navigation, files: Files, frame: Frame) -> None:
        """Take what MkDocs has made ready for pages."""
        self._config, self._nav, self._files, self._frame = config, nav, files, frame
        self._template = env.get_template("main.html")
        self.ready = True

    def key(self) -> tuple[str, ...]:
        """What all pages have from the theme and from `mkdocs.yml`; the theme's version is not in it."""
        probe = self._render_theme(Page(path="papers/x/index.md", text=""), ())
        others = (file.src_uri for file in self._files if not isinstance(file, RenderedFile))
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of a version of MkDocs that we do not allow
            written = self._config.user_configs
        return (_ADDRESS.sub("", repr(written)), probe, *others)

    def convert(self, path: str, text: str, files: Files, warn: Callable[[str], None]) -> tuple[str, TableOfContents]:
        """The HTML and the table of contents of a page that goes into the theme in MkDocs' own way."""
        self._files = files
        converted = convert(text, self._ways.follow(path, self._files.src_uris, warn))
        return self._link_headings(converted.html), _outline(converted.headings)

    def render(self, draft: Draft, warn: Callable[[str], None]) -> str:
        """A finished page; `warn` is told of links that lead nowhere."""
        page, headings, content = self._write_paper(draft.scope(), warn) if draft.scope else self._convert(draft, warn)
        return self._shell(page, headings).fill(
            {
                "title": escape(page.title),
                "description": escape(page.description),
                "canonical": self._canonical(page.path),
                "head": shorten_links(page.head),
                "content": self._link_squeezed(content),
            }
        )

    def warm_up(self, drafts: Iterable[Draft]) -> None:
        """Have at hand what the theme makes of such pages."""
        for draft in drafts:
            self.render(draft, _unheard)

    def _convert(self, draft: Draft, warn: Callable[[str], None]) -> tuple[Page, Sequence[Heading], str]:
        """A page, its headings, and its squeezed content from its Markdown."""
        sheet = draft.sheet and draft.sheet()
        page = sheet.page if sheet else draft.make()
        find = self._ways.follow(page.path, self._files.src_uris, warn)
        converted = convert(page.text, find)
        content = squeeze_content(converted.html)
        if sheet:
            content = self._rows.put(content, sheet, lambda addresses: self._look_at(addresses, page.path, find))
        return page, converted.headings, content

    def _write_paper(self, scope: Scope, warn: Callable[[str], None]) -> tuple[Page, Sequence[Heading], str]:
        """The same of a paper's page, which is written as HTML at once."""
        from ..pages.paper import paper_frame, paper_sections  # where nothing changed it is not loaded

        page = paper_frame(scope)
        spell = HtmlSpelling(self._ways.lead(page.path, self._files.src_uris, warn))
        return page, spell.headings, spell.finish(paper_sections(spell, scope))

    def knows(self, path: str) -> bool:
        """Whether MkDocs has this page; a hook may have taken it away."""
        return self._files.get_file_from_path(path) is not None

    def preview(self, draft: Draft, in_nav: bool) -> str:
        """A page again as it is made now, though some that it links to may not be there yet."""
        if not in_nav:
            return self.render(draft, _unheard)
        page, made = self._files.get_file_from_path(draft.path).page, draft.make()
        page.content, page.toc = self.convert(draft.path, made.text, self._files, _unheard)
        page.meta["description"] = made.description
        context = get_context(self._nav, self._files, self._config, page)
        context.update(broadsheet_head=made.head, broadsheet_own=True)  # type: ignore[call-arg]
        page.active = True
        try:
            output = self._template.render(context)
        finally:
            page.active = False
        return tighten(output, page.content, self._frame.shrink, squeeze_content)

    def _look_at(self, addresses: Set[str], path: str, find: Callable[[str], str]) -> None:
        """Have it told where the page at `path` leads to a page that is not there."""
        for address in sorted(addresses - self._public):
            find(relative(path, address + "index.md"))

    @cached_property
    def _public(self) -> frozenset[str]:
        """The addresses of all pages."""
        return frozenset(map(public_url, self._files.src_uris))

    def take_rows(self, rows: Rows) -> None:
        """Rows of lists that need not be made."""
        self._rows.take(rows)

    @cached_property
    def _rows(self) -> RowTexts:
        from ..pages.rowhtml import RowTexts  # where nothing changed no page's module is loaded

        return RowTexts()

    def _canonical(self, path: str) -> str:
        return (self._config.site_url or "").rstrip("/") + "/" + path.removesuffix("index.md")

    def _shell(self, page: Page, headings: Sequence[Heading]) -> Shell:
        """The theme's page for this folder, these hidden parts and this table of contents."""
        outline = tuple((one.level, one.identifier, one.label if one.level > 1 else "") for one in headings)
        key = (self._place(page.path), page.hide, outline)
        if key not in self._shells:
            self._shells[key] = cut_shell(self._render_theme(page, headings))
        return self._shells[key]

    def _place(self, path: str) -> str:
        """What the links of the theme depend on: how deep a page lies, and in which folders that the theme leads into, as it does into
        some of those right below the root."""
        names = posixpath.dirname(path).split("/")
        known = next((count for count in range(len(names), 1, -1) if "/".join(names[:count]) in self._led_into), 1)
        return "/".join(names[:known] + ["*"] * (len(names) - known))

    @cached_property
    def _led_into(self) -> frozenset[str]:
        """The folders of all files that are not rendered here, and of what the navigation and the settings lead to."""
        extra = self._config.extra
        others = [extra.get("homepage"), *(one.get("link") for one in extra.get("alternate") or ()), *_urls(self._nav.items)]
        files = (file.url for file in self._files if not isinstance(file, RenderedFile))
        paths = [url.strip("/").split("/") for url in (*files, *filter(None, others))]
        return frozenset("/".join(names[:count]) for names in paths for count in range(1, 1 + len(names)))

    def _render_theme(self, page: Page, headings: Sequence[Heading]) -> str:
        """The theme's own rendering of a page whose parts are marks."""
        file = File.generated(self._config, page.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        stand_in = MkDocsPage(None, file, self._config)
        content = f"<h1>{mark('content')}"  # the theme adds a heading to content without one
        stand_in.markdown, stand_in.content = "", content
        hide = hidden_parts(page.hide, self._config)
        stand_in.meta = {"title": mark("title"), "description": mark("description"), "hide": hide}
        stand_in.toc = _outline(headings)
        if stand_in.canonical_url:
            stand_in.canonical_url = mark("canonical")
        context = get_context(self._nav, self._files, self._config, stand_in)
        context.update(broadsheet_head=mark("head"), broadsheet_own=True)  # type: ignore[call-arg]
        rendered = _AROUND_HEAD.sub(mark("head"), self._template.render(context))
        return tighten(rendered, content, self._frame.shrink).replace(content, mark("content"))


def choose_renderer(config: MkDocsConfig, render: str, tell: Callable[[str], None]) -> Renderer | None:
    """What renders generated pages; None where MkDocs does, because the option `render` says so or for a reason that is told."""
    if render == "stock":
        return None
    if obstacle := find_obstacle(config):
        tell(f"pages are rendered one by one, which takes longer: {obstacle}")
        return None
    return Renderer(dict(find_extensions(config)).get("toc", {}))


def _urls(items: Iterable[Any]) -> Iterator[str | None]:
    """Of all pages and links in a part of the navigation."""
    for item in items:
        yield getattr(item, "url", None)
        yield from _urls(item.children or ())


def _unheard(_: str) -> None:
    pass


def _outline(headings: Sequence[Heading]) -> TableOfContents:
    tokens = [{"level": heading.level, "id": heading.identifier, "name": heading.label} for heading in headings]
    return get_toc(nest_toc_tokens(tokens))
