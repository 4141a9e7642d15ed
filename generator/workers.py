"""A function and many items → the results, made by several processes where the machine has them; the same as one after another.

Processes are forks, so that what the function looks up is shared and never sent; only results travel.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, wraps
from mmap import ACCESS_READ, mmap
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler, dump
from typing import Any, BinaryIO, TypeVar

from .errors import GeneratorError

MOST = 8  # processes; more would mostly wait for the disk
_BATCH = 100
_ENDED = "a worker process ended before its work was done; was there too little memory?"
_MMAP_THRESHOLD = -3  # glibc's number of that option
_PARENT_DEATH = 1  # Linux' number of the signal that a process gets as its parent ends
_PROTOCOL = 5  # of pickle: the first that writes NumPy's arrays from where they lie
_ROOM = 20_000  # values: their stretch is 256 KB, of which the frame takes 160
os.putenv("OPENBLAS_NUM_THREADS", "1")  # read as NumPy is loaded: threads that it began for other processors would only wait, busily
_FORK = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context()
Item = TypeVar("Item")
Result = TypeVar("Result")


def _ask_c(function: str, *values: int) -> None:
    with suppress(AttributeError, OSError, TypeError):  # where C's library is another one
        getattr(ctypes.CDLL(None), function)(*values)


def count_processors() -> int:
    """Those this process may use, MOST of them; 1 where it is not sound to fork it: beside threads, and not on Linux."""
    inside = multiprocessing.parent_process() is not None
    if inside or sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def count_workers() -> int:
    """The processors that nothing is busy on that was begun here; at least 1."""
    return max(1, count_processors() - len(multiprocessing.active_children()))


def map_forked(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None, turn: int | None = None
) -> list[Result]:
    """`[function(item) for item in items]`; each worker takes the next item that none has taken.

    There is one for each processor, once nothing is busy on it any more that was begun here; `workers` are so many in any case. After a
    `turn` of so many items a fork is relieved by a new one: what processes share is copied as soon as one of them counts its references,
    and the copies are given back as a fork ends. With 10,000 papers a new one takes some 30 ms. An exception of a worker is raised
    here, once all have stopped.
    """
    most = min(workers or count_processors(), len(items))
    if most < 2:
        return [function(item) for item in items]
    has_room = (lambda: True) if workers else (lambda: count_workers() > 1)
    try:
        crew = _Crew(function, items, most, turn or len(items), has_room)
    except (OSError, ImportError):  # no semaphores: some containers have no /dev/shm
        return [function(item) for item in items]
    _give_back()
    try:
        results, error = crew.work()
    finally:
        gc.unfreeze()
    if error is not None:
        raise error
    return [results[number] for number in range(len(items))]


def map_many(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """The same for thousands of small items, which travel in batches."""

    def batch(start: int) -> list[Result]:
        return [function(item) for item in items[start : start + _BATCH]]

    return [result for part in map_forked(batch, range(0, len(items), _BATCH)) for result in part]


def begin(function: Callable[[], Result]) -> Callable[[], Result]:
    """Start to work beside this process; the function returned waits for the result, and is to be called once and here.

    With one processor, or no place to leave the result in, it does the work. The process ends as soon as it is done, so that it
    holds no memory while nobody waits.
    """
    if count_processors() < 2 or not hasattr(os, "memfd_create"):  # some builds of Python lack it
        return function
    left = os.fdopen(os.memfd_create("result"), "w+b")
    _give_back()
    child = _FORK.Process(target=_work_beside, args=(function, left, os.getpid()), daemon=True)
    child.start()

    def wait() -> Result:
        child.join()
        if child.exitcode:
            raise GeneratorError("", "worker-ended", _ENDED)
        with left, mmap(left.fileno(), 0, access=ACCESS_READ) as data:
            result, error = ForkingPickler.loads(data)
        if error is not None:
            raise error
        return result[0]

    return wait


class Begun(Mapping[Any, Any]):
    """The mapping that a function makes beside this process; whoever looks into it first waits for it, and that must be here."""

    def __init__(self, make: Callable[[], Mapping[Any, Any]]) -> None:
        self._made = cache(begin(make))

    def __getitem__(self, key: Any) -> Any:
        return self._made()[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())


def with_room(function: Callable[..., Result]) -> Callable[..., Result]:
    """The same, with a stretch of Python's stack that holds the calls it leads to, some hundreds deep.

    CPython keeps frames in stretches of 16 KB. A call at the end of one gets a stretch of its own, which is given back as it returns:
    that takes some two hundred times as long as the call. For a frame as large as this one's the stretch is large too.
    """

    @wraps(function)
    def call(*args: Any, **options: Any) -> Result:
        return function(*args, **options)

    call.__code__ = call.__code__.replace(co_stacksize=_ROOM)
    return call


@contextmanager
def uncollected() -> Iterator[None]:
    """For work that makes millions of objects to keep and hardly a circle of them: looking for those takes a tenth of its time.

    Nor are they looked through later, until `gc.unfreeze` is called.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.freeze()
            gc.enable()


