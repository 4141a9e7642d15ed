"""An engine in headless Chromium → what it finds, bytes of a cold first answer, key press to results, memory.

A page is slowed six-fold by the browser, which slows the page and not its workers; so the time that a key press spent waiting for a
worker, measured without slowing, is added five times. All keys are pressed three times over, and the least time of each counts:
other work on the machine makes no search slower. Bytes are of whole files, each compressed with gzip, that were asked for
until the first results stood there. Nothing is slow on the way: the server is on the same machine.
"""

from __future__ import annotations

import gzip
import http.server
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median, quantiles

from searchengines import Engine

SLOWED = 6
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TYPED = ("electra", "mixture of experts", "language modle pretraining", "cheap bert training for twenty dollars", "robot videos")
EXCERPTS = "/papers/"  # pages that a search may read once its first results stand there
# How long nothing is typed after an answer (ms): to load what is needed, at full speed, and slowed.
LOADING, QUICK, SLOW = 50, 60, 150
ROUNDS = 3

# `bench.ask` types a whole text and waits for its answer: milliseconds, and those between the first message to a worker and the
# last one from it.
WATCH = """
window.bench = { first: 0, last: 0, message: null };
window.Worker = class extends Worker {
    constructor(...given) {
        super(...given);
        this.addEventListener('message', ({ data }) => { bench.last = performance.now(); bench.message = data; });
    }
    postMessage(...given) {
        bench.first ||= performance.now();
        super.postMessage(...given);
    }
};
bench.ask = (box, panel, answered, text) => new Promise(done => {
    const input = document.querySelector(box);
    bench.first = bench.last = 0;
    bench.message = null;
    const start = performance.now();
    const watcher = new MutationObserver(() => {
        if (!answered()) return;
        watcher.disconnect();
        done([performance.now() - start, Math.max(0, bench.last - (bench.first || bench.last))]);
    });
    watcher.observe(document.querySelector(panel), { childList: true, subtree: true, characterData: true });
    input.value = text;
    for (const name of ['input', 'keyup']) input.dispatchEvent(new Event(name, { bubbles: true }));
});
bench.type = async (box, panel, answered, text, pause) => {
    const times = [];
    document.querySelector(box).focus();
    for (let end = 1; end <= text.length; end++) {
        if (text[end - 1] === ' ') continue;
        times.push(await bench.ask(box, panel, answered, text.slice(0, end)));
        await new Promise(done => setTimeout(done, pause));
    }
    return times;
};
"""


class NoBrowserError(Exception):
    """Chromium or what drives it is missing; says how to get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of an engine over so many papers: KB (10³ bytes, gzip), seconds, milliseconds, MB (10⁶ bytes); None: not measured."""

    engine: str
    papers: int
    index_kb: float
    build_seconds: float | None
    cold_kb: float
    cold_kb_most: float
    later_kb: float
    cold_seconds: float
    p50: float
    p95: float
    p95_slowed: float
    p95_all_slowed: float
    memory_mb: float


@contextmanager
def open_browser() -> Iterator:
    """Headless Chromium."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None or not find_spec("playwright"):
        raise NoBrowserError("The search is measured in Chromium by Playwright: scripts/setup.sh test sets both up (or: apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder isolated from others, without which a browser does not tell its memory; notes what was sent."""

    def __init__(self, *args: object, sent: list[Path], **options: object) -> None:
        self.sent = sent
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def copyfile(self, source, outputfile) -> None:
        self.sent.append(Path(source.name))
        super().copyfile(source, outputfile)

    def log_message(self, *args: object) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Served:
    """An engine behind an address, and the files that were sent."""

    engine: Engine
    url: str
    sent: list[Path]

    def kilobytes(self, prefixes: Iterable[str]) -> float:
        """Of the files sent, those below these addresses."""
        paths = ((file, "/" + file.relative_to(self.engine.folder).as_posix()) for file in self.sent)
        return sum(compressed(file) for file, path in paths if path.startswith(tuple(prefixes))) / 1e3


@contextmanager
def serve(engine: Engine) -> Iterator[Served]:
    """Serve the engine's folder."""
    sent: list[Path] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(engine.folder), sent=sent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(engine, f"http://127.0.0.1:{server.server_port}/", sent)
    server.shutdown()


