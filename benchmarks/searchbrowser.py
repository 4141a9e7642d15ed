"""The search in a real browser: quality by kind of query, bytes of a cold first answer, key press to results, memory.

    .venv/bin/python benchmarks/searchbrowser.py --sizes 454 10000

The real site is built first. For other sizes its index is exchanged for one of invented papers (those of `search.py`), which
have no pages; excerpts stay empty there. Times are of the whole way, from the key to the list on the page, with the processor
slowed six-fold by the browser, which slows the page and not its worker; so the worker's own time is shown as well.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from functools import partial
from pathlib import Path
from statistics import mean, quantiles

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("name", "misspelt", "acronym", "org", "topic", "paraphrase")
SLOWED = 6
TYPED = ("electra", "mixture of experts", "language modle pretraining", "cheap bert training for twenty dollars", "robot videos")
# From the key to the list that answers it; a mutation of the list's status is the last thing that is shown.
TYPE = """async text => {
    const box = document.querySelector('.bs-find input'), panel = document.querySelector('[data-find-panel]');
    const times = [];
    box.focus();
    for (let end = 1; end <= text.length; end++) {
        if (text[end - 1] === ' ') continue;
        const start = performance.now();
        const shown = new Promise(done => {
            const watcher = new MutationObserver(() => { watcher.disconnect(); done(); });
            watcher.observe(panel, { childList: true, subtree: true, characterData: true });
        });
        box.value = text.slice(0, end);
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await shown;
        times.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 250));
    }
    return times;
}"""


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Score and measure the search in Chromium.")
    parser.add_argument("--sizes", nargs="*", type=int, default=(454, 10_000), metavar="N", help="papers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
        subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
        print("\n".join(quality(site)))
        print("\n| papers | cold KB gzip, mean | most | ms p50 | ms p95 | memory MB |\n|---:|---:|---:|---:|---:|---:|")
        for size in options.sizes:
            if size != 454:
                exchange_index(site, size)
            print(measure(site, size), flush=True)
    return 0


def exchange_index(site: Path, size: int) -> None:
    """Put an index of invented papers in the place of the real one."""
    from search import invented_index

    from generator.search import write_index

    data = site / "assets/search"
    shutil.rmtree(data)
    data.mkdir()
    for name, content in write_index(invented_index(size)[0]).items():
        (data / name).write_bytes(content)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site isolated from others, without which a browser does not tell its memory; counts compressed bytes."""

    bytes_sent = 0

    def end_headers(self) -> None:
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def copyfile(self, source, outputfile) -> None:
        data = source.read()
        if "/assets/search/" in self.path or "/broadsheet/search/" in self.path:
            Handler.bytes_sent += len(gzip.compress(data, 9))
        outputfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


class Served:
    """A site behind an address, and a browser on it."""

    def __init__(self, site: Path) -> None:
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self):
        from playwright.sync_api import sync_playwright

        self.player = sync_playwright().start()
        program = shutil.which("chromium") or shutil.which("google-chrome")
        self.browser = self.player.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()
        self.player.stop()
        self.server.shutdown()


def quality(site: Path) -> list[str]:
    """MRR, first place and recall in the first ten, by kind, from the results page."""
    from search import read_queries, real_index

    catalogue, _, _ = real_index()
    number = {paper.id: place for place, paper in enumerate(catalogue.papers)}
    scores: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    with Served(site) as served:
        page = served.browser.new_page()
        page.goto(served.url + "search/")
        for row in read_queries(catalogue):
            if not row["right"]:
                continue
            page.evaluate("history.pushState(null, '', '?')")
            page.locator("[data-search-results]").evaluate("(e, q) => { e.dataset.state = 'asked'; e.dispatchEvent(new CustomEvent('bs-search', { detail: q })) }", row["query"])
            page.wait_for_selector("[data-search-results][data-state=done]", state="attached")
            ids = page.locator("li[data-paper]").evaluate_all("items => items.map(item => item.dataset.paper)")
            right = [number[identifier] in row["right"] for identifier in ids]
            best = 1 / (right.index(True) + 1) if True in right else 0.0
            recall = sum(right[:10]) / max(1, min(10, len(row["right"])))
            scores[row["kind"]].append((best, float(right[:1] == [True]), recall))
    every = [score for found in scores.values() for score in found]
    lines = ["| kind | queries | MRR | first | recall in 10 |", "|---|---:|---:|---:|---:|"]
    for kind, found in [*((kind, scores[kind]) for kind in KINDS), ("all", every)]:
        lines.append(f"| {kind} | {len(found)} | " + " | ".join(f"{mean(column):.3f}" for column in zip(*found, strict=True)) + " |")
    return lines


def measure(site: Path, size: int) -> str:
    """One row: bytes of a first answer, times of typing, memory at the end."""
    with Served(site) as served:
        cold = [cold_bytes(served, text) for text in TYPED]
        page = served.browser.new_page()
        page.goto(served.url + "about/")
        page.wait_for_function("document.querySelector('.bs-find input').getAttribute('role')")
        for text in TYPED:  # once to load what is needed, as after some minutes of use
            page.evaluate(TYPE, text)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        times = [time for text in TYPED for time in page.evaluate(TYPE, text)]
        memory = page.evaluate("performance.measureUserAgentSpecificMemory().then(told => told.bytes)")
    parts = quantiles(times, n=20)
    return f"| {size:,} | {mean(cold) / 1e3:.0f} | {max(cold) / 1e3:.0f} | {parts[9]:.0f} | {parts[18]:.0f} | {memory / 1e6:.0f} |"


def cold_bytes(served: Served, text: str) -> int:
    """The index and the scripts that a first visitor loads until the first results stand there."""
    context = served.browser.new_context()
    page = context.new_page()
    page.goto(served.url + "about/")
    page.wait_for_function("document.querySelector('.bs-find input').getAttribute('role')")
    page.wait_for_timeout(300)
    Handler.bytes_sent = 0
    page.locator(".bs-find input").fill(text)
    page.wait_for_selector(".bs-find [role=option]")
    context.close()
    return Handler.bytes_sent


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
    sys.exit(main())
