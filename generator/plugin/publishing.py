"""Generated pages and files → the site's folder: only what is new or has changed is made, by as many processes as there are."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..fingerprint import fingerprint
from ..inputs import Inputs
from ..output import Store
from ..sitefolder import Entry, SiteFolder
from ..workers import map_forked, with_room
from .building import Build
from .rendering import Renderer, page_file

_TOGETHER = ("api/", "data/")  # files below these share what takes long to make
_OF_A_PAGE = ("html", "md", "json")
_BATCH, _BATCH_OF_LISTS = 40, 10  # files
_SAMPLE = 40  # pages at most, of all kinds, that are made before others share what the theme made of them
_TURN, _TURNS = 8, 32  # batches at least; at most so many turns, for a new fork takes longer the more there is to share


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files of the site to be: HTML files by the Markdown files of their pages, and files that are published as they are."""

    pages: Mapping[str, str]
    assets: Sequence[str]

    def paths(self) -> Iterable[str]:
        return [*self.pages, *self.assets]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one worker did: files written, what the renderer warned of, files of the store that were asked for."""

    entries: list[Entry]
    warnings: list[str]
    used: set[str]


@with_room
def publish(
    build: Build,
    renderer: Renderer | None,
    folder: SiteFolder,
    store: Store,
    wanted: Wanted,
    stamp: str,
    frame: str,
    check: Callable[[], None] = lambda: None,
) -> list[str]:
    """Write what `folder` does not hold already, and return the warnings.

    `stamp` tells what all the files are made from, `frame` what they have from program, settings and theme; `check` is called
    before each file, and may raise to give up.
    """
    same = stamp == folder.stamp
    if same and all(map(folder.holds, wanted.paths())):
        folder.keep(wanted.paths())
        return []
    keys = _Keys(build, frame)
    known = {path: keys.of_published(path) for path in wanted.paths()}
    kept = {path for path, key in known.items() if (same or key) and folder.holds(path, key)}
    folder.keep(kept)

    def work(paths: Sequence[str]) -> Batch:
        warnings: list[str] = []
        entries, before = [], set(store.used)
        for path in paths:
            check()
            source, warned = wanted.pages.get(path), len(warnings)
            if source is None:
                data = build.asset(path)
            else:
                assert renderer
                data = _encode(renderer.render(build.draft(source), warnings.append))
            key = keys.of(path) if len(warnings) == warned else ""  # what was warned of is to be told next time too
            entries.append(folder.write(path, data, key))
        return Batch(entries, warnings, store.used - before)

    lists = {path for path, source in wanted.pages.items() if path not in kept and build.draft(source).sheet}
    if renderer and lists:
        renderer.take_rows(build.rows())
    batches = _batches([path for path in wanted.paths() if path not in kept], lists)
    build.prepare()
    if renderer and len(batches) > _TURN:
        pages = [wanted.pages[path] for batch in batches for path in batch if path in wanted.pages]
        renderer.warm_up(build.draft(source) for source in pages[:: 1 + len(pages) // _SAMPLE])
    done = map_forked(work, batches, turn=max(_TURN, len(batches) // _TURNS))
    for batch in done:
        folder.note(batch.entries)
        store.used |= batch.used
    return list(dict.fromkeys(warning for batch in done for warning in batch.warnings))


def holds_page(folder: SiteFolder, path: str) -> bool:
    """Whether any file of a page lies in the folder; the HTML file alone may be MkDocs' affair."""
    return any(folder.holds(f"{path.removesuffix('.md')}.{ending}") for ending in _OF_A_PAGE)


def _encode(html: str) -> bytes:
    return html.encode("utf-8", errors="replace")


class _Keys:
    """What the files of a page are made from; those beside a page have its key, and others none."""

    def __init__(self, build: Build, frame: str) -> None:
        self._build, self._frame = build, frame
        self._published = {path.removesuffix(".md"): fingerprint(frame, key) for path, key in build.keys().items()}
        self._last = "", ""

    def of_published(self, path: str) -> str:
        """Of a file that may lie in the site, empty where nothing can be told yet."""
        return self._published.get(_stem(path), "")

    def of(self, path: str) -> str:
        """Of a file that has been made now: then what its page is made from is at hand."""
        stem = _stem(path)
        if stem in self._published or not stem:
            return self._published.get(stem, "")
        if self._last[0] != stem:
            key = self._build.key_of(stem + ".md")
            self._last = stem, fingerprint(self._frame, key) if key else ""
        return self._last[1]


def _stem(path: str) -> str:
    """What a page's file shares with those beside it; nothing where it is no file of a page."""
    stem, _, ending = path.rpartition(".")
    return stem if ending in _OF_A_PAGE else ""


def _batches(paths: Sequence[str], lists: Collection[str]) -> list[list[str]]:
    """Those that take longest first, so that no worker is left with them at the end, but for a short one, which this process takes:
    it is to look after the others. Files of a folder are beside each other but for the pages of lists, and else in their order: what
    neighbours are made from lies side by side in memory."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(posixpath.dirname(path), []).append(path)
    paths = [path for folder in folders.values() for path in folder]
    together = [path for path in paths if path.startswith(_TOGETHER)]
    others = [path for path in paths if not path.startswith(_TOGETHER)]
    many = _cut([path for path in others if path in lists], _BATCH_OF_LISTS)
    first, *rest = [*many, *_cut([path for path in others if path not in lists], _BATCH)] or [[]]
    return [part for part in (first, together, *rest) if part]


def _cut(paths: list[str], size: int) -> list[list[str]]:
    return [paths[start : start + size] for start in range(0, len(paths), size)]


def publish_urgent(
    build: Build, renderer: Renderer, folder: SiteFolder, inputs: Inputs, nav: Collection[str], taken: Collection[str], also: Collection[str]
) -> set[str]:
    """Write anew, after a build, what is most in want of it by what `inputs` say now, and return the Markdown files of these pages.

    `nav` are pages that MkDocs renders, `taken` files that are not ours, `also` pages to write in any case.
    """
    made = {
        draft.path: _encode(renderer.preview(draft, draft.path in nav))
        for draft in build.revise(inputs, also) or ()
        if (renderer.knows(draft.path) if draft.path in nav else page_file(draft.path) not in taken)
    }
    folder.amend({page_file(path): data for path, data in made.items()})
    return set(made)
