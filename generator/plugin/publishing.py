"""Generated pages and files → the site's folder: only what is new or has changed is made, by as many processes as there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..output import Store
from ..sitefolder import Entry, SiteFolder
from ..workers import map_forked
from .building import Build
from .rendering import Renderer

_TOGETHER = ("api/", "data/")  # files below these share what takes long to make
_BATCH = 40


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


def publish(build: Build, renderer: Renderer | None, folder: SiteFolder, store: Store, wanted: Wanted, stamp: str) -> list[str]:
    """Write what `folder` does not hold already, and return the warnings; `stamp` tells what all the files are made from."""
    same = stamp == folder.stamp
    missing = {path for path in wanted.paths() if not (same and folder.holds(path))}
    folder.keep(path for path in wanted.paths() if path not in missing)

    def work(paths: Sequence[str]) -> Batch:
        warnings: list[str] = []
        entries, before = [], set(store.used)
        for path in paths:
            source = wanted.pages.get(path)
            if source is None:
                data = build.asset(path)
            else:
                assert renderer
                data = renderer.render(build.draft(source).make(), warnings.append).encode("utf-8", errors="replace")
            entries.append(folder.write(path, data))
        return Batch(entries, warnings, store.used - before)

    batches = [batch for batch in _batches(path for path in wanted.paths() if path in missing) if batch]
    if batches:
        build.prepare()
    done = map_forked(work, batches)
    for batch in done:
        folder.note(batch.entries)
        store.used |= batch.used
    return list(dict.fromkeys(warning for batch in done for warning in batch.warnings))


def _batches(paths: Iterable[str]) -> list[list[str]]:
    """The files that take longest first, so that no worker is left with them at the end."""
    paths = list(paths)
    together = [path for path in paths if path.startswith(_TOGETHER)]
    rest = [path for path in paths if not path.startswith(_TOGETHER)]
    return [together, *(rest[start : start + _BATCH] for start in range(0, len(rest), _BATCH))]
