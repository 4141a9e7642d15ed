"""`mkdocs serve` and an edit → the pages that are most in want of it at once, all others when a whole build is done.

While that goes on, browsers get what is there; it is given up as soon as there is another edit. This knows the inside of the server of
MkDocs 1.6, the last one: its `_wanted_epoch` is the site being built and `_visible_epoch` the one browsers have.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Hashable, Iterable
from errno import EADDRINUSE
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import get_plugin_logger

from ..errors import GeneratorError
from .project import find_fault
from .settingsfile import in_one_line

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("broadsheet")

_LOOK = 0.1  # seconds between two looks for an edit
_SETTLE = 0.05  # seconds without a change after which an edit is complete
_LAST_PORT = 65535
_QUIET = 0.15  # seconds without a request after which browsers have what they wanted
_PATIENCE = 6  # times that long, at most
_LONGEST_AWAY = 5.0  # seconds
_POLL = "/livereload/"
_SETTINGS = Path("mkdocs.yml")


class Superseded(Exception):
    """There is another edit: what is being built is not wanted any more."""


class Preview:
    """The part of `mkdocs serve` that is about digests; `live` once there is a server."""

    def __init__(self) -> None:
        self.live = False
        self._edited = threading.Event()
        self._ended = threading.Event()
        self._there = threading.Event()
        self._there.set()
        self._left = threading.Event()  # something by a build that is done
        self._asked = 0  # requests

    def begin(self, server: LiveReloadServer, show: Callable[[], bool], look: Callable[[], Hashable], settings: Path = _SETTINGS) -> None:
        """Take part. `look` tells what the inputs are like; `show` puts urgent pages into the site's folder, and tells whether it could."""
        self.live, self._server, self._show, self._settings = True, server, show, settings
        self._build, self._answer, self._bind = server.builder, server.get_app(), server.server_bind
        server.builder, server.build_delay = self._rebuild, _SETTLE
        server.server_bind = self._take_address
        server.set_app(self._serve)
        threading.Thread(target=self._watch, args=(look, look()), daemon=True).start()

    def _take_address(self) -> None:
        """Raises `Abort`, which MkDocs shows as one line, where the address is another program's."""
        try:
            self._bind()
        except OSError as error:
            host, port = self._server.server_address[:2]
            named = f"[{host}]" if ":" in host else host
            other = f"{named}:{port + 1 if port < _LAST_PORT else port - 1}"
            advice = f"; choose another address: make serve ADDR={other}, or mkdocs serve -a {other}" if error.errno == EADDRINUSE else ""
            raise Abort(str(GeneratorError(f"{named}:{port}", "cannot-serve", f"{error.strerror}{advice}"))) from None

    def end(self) -> None:
        """Watch no longer."""
        self._ended.set()

    def _watch(self, look: Callable[[], Hashable], known: Hashable) -> None:
        """Look more often than MkDocs does, and at nothing but the inputs."""
        asked = 0
        while not self._ended.wait(_LOOK):
            seen = look()
            if seen != known:
                known = seen
                self._edited.set()
                self._call_for_build()
            elif self._left.is_set() and self._asked == asked:
                self._tidy_up()
            asked = self._asked

    def _tidy_up(self) -> None:
        """While nobody waits, give back what a build left in circles, which nothing else looks for: some megabytes each time."""
        self._left.clear()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _call_for_build(self) -> None:
        with self._server._rebuild_cond:
            self._server._want_rebuild = True
            self._server._rebuild_cond.notify_all()

    def check(self) -> None:
        """Raises `Superseded` where going on with a build is in vain."""
        if self._edited.is_set():
            raise Superseded

    def leave(self) -> None:
        """The site's folder is about to be empty for a moment, in which no browser gets an answer."""
        self._there.clear()

    def come_back(self) -> None:
        """The folder is as it was."""
        self._there.set()

    def _serve(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(_POLL):
            self._asked += 1
            self._there.wait(_LONGEST_AWAY)
        return self._answer(environ, start_response)

    def _rebuild(self) -> None:
        shown = False
        try:
            shown = self._take_edit()
        except GeneratorError:
            pass  # the whole build will tell
        finally:  # what else went wrong is told once the site is there
            self._settle(shown)

    def _take_edit(self) -> bool:
        """Show what was edited; whether there was anything that could be."""
        edited = self._edited.is_set()
        self._edited.clear()
        if not (edited and self._show()):
            return False
        log.info("what was edited is shown; what it changes elsewhere follows")
        self._tell_browsers()
        self._wait_for_browsers()
        return True

    def _settle(self, shown: bool) -> None:
        """Build the whole site; where it cannot be built, browsers get that of before."""
        built = False
        try:
            self.check()
            self._build()
            built = True
        except Superseded:
            self._call_for_build()
            return
        except Abort:
            raise  # it is told already
        except PluginError as error:
            raise Abort(str(error)) from None  # with its place
        except MkDocsException as error:
            raise Abort(str(in_one_line(self._settings, error))) from None
        except (RecursionError, TypeError, ValueError, OSError) as error:  # so MkDocs' reader ends with some settings
            if fault := find_fault(self._settings):
                raise Abort(str(fault)) from None
            raise error
        finally:
            self._there.set()
            if not built:
                self._stay()
        if shown:
            self._server._wanted_epoch += 1
        self._tell_browsers()
        self._left.set()

    def _tell_browsers(self) -> None:
        """Reload them: what MkDocs' server does once a build is done."""
        with self._server._epoch_cond:
            self._server._visible_epoch = self._server._wanted_epoch
            self._server._epoch_cond.notify_all()

    def _stay(self) -> None:
        """Let no browser wait for a site that does not come."""
        with self._server._epoch_cond:
            self._server._wanted_epoch = self._server._visible_epoch
            self._server._epoch_cond.notify_all()

    def _wait_for_browsers(self) -> None:
        """Building takes the time of threads that answer."""
        for _ in range(_PATIENCE):
            before = self._asked
            if self._edited.wait(_QUIET) or self._asked == before:
                return
