"""Writing of files but for those of a site: pages to a folder, kept in step with what was written before; text to one file; a journal."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Self

from .errors import OutputError
from .publication import Page
from .workers import uncollected

MANIFEST = ".broadsheet-files"
LEDGERS = "sites/"  # what a store keeps of folders: see sitefolder.py
RESULTS = "results/"  # one file for each kind: see memory.py


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a run wrote, found unchanged, and removed."""

    written: int
    unchanged: int
    removed: int


def write_text(file: Path, text: str) -> bool:
    """Write a file through a temporary one, only when its bytes would change; says whether it did.

    Raises `OutputError` when the folder cannot be written.
    """
    return write_bytes(file, text.encode("utf-8", errors="replace"))


def write_bytes(file: Path, data: bytes) -> bool:
    """The same for a file that is no text; a link is followed, and what is no file (`/dev/stdout`) is written to."""
    target = os.path.realpath(file)
    try:
        if os.path.isfile(target):
            with open(target, "rb") as stream:
                if stream.read() == data:
                    return False
        elif os.path.exists(target):
            with open(target, "wb") as stream:
                stream.write(data)
            return True
        _replace(target, data)
    except OSError as error:
        raise OutputError(file, "unwritable", f"cannot be written: {error.strerror}") from None
    return True


def _replace(target: str, *parts: bytes) -> None:
    folder, name = os.path.split(target)
    os.makedirs(folder, exist_ok=True)
    draft = os.path.join(folder, f".{name}.part")
    try:
        with open(draft, "wb") as stream:
            stream.writelines(parts)
        os.replace(draft, target)
    except OSError:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _seal(data: bytes, scope: str) -> bytes:
    """A line that no other bytes have, and the same bytes not for another scope."""
    return sha256(scope.encode() + b"\n" + data).hexdigest().encode() + b"\n"


class Store:
    """Files that took long to make, kept in a folder by their names; a name must tell the content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.used: set[str] = set()  # names asked for

    def keep(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The file of this name, made and kept where it is not there yet."""
        data = self._read(name)
        if data is None:
            data = make()
            self._write(name, data)
        return data

    def has(self, name: str) -> bool:
        """Whether anything is kept under a name, whatever it was made of."""
        return (self._folder / name).is_file()

    def recall(self, name: str, scope: str = "") -> Any:
        """The value that was saved under a name for the same `scope`; None where there is none, or a damaged one."""
        data = self._read(name, scope)
        with uncollected():
            return None if data is None else pickle.loads(data)

    def save(self, name: str, value: Any, scope: str = "") -> None:
        """Keep a value for `recall`, in the place of one for another `scope`."""
        self._write(name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL), scope)

    def _read(self, name: str, scope: str = "") -> bytes | None:
        self.used.add(name)
        with suppress(OSError), open(self._folder / name, "rb") as stream:
            seal = stream.readline()
            data = stream.read()
            return data if seal == _seal(data, scope) else None
        return None

    def _write(self, name: str, data: bytes, scope: str = "") -> None:
        """Behind a seal; a folder that cannot be written costs time, nothing else."""
        self.used.add(name)
        with suppress(OSError):
            _replace(str(self._folder / name), _seal(data, scope), data)

    def forget_others(self) -> None:
        """Remove what this build has not asked for, so that the folder does not grow for ever."""
        with suppress(OSError):
            for file in self._folder.rglob("*"):
                name = file.relative_to(self._folder).as_posix()
                if file.is_file() and name not in self.used and not name.startswith(LEDGERS):
                    file.unlink()


def write_temporary(name: str, text: str) -> Path:
    """A file of this name in a new folder for temporary files."""
    try:
        file = Path(tempfile.mkdtemp(prefix="broadsheet-")) / name
    except OSError as error:
        raise OutputError("", "unwritable", f"a temporary folder cannot be made: {error.strerror}") from None
    write_text(file, text)
    return file


