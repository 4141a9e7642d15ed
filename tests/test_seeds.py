"""Reading input files: bytes that are text, that nearly are, and that are not."""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.decoding import decode_digest
from generator.errors import GeneratorError
from generator.seeds import find_curated, look_at, read_inputs, read_text
from generator.site import read_digests


def shown(problems):
    return [f"{problem.severity} {problem}" for problem in problems]


def test_utf_8():
    assert decode_digest("Öwls · at night\n".encode(), "a.txt") == ("Öwls · at night\n", [])


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_byte_order_marks_are_obeyed_and_dropped(bom, encoding):
    assert decode_digest(bom + "Öwls\n".encode(encoding), "a.txt") == ("Öwls\n", [])


def test_line_ends_are_kept():
    assert decode_digest(b"a\r\nb\rc\n", "a.txt")[0] == "a\r\nb\rc\n"


def test_binary_is_left_out_with_its_line():
    text, problems = decode_digest(b"new\nOct 28\nPK\x03\x04\x00\x00", "seeds/a.txt")
    assert text is None
    assert shown(problems) == ["error seeds/a.txt:3: not-text the file is binary, not text; it is left out"]


def test_a_byte_of_nothing_costs_nothing_else():
    text, problems = decode_digest("Öwls\nat ni\0ght by day\n".encode(), "seeds/a.txt")
    assert text == "Öwls\nat night by day\n"
    assert shown(problems) == ["warning seeds/a.txt:2: bad-byte a byte of nothing (NUL); such bytes are left out"]
    text, problems = decode_digest("Öwls at night, owls by day, herons at the n".encode() + b"\xefght \0of the owls\n", "a.txt")
    assert text and [problem.code for problem in problems] == ["bad-byte", "bad-byte"]
    assert decode_digest("Owls at night".encode("utf-16-le"), "a.txt")[1][0].code == "not-text"


def test_a_bad_byte_is_shown_and_told_with_its_line():
    text, problems = decode_digest("Öwls\nat n".encode() + b"\xefght\nand \xff day\n", "seeds/a.txt")
    assert text == "Öwls\nat n\ufffdght\nand \ufffd day\n"
    assert shown(problems) == [
        "warning seeds/a.txt:2: bad-byte a byte that is not UTF-8; such bytes are shown as \ufffd (is it Latin-1 or Windows-1252?)"
    ]


def test_windows_1252_is_read_as_such_and_told_once():
    text = "Öwls\n•  5 authors\n·\nSep 18\n“At night” – the owls’ way…\n"
    read, problems = decode_digest(b"Herons\n" + text.encode("cp1252"), "seeds/a.txt")
    assert read == "Herons\n" + text
    assert shown(problems) == [
        "warning seeds/a.txt:2: not-utf-8 the file is not UTF-8; it is read as Windows-1252 (ANSI), which its bytes look like: save it as UTF-8"
    ]


@pytest.mark.parametrize(
    "data",
    [
        "Öwls · at “night”, and then the next d".encode() + b"\xe4y\n",
        "The owls, the “night and the day”.".encode() + b"\xe2\x80",
        "Owls of the night\n".encode("ascii") + "·\n".encode() + b"d\xe4y, d\xe4y\n",
        b"An owl of the night and of the day \x8d and \x93another\x94\n",
        codecs.BOM_UTF8 + b"An owl of the night and of the d\xe4y\n",
        "Совы ночью и днём. Owls".encode("cp1251"),
        "我们在夜里数猫头鹰的羽毛 owls".encode("gb2312"),
    ],
    ids=["one bad byte", "cut off", "as many good ones", "no such sign", "byte order mark", "Cyrillic", "Chinese"],
)
def test_other_bytes_stay_bad(data):
    text, problems = decode_digest(data, "a.txt")
    assert text == data.decode("utf-8-sig", errors="replace")
    assert [problem.code for problem in problems] == ["bad-byte"]


WESTERN = "".join(bytes([byte]).decode("cp1252", errors="ignore") for byte in range(0x80, 0x100))
pieces = st.tuples(st.text("owl night\n-,.", min_size=2, max_size=9).map(lambda text: text + "s"), st.sampled_from(WESTERN))


@given(st.lists(pieces, min_size=1, max_size=40))
def test_any_text_that_windows_1252_can_write_is_read_from_its_bytes(parts):
    """Each sign stands alone, so that no two are one of UTF-8."""
    text = "".join(plain + sign for plain, sign in parts) + "\n"
    read, problems = decode_digest(text.encode("cp1252"), "a.txt")
    assert read == text
    assert [problem.code for problem in problems] == ["not-utf-8"]


