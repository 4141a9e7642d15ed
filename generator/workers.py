"""A function and many items → the results, made by several processes where the machine has them; the same as one after another.

Processes are forks, so that what the function looks up is shared and never sent; only results travel.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

_BATCH = 100
Item = TypeVar("Item")
Result = TypeVar("Result")


def count_workers() -> int:
    """The processors this process may use, where it can be forked; 1 elsewhere."""
    inside = multiprocessing.parent_process() is not None
    if inside or "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_forked(function: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None) -> list[Result]:
    """`[function(item) for item in items]`; each worker takes the next item that none has taken.

    An exception of a worker is raised here, once all have stopped.
    """
    workers = min(workers or count_workers(), len(items))
    if workers < 2:
        return [function(item) for item in items]
    context = multiprocessing.get_context("fork")
    taken = context.Value("l", 0)
    gc.freeze()  # so that no collection touches, and by that copies, what all share
    children = []
    for _ in range(workers - 1):
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=_serve, args=(lambda: _work(function, items, taken), there), daemon=True)
        child.start()
        there.close()
        children.append((child, here))
    results, error = _work(function, items, taken)
    for child, pipe in children:
        more, failure = _receive(pipe, child)
        results |= more
        error = error or failure
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

    With one processor, it does the work.
    """
    if count_workers() < 2:
        return function
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(lambda: _attempt(function), there), daemon=True)
    child.start()
    there.close()

    def wait() -> Result:
        result, error = _receive(here, child)
        if error is not None:
            raise error
        return result[0]

    return wait


def _receive(pipe: Any, child: Any) -> tuple[dict[int, Any], Exception | None]:
    try:
        return pipe.recv()
    except EOFError:
        return {}, RuntimeError("a worker process ended before its work was done")
    finally:
        child.join()


def _work(function: Callable[[Any], Any], items: Sequence[Any], taken: Any) -> tuple[dict[int, Any], Exception | None]:
    """The results of the items this process took, by their number, and what stopped it."""
    results: dict[int, Any] = {}
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(items):
            return results, None
        try:
            results[number] = function(items[number])
        except Exception as error:
            return results, error


def _attempt(function: Callable[[], Any]) -> tuple[dict[int, Any], Exception | None]:
    """The result as number 0, or what stopped it."""
    try:
        return {0: function()}, None
    except Exception as error:
        return {}, error


def _serve(work: Callable[[], Any], pipe: Any) -> None:
    done = work()
    with suppress(BrokenPipeError):  # nobody waits any more
        pipe.send(done)
