"""Files of a site → its folder, in which what is the same as in the build before is not written again.

A ledger says of each file what we wrote and when; a file that was touched since is trusted only where its bytes are the same, so that
a build may be stopped at any time. While MkDocs empties the folder, what was in it waits in a hidden one inside.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from errno import EDQUOT, ENOSPC
from hashlib import blake2b
from pathlib import Path

try:
    import fcntl
except ImportError:  # not everywhere
    fcntl = None  # type: ignore[assignment]

from .errors import OutputError
from .output import write_text

ASIDE = ".broadsheet-kept"
_NEW = ".broadsheet-new"
_LEDGER = "broadsheet ledger 2"
_FULL = (ENOSPC, EDQUOT)

_claimed: dict[Path, int] = {}  # ledgers, each with the open file whose lock this process has


def claim(ledger: Path, tell: Callable[[], None]) -> None:
    """Have a site's folder, whose `ledger` that is, to this process until it gives it up or ends. While another has it, `tell` is
    called once, and this one waits; where there are no locks it does not."""
    if ledger in _claimed or fcntl is None:
        return
    with suppress(OSError):
        ledger.parent.mkdir(parents=True, exist_ok=True)
        lock = _claimed[ledger] = os.open(ledger.with_name(f".{ledger.name}.lock"), os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell()
            fcntl.lockf(lock, fcntl.LOCK_EX)


def give_up() -> None:
    """Let other processes have the folders that this one has."""
    while _claimed:
        os.close(_claimed.popitem()[1])


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was written: size in bytes, time of the last change in nanoseconds, digest of its bytes.

    `key` tells what it was made from; without one, only the stamp of the whole site does.
    """

    path: str
    size: int
    changed: int
    digest: str
    key: str = ""