def test_a_file_that_was_cut_off_within_a_sign_is_utf_8():
    text, problems = decode_digest("Owls at Night…".encode()[:-1], "a.txt")
    assert text == "Owls at Night\ufffd"
    assert [problem.code for problem in problems] == ["bad-byte"]


def test_half_a_utf_16_character():
    text, problems = decode_digest(codecs.BOM_UTF16_LE + "Owls".encode("utf-16-le") + b"\x20", "a.txt")
    assert text.startswith("Owls")
    assert [problem.code for problem in problems] == ["bad-byte"]


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_problem(data):
    text, problems = decode_digest(data, "a.txt")
    assert text is not None or problems


def test_a_folder_gives_its_text_files_by_name(tmp_path):
    for name in ("b.txt", "a.txt", "C.TXT", "notes.md", "digests.yml", "atxt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "folder.txt").mkdir()
    inputs = read_inputs([tmp_path], root=tmp_path)
    assert [(source.path, source.name, source.text) for source in inputs.digests] == [
        ("C.TXT", "C.TXT", "C.TXT"),
        ("a.txt", "a.txt", "a.txt"),
        ("b.txt", "b.txt", "b.txt"),
    ]


def test_the_order_of_paths_does_not_matter(tmp_path):
    files = [tmp_path / name for name in ("c.txt", "a.txt", "b.txt")]
    for file in files:
        file.write_text(file.name)
    given_all = read_inputs(files, root=tmp_path)
    assert given_all == read_inputs([*reversed(files), tmp_path], root=tmp_path)
    assert [source.name for source in given_all.digests] == ["a.txt", "b.txt", "c.txt"]


def test_a_binary_file_leaves_the_others(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text("text")
    inputs = read_inputs([tmp_path], root=tmp_path)
    assert [source.name for source in inputs.digests] == ["b.txt"]
    assert [problem.code for problem in inputs.problems] == ["not-text"]


def test_a_link_to_nowhere_leaves_the_others_and_is_told(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("Owls", encoding="utf-8")
    (folder / "b.txt").symlink_to("nowhere")
    inputs = read_inputs([folder], root=tmp_path)
    assert [source.name for source in inputs.digests] == ["a.txt"]
    assert shown(inputs.problems) == ["error seeds/b.txt:1: no-file the link leads to no file; it is left out"]


def test_an_empty_folder_is_no_fault(tmp_path):
    assert read_inputs([tmp_path], root=tmp_path).digests == ()


def test_a_missing_path_cannot_run(tmp_path):
    with pytest.raises(GeneratorError, match=r"nowhere: no-file there is no such file or folder"):
        read_inputs([tmp_path / "nowhere"], root=tmp_path)


def _refuse(*_arguments):
    raise PermissionError(errno.EACCES, "Permission denied")


def _refuse_one(monkeypatch, name):
    """Rights do not stop the user root."""
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: _refuse() if file.name == name else read(file))


def test_an_unreadable_digest_leaves_the_others_and_is_told(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "digests.yml").write_text("b.txt:\n  title: Owls\n")
    _refuse_one(monkeypatch, "b.txt")
    inputs = read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path))
    assert [source.name for source in inputs.digests] == ["a.txt", "c.txt"]
    assert shown(inputs.problems) == ["error b.txt:1: unreadable the file cannot be read: Permission denied; it is left out"]
    assert "digest-missing" not in [problem.code for problem in read_digests(inputs)[1]]


def test_an_unreadable_curated_file_cannot_run(tmp_path, monkeypatch):
    (tmp_path / "digests.yml").write_text("")
    _refuse_one(monkeypatch, "digests.yml")
    with pytest.raises(GeneratorError, match=r"digests\.yml: unreadable cannot be read: Permission denied"):
        read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path))


def test_an_unreadable_folder_cannot_run(tmp_path, monkeypatch):
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(Path, "iterdir", _refuse)
    with pytest.raises(GeneratorError, match=r"seeds: unreadable cannot be read: Permission denied"):
        read_inputs([tmp_path / "seeds"], root=tmp_path)


