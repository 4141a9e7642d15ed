"""Writing a site: which files are made again, which are kept, and what is told each time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from errno import ENOSPC
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, PluginCollection

from generator.errors import OutputError
from generator.output import Store
from generator.pages.document import Draft
from generator.plugin import BroadsheetPlugin, building, publishing
from generator.plugin.building import Build
from generator.plugin.publishing import Wanted, holds_page, publish, publish_urgent
from generator.publication import Page, Settings
from generator.seeds import read_inputs
from generator.sitefolder import SiteFolder

FILES = [f"{folder}{n}/index.{kind}" for folder in ("api/", "tags/", "papers/") for n in range(30) for kind in ("html", "md")]


@dataclass
class FakeBuild:
    """Pages of a word each, keyed by it; `odd.md` has no key. Files beside a page say the word too."""

    words: Mapping[str, str]
    published: Callable[[str], bool]
    made: list[str] = field(default_factory=list)

    def keys(self) -> Mapping[str, str]:
        return {path: self.key_of(path) for path in self.words if self.published(path.replace(".md", ".html"))}

    def key_of(self, path: str) -> str:
        return "" if path == "odd.md" else self.words.get(path, "")

    def draft(self, path: str) -> Draft:
        return Draft(path=path, make=lambda: Page(path=path, text=self.words[path]))

    def asset(self, path: str) -> bytes:
        self.made.append(path)
        return b"file"

    def prepare(self) -> None:
        pass


class FakeRenderer:
    def __init__(self, build: FakeBuild) -> None:
        self._build = build

    def render(self, draft: Draft, warn: Callable[[str], None]) -> str:
        page = draft.make()
        self._build.made.append(page.path)
        if page.text == "bad":
            warn(f"{page.path} is bad")
        return page.text


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[str], list[str]]]:
    """Publish words in a folder → the files made, and the warnings."""
    monkeypatch.setattr(publishing, "map_forked", lambda function, items, turn: [function(item) for item in items])

    def publish_words(words: Mapping[str, str], *, stamp: str = "", frame: str = "frame") -> tuple[list[str], list[str]]:
        folder = SiteFolder(tmp_path / "site", tmp_path / "ledger")
        build = FakeBuild(words, folder.holds)
        folder.set_aside()
        folder.bring_back()
        pages = {path.replace(".md", ".html"): path for path in words}
        beside = [path.replace(".md", ending) for path in words for ending in (".md", ".json")]
        wanted = Wanted(pages, [*beside, "feed.xml"])
        stamp = stamp or repr(words)
        warnings = publish(build, FakeRenderer(build), folder, Store(tmp_path), wanted, stamp, frame)
        folder.finish("" if warnings else stamp)
        assert all((tmp_path / "site" / path).read_text() == words[source] for path, source in pages.items())
        return sorted(build.made), warnings

    return publish_words


FIRST = {"one.md": "A", "two.md": "B"}


def test_pages_of_the_same_key_are_kept_with_the_files_beside_them(run) -> None:
    assert run(FIRST)[0] == ["feed.xml", *("one.json", "one.md", "one.md", "two.json", "two.md", "two.md")]
    assert run(FIRST)[0] == []
    assert run({**FIRST, "two.md": "C"})[0] == ["feed.xml", "two.json", "two.md", "two.md"]


def test_a_page_whose_html_is_mkdocs_own_affair_is_held_by_the_files_beside_it(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site", tmp_path / "ledger")
    folder.note([folder.write("one/index.json", b"file")])
    folder.finish("stamp")
    again = SiteFolder(tmp_path / "site", tmp_path / "ledger")
    again.set_aside()
    again.bring_back()
    assert holds_page(again, "one/index.md") and not holds_page(again, "two/index.md")


def test_another_frame_makes_all_pages_anew(run) -> None:
    run(FIRST)
    assert len(run(FIRST, stamp="other", frame="other")[0]) == 7


def test_a_page_without_a_key_is_made_wherever_anything_changed(run) -> None:
    run({**FIRST, "odd.md": "O"})
    assert run({**FIRST, "odd.md": "O"})[0] == []
    assert run({"one.md": "A", "two.md": "C", "odd.md": "O"})[0] == ["feed.xml", "odd.json", "odd.md", "odd.md", "two.json", "two.md", "two.md"]


def test_what_was_warned_of_is_told_again(run) -> None:
    words = {"one.md": "A", "two.md": "bad"}
    for _ in range(2):
        assert run(words)[1] == ["two.md is bad"]
    made, warnings = run({"one.md": "A2", "two.md": "bad"})
    assert warnings == ["two.md is bad"] and "two.md" in made


def test_a_preview_keeps_nothing_in_the_name_of_a_newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files may change while it runs; what it works out is the old one's."""
    (tmp_path / "seeds").mkdir()

    def keys() -> tuple[str, str]:
        build = Build(read_inputs([tmp_path / "seeds"], root=tmp_path), Settings(), Store(tmp_path / "store"), lambda stage: None, {})
        return build.frame, build.key

    before = keys()
    monkeypatch.setattr(building, "read_program", lambda: ("another program",))
    assert keys() == before