def digest_of(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


class SiteFolder:
    """A site's folder and its ledger, a file elsewhere; `stamp` tells what the files were made from."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        self._folder, self._ledger = os.path.abspath(folder), ledger
        self.stamp, self._known = _read_ledger(ledger, self._folder)
        self._present: dict[str, Entry] = {}
        self._written: dict[str, Entry] = {}
        self._folders: set[str] = set()
        self._away = False
        self._read_meanwhile = False

    def set_aside(self) -> None:
        """Hide what is in the folder; what an interrupted build hid stays hidden."""
        aside = os.path.join(self._folder, ASIDE)
        self._away = True
        if not self._known or not os.path.isdir(self._folder):
            return
        with suppress(OSError):
            os.makedirs(aside, exist_ok=True)
            for name in os.listdir(self._folder):
                if not name.startswith(".") and not os.path.lexists(os.path.join(aside, name)):
                    os.rename(os.path.join(self._folder, name), os.path.join(aside, name))

    def bring_back(self, *, whole: bool = False) -> None:
        """Show what was hidden, once: the `whole`, for somebody who reads it meanwhile, or without files that are not as the ledger
        says, which are removed.

        Raises `OutputError` where the folder cannot be changed.
        """
        if not self._away:
            return
        self._away, self._read_meanwhile = False, whole
        aside = os.path.join(self._folder, ASIDE)
        with suppress(OSError):
            for name in os.listdir(aside) if self._known else ():
                target = os.path.join(self._folder, name)
                if not os.path.lexists(target):
                    os.rename(os.path.join(aside, name), target)
        shutil.rmtree(aside, ignore_errors=True)
        try:
            if self._known and os.path.isdir(self._folder):
                self._sift(self._folder, "", whole)
        except OSError as error:
            raise OutputError(error.filename or self._folder, "unwritable", f"cannot be changed: {error.strerror}") from None

    def _sift(self, folder: str, prefix: str, whole: bool) -> bool:
        """Keep the files that are as we left them, or the whole; whether any is left."""
        left = False
        with os.scandir(folder) as found:
            for one in found:
                path = prefix + one.name
                if not prefix and (one.name.startswith(".") or (one.is_symlink() and one.is_dir())):  # MkDocs leaves them alone
                    left = True
                    continue
                if one.is_dir(follow_symlinks=False):
                    if self._sift(one.path, path + "/", whole):
                        left = True
                    else:
                        os.rmdir(one.path)
                    continue
                if (known := self._known.get(path)) and (entry := _as_left(one, known)):
                    self._present[path] = entry
                    left = True
                elif whole:
                    left = True
                else:
                    os.unlink(one.path)
        return left

    def holds(self, path: str, key: str = "") -> bool:
        """Whether a file is as the build before left it and, where a key is given, was made from the same."""
        entry = self._present.get(path)
        return entry is not None and (not key or entry.key == key)

    def write(self, path: str, data: bytes, key: str = "") -> Entry:
        """Write a file where its bytes differ. Raises `OutputError` when it cannot be written."""
        known, digest = self._present.get(path), digest_of(data)
        if known and known.digest == digest:
            return replace(known, key=key)
        file = os.path.join(self._folder, path)
        folder = os.path.dirname(file)
        try:
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            state = (known and not self._read_meanwhile and _write_over(file, data)) or _write_new(file, data)
        except OSError as error:
            raise OutputError(file, "unwritable", f"cannot be written: {error.strerror}") from None
        entry = self._written[path] = Entry(path, state.st_size, state.st_mtime_ns, digest, key)
        return entry

    def read(self, path: str) -> bytes:
        """A file of the site. Raises `OutputError`."""
        try:
            with open(os.path.join(self._folder, path), "rb") as stream:
                return stream.read()
        except OSError as error:
            raise OutputError(path, "unreadable", f"cannot be read: {error.strerror}") from None

    def note(self, entries: Iterable[Entry]) -> None:
        """Count files as written by this build, wherever that was done."""
        self._written |= {entry.path: entry for entry in entries}

    def keep(self, paths: Iterable[str]) -> None:
        """Count files that are there as this build's."""
        self.note(self._present[path] for path in paths)

    def sizes(self) -> dict[str, int]:
        """Bytes of each file of this build."""
        return {path: entry.size for path, entry in self._written.items()}

    def finish(self, stamp: str) -> None:
        """Remove our files of the build before that this one has not, and write the ledger.

        A ledger that cannot be written costs time, nothing else.
        """
        for path, entry in list(self._present.items()):
            if path not in self._written:
                self._remove(path, entry)
                del self._present[path]
        rows = (f"{e.path}\t{e.size}\t{e.changed}\t{e.digest}\t{e.key}\n" for e in self._written.values())
        with suppress(OSError):
            for other in self._ledger.parent.iterdir():
                if not other.name.startswith(".") and not os.path.isdir(_folder_of(other)):
                    other.unlink(missing_ok=True)
        with suppress(OutputError):
            write_text(self._ledger, f"{_LEDGER}\n{self._folder}\n{stamp}\n{''.join(rows)}")

    def amend(self, files: Mapping[str, bytes]) -> None:
        """Write a few files after a build, or after one that was given up: the next one finds all as they are.

        It does not know what these were made from. Raises `OutputError`.
        """
        self._read_meanwhile = True
        self._written = self._present | self._written
        self._present = dict(self._written)
        self.note([replace(self.write(path, data), key="") for path, data in files.items()])
        self.finish("")

    def blame(self, error: Exception) -> OutputError | None:
        """What is told where somebody else could not write here; None where it was not that."""
        if not isinstance(error, OSError):
            return None
        if error.errno in _FULL and error.filename is None:  # of an open file nobody tells the name
            return OutputError("", "unwritable", f"a file cannot be written: {error.strerror}")
        file = error.filename
        if not isinstance(file, str) or not Path(file).is_relative_to(self._folder):
            return None
        return OutputError(file, "unwritable", f"cannot be written: {error.strerror}")

    def remove(self, paths: Iterable[str]) -> None:
        """Take away what somebody wrote who does not clear it away."""
        for path in paths:
            with suppress(OSError):
                os.unlink(os.path.join(self._folder, path))

    def _remove(self, path: str, entry: Entry) -> None:
        """Unless somebody else has written it meanwhile."""
        file = os.path.join(self._folder, path)
        with suppress(OSError):
            state = os.stat(file, follow_symlinks=False)
            if (state.st_size, state.st_mtime_ns) == (entry.size, entry.changed):
                os.unlink(file)
                os.removedirs(os.path.dirname(file))


def _as_left(file: os.DirEntry[str], entry: Entry) -> Entry | None:
    """What is known of a file that is as we left it. Where its time alone differs, as that of a copy may, its bytes tell."""
    state = file.stat(follow_symlinks=False)
    if (entry.size, entry.changed) == (state.st_size, state.st_mtime_ns):
        return entry
    if entry.size == state.st_size and file.is_file(follow_symlinks=False):
        with suppress(OSError), open(file.path, "rb") as stream:
            return replace(entry, changed=state.st_mtime_ns) if digest_of(stream.read()) == entry.digest else None
    return None


def _write_new(file: str, data: bytes) -> os.stat_result:
    """A new file, also in the place of one that others read, or hold by a link: theirs stays as it is."""
    held = os.path.lexists(file)
    with open(file + _NEW if held else file, "wb") as stream:
        stream.write(data)
        stream.flush()
        state = os.fstat(stream.fileno())
    if held:
        os.replace(file + _NEW, file)
    return state


def _write_over(file: str, data: bytes) -> os.stat_result | None:
    """The same file with other bytes, None where it may not be written over: it is a link, or others hold it by one.

    For a new file in its place ext4 takes ten times as long, and fifty times where many were replaced in the minutes before. A file
    that was cut short as a build was killed differs from the ledger; one that had no room is taken away.
    """
    if os.path.islink(file) or not os.access(file, os.W_OK) or os.stat(file).st_nlink > 1:
        return None
    with open(file, "r+b") as stream:
        try:
            stream.write(data)
            stream.truncate()
            stream.flush()
        except OSError:
            os.unlink(file)
            raise
        return os.fstat(stream.fileno())


def _folder_of(ledger: Path) -> str:
    with suppress(OSError, ValueError), open(ledger, encoding="utf-8") as stream:
        return "".join(stream.readline() for _ in range(2)).partition("\n")[2].rstrip("\n")
    return ""


def _read_ledger(ledger: Path, folder: str) -> tuple[str, dict[str, Entry]]:
    """The stamp and the entries; nothing of a ledger that is damaged or tells of another folder."""
    try:
        lines = ledger.read_text(encoding="utf-8").splitlines()
        if lines[:2] != [_LEDGER, folder]:
            return "", {}
        rows = [line.split("\t") for line in lines[3:]]
        return lines[2], {path: Entry(path, int(size), int(changed), digest, key) for path, size, changed, digest, key in rows}
    except (OSError, ValueError, IndexError):
        return "", {}