def test_curated_files(tmp_path):
    for name in ("digests.yml", "corrections.yml", "mine.yml"):
        (tmp_path / name).write_bytes(codecs.BOM_UTF8 + name.encode())
    (tmp_path / "seeds").mkdir()
    inputs = read_inputs(
        [tmp_path / "seeds"],
        root=tmp_path,
        infos=tmp_path / "digests.yml",
        corrections=tmp_path / "corrections.yml",
        vocabulary=tmp_path / "mine.yml",
    )
    curated = (inputs.infos, inputs.corrections, inputs.vocabulary)
    assert [(source.path, source.text) for source in curated] == [
        ("digests.yml", "digests.yml"),
        ("corrections.yml", "corrections.yml"),
        ("mine.yml", "mine.yml"),
    ]


def test_curated_files_may_be_absent(tmp_path):
    inputs = read_inputs([tmp_path], root=tmp_path)
    assert (inputs.infos, inputs.corrections) == (None, None)
    assert inputs.vocabulary.name == "vocabulary.yml"


def test_a_curated_file_that_is_not_utf_8_cannot_run(tmp_path):
    (tmp_path / "digests.yml").write_bytes("a.txt:\n  title: Öwls\n  note: Käuze\n".encode("cp1252"))
    with pytest.raises(GeneratorError, match=r"^digests\.yml:2: not-utf-8 is not UTF-8 text; save it as UTF-8$"):
        read_inputs([tmp_path], root=tmp_path, infos=tmp_path / "digests.yml")


def test_a_text_is_called_what_it_is_shown_as(tmp_path):
    (tmp_path / "a.yml").write_bytes(b"\xff")
    with pytest.raises(GeneratorError, match=r"^seeds/a\.yml:1: not-utf-8 is not UTF-8 text; save it as UTF-8$"):
        read_text(tmp_path / "a.yml", "seeds/a.yml")
    (tmp_path / "a.yml").unlink()
    with pytest.raises(GeneratorError, match=r"^seeds/a\.yml: no-file cannot be read: No such file"):
        read_text(tmp_path / "a.yml", "seeds/a.yml")


def test_a_curated_file_that_was_named_must_be_there(tmp_path):
    with pytest.raises(GeneratorError, match=r"mine\.yml: no-file cannot be read: No such file"):
        read_inputs([tmp_path], root=tmp_path, vocabulary=tmp_path / "mine.yml")


def test_a_file_outside_the_project_is_named_in_full(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "project").mkdir()
    inputs = read_inputs([tmp_path / "a.txt"], root=tmp_path / "project")
    assert inputs.digests[0].path == str(tmp_path / "a.txt")


def test_a_folder_without_digests_is_told(tmp_path):
    """It would publish a site without papers, maybe in the place of one with many."""
    inputs = read_inputs([tmp_path], root=tmp_path.parent)
    assert [(problem.severity, problem.code) for problem in inputs.problems] == [("warning", "no-digests")]


def test_what_lies_with_the_digests_and_is_not_read_is_told_once(tmp_path):
    names = ["a.txt", "b.md", "c.html", "digests.yml", "corrections.yml", "vectors.bin", "layout.json", "tags.yml", ".hidden"]
    deep = ["2025/x.txt", "2025/y.TXT", "2025/01/z.txt", "2026/w.txt", "2025/notes.md", ".old/v.txt", "pictures/p.png", "2025/.u.txt"]
    for name in [*names, *deep]:
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text("")
    inputs = read_inputs([tmp_path / "seeds"], root=tmp_path, vocabulary=tmp_path / "seeds" / "tags.yml")
    assert [source.name for source in inputs.digests] == ["a.txt"]
    assert shown(inputs.problems) == [
        "warning seeds:1: not-read digests lie in the folder itself, so these are left out: 2025/x.txt, 2025/y.TXT, 2025/01/z.txt and 1 more",
        "info seeds:1: not-read the names of digests end in .txt, so these are left out: b.md, c.html",
    ]
    assert read_inputs([tmp_path / "seeds" / "a.txt"], root=tmp_path).problems == ()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["digests.yaml"], "warning seeds:1: not-read digests.yaml is not read; is digests.yml meant?"),
        (["Corrections.yml"], "warning seeds:1: not-read Corrections.yml is not read; is corrections.yml meant?"),
        (["corrections"], "warning seeds:1: not-read corrections is not read; is corrections.yml meant?"),
        (["layout.JSON"], "warning seeds:1: not-read layout.JSON is not read; is layout.json meant?"),
        (["digest.yml"], "warning seeds:1: not-read digest.yml is not read; is digests.yml meant?"),
        (["vectors.npy", "layout.png", "corrections.csv", "digests.yml~"], "info seeds:1: not-read the names of digests end in .txt, so these are left out: corrections.csv, digests.yml~, layout.png and 1 more"),
        (["digest.yml", "digests.yml"], "info seeds:1: not-read the names of digests end in .txt, so these are left out: digest.yml"),
        (["digests.yml", "digests.yaml"], "warning seeds:1: not-read digests.yaml is not read; is digests.yml meant?"),
        (["digests.yml", "digests.md"], "info seeds:1: not-read the names of digests end in .txt, so these are left out: digests.md"),
        (["digests.old.yml"], "info seeds:1: not-read the names of digests end in .txt, so these are left out: digests.old.yml"),
    ],
)
def test_a_name_that_is_nearly_that_of_a_curated_file_is_a_warning(tmp_path, names, message):
    (tmp_path / "seeds").mkdir()
    for name in ("a.txt", *names):
        (tmp_path / "seeds" / name).write_text("")
    assert shown(read_inputs([tmp_path / "seeds"], root=tmp_path).problems) == [message]


