"""The only reading of input files: folders and files → `Inputs`; knows nothing of what the texts mean."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .decoding import decode_digest
from .errors import GeneratorError
from .inputs import Inputs, SourceBytes
from .model import Problem, SourceText

_FONT = ("font_source_serif_pro", ("SourceSerifPro-Regular.otf", "SourceSerifPro-Semibold.otf"))  # in its .ttf a % has no width
VECTORS, LAYOUT = "vectors.bin", "layout.json"
_CURATED = {"infos": "digests.yml", "corrections": "corrections.yml", "vectors": VECTORS, "layout": LAYOUT}
_STEMS = {PurePosixPath(name).stem: name for name in _CURATED.values()}
_OF_A_SITE = ("404.html", "llms.txt")  # the latter is there while the site is built again
_ALIKE = 0.85  # of two names: a letter amiss


def read_inputs(
    paths: Iterable[Path],
    *,
    root: Path,
    infos: Path | None = None,
    corrections: Path | None = None,
    vocabulary: Path | None = None,
    vectors: Path | None = None,
    layout: Path | None = None,
) -> Inputs:
    """Read digests (files, or all `*.txt`, in any case, of folders but hidden ones) and curated files; messages name paths relative to `root`.

    Raises `GeneratorError` when a path is missing, or a folder or curated file cannot be read. A digest that cannot, or is no text, is a Problem.
    """
    paths = list(paths)
    files = sorted({file for path in paths for file in _digest_files(path)}, key=lambda f: (f.name, str(f)))
    digests, problems = [], []
    for file in files:
        shown = _shown(file, root)
        if _leads_nowhere(file):
            where = str(PurePosixPath(_shown(file.parent, root)) / file.name)
            problems.append(Problem.at_line("error", "no-file", where, 1, "the link leads to no file; it is left out"))
            continue
        try:
            data = file.read_bytes()
        except OSError as error:
            problems.append(Problem.at_line("error", "unreadable", shown, 1, f"the file cannot be read: {error.strerror}; it is left out"))
            continue
        text, found = decode_digest(data, shown)
        problems += found
        if text is not None:
            digests.append(SourceText(path=shown, name=file.name, text=text))
    empty = [] if files else [_shown(path, root) for path in paths]
    problems += [Problem.at_line("warning", "no-digests", path, 1, "there is no *.txt file in this folder") for path in empty]
    problems += [problem for path in paths if path.is_dir() for problem in _not_read(path, root, vocabulary)]
    return Inputs(
        digests=tuple(digests),
        infos=_curated(infos, root),
        corrections=_curated(corrections, root),
        layout=_curated(layout, root),
        vocabulary=_curated(vocabulary, root) or read_packaged("vocabulary.yml"),
        vectors=SourceBytes(path=_shown(vectors, root), data=read_bytes(vectors, _shown(vectors, root))) if vectors else None,
        word_vectors=packaged_bytes("word-vectors.bin"),
        english=packaged_bytes("english-words.bin"),
        fonts=_fonts(),
        problems=tuple(problems),
    )


def _fonts() -> tuple[bytes, ...]:
    package, names = _FONT
    return tuple((resources.files(package) / "files" / name).read_bytes() for name in names)


def read_program() -> bytes:
    """The files of this program, one after another: what is made depends on them."""
    root = Path(__file__).parent
    files = sorted(file for file in root.rglob("*") if file.is_file() and file.suffix not in (".pyc", ".pyo"))
    return b"".join(b"%s\n%s\n" % (str(file.relative_to(root)).encode(), file.read_bytes()) for file in files)


def find_curated(folder: Path) -> dict[str, Path | None]:
    """The curated files that lie in a folder, as `read_inputs` takes them. A folder or a link to nowhere in the place of one is no file
    that is missing: `read_inputs` cannot read it."""
    return {name: folder / file if _is_there(folder / file) else None for name, file in _CURATED.items()}


def _is_there(file: Path) -> bool:
    return file.is_file() or file.is_dir() or _leads_nowhere(file)


def look_at(folder: Path, *files: Path) -> frozenset[tuple[str, int, int]]:
    """The files that `read_inputs` would read of a folder, and `files`, each with its size and the time of its last change: a quick
    look whether anything changed. What is missing is not told of."""
    found = set()
    for file in (*_digest_files_or_none(folder), *(folder / name for name in _CURATED.values()), *files):
        with suppress(OSError):
            state = file.stat()
            found.add((str(file), state.st_size, state.st_mtime_ns))
    return frozenset(found)


def _digest_files_or_none(folder: Path) -> list[Path]:
    with suppress(GeneratorError):
        return _digest_files(folder)
    return []


def read_text(file: Path, shown: str | None = None) -> str:
    """The text of one UTF-8 file, called `shown` in messages; raises `GeneratorError` when it is missing or no text."""
    try:
        return read_bytes(file, shown).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GeneratorError(f"{shown or file}:{line}", "not-utf-8", "is not UTF-8 text; save it as UTF-8") from None


def _is_digest_name(name: str) -> bool:
    """Hidden files are those that editors and the like write on the way."""
    return name.casefold().endswith(".txt") and not name.startswith(".")


def _digest_files(path: Path) -> list[Path]:
    if path.is_dir():
        try:
            return [file for file in path.iterdir() if _is_digest_name(file.name) and (file.is_file() or _leads_nowhere(file))]
        except OSError as error:
            raise GeneratorError(path, "unreadable", f"cannot be read: {error.strerror}") from None
    if not path.exists():
        raise GeneratorError(path, "no-file", "there is no such file or folder")
    return [path]


def _not_read(folder: Path, root: Path, vocabulary: Path | None) -> Iterator[Problem]:
    """What lies with the digests and is none, once of a kind: whose digests are out of sight, papers are missing from the site; a file
    of another kind may be meant to lie there. Hidden files and folders, and built sites, are not looked at."""
    deep, others = [], []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or any((Path(place) / name / sign).is_file() for sign in _OF_A_SITE)))
        below = Path(place).relative_to(folder)
        names += [f"{name}/{inner}" for name in folders if (Path(place) / name).is_symlink() for inner in _names_in(Path(place) / name)]
        deep += [(below / name).as_posix() for name in sorted(names) if _is_digest_name(name) and (below.parts or "/" in name)]
        if not below.parts:
            others = sorted(name for name in names if not _is_digest_name(name) and name[0] != "." and "/" not in name and name not in _CURATED.values())
    if vocabulary and vocabulary.resolve().parent == folder.resolve():
        others = [name for name in others if name != vocabulary.name]
    shown, meant = _shown(folder, root), {name: near for name in others if (near := _meant(folder, name))}
    for name, near in meant.items():
        if not _is_same(folder / name, folder / near):
            yield Problem.at_line("warning", "not-read", shown, 1, f"{name} is not read; is {near} meant?")
    others = [name for name in others if name not in meant]
    if deep:
        yield Problem.at_line("warning", "not-read", shown, 1, f"digests lie in the folder itself, so these are left out: {_first(deep)}")
    if others:
        yield Problem.at_line("info", "not-read", shown, 1, f"the names of digests end in .txt, so these are left out: {_first(others)}")


def _meant(folder: Path, name: str) -> str | None:
    """The curated file that this one is, or is meant to be: its name is that of one but for case, a letter, or an ending that is near.
    Where that lies there too, a letter makes it a file of its own."""
    stem, ending = PurePosixPath(name.casefold()).stem, PurePosixPath(name.casefold()).suffix
    near = next((_STEMS[one] for one in get_close_matches(stem, _STEMS, n=1, cutoff=_ALIKE)), None)
    if near is None or ending not in ("", ".yaml" if near.endswith(".yml") else "", PurePosixPath(near).suffix):
        return None
    return near if stem in _STEMS or not _is_there(folder / near) else None


def _is_same(file: Path, other: Path) -> bool:
    """As where the case of names means nothing."""
    with suppress(OSError):
        return file.samefile(other)
    return False


def _names_in(folder: Path) -> list[str]:
    """Of a folder that is a link, which is not gone through further."""
    with suppress(OSError):
        return os.listdir(folder)
    return []


def _first(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")


def _leads_nowhere(file: Path) -> bool:
    return file.is_symlink() and not file.exists()


def read_bytes(file: Path, shown: str | None = None) -> bytes:
    """The bytes of one file, called `shown` in messages; raises `GeneratorError` when they cannot be had."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error, shown) from None


