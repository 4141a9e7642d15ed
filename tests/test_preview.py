"""`mkdocs serve` with edits of digests: what a browser gets at once, and what it gets when the whole build is done."""

from __future__ import annotations

import gc
import os
import re
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from sites import SENTENCE, Listing, digest_text, make_project, run_build

from generator.errors import GeneratorError
from generator.plugin import BroadsheetPlugin
from generator.plugin import preview as previews
from generator.plugin.preview import Preview, Superseded

TITLES = [f"Feathers of Owls, Part {number}" for number in range(1, 14)]
LONGEST = 60.0  # seconds


class Served:
    """A preview of thirteen papers that goes on."""

    def __init__(self, project: Path) -> None:
        self.seeds = project / "seeds"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.root = f"http://127.0.0.1:{free.getsockname()[1]}"
        address = self.root.removeprefix("http://")
        self.log_file = project / "log"
        with self.log_file.open("w") as log:
            command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
            (project / "tmp").mkdir()
            env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "http://127.0.0.1:1/repo/", "TMPDIR": str(project / "tmp")}
            self.process = subprocess.Popen(command, cwd=project, env=env, stdout=log, stderr=subprocess.STDOUT)
        self.wait(lambda: "Serving on" in self.log)

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def wait(self, known: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST
        while not known():
            assert time.monotonic() < end and self.process.poll() is None, self.log
            time.sleep(0.02)

    def get(self, path: str = "") -> str:
        with urlopen(f"{self.root}/repo/{path}", timeout=LONGEST) as answer:
            return answer.read().decode()

    def page(self, path: str) -> str:
        """A page but for the script that waits for the next one."""
        return re.sub(r"livereload\(\d+, \d+\)", "", self.get(path))

    def epoch(self) -> str:
        return re.findall(r"livereload\((\d+), \d+\)", self.get())[-1]

    def epoch_of(self, edit: Callable[[], object]) -> str:
        """What browsers have when this is done."""
        epoch = self.epoch()
        edit()
        return epoch

    def next_epoch(self, epoch: str) -> str:
        """What the script in a page waits for."""
        with urlopen(f"{self.root}/livereload/{epoch}/1", timeout=2 * LONGEST) as answer:
            told = answer.read().decode()
        assert int(told) > int(epoch), self.log
        return told

    def write(self, name: str, *listings: Listing) -> None:
        (self.seeds / name).write_text(digest_text(listings), encoding="utf-8")


def listings(first: str = SENTENCE * 4) -> list[Listing]:
    """All papers, the first with this abstract."""
    return [Listing(title=title, abstract=first if title == TITLES[0] else SENTENCE * 4) for title in TITLES]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    project = make_project(tmp_path_factory.mktemp("preview"), {"a.txt": digest_text(listings())})
    running = Served(project)
    yield running
    running.process.terminate()  # a background job may be deaf to an interrupt
    running.process.wait(LONGEST)


PAGE = "papers/feathers-of-owls-part-1/"
SHOWN, BUILDING, RELOADING = "what was edited is shown", "Building documentation", "Reloading browsers"


def test_an_edit_is_shown_before_the_whole_build_and_then_that(served: Served):
    epoch, start = served.epoch(), len(served.log)
    unchanged = ["", "digests/", "papers/feathers-of-owls-part-2/"]
    before = [served.page(path) for path in unchanged]
    served.write("a.txt", *listings(SENTENCE * 4 + "Of blue owls only."))
    epoch = served.next_epoch(epoch)
    assert "Of blue owls only." in served.get(PAGE), "it is there when browsers are told"
    assert SHOWN in served.log[start:]
    assert [served.page(path) for path in unchanged] == before, "written again or not"
    served.next_epoch(epoch)
    log = served.log[start:]
    assert log.index(SHOWN) < log.index(BUILDING) < log.index(RELOADING), "browsers are told again when the whole is there"
    assert "Of blue owls" in served.get("feed.xml")


def test_a_new_digest_is_shown_at_once(served: Served):
    epoch = served.epoch()
    served.write("b.txt", Listing(title="Mice <b> by Day", abstract="Of mice & men. " * 9, date="Feb 3, 2024"))
    epoch = served.next_epoch(epoch)
    assert "Of mice &amp; men." in served.get("papers/mice-b-by-day/")
    assert "by Day</a>" in served.get("digests/b/") and "Mice <b>" not in served.get("digests/b/")
    assert "14 papers" in served.get() and "Mice" in served.get()
    assert "Mice" not in served.get("feed.xml") or served.epoch() != epoch, "that is of the whole build"
    served.next_epoch(epoch)
    assert "Mice" in served.get("feed.xml")


def test_a_page_by_hand_goes_with_its_file(served: Served):
    by_hand = served.seeds.parent / "docs" / "notes.md"
    epoch = served.epoch()
    by_hand.write_text("# Notes of mine\n")
    epoch = served.next_epoch(epoch)
    assert "Notes of mine" in served.get("notes/")
    by_hand.unlink()
    served.next_epoch(epoch)
    with pytest.raises(HTTPError):
        served.get("notes/")


def test_other_files_beside_digests_mean_nothing(served: Served):
    start = len(served.log)
    (served.seeds / ".a.txt.swp").write_text("of an editor")
    time.sleep(0.5)
    assert "Detected" not in served.log[start:]


def test_the_last_of_several_edits_wins_and_the_site_is_that_of_a_build(served: Served, tmp_path: Path):
    start = len(served.log)
    for number in range(4):
        served.write("a.txt", *listings(f"Of {number} red owls. " * 9))
        served.wait(lambda number=number: f"Of {number} red owls." in served.get(PAGE))
        assert f"Of {number} red owls." in served.get("papers/by-title/"), "lists say it too"
    served.wait(lambda: "Of 3 red owls" in served.get("feed.xml") and served.log.rstrip().endswith(RELOADING))
    assert served.log[start:].count(SHOWN) >= 4, "a file may be seen half written"
    (folder,) = (served.seeds.parent / "tmp").glob("mkdocs_*")
    build = run_build(served.seeds.parent, tmp_path / "site", SITE_URL=f"{served.root}/repo/")
    assert not build.status, build.log
    assert files(folder) == files(tmp_path / "site")


def files(folder: Path) -> dict[str, bytes]:
    """But for the packed site map, which holds the time it was packed."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file() and f.name != "sitemap.xml.gz"}


def test_what_is_wrong_is_told_and_then_mended(served: Served):
    curated, start = served.seeds / "corrections.yml", len(served.log)
    curated.write_text("text: 3\n")
    served.wait(lambda: "corrections.yml:1" in served.log[start:])
    assert SHOWN not in served.log[start:]
    served.wait(lambda: "An error happened" in served.log[start:])
    assert "Of 3 red owls." in served.get(PAGE) and "14 papers" in served.get(), "the site of before is answered"
    curated.write_text("text: {feathers-of-owls-part-1: [{find: red, replace: green, reason: so it is}]}\n")
    served.wait(lambda: "Of 3 green owls." in served.get(PAGE))
    served.wait(lambda: "Of 3 green owls." in served.get("feed.xml"))
    with pytest.raises(HTTPError):
        served.get("papers/nothing/")


def test_what_was_worked_out_is_kept_where_nothing_changed(served: Served):
    cache = served.seeds.parent / ".cache" / "broadsheet"
    kept = {file for name in ("results", "cards") for file in (cache / name).rglob("*")}
    epoch = served.next_epoch(served.epoch_of(lambda: os.utime(served.seeds / "a.txt")))
    served.next_epoch(epoch)
    assert kept and kept <= set(cache.rglob("*"))


@pytest.fixture
def preview() -> Iterator[tuple[Preview, SimpleNamespace, list[str]]]:
    """One beside a server that does nothing, and what that was asked for."""
    done: list[str] = []
    server = SimpleNamespace(
        builder=lambda: done.append("built"),
        get_app=lambda: lambda environ, start_response: [b"page"],
        set_app=lambda app: done.append("app"),
        server_bind=lambda: done.append("bound"),
        server_address=("127.0.0.1", 8000),
        _rebuild_cond=threading.Condition(),
        _want_rebuild=False,
        _epoch_cond=threading.Condition(),
        _visible_epoch=1,
        _wanted_epoch=2,
    )
    one = Preview()
    yield one, server, done
    one.end()


def fail(error: Exception) -> bool:
    raise error


@pytest.mark.parametrize("show", [lambda: False, lambda: fail(GeneratorError("", "unreadable", "it cannot be read"))])
def test_pages_that_cannot_be_shown_are_left_to_the_build(preview, show: Callable[[], bool]):
    one, server, done = preview
    one.begin(server, show, lambda: None)
    one._edited.set()
    server.builder()
    assert done == ["app", "built"] and (server._visible_epoch, server._wanted_epoch) == (2, 2)


def test_an_error_in_showing_is_told_when_the_site_is_there(preview):
    one, server, done = preview
    one.begin(server, lambda: fail(KeyError("a bug")), lambda: None)
    one._edited.set()
    with pytest.raises(KeyError):
        server.builder()
    assert done == ["app", "built"] and server._visible_epoch == server._wanted_epoch, "no browser waits for ever"


class Circle:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_a_build_left_in_circles_is_given_back(preview):
    one, server, _ = preview
    gone = threading.Event()

    def build() -> None:
        weakref.finalize(Circle(), gone.set)
        gc.freeze()  # as a build does

    server.builder = build
    one.begin(server, lambda: False, lambda: None)
    server.builder()
    assert gone.wait(LONGEST)


def test_a_change_of_the_inputs_calls_for_a_build(preview):
    one, server, _ = preview
    seen = iter([1, 1, 2, *[2] * 1000])
    one.begin(server, lambda: True, lambda: next(seen))
    assert one._edited.wait(LONGEST)
    with server._rebuild_cond:
        assert server._rebuild_cond.wait_for(lambda: server._want_rebuild, LONGEST)


def test_a_build_that_was_overtaken_ends_quietly_and_another_follows(preview, monkeypatch: pytest.MonkeyPatch):
    one, server, _ = preview

    def build() -> None:
        one.leave()
        one._edited.set()
        one.check()

    monkeypatch.setattr(previews, "_QUIET", 0.0)
    server.builder = build
    one.begin(server, lambda: True, lambda: None)
    one._edited.set()
    server.builder()
    assert (server._visible_epoch, server._wanted_epoch) == (2, 2), "shown, and not told again"
    assert one._there.is_set(), "or no browser would get an answer"
    assert server._want_rebuild
    with pytest.raises(Superseded):
        one.check()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("site_name: x\nplugins: [\n", "mkdocs.yml:2: bad-settings a bracket in this line or above is not closed"),
        ("- x\n", "mkdocs.yml: bad-settings it is no mapping of settings"),
        ("INHERIT: above.yml\n", "mkdocs.yml:1: bad-settings INHERIT: there is no file above.yml"),
        ("INHERIT: mkdocs.yml\n", "mkdocs.yml:1: bad-settings INHERIT: it inherits itself"),
        ("site_name: x\nINHERIT: between.yml\n", "mkdocs.yml:2: bad-settings INHERIT: it inherits itself"),
        ("INHERIT: [docs]\n", "mkdocs.yml:1: bad-settings INHERIT: it must name one file of settings"),
        ("INHERIT: docs\n", "mkdocs.yml:1: bad-settings INHERIT: it must name one file of settings"),
        ("5\n", "mkdocs.yml: bad-settings it is no mapping of settings"),
        (f"site_name: x\nextra: {'[' * 3000}{']' * 3000}\n", "mkdocs.yml:2: bad-settings is nested too deeply"),
        ("site_name: x\nsite_url: https://[::1/\nplugins: [broadsheet]\n", "mkdocs.yml:2: bad-settings site_url must begin with http:// or https:// and a host"),
    ],
)
def test_settings_that_cannot_be_read_are_told_in_one_line_and_then_mended(preview, tmp_path: Path, text: str, told: str):
    """`Abort` is what the server of MkDocs shows without a traceback."""
    one, server, done = preview
    settings = tmp_path / "mkdocs.yml"
    (tmp_path / "docs").mkdir()
    (tmp_path / "between.yml").write_text("INHERIT: mkdocs.yml\n")
    server.builder = lambda: done.append(load_config(str(settings)).site_name)
    one.begin(server, lambda: False, lambda: None, settings)
    settings.write_text(text)
    with pytest.raises(Abort) as raised:
        server.builder()
    assert str(raised.value).startswith(told) and "\n" not in str(raised.value)
    assert server._visible_epoch == server._wanted_epoch, "no browser waits for ever"
    settings.write_text("site_name: Mended\n")
    server.builder()
    assert done == ["app", "Mended"]


def test_what_mkdocs_has_told_is_not_told_again(preview):
    one, server, _ = preview
    server.builder = lambda: fail(Abort("Aborted with a configuration error!"))
    one.begin(server, lambda: False, lambda: None)
    with pytest.raises(Abort, match=r"^Aborted with a configuration error!$"):
        server.builder()


def test_what_a_plugin_tells_is_told_as_it_is(preview):
    """It is no fault of the settings: the site's folder cannot be written, say."""
    one, server, _ = preview
    server.builder = lambda: fail(PluginError("plugin broadsheet: site/a: unwritable cannot be written: Permission denied"))
    one.begin(server, lambda: False, lambda: None)
    with pytest.raises(Abort, match=r"^plugin broadsheet: site/a: unwritable cannot be written: Permission denied$"):
        server.builder()


def test_an_address_of_another_program_is_told_in_one_line(preview):
    one, server, done = preview
    one.begin(server, lambda: False, lambda: None)
    server.server_bind()
    assert done == ["app", "bound"]
    one._bind = lambda: fail(OSError(98, "Address already in use"))
    with pytest.raises(Abort) as raised:
        server.server_bind()
    told = "127.0.0.1:8000: cannot-serve Address already in use; choose another address: make serve ADDR=127.0.0.1:8001, or mkdocs serve -a 127.0.0.1:8001"
    assert str(raised.value) == told
    one._bind = lambda: fail(OSError(99, "Cannot assign requested address"))
    with pytest.raises(Abort, match=r"^127\.0\.0\.1:8000: cannot-serve Cannot assign requested address$"):
        server.server_bind()


def test_wrong_settings_end_no_watching(tmp_path: Path):
    """For a while an option may be anything; then its folder is watched again."""
    plugin, config = BroadsheetPlugin(), SimpleNamespace(config_file_path=str(tmp_path / "mkdocs.yml"))
    plugin.config = SimpleNamespace(seeds=5, vocabulary=None)
    (tmp_path / "a.txt").write_text("x")
    assert plugin._look(config) is None
    plugin.config.seeds = "."
    assert [Path(file).name for file, _, _ in plugin._look(config)] == ["a.txt"]
