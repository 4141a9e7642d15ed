"""Many items → a result for each, taken from earlier builds where the same was worked out before; knows nothing of papers.

A result is found again by the content of all that it was worked out from: the function of `map` gets nothing but what is hashed, and
whoever calls `once` answers for the key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from .assets import Maker
from .fingerprint import fingerprint
from .output import RESULTS
from .workers import begin, map_many

STALE = 0.05  # of the results: a file so far behind is written again, for that takes as long as working out so many
Known = TypeVar("Known")
Item = TypeVar("Item")
Result = TypeVar("Result")
Prepare = Callable[[Known], Callable[[Item], Result]]


class Memory:
    """Remembers nothing: all is made anew."""

    def keep(self, name: str, make: Maker) -> bytes:
        """A file whose name tells its content."""
        return make()

    def map(self, prepare: Prepare[Known, Item, Result], known: Known, items: Sequence[Item]) -> list[Result]:
        """For each item what the function that `prepare` makes of `known` says of it.

        `prepare` is a function of a module, so that it knows nothing else; all three are frozen values.
        """
        return map_many(prepare(known), items)

    def once(self, name: str, key: str, make: Callable[[], Result]) -> Result:
        """What `make` makes, of nothing but what `key` tells; one result is kept under a name, never None."""
        return make()

    def begin(self, name: str, key: str, make: Callable[[], object]) -> None:
        """Say that `once` will be called with the same: in a build from nothing it may be begun beside this process."""

    def update(self, name: str, work: Callable[[Result | None], Result]) -> Result:
        """What `work` makes of what it made in an earlier build, None where there is nothing.

        It must come to the same from whatever it ever made, and may only save time by it.
        """
        return work(None)


FORGETFUL = Memory()


class Files(Protocol):
    """Where results lie between two builds: an `output.Store`."""

    used: set[str]

    def has(self, name: str) -> bool: ...
    def keep(self, name: str, make: Maker) -> bytes: ...
    def recall(self, name: str, scope: str) -> Any: ...
    def save(self, name: str, value: Any, scope: str) -> None: ...


@dataclass(slots=True)
class Table:
    """Results of one function by the hash of their items; `scope` tells the function and what it knows, `saved` whose
    results lie in the file."""

    scope: str
    results: dict[str, Any]
    saved: frozenset[str]

    @property
    def is_stale(self) -> bool:
        return len(self.results.keys() ^ self.saved) > STALE * len(self.results)


class KeptMemory(Memory):
    """Remembers what the build before needed in files, and results of `map` in `held` too, which outlives it if the process does.

    `program` tells the program and the libraries.
    """

    def __init__(self, files: Files, program: str, held: dict[str, Table] | None = None) -> None:
        self._files, self._program, self._held = files, program, held
        self._begun: dict[str, Callable[[], Any]] = {}  # by scope what waits for it

    def keep(self, name: str, make: Maker) -> bytes:
        return self._files.keep(name, make)

    def map(self, prepare: Prepare[Known, Item, Result], known: Known, items: Sequence[Item]) -> list[Result]:
        name = f"{prepare.__module__}.{prepare.__qualname__}"
        if "<" in name or getattr(prepare, "__closure__", None):
            raise TypeError(f"{name} may know more than it is given")
        self._files.used.add(RESULTS + name)  # though this process may hold it
        table = self._table(name, fingerprint(self._program, name, known))
        keys = [fingerprint(item) for item in items]
        missing = {key: item for key, item in zip(keys, items, strict=True) if key not in table.results}
        if missing:
            made = map_many(prepare(known), list(missing.values()))
            table.results |= zip(missing, made, strict=True)
        table.results = {key: table.results[key] for key in keys}
        if table.is_stale:
            self._files.save(RESULTS + name, table.results, table.scope)
            table.saved = frozenset(keys)
        return [table.results[key] for key in keys]

    def once(self, name: str, key: str, make: Callable[[], Result]) -> Result:
        scope = fingerprint(self._program, name, key)
        begun = self._begun.pop(scope, None)
        made = None if begun else self._files.recall(RESULTS + name, scope)
        if made is None:
            made = (begun or make)()
            self._files.save(RESULTS + name, made, scope)
        return made

    def begin(self, name: str, key: str, make: Callable[[], object]) -> None:
        if not self._files.has(RESULTS + name):  # else little is done meanwhile, and what is kept takes memory
            self._begun[fingerprint(self._program, name, key)] = begin(make)

    def update(self, name: str, work: Callable[[Result | None], Result]) -> Result:
        scope = fingerprint(self._program, name)
        known = self._files.recall(RESULTS + name, scope)
        made = work(known)
        if made is not known:
            self._files.save(RESULTS + name, made, scope)
        return made

    def _table(self, name: str, scope: str) -> Table:
        table = self._held.get(name) if self._held else None
        if table is None or table.scope != scope:
            results = self._files.recall(RESULTS + name, scope) or {}
            table = Table(scope, results, frozenset(results))
        if self._held is not None:
            self._held[name] = table
        return table
