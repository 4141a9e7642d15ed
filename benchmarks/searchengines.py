"""An engine as the browser meets it: a folder that is served, where its box stands, how it is asked; and our own.

The peers' engines are made by `searchpeers.py`; what is measured of an engine is in `searchbrowser.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from searchcases import REAL, ROOT, invented_index, real_index


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine over so many papers.

    `index` are globs of the files that are the index, `counted` the addresses that are loaded for the sake of the search;
    `find` is a JavaScript function from a query to the ids of the first papers found, on the page `asked_at`. `box` and
    `panel` are selectors of what is typed into and of what then changes, on the page `typed_at`; `answered` is a JavaScript
    function that tells whether the change is the answer. `build_seconds` are CPU seconds, None where they were not measured.
    """

    name: str
    papers: int
    folder: Path
    index: tuple[str, ...]
    counted: tuple[str, ...]
    find: str
    asked_at: str
    typed_at: str
    box: str
    panel: str
    answered: str = "() => true"
    build_seconds: float | None = None

    def index_files(self) -> list[Path]:
        """The files of the whole index."""
        return [file for pattern in self.index for file in self.folder.glob(pattern) if file.is_file()]


# The results page is told a query as the header's box tells it; its list is the first twenty papers.
ASK_RESULTS_PAGE = """async query => {
    const page = document.querySelector('[data-search-results]');
    const pause = () => new Promise(done => setTimeout(done, 2));
    while (!page.childElementCount) await pause();
    page.dataset.state = 'asked';
    page.dispatchEvent(new CustomEvent('bs-search', { detail: query }));
    while (page.dataset.state !== 'done') await pause();
    return [...page.querySelectorAll('li[data-paper]')].map(item => item.dataset.paper);
}"""


def build_site(folder: Path) -> Path:
    """The real site, built by MkDocs."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    return folder


def broadsheet(site: Path, papers: int) -> Engine:
    """Our own search on the built site; for other numbers than the real one its index is exchanged, which has no pages."""
    seconds = timed_index(site / "assets/search", papers)
    return Engine(
        name="Broadsheet",
        papers=papers,
        folder=site,
        index=("assets/search/*",),
        counted=("/assets/search/", "/assets/broadsheet/search/"),
        find=ASK_RESULTS_PAGE,
        asked_at="search/",
        typed_at="about/",
        box=".bs-find input",
        panel=".bs-find [role=status]",  # told with each answer, when the list stands there
        build_seconds=seconds,
    )


def timed_index(folder: Path, papers: int) -> float:
    """Make the index of so many papers, as the site's build does; CPU seconds."""
    from generator.search import write_index

    index, seconds = real_index()[1:] if papers == REAL else invented_index(papers)
    started = time.process_time()
    files = write_index(index)
    seconds += time.process_time() - started
    if papers != REAL:
        replace_files(folder, files)
    return seconds


def replace_files(folder: Path, files: dict[str, bytes]) -> None:
    """Put these files in the place of all that is in the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def paper_folders(site: Path) -> Sequence[Path]:
    """The folders of the papers' pages in a site or among its Markdown."""
    from generator.ids import RESERVED

    return [folder for folder in sorted((site / "papers").iterdir()) if folder.is_dir() and folder.name not in RESERVED]
