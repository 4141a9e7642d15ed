"""`mkdocs serve` and an edit → the pages that are most in want of it at once, all others when a whole build is done.

While that goes on, browsers get what is there; it is given up as soon as there is another edit.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from ..errors import GeneratorError

log: logging.LoggerAdapter[Any] = get_plugin_logger("broadsheet")

_LOOK = 0.1  # seconds between two looks for an edit
_SETTLE = 0.05  # seconds without a change after which an edit is complete
_QUIET = 0.15  # seconds without a request after which browsers have what they wanted
_PATIENCE = 6  # times that long, at most
_LONGEST_AWAY = 5.0  # seconds
_POLL = "/livereload/"


class Superseded(Exception):
    """There is another edit: what is being built is not wanted any more."""


class Preview:
    """The part of `mkdocs serve` that is about digests; `live` once there is a server."""

    def __init__(self) -> None:
        self.live = False
        self._edited = threading.Event()
        self._there = threading.Event()
        self._there.set()
        self._asked = 0  # requests

    def begin(self, server: LiveReloadServer, show: Callable[[], bool], watched: Iterable[str]) -> None:
        """Take part; `show` puts urgent pages into the site's folder, and tells whether it could."""
        self.live, self._server, self._show = True, server, show
        self._build, self._answer = server.builder, server.get_app()
        server.builder, server.build_delay = self._rebuild, _SETTLE
        server.set_app(self._serve)
        self._watch(watched)

    def _watch(self, paths: Iterable[str]) -> None:
        """Look more often than MkDocs does, by an observer of our own."""
        ours, theirs = PollingObserver(timeout=_LOOK), self._server.observer
        handler = FileSystemEventHandler()
        handler.on_any_event = self._note  # type: ignore[method-assign]
        self._server.observer = ours
        for path in paths:
            self._server.watch(path)
            ours.schedule(handler, path, recursive=True)
        self._server.observer = theirs
        ours.start()

    def _note(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self._edited.set()

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
        edited = self._edited.is_set()
        self._edited.clear()
        try:
            shown = edited and self._show()
        except GeneratorError:
            shown = False  # the build will tell
        if shown:
            self._reveal()
            self._wait_for_browsers()
        try:
            self._build()
        except Superseded:
            log.debug("given up for a later edit")
            return
        finally:
            self._there.set()
        if shown:
            self._server._wanted_epoch += 1  # the server reloads browsers where it is not what they have

    def _reveal(self) -> None:
        """Reload browsers now: what MkDocs' server does once a build is done."""
        server = self._server
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch
            server._epoch_cond.notify_all()
        log.info("what was edited is shown; what it changes elsewhere follows")

    def _wait_for_browsers(self) -> None:
        """Building takes the time of threads that answer."""
        for _ in range(_PATIENCE):
            before = self._asked
            if self._edited.wait(_QUIET) or self._asked == before:
                return