def compressed(file: Path) -> int:
    """Bytes of a file on its way; what is compressed already is sent as it is."""
    return _compressed(file, file.stat().st_mtime_ns)


@cache
def _compressed(file: Path, _changed: int) -> int:
    data = file.read_bytes()
    return min(len(data), len(gzip.compress(data, 9, mtime=0)))


@contextmanager
def open_page(browser, served: Served, path: str) -> Iterator:
    """A page in a window that has seen nothing before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(served.url + path)
    page.wait_for_function(READY, arg=served.engine.box)
    yield page
    context.close()


# Our own box has its role, and Material's theme has dropped its mark, when their scripts have run.
READY = """box => !document.documentElement.classList.contains('no-js') &&
    (!box.startsWith('.bs-') || document.querySelector(box).getAttribute('role'))"""


def find_all(browser, engine: Engine, queries: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the first papers found for each query, at most twenty."""
    with serve(engine) as served, open_page(browser, served, engine.asked_at) as page:
        return {query: page.evaluate(engine.find, query) for query in dict.fromkeys(queries)}


def measure(browser, engine: Engine, queries: Sequence[str]) -> Figures:
    """Bytes and seconds of a first answer to each query, then times of typing and the memory at the end."""
    index_kb = sum(map(compressed, engine.index_files())) / 1e3
    with serve(engine) as served:
        firsts = [first_answer(browser, served, query) for query in queries]
        quick, slow, memory = type_all(browser, served)
    columns = list(zip(*firsts, strict=True))
    whole = [total + (SLOWED - 1) * worker for (total, _), (_, worker) in zip(slow, quick, strict=True)]
    parts = percentiles([total for total, _ in quick])
    return Figures(
        engine=engine.name,
        papers=engine.papers,
        index_kb=index_kb,
        build_seconds=engine.build_seconds,
        cold_kb=mean(columns[0]),
        cold_kb_most=max(columns[0]),
        later_kb=mean(columns[1]),
        cold_seconds=median(columns[2]),
        p50=parts[9],
        p95=parts[18],
        p95_slowed=percentiles([total for total, _ in slow])[18],
        p95_all_slowed=percentiles(whole)[18],
        memory_mb=memory / 1e6,
    )


def percentiles(times: Sequence[float]) -> list[float]:
    """Nineteen cuts; the tenth is the median, the last the 95th percentile."""
    return quantiles(times, n=20, method="inclusive")


def first_answer(browser, served: Served, query: str) -> tuple[float, float, float]:
    """Of a first visitor: kilobytes until the first results, kilobytes of excerpts after them, seconds from the visit on."""
    engine = served.engine
    served.sent.clear()
    with open_page(browser, served, engine.typed_at) as page:
        page.evaluate(f"text => bench.ask({selectors(engine)}, text)", query)
        kilobytes, seconds = served.kilobytes(engine.counted), page.evaluate("performance.now()") / 1e3
        page.wait_for_load_state("networkidle")
        later = served.kilobytes((*engine.counted, EXCERPTS)) - kilobytes
    return kilobytes, later, seconds


def type_all(browser, served: Served) -> tuple[list, list, float]:
    """Milliseconds of each key press, all and in a worker, at full speed and slowed; then the page's memory in bytes."""
    engine = served.engine
    with open_page(browser, served, engine.typed_at) as page:

        def type_texts(pause: int) -> list[tuple[float, float]]:
            typing = f"([text, pause]) => bench.type({selectors(engine)}, text, pause)"
            return [tuple(pair) for text in TYPED for pair in page.evaluate(typing, [text, pause])]

        type_texts(LOADING)  # to load what is needed, as after some minutes of use
        quick = least(type_texts(QUICK) for _ in range(ROUNDS))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        slow = least(type_texts(SLOW) for _ in range(ROUNDS))
        memory = page.evaluate("performance.measureUserAgentSpecificMemory().then(told => told.bytes)")
    return quick, slow, memory


def least(rounds: Iterable[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Of each key press the round in which it was answered soonest."""
    return [min(presses) for presses in zip(*rounds, strict=True)]


def selectors(engine: Engine) -> str:
    """The first arguments of `bench.ask`, as JavaScript."""
    return f"{engine.box!r}, {engine.panel!r}, {engine.answered}"
