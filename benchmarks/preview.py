"""How soon a preview shows an edit: `mkdocs serve` of N invented papers → seconds from saving a digest to the reloaded page.

    .venv/bin/python benchmarks/preview.py --sizes 454 10000 --write

An abstract is changed several times, then a digest of fifty papers is added. The clock starts when the file has been written, and ends when
the server has told the browser and has answered with a paper's page that says so; then it runs on until the whole site is built.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from invention import add_digest, invent_entries, read_material, write_project
from measuring import ROOT, told, write_section

from generator.ids import slugify

SIZES = (454, 10_000)
EDITS = 5
LONGEST = 600.0  # seconds
HEAD = """| papers | edit | shown after, s: median | most | whole site after, s: median |
|---:|---|---:|---:|---:|"""
NOTE = """From saving the file, the server's look for changes included, on a preview that is at rest. What is shown first are the pages of
the papers that came or changed, home, and lists with them; the whole site follows, and browsers are told again."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds until the page was there, and until all was."""

    shown: float
    whole: float


class Served:
    """A running preview, as a browser sees it."""

    def __init__(self, root: str) -> None:
        self._root = root

    def get(self, path: str) -> str:
        with urlopen(self._root + path, timeout=LONGEST) as answer:
            return answer.read().decode()

    def watch(self, edit: Callable[[], None], page: str, sign: str) -> Times:
        """Edit, wait for the page's reload, and for the whole."""
        known = re.findall(r"livereload\((\d+), \d+\)", self.get("/broadsheet/"))[-1]
        edit()
        start = time.perf_counter()
        known = self.get(f"/livereload/{known}/1")
        assert sign in self.get(f"/broadsheet/{page}"), f"{page} does not say {sign}"
        shown = time.perf_counter() - start
        wait_for(lambda: self.get(f"/livereload/{known}/1") != known)
        return Times(shown, time.perf_counter() - start)


def main() -> int:
    """Print a table, two rows a size."""
    options = _options()
    rows = [HEAD]
    for size in options.sizes:
        print(f"{size:,} papers …", file=sys.stderr, flush=True)
        rows += measure(size)
    table = "\n".join(rows)
    print(table)
    if options.write:
        write_section("Preview", f"{told('preview.py')}. {EDITS} edits of an abstract.\n\n{table}\n\n{NOTE}")
    return 0


def measure(size: int) -> Iterator[str]:
    """The rows of one size."""
    material = read_material()
    entry = list(invent_entries(size // 2 + 1, material))[-1]
    late = list(invent_entries(size + 1, material))[-1]
    with tempfile.TemporaryDirectory() as name:
        write_project(Path(name), size, material)
        with serve(Path(name)) as served:
            signs = [f"This is edit {number}." for number in range(EDITS)]
            changed = [served.watch(partial(begin_abstract, Path(name), entry, sign), page_of(entry), sign) for sign in signs]
            added = served.watch(partial(add_digest, Path(name), size, material), page_of(late), "citation_title")
    yield _row(size, "one abstract changed", changed)
    yield _row(size, "one digest of 50 added", [added])


def begin_abstract(project: Path, entry: str, words: str) -> None:
    """Let an entry's abstract begin with these words, and no longer with those of the edit before."""
    title = entry.split("\n")[0]
    (digest,) = (file for file in (project / "seeds").glob("*.txt") if f"\n{title}\n" in file.read_text(encoding="utf-8"))
    before, _, after = digest.read_text(encoding="utf-8").partition(f"\n{title}\n")
    after = re.sub(r"^This is edit \d+\. ", "", after)
    digest.write_text(f"{before}\n{title}\n{words} {after}", encoding="utf-8")


def page_of(entry: str) -> str:
    """The address of an invented entry's paper, whose title no other has."""
    return f"papers/{slugify(entry.split(chr(10))[0])}/"


@contextmanager
def serve(project: Path) -> Iterator[Served]:
    """A preview on a free port, once it has built the site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log, folder = project / "log", project / "tmp"
    folder.mkdir()
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(project / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder)}
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as process:
        try:
            wait_for(lambda: "Serving on" in log.read_text(encoding="utf-8"))
            yield Served(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def wait_for(true: Callable[[], bool]) -> None:
    """Look again and again."""
    end = time.monotonic() + LONGEST
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def _row(size: int, edit: str, times: list[Times]) -> str:
    shown = [one.shown for one in times]
    return f"| {size:,} | {edit} | {median(shown):.2f} | {max(shown):.2f} | {median(one.whole for one in times):.1f} |"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
