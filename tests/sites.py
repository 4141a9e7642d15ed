"""Whole sites for tests: a project folder → a built site on disk, its log, and a server on the loopback address."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

ROOT = Path(__file__).parent.parent
MOUNT = "/repo/"  # sites are served below a path, as GitHub Pages does it
SITE_NAME = "Broadsheet"

HEADER = """new
Get trending papers in your email inbox!
Subscribe
Daily Papers
byAK and the research community
Oct 28
"""
SENTENCE = "We study how a small model learns from saved text and report what helps on three held-out tasks. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An entry to be written into a fabricated digest."""

    title: str
    abstract: str = SENTENCE * 4
    byline: str = "• 3 authors"
    date: str = "Jan 28, 2024"


def digest_text(listings: Iterable[Listing]) -> str:
    """A digest as the source site saves it."""
    entries = (f"\n{one.title}\n{one.abstract}\n  {one.byline}\n·\n{one.date}\n" for one in listings)
    return HEADER + "".join(entries)


def make_project(folder: Path, digests: Mapping[str, str] | None = None) -> Path:
    """A copy of this project's configuration and hand-written pages, with its real digests or with those given."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    if digests is None:
        shutil.copytree(ROOT / "seeds", folder / "seeds")
    else:
        (folder / "seeds").mkdir()
        for name, text in digests.items():
            (folder / "seeds" / name).write_text(text, encoding="utf-8", newline="")
    return folder


@dataclass(frozen=True, slots=True)
class Build:
    """A run of `mkdocs build`: where the site went, the exit status and what was logged."""

    out: Path
    status: int
    log: str

    @property
    def warnings(self) -> list[str]:
        return [line for line in self.log.splitlines() if re.match(r"(WARNING|ERROR|CRITICAL)\b", line)]


def start_build(project: Path, out: Path, *, strict: bool = True, **environment: str) -> subprocess.Popen[str]:
    """Begin `mkdocs build` in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(out), *(["--strict"] if strict else [])]
    own = {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "SITE_URL": f"http://127.0.0.1:1{MOUNT}"}
    inherited = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return subprocess.Popen(
        command,
        cwd=project,
        env=inherited | own | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def finish_build(process: subprocess.Popen[str], out: Path) -> Build:
    """Wait for a build that was begun."""
    log, _ = process.communicate(timeout=300)
    return Build(out, process.returncode, log)


def run_build(project: Path, out: Path, *, strict: bool = True, **environment: str) -> Build:
    """Build a project and wait for it."""
    return finish_build(start_build(project, out, strict=strict, **environment), out)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        path = urlsplit(path).path
        if not path.startswith(MOUNT):
            return str(Path(self.directory) / "outside-the-site")
        return super().translate_path("/" + path.removeprefix(MOUNT))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Server:
    """Serves a folder below `MOUNT`; its address is known before there is anything to serve."""

    def __init__(self, folder: Path) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self._http.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._http.server_port}"
        self.url = self.origin + MOUNT
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site with the address it is served at."""

    project: Path
    build: Build
    url: str

    @property
    def root(self) -> Path:
        return self.build.out

    def pages(self) -> list[Path]:
        return sorted(self.root.rglob("*.html"))

    def address(self, page: Path) -> str:
        """The address of a page's file, relative to the site."""
        return page.relative_to(self.root).as_posix().removesuffix("index.html")

    def file(self, address: str) -> Path:
        """The page's file at a site-relative address."""
        return self.root / (address if address.endswith(".html") else f"{address}index.html")

    def page_of_each_kind(self) -> dict[str, str]:
        """Kind of page → site-relative address of one such page."""
        first = {
            kind: sorted(path.parent.name for path in (self.root / kind).glob("*/index.html"))[0]
            for kind in ("organisations", "digests", "topics")
        }
        return {
            "home": "",
            "papers": "papers/",
            "papers-page-2": "papers/page/2/",
            "paper": f"papers/{ELECTRA}/",
            "tags": "tags/",
            "tag": "tags/pretraining/",
            "topics": "topics/",
            "topic": f"topics/{first['topics']}/",
            "map": "map/",
            "years": "years/",
            "year": "years/2024/",
            "organisations": "organisations/",
            "organisation": f"organisations/{first['organisations']}/",
            "digests": "digests/",
            "digest": f"digests/{first['digests']}/",
            "names": "names/",
            "glossary": "glossary/",
            "search": "search/",
            "subscribe": "subscribe/",
            "selection": "selection/",
            "data": "data/",
            "about": "about/",
            "not-found": "404.html",
        }


KINDS = (
    *("topics", "topic", "map"),
    *("home", "papers", "papers-page-2", "paper", "tags", "tag", "years", "year", "organisations", "organisation"),
    *("digests", "digest", "names", "glossary", "search", "subscribe", "selection", "data", "about", "not-found"),
)
ELECTRA = "electra-pre-training-text-encoders-as-discriminators-rather-than-generators"


def serve_built(project: Path, out: Path) -> Iterator[BuiltSite]:
    """Build a project strictly for the address it is then served at."""
    out.mkdir(parents=True)
    server = Server(out)
    try:
        build = run_build(project, out, SITE_URL=server.url)
        assert build.status == 0, f"the site does not build:\n{build.log[-4000:]}"
        yield BuiltSite(project, build, server.url)
    finally:
        server.close()


@cache
def parse(page: Path) -> html.HtmlElement:
    """A page's tree, read once."""
    return html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def with_class(tree: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    """The elements of a class, in the order of the page."""
    return tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} ")


def shown(element: html.HtmlElement) -> str:
    """The text of an element, white space collapsed."""
    return " ".join(element.text_content().split())


def target_file(root: Path, page: Path, link: str) -> tuple[Path, str]:
    """The file and the anchor that an internal link leads to; `link` is relative, or absolute below `MOUNT`."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if path.startswith(MOUNT):
        file = root / path.removeprefix(MOUNT)
    elif path.startswith("/"):
        return root / "outside-the-site", ""
    else:
        file = page.parent / path if path else page
    file = Path(os.path.normpath(file))
    if path.endswith(("/", "..", ".")) or file.is_dir():
        file = file / "index.html"
    return file, unquote(parts.fragment)