def _give_back() -> None:
    """Let the system have what C's allocator holds and nobody uses: a tenth of the memory of a large build."""
    _ask_c("malloc_trim", 0)


class _Crew:
    """This process and its forks, which take item after item until none is left."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any], most: int, turn: int, has_room: Callable[[], bool]) -> None:
        self._function, self._items, self._most, self._turn, self._has_room = function, items, most, turn, has_room
        self._taken = _FORK.Value("l", 0)
        self._parent = os.getpid()
        self._forks: list[tuple[Any, Connection]] = []
        self._results: dict[int, Any] = {}
        self._error: Exception | None = None

    def work(self) -> tuple[dict[int, Any], Exception | None]:
        """The results by the number of the item, and what stopped it, once all have stopped."""
        results, error = self._make(self._relieve)
        while self._forks:
            self._receive(*self._forks.pop())
        return results | self._results, error or self._error

    def _make(self, goes_on: Callable[[int], bool]) -> tuple[dict[int, Any], Exception | None]:
        """The results of the items this process took, by their number, and what stopped it; `goes_on` is told how many there are."""
        results: dict[int, Any] = {}
        while goes_on(len(results)):
            with self._taken.get_lock():
                number = self._taken.value
                self._taken.value += 1
            if number >= len(self._items):
                break
            try:
                results[number] = self._function(self._items[number])
            except Exception as error:
                return results, error
        return results, None

    def _relieve(self, _: int) -> bool:
        """Have a fork on each processor that is free, also one that another fork has left; whether all is well."""
        done = [fork for fork in self._forks if fork[1].poll()]
        self._forks = [fork for fork in self._forks if fork not in done]
        for fork in done:
            self._receive(*fork)
        while self._error is None and self._is_short():
            self._fork()
        return self._error is None

    def _is_short(self) -> bool:
        return self._taken.value < len(self._items) and len(self._forks) + 1 < self._most and self._has_room()

    def _fork(self) -> None:
        gc.freeze()  # so that no collection touches, and by that copies, what all share
        here, there = _FORK.Pipe(duplex=False)
        child = _FORK.Process(target=self._serve, args=(here, there), daemon=True)
        child.start()
        there.close()
        self._forks.append((child, here))

    def _serve(self, here: Connection, there: Connection) -> None:
        _stay_with(self._parent)
        here.close()  # so that a pipe that nobody reads breaks
        done = self._make(lambda made: made < self._turn)
        with suppress(BrokenPipeError):
            there.send(done)

    def _receive(self, child: Any, pipe: Connection) -> None:
        try:
            results, error = pipe.recv()
        except EOFError:
            results, error = {}, GeneratorError("", "worker-ended", _ENDED)
        finally:
            child.join()
        self._results |= results
        self._error = self._error or error


def _stay_with(parent: int) -> None:
    """End as soon as the parent does, which may be killed: the next build writes the same files. That somebody interrupts all of them by a
    key is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _ask_c("prctl", _PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before
        os._exit(1)


def _work_beside(function: Callable[[], Any], left: BinaryIO, parent: int) -> None:
    """Large arrays are in stretches of their own here, which the system has again at once: to take them anew takes time, but what
    works beside another process should hold little. The result is written piece by piece: as one text it would be held twice."""
    _stay_with(parent)
    _ask_c("mallopt", _MMAP_THRESHOLD, 1 << 21)
    result = _attempt(function)
    _give_back()
    dump(result, left, _PROTOCOL)
    left.flush()


def _attempt(function: Callable[[], Any]) -> tuple[dict[int, Any], Exception | None]:
    """The result as number 0, or what stopped it."""
    try:
        return {0: function()}, None
    except Exception as error:
        return {}, error