def test_a_curated_file_by_another_name_is_read(tmp_path):
    """So it looks where the case of names means nothing."""
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "digests.yml").write_text("")
    (tmp_path / "Digests.yml").hardlink_to(tmp_path / "digests.yml")
    assert read_inputs([tmp_path], root=tmp_path).problems == ()


@pytest.mark.parametrize("name", ["digests.yml", "corrections.yml", "vectors.bin", "layout.json"])
def test_what_lies_in_the_place_of_a_curated_file_cannot_be_read(tmp_path, name):
    folder = tmp_path / "seeds"
    (folder / name).mkdir(parents=True)
    with pytest.raises(GeneratorError, match=rf"^seeds/{name}: unreadable cannot be read: Is a directory$"):
        read_inputs([folder], root=tmp_path, **find_curated(folder))
    (folder / name).rmdir()
    (folder / name).symlink_to("nowhere")
    with pytest.raises(GeneratorError, match=rf"^seeds/{name}: no-file the link leads to no file$"):
        read_inputs([folder], root=tmp_path, **find_curated(folder))


def test_digests_in_a_linked_folder_are_told(tmp_path):
    for folder, name in (("seeds", "a.txt"), ("elsewhere", "b.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("")
    (tmp_path / "seeds" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "round").symlink_to(tmp_path / "elsewhere")
    (problem,) = read_inputs([tmp_path / "seeds"], root=tmp_path).problems
    assert problem.severity == "warning" and "more/b.txt" in problem.message


def test_a_folder_that_is_a_link_is_called_by_its_own_name(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("Owls\n")
    root = tmp_path / "project"
    root.mkdir()
    (root / "seeds").symlink_to(tmp_path / "elsewhere")
    (source,) = read_inputs([root / "seeds"], root=root).digests
    assert source.path == "seeds/a.txt"
    (tmp_path / "link").symlink_to(root)
    (source,) = read_inputs([tmp_path / "elsewhere"], root=tmp_path / "link" / ".." / "elsewhere").digests
    assert source.path == "a.txt"
    (source,) = read_inputs([tmp_path / "link" / "seeds"], root=tmp_path / "link").digests
    assert source.path == "seeds/a.txt"


def test_a_quick_look_tells_every_change_of_what_is_read(tmp_path):
    folder, own = tmp_path / "seeds", tmp_path / "words.yml"
    looks = [look_at(folder, own)]
    assert looks == [frozenset()], "a folder that is away is no error"
    folder.mkdir()
    for file in (folder / "a.TXT", folder / "digests.yml", folder / "corrections.yml", folder / "vectors.bin", folder / "layout.json", own):
        file.write_text("one")
        looks.append(look_at(folder, own))
    own.write_text("longer")
    looks.append(look_at(folder, own))
    (folder / "a.TXT").unlink()
    looks.append(look_at(folder, own))
    assert len(set(looks)) == len(looks)
    (folder / ".a.txt.swp").write_text("no input")
    (folder / ".goutputstream.txt").write_text("no digest")
    assert not read_inputs([folder], root=tmp_path).digests
    assert look_at(folder, own) == looks[-1]


def test_a_site_that_is_built_among_digests_holds_none(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    for name in ("site/404.html", "site/deep/other.txt", "again/llms.txt", "again/llms-full.txt", "more/b.txt", "saved/index.html", "saved/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    told = "digests lie in the folder itself, so these are left out: more/b.txt, saved/c.txt"
    assert [problem.message for problem in read_inputs([tmp_path], root=tmp_path).problems] == [told]
