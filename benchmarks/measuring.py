"""A command → what it takes; figures → a section of RESULTS.md."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took: seconds of the clock, processor seconds of all its processes, megabytes (10^6).

    `memory` is the most that all its processes were seen to hold together, pages they share counted once; 0: nobody looked.
    """

    seconds: float
    cpu: float
    memory: float = 0.0
    output: str = ""


class FailedCommandError(SystemExit):
    """A command that failed, with its last words; ends the program where nobody catches it."""


def run(command: Sequence[str], *, folder: Path = ROOT, pause: float | None = None) -> Cost:
    """Run a command to its end; with `pause`, look every so many seconds at what its processes hold together.

    Looking takes time of its own (some 15 ms a gigabyte), so that seconds are best measured without. Stops where it fails.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=said, text=True)
        with _Watch(process.pid, pause) as watch:
            assert process.stdout
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            why = said.read().decode(errors="replace").strip() or output.strip()
            raise FailedCommandError(f"{' '.join(command)}: exit {process.returncode}\n{why[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime  # those of its own processes too, once they have ended
    return Cost(seconds=seconds, cpu=cpu, memory=watch.most, output=output)


class _Watch:
    """Looks at a process and all below it until they end; `most` are the most megabytes seen, 0 if it never looked."""

    def __init__(self, pid: int, pause: float | None) -> None:
        self.most = 0.0
        self._pid, self._pause, self._ended = pid, pause, Event()
        self._thread = Thread(target=self._look) if pause else None

    def _look(self) -> None:
        while True:
            self.most = max(self.most, sum(map(_proportional_memory, _family(self._pid))))
            if self._ended.wait(self._pause):
                break

    def __enter__(self) -> _Watch:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for folder in os.listdir("/proc"):
        if folder.isdigit():
            try:
                with open(f"/proc/{folder}/stat", encoding="utf-8", errors="replace") as stream:
                    parent = int(stream.read().rpartition(")")[2].split()[1])
            except OSError:  # it has ended
                continue
            children.setdefault(parent, []).append(int(folder))
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], ())
    return found


def _proportional_memory(pid: int) -> float:
    """Megabytes that a process holds; of pages that it shares with others its share."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as stream:
            return next((int(line.split()[1]) * 1024 / 1e6 for line in stream if line.startswith("Pss:")), 0.0)
    except OSError:  # it has ended
        return 0.0


def held() -> float:
    """The most megabytes this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def file_sizes(folder: Path, pattern: str = "*") -> list[int]:
    """Bytes of each file below a folder."""
    return [file.stat().st_size for file in folder.rglob(pattern) if file.is_file()]


def paper_pages(site: Path) -> Iterator[Path]:
    """The pages of single papers in a built site."""
    from generator.ids import RESERVED

    return (page for page in site.glob("papers/*/index.html") if page.parent.name not in RESERVED)


def told(script: str) -> str:
    """The command that made a section, and on what."""
    command = " ".join([f".venv/bin/python benchmarks/{script}", *sys.argv[1:]])
    version = ".".join(map(str, sys.version_info[:3]))
    return f"`{command}` on {os.cpu_count()} cores, Python {version}"


def write_section(title: str, body: str) -> None:
    """Put `body` under `## title`; the other sections stay as they are."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    section = f"## {title}\n\n{body.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(old):
        new = pattern.sub(lambda _: section + "\n", old).rstrip() + "\n"
    else:
        new = old.rstrip() + "\n\n" + section
    RESULTS.write_text(new, encoding="utf-8")