def test_urgent_pages_are_written_whatever_their_text_but_for_those_of_others(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site", tmp_path / "ledger")
    drafts = [Draft(path=f"{name}.md", make=lambda: Page(path="", text="")) for name in ("own", "nav", "gone", "theirs")]
    build = SimpleNamespace(revise=lambda inputs, also: drafts if inputs == "now" else None)
    renderer = SimpleNamespace(knows=lambda path: path != "gone.md", preview=lambda draft, in_nav: f"{draft.path} {in_nav} \ud800")
    assert publish_urgent(build, renderer, folder, "now", {"nav.md", "gone.md"}, {"theirs.html"}, set()) == {"own.md", "nav.md"}
    assert {file.name: file.read_text() for file in (tmp_path / "site").iterdir()} == {"own.html": "own.md False ?", "nav.html": "nav.md True ?"}
    assert publish_urgent(build, renderer, folder, "later", set(), set(), set()) == set()


def test_the_end_of_the_process_is_not_delayed_by_looking_for_circles(monkeypatch: pytest.MonkeyPatch):
    at_end: list[object] = []
    gc.unfreeze()
    monkeypatch.setattr("atexit.register", at_end.append)
    BroadsheetPlugin().on_shutdown()
    assert at_end == [gc.freeze] and gc.get_freeze_count() == 0, "a process that goes on is left as it is"


def test_a_site_that_cannot_be_changed_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def refuse(self: SiteFolder, **_: bool) -> None:
        raise OutputError("site/index.html", "unwritable", "cannot be changed: Read-only file system")

    monkeypatch.setattr(SiteFolder, "bring_back", refuse)
    plugin = BroadsheetPlugin()
    plugin._folder = SiteFolder(tmp_path, tmp_path / "ledger")
    with pytest.raises(PluginError, match="Read-only"):
        run_error(plugin, OSError(30, "Read-only file system"))


def run_error(plugin: BroadsheetPlugin, error: Exception, **others: BasePlugin) -> None:
    """As a build of MkDocs ends that failed."""
    plugins = PluginCollection()
    for name, one in {"broadsheet": plugin, **others}.items():
        plugins[name] = one
    plugins.on_build_error(error=error)


def test_what_mkdocs_cannot_write_is_told_in_one_line(tmp_path: Path):
    plugin = BroadsheetPlugin()
    plugin._folder = SiteFolder(tmp_path / "site", tmp_path / "ledger")
    file = str(tmp_path / "site" / "assets" / "a.css")
    heard: list[Exception] = []
    with pytest.raises(PluginError) as caught:
        run_error(plugin, PermissionError(13, "Permission denied", file), other=Listener(heard))
    assert str(caught.value) == f"plugin broadsheet: {file}: unwritable cannot be written: Permission denied"
    assert [type(error) for error in heard] == [PermissionError], "other plugins hear of it too"
    with pytest.raises(PluginError) as caught:
        run_error(plugin, OSError(ENOSPC, "No space left on device"))
    assert str(caught.value) == 'plugin broadsheet: unwritable a file cannot be written: No space left on device'
    for other in (PermissionError(13, "Permission denied", str(tmp_path / "docs" / "a.css")), OSError(5, "No luck"), OSError(5, "No luck", 3), ValueError("x")):
        run_error(plugin, other)


class Listener(BasePlugin):
    """Another plugin, that notes what it hears."""

    def __init__(self, heard: list[Exception]) -> None:
        self._heard = heard

    def on_build_error(self, error: Exception) -> None:
        self._heard.append(error)


@given(st.lists(st.sampled_from(FILES), unique=True), st.sets(st.sampled_from(FILES)))
def test_each_file_is_in_one_batch_and_what_takes_long_is_among_the_first(paths, lists):
    batches = publishing._batches(paths, lists)
    assert sorted(path for batch in batches for path in batch) == sorted(paths) and all(batches)
    long = [number for number, batch in enumerate(batches) for path in batch if path.startswith("api/")]
    assert set(long) <= ({1} if len(batches) > 1 else {0})
