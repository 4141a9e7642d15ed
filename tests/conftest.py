"""Sites built once for all tests, and a browser: Debian's Chromium, which `make test` installs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest
from hostile import HARMLESS, HOSTILE
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from sites import BuiltSite, digest_text, make_project, serve_built

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of the real seeds."""
    folder = tmp_path_factory.mktemp("real")
    yield from serve_built(make_project(folder / "project"), folder / "site")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of a digest that tries everything."""
    folder = tmp_path_factory.mktemp("hostile")
    project = make_project(folder / "project", {"hostile.txt": digest_text(HOSTILE)})
    yield from serve_built(project, folder / "site")


@pytest.fixture(scope="session")
def harmless_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The hostile site's twin, from plain words: what is live on its pages is the theme's."""
    folder = tmp_path_factory.mktemp("harmless")
    project = make_project(folder / "project", {"hostile.txt": digest_text(HARMLESS)})
    yield from serve_built(project, folder / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; its absence is a failure, never a skip."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.fail(f"no browser found ({', '.join(BROWSERS)}): run `make test`, or `apt-get install chromium`")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()


class Visit:
    """A browser window that remembers what it asked for and complained of."""

    def __init__(self, context: BrowserContext, site: BuiltSite, scripts: bool = True) -> None:
        context.set_default_timeout(10_000)
        self.context, self.site, self.scripts = context, site, scripts
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page: Page = context.new_page()

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def open(self, address: str = "") -> Page:
        """Go to a page of the site and wait until its scripts have run."""
        self.page.goto(self.site.url + address, wait_until="load")
        if self.scripts:
            self.page.wait_for_function("!document.documentElement.classList.contains('no-js')")
        return self.page

    def strangers(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((self.site.url, "data:", "blob:"))]


@pytest.fixture
def visit(browser: Browser, real_site: BuiltSite, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh window on the real site; a request elsewhere or a console message fails the test.

    `@pytest.mark.parametrize("visit", [dict], indirect=True)` passes options to the window.
    """
    yield from follow(browser, real_site, getattr(request, "param", {}))


@pytest.fixture
def hostile_visit(browser: Browser, hostile_site: BuiltSite) -> Iterator[Visit]:
    """The same on the hostile site."""
    yield from follow(browser, hostile_site)


@pytest.fixture(scope="module")
def page(browser: Browser, real_site: BuiltSite) -> Iterator[Page]:
    """A page of the real site that all tests of a module share, for they only load scripts from it."""
    for visit in follow(browser, real_site):
        yield visit.open("about/")


def follow(browser: Browser, site: BuiltSite, options: Mapping[str, object] = MappingProxyType({})) -> Iterator[Visit]:
    """A window, which is closed behind its user and must not have complained."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    visit = Visit(context, site, scripts=options.get("java_script_enabled") is not False)
    yield visit
    context.close()
    assert visit.strangers() == []
    assert visit.complaints == []

