"""Writing files: only what changed, only what is ours."""

from __future__ import annotations

import os

import pytest

from generator import output
from generator.errors import OutputError
from generator.output import MANIFEST, Written, write_pages, write_text
from generator.publication import Page


def pages(**texts):
    return [Page(path=f"{name}/index.md", text=text) for name, text in texts.items()]


def listing(folder):
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


def test_writes_pages_and_a_list_of_them(tmp_path):
    assert write_pages(tmp_path / "out", pages(b="B", a="Ä")) == Written(written=2, unchanged=0, removed=0)
    assert listing(tmp_path / "out") == {"a/index.md": "Ä", "b/index.md": "B", MANIFEST: "a/index.md\nb/index.md\n"}


def test_writes_only_what_changed(tmp_path):
    write_pages(tmp_path, pages(a="A", b="B"))
    for file in tmp_path.rglob("*"):
        if file.is_file():
            os.utime(file, (1_000, 1_000))
    assert write_pages(tmp_path, pages(a="A", b="new")) == Written(written=1, unchanged=1, removed=0)
    assert (tmp_path / "a/index.md").stat().st_mtime == 1_000
    assert (tmp_path / "b/index.md").stat().st_mtime > 1_000


def test_removes_its_own_stale_pages_and_their_empty_folders(tmp_path):
    write_pages(tmp_path, [*pages(a="A"), Page(path="deep/er/index.md", text="D")])
    (tmp_path / "a/mine.txt").write_text("mine")
    assert write_pages(tmp_path, pages(b="B")) == Written(written=1, unchanged=0, removed=2)
    assert listing(tmp_path) == {"a/mine.txt": "mine", "b/index.md": "B", MANIFEST: "b/index.md\n"}
    assert not (tmp_path / "deep").exists()


def test_touches_no_foreign_file(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.md").write_text("by hand")
    with pytest.raises(OutputError, match=r"a/index\.md: wrong-place was not written by broadsheet"):
        write_pages(tmp_path, pages(a="A", b="B"))
    assert listing(tmp_path) == {"a/index.md": "by hand"}


@pytest.mark.parametrize("place", ["docs", "docs/papers", "docs/../docs", "."])
def test_refuses_docs(tmp_path, place):
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x")
    target = docs if place == "." else tmp_path / place
    with pytest.raises(OutputError, match="is inside the docs folder"):
        write_pages(target, pages(a="A"))
    assert listing(docs) == {}


def test_refuses_docs_through_a_symbolic_link(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x")
    (tmp_path / "link").symlink_to(tmp_path / "docs", target_is_directory=True)
    with pytest.raises(OutputError, match="is inside the docs folder"):
        write_pages(tmp_path / "link", pages(a="A"))


def test_a_folder_named_like_docs_is_fine(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("site_name: x")
    (tmp_path / "docs").mkdir()
    assert write_pages(tmp_path / "docs2", pages(a="A")).written == 1


def test_a_folder_docs_of_nobody_is_fine(tmp_path):
    assert write_pages(tmp_path / "docs", pages(a="A")).written == 1


@pytest.mark.parametrize("entry", ["../mine.txt", "a/../../mine.txt", "/etc/hostname", "", "a", "nowhere/index.md"])
def test_a_list_that_was_tampered_with_is_harmless(tmp_path, entry):
    (tmp_path / "mine.txt").write_text("mine")
    folder = tmp_path / "out"
    write_pages(folder, pages(a="A"))
    with (folder / MANIFEST).open("a") as file:
        file.write(f"{entry}\n{tmp_path / 'mine.txt'}\n")
    write_pages(folder, pages(a="A"))
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert listing(folder) == {"a/index.md": "A", MANIFEST: "a/index.md\n"}


def test_a_list_that_is_no_text_is_no_list(tmp_path):
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\x00a/index.md\n")
    assert write_pages(tmp_path, pages(a="A")).written == 1


def test_an_interrupted_run_is_mended_by_the_next(tmp_path, monkeypatch):
    write_pages(tmp_path, pages(a="A", old="O"))
    real = output.write_text

    def stop_at_c(file, text):
        if file.parent.name == "c":
            raise KeyboardInterrupt
        return real(file, text)

    monkeypatch.setattr(output, "write_text", stop_at_c)
    with pytest.raises(KeyboardInterrupt):
        write_pages(tmp_path, pages(b="B", c="C", d="D"))
    monkeypatch.undo()
    assert write_pages(tmp_path, pages(d="D")).removed == 3  # a, old, and b of the interrupted run
    assert listing(tmp_path) == {"d/index.md": "D", MANIFEST: "d/index.md\n"}


def test_a_file_where_a_folder_must_be(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        write_pages(tmp_path, pages(a="A"))
    with pytest.raises(OutputError, match="is not a folder"):
        write_pages(tmp_path / "a", pages(b="B"))


def test_write_text_says_whether_it_wrote(tmp_path):
    file = tmp_path / "deep" / "x.json"
    assert write_text(file, "Ö\r\n") is True
    assert file.read_bytes() == "Ö\r\n".encode()
    assert write_text(file, "Ö\r\n") is False
    assert write_text(file, "new") is True
    assert [other.name for other in file.parent.iterdir()] == ["x.json"]


def test_write_text_takes_any_text(tmp_path):
    assert write_text(tmp_path / "x", "a\ud800b")
    assert (tmp_path / "x").read_bytes() == b"a?b"


def test_write_text_over_a_folder(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_text(tmp_path / "a", "x")
    assert [file.name for file in tmp_path.rglob("*")] == ["a"]


def test_write_text_follows_a_link(tmp_path):
    (tmp_path / "link").symlink_to("file")
    assert write_text(tmp_path / "link", "one") is True
    assert write_text(tmp_path / "link", "two") is True
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "two"


def test_write_text_to_what_is_no_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert write_text(pipe, "x") is True
    assert os.read(reader, 9) == b"x"
    os.close(reader)
    assert pipe.is_fifo()