def open_bytes(file: Path) -> BinaryIO:
    """One file for a reader that must know its name; raises `GeneratorError` as `read_bytes` does."""
    try:
        return file.open("rb")
    except OSError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: OSError, shown: str | None = None) -> GeneratorError:
    code = "no-file" if isinstance(error, FileNotFoundError) else "unreadable"
    message = "the link leads to no file" if _leads_nowhere(file) else f"cannot be read: {error.strerror}"
    return GeneratorError(shown or file, code, message)


def _curated(file: Path | None, root: Path) -> SourceText | None:
    if file is None:
        return None
    shown = _shown(file, root)
    return SourceText(path=shown, name=file.name, text=read_text(file, shown))


def read_packaged(name: str) -> SourceText:
    """One of the files of `generator/data/`, which come with the program."""
    text = (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
    return SourceText(path=f"generator/data/{name}", name=name, text=text)


def read_folder(folder: Path, ending: str) -> dict[str, bytes]:
    """The files of a folder with this ending, by name; raises `GeneratorError` where it cannot be read."""
    try:
        names = sorted(file.name for file in folder.iterdir() if file.name.endswith(ending))
    except OSError as error:
        raise GeneratorError(folder, "unreadable", f"cannot be read: {error.strerror}") from None
    return {name: read_bytes(folder / name) for name in names}


def file_sizes(folder: Path) -> dict[str, int]:
    """Bytes of every file of a built site, by its path in it; raises `GeneratorError` where there is none."""
    if not (folder / "index.html").is_file():
        raise GeneratorError(folder, "no-site", "there is no built site")
    sizes, todo, start = {}, [str(folder)], len(os.path.join(folder, ""))
    try:
        while todo:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    else:
                        sizes[entry.path[start:].replace(os.sep, "/")] = entry.stat(follow_symlinks=False).st_size
    except OSError as error:
        raise GeneratorError(folder, "unreadable", f"cannot be read: {error.strerror}") from None
    return sizes


def packaged_bytes(name: str) -> bytes:
    """A file of `generator/data`."""
    return (resources.files(__package__) / "data" / name).read_bytes()


def _shown(file: Path, root: Path) -> str:
    """As a person calls it who works in `root`: a link is called by its own name, wherever it leads."""
    for whole in (os.path.abspath, os.path.realpath):
        with suppress(ValueError):
            return Path(whole(file)).relative_to(whole(root)).as_posix()
    return str(file)