class Journal:
    """A file of lines that grows: each is on the disk before `append` returns, and only one run has it open.

    `text` is what stood in it; a last line without its end, which a crash cut off, is taken away. Raises `OutputError`.
    """

    def __init__(self, file: Path) -> None:
        self._name = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._stream = open(file, "a+b")  # noqa: SIM115 # closed with the journal
            self._lock()
            self._stream.seek(0)
            data = self._stream.read()
            whole = data[: data.rfind(b"\n") + 1]
            if len(whole) < len(data):
                self._stream.truncate(len(whole))
        except OSError as error:
            raise OutputError(file, "unwritable", f"cannot be written: {error.strerror}") from None
        self.text = whole.decode("utf-8", errors="replace")

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # not on Windows
            return
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._stream.close()
            raise OutputError(self._name, "in-use", "is in use by another run") from None

    def append(self, line: str) -> None:
        """Add a line, which ends with its line's end."""
        try:
            self._stream.write(line.encode("utf-8", errors="replace"))
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise OutputError(self._name, "unwritable", f"cannot be written: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


def spare_seeds(target: Path, seeds: Path) -> None:
    """Raises `OutputError` for a place among the digests, which are never written over."""
    place = target.resolve()
    if seeds.resolve() in (place, *place.parents):
        raise OutputError(target, "wrong-place", "is inside the seeds folder, which is for digests; choose another place")


def spare_files(target: Path, seeds: Path, *others: Path | None) -> None:
    """Raises `OutputError` for a file among the digests, and for one of `others`."""
    spare_seeds(target, seeds)
    if target.resolve() in (other.resolve() for other in others if other):
        raise OutputError(target, "wrong-place", "was written by hand, and would be lost; choose another place")


def spare_settings(target: Path) -> None:
    """Raises `OutputError` for YAML or Markdown that is there: a person may have written it, and what we write is neither."""
    if target.suffix.casefold() in (".yml", ".yaml", ".md") and target.is_file():
        raise OutputError(target, "wrong-place", "is there already, and may have been written by hand; choose another place")


def spare_project(folder: Path, seeds: Path) -> None:
    """Raises `OutputError` for a folder that holds a project, among whose files hundreds of pages would be lost."""
    for held in ("mkdocs.yml", "mkdocs.yaml"):
        if (folder / held).is_file():
            raise OutputError(folder, "wrong-place", f"holds {held}, so it is a project's own folder; choose another for the pages")
    if folder.resolve() in seeds.resolve().parents:
        raise OutputError(folder, "wrong-place", "holds the seeds folder, so it is a project's own folder; choose another for the pages")


def write_pages(folder: Path, pages: Iterable[Page]) -> Written:
    """Write pages below `folder`; remove pages an earlier run wrote and this one did not; touch nothing else.

    A list of our files is kept in the folder, and only files on it are overwritten or removed. Raises `OutputError`
    for a folder `docs` beside a `mkdocs.yml` (generated pages do not belong there), for a folder in it, and for a page
    that would overwrite a foreign file.
    """
    whole = folder.resolve()
    if any(place.name == "docs" and (place.parent / "mkdocs.yml").is_file() for place in (whole, *whole.parents)):
        raise OutputError(folder, "wrong-place", "is inside the docs folder, which is for hand-written pages; choose another")
    if folder.exists() and not folder.is_dir():
        raise OutputError(folder, "wrong-place", "is not a folder")
    ours = _read_manifest(folder)
    texts = {page.path: page.text for page in pages}
    foreign = [path for path in texts if path not in ours and (folder / path).exists()]
    if foreign:
        raise OutputError(folder / foreign[0], "wrong-place", "was not written by broadsheet; choose another folder")
    write_text(folder / MANIFEST, "".join(f"{path}\n" for path in sorted(ours | texts.keys())))
    written = sum(write_text(folder / path, text) for path, text in texts.items())
    stale = sorted(ours - texts.keys())
    removed = sum(_remove(folder, path) for path in stale)
    write_text(folder / MANIFEST, "".join(f"{path}\n" for path in sorted(texts)))
    return Written(written=written, unchanged=len(texts) - written, removed=removed)


def _read_manifest(folder: Path) -> set[str]:
    file = folder / MANIFEST
    if not file.is_file():
        return set()
    try:
        paths = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise OutputError(file, "unreadable", f"cannot be read: {error.strerror}") from None
    return {path for path in paths if path and not PurePosixPath(path).is_absolute() and ".." not in path.split("/")}


def _remove(folder: Path, path: str) -> bool:
    file = folder / path
    if not file.is_file():
        return False
    try:
        file.unlink()
        for parent in file.parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
    except OSError as error:
        raise OutputError(file, "unwritable", f"cannot be removed: {error.strerror}") from None
    return True
