"""The site's folder from build to build: what is kept, what is written anew, and what a stopped build leaves."""

from __future__ import annotations

import os
import resource
import shutil
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.sitefolder import ASIDE, SiteFolder


def build(site: Path, ledger: Path, files: dict[str, bytes], stamp: str = "one", stop: str = "") -> SiteFolder:
    """What the plugin does with a folder, between which MkDocs empties it; `stop` ends it early."""
    folder = SiteFolder(site, ledger)
    folder.set_aside()
    if stop == "aside":
        return folder
    for path in site.iterdir() if site.exists() else ():
        if not path.name.startswith("."):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if stop == "emptied":
        return folder
    folder.bring_back()
    for path, data in files.items():
        folder.note([folder.write(path, data)])
        if stop == "writing":
            return folder
    folder.finish(stamp)
    return folder


def state(site: Path) -> dict[str, tuple[bytes, int]]:
    """Each file's bytes, and when it was written."""
    return {f.relative_to(site).as_posix(): (f.read_bytes(), f.stat().st_mtime_ns) for f in site.rglob("*") if f.is_file()}


FILES = {"a/index.html": b"A", "a/b/index.html": b"B", "c.txt": b"C"}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "site", tmp_path / "cache" / "ledger"


def test_what_is_the_same_is_not_written_again(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    before = state(places[0])
    build(*places, {**FILES, "c.txt": b"new"})
    after = state(places[0])
    assert {path: after[path] for path in ("a/index.html", "a/b/index.html")} == {p: before[p] for p in before if p != "c.txt"}
    assert after["c.txt"][0] == b"new"


def test_what_a_build_no_longer_has_is_removed_with_its_folder(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    build(*places, {"c.txt": b"C"})
    assert [path.name for path in places[0].iterdir()] == ["c.txt"]


def test_files_of_others_do_not_stay(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    (places[0] / "a" / "foreign.html").write_text("x")
    (places[0] / "other").mkdir()
    (places[0] / "other" / "x.html").write_text("x")
    (places[0] / ".nojekyll").write_text("")  # MkDocs leaves hidden files alone
    build(*places, FILES)
    assert {*state(places[0])} == {*FILES, ".nojekyll"}


def test_a_file_that_was_touched_is_written_anew(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    (places[0] / "c.txt").write_bytes(b"X")
    assert not (folder := build(*places, FILES)).holds("c.txt") and folder.holds("a/index.html")
    assert (places[0] / "c.txt").read_bytes() == b"C"


def test_a_copy_of_the_files_is_kept_whatever_its_times(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    for file in FILES:
        os.utime(places[0] / file, ns=(7, 7))
    before = state(places[0])
    assert all(map(build(*places, FILES).holds, FILES))
    assert all(map(build(*places, FILES).holds, FILES)), "its times are known by now"
    assert state(places[0]) == before


@pytest.mark.parametrize("path", ["c.txt", "a/index.html"])
def test_nothing_is_written_through_a_link_in_the_place_of_a_file(places: tuple[Path, Path], tmp_path: Path, path: str) -> None:
    build(*places, FILES)
    (tmp_path / "elsewhere").write_bytes(FILES[path])
    (places[0] / path).unlink()
    (places[0] / path).symlink_to(tmp_path / "elsewhere")
    build(*places, {**FILES, path: b"new"})
    assert (tmp_path / "elsewhere").read_bytes() == FILES[path]
    assert (places[0] / path).read_bytes() == b"new" and not (places[0] / path).is_symlink()


def test_a_file_that_somebody_else_wrote_meanwhile_is_not_removed(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    folder = SiteFolder(*places)
    folder.set_aside()
    folder.bring_back()
    (places[0] / "c.txt").write_bytes(b"of another")
    folder.finish("two")
    assert {path: data for path, (data, _) in state(places[0]).items()} == {"c.txt": b"of another"}


@pytest.mark.parametrize("stop", ["aside", "emptied", "writing"])
def test_a_build_that_was_stopped_leaves_nothing_wrong(places: tuple[Path, Path], stop: str) -> None:
    build(*places, FILES)
    changed = {"a/index.html": b"A2", "a/b/index.html": b"B", "c.txt": b"C"}
    build(*places, changed, "two", stop)
    build(*places, changed, "two")
    assert {path: data for path, (data, _) in state(places[0]).items()} == changed
    assert not (places[0] / ASIDE).exists()


def test_after_two_stopped_builds_the_site_is_right(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    build(*places, FILES, "two", "emptied")
    (places[0] / "half").mkdir(exist_ok=True)
    (places[0] / "half" / "x.html").write_text("x")
    build(*places, FILES, "two", "aside")
    build(*places, FILES, "two")
    assert {path: data for path, (data, _) in state(places[0]).items()} == FILES


def test_what_was_hidden_is_not_shown_where_nobody_knows_it(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    build(*places, FILES, "two", "aside")
    places[1].unlink()
    build(*places, {"c.txt": b"C"})
    assert {*state(places[0])} == {"c.txt"} and not (places[0] / ASIDE).exists()


def test_files_are_brought_back_once(places: tuple[Path, Path]) -> None:
    """A build that fails late may ask again, when files are new already."""
    build(*places, FILES)
    folder = SiteFolder(*places)
    folder.set_aside()
    folder.bring_back()
    folder.write("c.txt", b"new")
    (places[0] / "index.html").write_bytes(b"of MkDocs")
    folder.bring_back()
    assert {*state(places[0])} == {*FILES, "index.html"}


def test_who_holds_a_file_keeps_it_whole(places: tuple[Path, Path], tmp_path: Path) -> None:
    build(*places, FILES)
    os.link(places[0] / "c.txt", tmp_path / "snapshot")
    build(*places, {**FILES, "c.txt": b"new"})
    assert (tmp_path / "snapshot").read_bytes() == b"C"


def test_a_file_is_written_over_in_place(places: tuple[Path, Path]) -> None:
    """Longer or shorter: to take a new one each time costs much more where many were given back just before."""
    build(*places, FILES)
    file = places[0] / "c.txt"
    number = file.stat().st_ino
    for data in (b"longer than before", b"", b"short"):
        build(*places, {**FILES, "c.txt": data})
        assert (file.read_bytes(), file.stat().st_ino) == (data, number)


def test_a_file_that_is_a_link_now_is_none_of_ours(places: tuple[Path, Path], tmp_path: Path) -> None:
    build(*places, FILES)
    folder = SiteFolder(*places)
    folder.set_aside()
    folder.bring_back()
    (tmp_path / "of-another").write_bytes(b"C")
    (places[0] / "c.txt").unlink()
    (places[0] / "c.txt").symlink_to(tmp_path / "of-another")
    folder.write("c.txt", b"new")
    assert (tmp_path / "of-another").read_bytes() == b"C" and (places[0] / "c.txt").read_bytes() == b"new"


def test_a_file_cut_short_while_it_was_written_is_written_anew(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    with open(places[0] / "c.txt", "r+b") as stream:
        stream.write(b"?")
    assert not (folder := build(*places, FILES, "two", "writing")).holds("c.txt") and folder.holds("a/index.html")
    build(*places, FILES)
    assert (places[0] / "c.txt").read_bytes() == b"C"


def test_who_reads_a_site_meanwhile_gets_whole_files(places: tuple[Path, Path]) -> None:
    """A preview is read as it is built, and a few files are written into it before: the old ones stay as they are."""
    build(*places, FILES)
    with open(places[0] / "c.txt", "rb") as old, open(places[0] / "a/index.html", "rb") as other:
        folder = SiteFolder(*places)
        folder.set_aside()
        folder.bring_back(whole=True)
        folder.write("c.txt", b"new")
        build(*places, {**FILES, "c.txt": b"new"}).amend({"a/index.html": b"new"})
        assert (old.read(), other.read()) == (b"C", b"A")


def test_a_file_that_has_no_room_is_taken_away(places: tuple[Path, Path]) -> None:
    build(*places, FILES)
    folder = SiteFolder(*places)
    folder.set_aside()
    folder.bring_back()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(OutputError, match="too large"):
            folder.write("c.txt", b"new" * 1_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (places[0] / "c.txt").exists()


def test_a_link_to_a_folder_stays(places: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    build(*places, FILES)
    (places[0] / "linked").symlink_to(tmp_path / "elsewhere")
    folder = SiteFolder(*places)
    folder.set_aside()
    folder.bring_back()
    assert (places[0] / "linked").is_symlink()


@pytest.mark.parametrize("text", ["", "nonsense", "broadsheet ledger 1\n", "cut"])
def test_a_damaged_ledger_is_as_none(places: tuple[Path, Path], text: str) -> None:
    build(*places, FILES)
    whole = places[1].read_text()
    places[1].write_text(whole[:-7] if text == "cut" else text)
    folder = build(*places, FILES)
    assert text == "cut" or (folder.stamp == "" and not folder.holds("c.txt"))
    assert {path: data for path, (data, _) in state(places[0]).items()} == FILES


def test_a_ledger_tells_of_one_folder(places: tuple[Path, Path], tmp_path: Path) -> None:
    build(*places, FILES)
    places[0].rename(tmp_path / "moved")
    assert SiteFolder(tmp_path / "moved", places[1]).stamp == ""


def test_the_ledger_of_a_folder_that_is_gone_is_removed(places: tuple[Path, Path], tmp_path: Path) -> None:
    build(tmp_path / "preview", places[1].parent / "preview", FILES)
    build(*places, FILES)
    shutil.rmtree(tmp_path / "preview")
    build(*places, FILES)
    assert os.listdir(places[1].parent) == ["ledger"]


def test_a_file_is_known_by_what_it_was_made_from(places: tuple[Path, Path]) -> None:
    build(*places, {})
    folder = SiteFolder(*places)
    folder.note([folder.write("a.html", b"A", "key"), folder.write("b.html", b"B")])
    folder.finish("one")
    again = SiteFolder(*places)
    again.set_aside()
    again.bring_back()
    assert [again.holds("a.html", key) for key in ("key", "other", "")] == [True, False, True]
    assert [again.holds("b.html", key) for key in ("key", "")] == [False, True]
    again.note([again.write("a.html", b"A", "new"), again.write("b.html", b"B", "key")])
    again.finish("two")
    last = SiteFolder(*places)
    last.set_aside()
    last.bring_back()
    assert last.holds("a.html", "new") and last.holds("b.html", "key") and not last.holds("a.html", "key")


def test_a_few_files_are_written_between_two_builds(places: tuple[Path, Path]) -> None:
    """Also twice, back to what they were, and new ones; the next build knows all but what they were made from."""
    folder = build(*places, FILES)
    folder.amend({"c.txt": b"new", "d/index.html": b"D"})
    folder.amend({"c.txt": b"C"})
    assert {path: data for path, (data, _) in state(places[0]).items()} == {**FILES, "d/index.html": b"D"}
    after = SiteFolder(*places)
    after.set_aside()
    after.bring_back()
    assert after.stamp == "" and after.holds("c.txt") and not after.holds("c.txt", "key") and after.holds("d/index.html")
    before = state(places[0])
    build(*places, FILES)
    assert state(places[0]) == {path: kept for path, kept in before.items() if path in FILES}


def test_files_of_a_build_that_was_given_up_are_known_to_the_next(places: tuple[Path, Path]) -> None:
    build(*places, {**FILES, "old.txt": b"old"})
    folder = build(*places, {"c.txt": b"new"}, stop="writing")
    folder.amend({})
    assert {path: data for path, (data, _) in state(places[0]).items()} == {**FILES, "old.txt": b"old", "c.txt": b"new"}
    kept = state(places[0])["c.txt"]
    build(*places, {**FILES, "c.txt": b"new"})
    assert state(places[0])["c.txt"] == kept and not (places[0] / "old.txt").exists()


def test_a_preview_keeps_what_is_not_ours(places: tuple[Path, Path]) -> None:
    """MkDocs and others write it anew or not; it is taken away by name."""
    build(*places, FILES)
    for name in ("style.css", "gone.css"):
        (places[0] / name).write_bytes(b"theirs")
    folder = SiteFolder(*places)
    folder.set_aside()
    folder.bring_back(whole=True)
    folder.note(folder.write(path, data) for path, data in FILES.items())
    folder.finish("two")
    assert set(state(places[0])) == {*FILES, "style.css", "gone.css"}
    folder.remove(["gone.css", "never-there.css"])
    assert set(state(places[0])) == {*FILES, "style.css"}
