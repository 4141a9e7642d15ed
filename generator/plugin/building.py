"""Inputs and settings → what the plugin publishes: from a build of the same inputs as far as it was kept, else by the pipeline.

What a later build may keep is told by keys, each a fingerprint of all that something is made from:

- `Build.frame`: the program with its libraries, and the settings.
- `Build.key`: that, and every input. While it is the same, the outline is kept, and the pipeline does not run.
- `Draft.key` (`Build.keys`, `Build.key_of`): what one page and the files beside it say, by the same frame.
- `Renderer.key`: what all pages have from the theme, from `mkdocs.yml` and from the files that MkDocs knows.

`publish` is given the last with `Build.frame` as its frame, and all together as the site's stamp: a file of the site stays where the stamp
is the same, or where its page's key and the frame are. What stages of the pipeline found is kept by keys of its own (`memory`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..fingerprint import fingerprint, program_versions
from ..inputs import Inputs
from ..memory import KeptMemory, Table
from ..model import Problem
from ..output import Store
from ..publication import Page, Settings
from ..seeds import read_program
from ..workers import map_many, uncollected, with_room

if TYPE_CHECKING:
    from ..pages.document import Draft, Rows
    from ..publication import Site
    from ..site import ReadDigests

Held = dict[str, Table]

# Of the program as this process runs it: its files may change while a preview goes on.
PROGRAM = fingerprint(read_program(), program_versions())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What must be known of a site before any page is made: small, and kept from build to build.

    `drafts` are the pages' Markdown files with the days they changed, `modified` the day of the newest digest, `assets` the
    other files; `pages` are those that MkDocs renders, which it does each time.
    """

    problems: tuple[Problem, ...]
    papers: int
    modified: date | None
    drafts: tuple[tuple[str, date | None], ...]
    assets: tuple[str, ...]
    pages: Mapping[str, Page] = field(default_factory=dict)


class Build:
    """`store` is where results are kept; `key` is the same only while inputs, settings and program are, `frame` while the last two
    are; `held` are results that this process has from builds before, None where none will follow; `published` tells of a Markdown
    file whether its page lies in the site already."""

    def __init__(
        self,
        inputs: Inputs,
        settings: Settings,
        store: Store,
        on_stage: Callable[[str], None],
        held: Held | None,
        published: Callable[[str], bool] = lambda path: True,
    ) -> None:
        self._inputs, self._settings, self.store, self._on_stage = inputs, settings, store, on_stage
        self._published = published
        self._memory = KeptMemory(store, PROGRAM, held)
        self.frame = fingerprint(PROGRAM, settings)
        digests = [part for digest in inputs.digests for part in (digest.path, digest.name, digest.text)]
        self.key = fingerprint(self.frame, replace(inputs, digests=()), *digests)
        self._site: Site | None = None
        self._drafts: dict[str, Draft] = {}
        self._keys: dict[str, str] = {}
        self._pages: dict[str, Page] = {}

    @cached_property
    def outline(self) -> Outline:
        """What was kept, or what the pipeline finds."""
        return self.store.recall(self._name) or self._make_outline()

    @property
    def _name(self) -> str:
        return f"outline-{self.key}"

    def page(self, path: str) -> Page:
        """A page that MkDocs renders."""
        if path not in self._pages:
            self._pages[path] = self.outline.pages.get(path) or self.draft(path).make()
        return self._pages[path]

    def draft(self, path: str) -> Draft:
        """A page to be."""
        self._run()
        return self._drafts[path]

    def keys(self) -> Mapping[str, str]:
        """What each page is made from, for those in the site that can tell."""
        self._run()
        self._find_keys()
        return self._keys

    def key_of(self, path: str) -> str:
        """The same for any page as it is made; empty where it cannot tell, or there is no such page."""
        known, draft = self._keys.get(path), self._drafts.get(path)
        return known or (draft.key() if draft and draft.key else "")

    def rows(self) -> Rows:
        """The rows of lists, made once for all."""
        return self._run().pages.rows()

    def asset(self, path: str) -> bytes:
        """A file beside the pages."""
        return self._run().assets[path]

    def prepare(self) -> None:
        """Run the pipeline now, and wait for all it began, before others share its result."""
        self._run().assets.settle()

    def revise(self, inputs: Inputs, also: Collection[str]) -> list[Draft] | None:
        """The pages most in want of what `inputs` say by now, and `also` those of these paths; None where a whole build must tell."""
        if self._site is None:
            return None
        from ..cards import make_cards, open_fonts
        from ..context import make_context
        from ..pages import render_urgent
        from ..revision import revise

        with uncollected():
            revision = revise(self._site.catalogue, self._inputs, inputs)
            if revision is None:
                return None
            cards = make_cards(revision.catalogue, self._settings, open_fonts(inputs.fonts))
            context = make_context(revision.catalogue, self._settings, cards.paths())
            return render_urgent(context, revision.changed, also)

    def save(self, *, pages: bool) -> None:
        """Keep the outline for the next build, with the pages that were made for MkDocs where they are few."""
        self.store.save(self._name, replace(self.outline, pages={**self.outline.pages, **self._pages} if pages else {}))

    def _run(self) -> Site:
        if self._site is None:
            with uncollected():
                self._site = self._work_out()
        return self._site

    @cached_property
    def _digests(self) -> ReadDigests:
        """Read once, though a build may be given up and begun again: then their texts, twice as large as their files, can go."""
        from ..site import read_digests

        self._on_stage("digests")
        digests = read_digests(self._inputs)
        self._inputs = self._inputs.without_texts()
        return digests

    @with_room
    def _work_out(self) -> Site:
        from ..site import finish_site  # what it needs takes seconds to load

        digests = self._digests
        site = finish_site(digests, self._inputs, self._settings, self._on_stage, self._memory)
        self._drafts = {draft.path: draft for draft in site.pages.drafts}
        self._find_keys()  # now, for files that were begun are still being made, and the page on data will wait for them
        return site

    def _find_keys(self) -> None:
        """Of a page that is not in the site it is told as the page is made, from what is at hand then."""
        telling = {p: draft.key for p, draft in self._drafts.items() if draft.key and p not in self._keys and self._published(p)}
        self._keys |= zip(telling, map_many(lambda path: telling[path](), tuple(telling)), strict=True)

    def _make_outline(self) -> Outline:
        site = self._run()
        captures = [digest.info.captured for digest in site.catalogue.digests if digest.info.captured]
        return Outline(
            problems=site.problems,
            papers=len(site.catalogue.papers),
            modified=max(captures, default=None),
            drafts=tuple((draft.path, draft.modified) for draft in self._drafts.values()),
            assets=tuple(site.assets),
        )
