"""Work shared by processes: the results are those of one, in order, and an error is not lost."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from subprocess import PIPE

import pytest

from generator import workers
from generator.errors import GeneratorError
from generator.workers import Begun, begin, map_forked, uncollected, with_room


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert map_forked(lambda item: item * item, range(50), workers) == [n * n for n in range(50)]


def test_nothing_to_do() -> None:
    assert map_forked(str, []) == []


def test_more_than_one_process_works() -> None:
    both = multiprocessing.get_context("fork").Barrier(2)  # one process alone would wait at it in vain

    def work(item: int) -> int:
        both.wait(timeout=60)
        return os.getpid()

    assert len(set(map_forked(work, range(2), 2))) == 2


def test_a_fork_is_relieved_after_its_turn() -> None:
    here = os.getpid()

    def work(item: int) -> tuple[int, int]:
        if os.getpid() == here:
            time.sleep(0.01)  # so that the others have time
        return item, os.getpid()

    found = map_forked(work, range(120), 2, turn=5)
    forks = [process for _, process in found if process != here]
    assert [item for item, _ in found] == [*range(120)]
    assert len(set(forks)) > 2 and max(map(forks.count, forks)) <= 5


def test_an_error_of_a_later_fork_is_raised_here() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() == here:
            time.sleep(0.01)
        elif item >= 40:
            raise ValueError(item)
        return item

    with pytest.raises(ValueError, match=r"\d\d"):
        map_forked(work, range(150), 2, turn=5)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_a_worker_is_raised_here(workers: int) -> None:
    def work(item: int) -> float:
        return 1 / (item - 7)

    with pytest.raises(ZeroDivisionError):
        map_forked(work, range(20), workers)


def test_what_was_begun_is_waited_for() -> None:
    first, second = begin(lambda: sum(range(100_000))), begin(lambda: "x" * 1_000_000)
    assert (second(), first()) == ("x" * 1_000_000, sum(range(100_000)))
    with pytest.raises(ZeroDivisionError):
        begin(lambda: 1 / 0)()


@pytest.mark.parametrize("workers_there", [1, 2])
def test_a_mapping_that_was_begun_is_waited_for(monkeypatch: pytest.MonkeyPatch, workers_there: int) -> None:
    monkeypatch.setattr(workers, "count_processors", lambda: workers_there)
    squares = Begun(lambda: {number: number**2 for number in range(50)})
    assert squares[7] == 49 and 50 not in squares
    assert dict(squares) == {number: number**2 for number in range(50)} and len(squares) == 50


def test_work_that_dies_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "count_processors", lambda: 2)
    here = os.getpid()
    with pytest.raises(GeneratorError, match="ended before"):
        begin(lambda: os._exit(3) if os.getpid() != here else None)()


def test_a_process_ends_though_nobody_waits_for_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "count_processors", lambda: 2)
    wait = begin(lambda: "x" * 1_000_000)
    (child,) = multiprocessing.active_children()
    child.join(60)
    assert child.exitcode == 0
    assert len(wait()) == 1_000_000


def test_what_was_begun_has_a_processor_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "count_processors", lambda: 3)
    still = multiprocessing.get_context("fork").Event()
    first, second = begin(lambda: still.wait(60)), begin(lambda: still.wait(60))
    assert workers.count_workers() == 1
    third = begin(lambda: still.wait(60))
    assert workers.count_workers() == 1, "of its own, but there is always this process"
    still.set()
    assert first() and second() and third() and workers.count_workers() == 3


def test_a_processor_that_comes_free_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """While something begun is busy there are no forks; one is made as soon as it ends."""
    monkeypatch.setattr(workers, "count_processors", lambda: 2)
    here, still = os.getpid(), multiprocessing.get_context("fork").Event()
    wait = begin(lambda: still.wait(60))

    def work(item: int) -> tuple[bool, bool]:
        alone = not still.is_set()
        if item == 10:
            still.set()
            wait()
        if item > 10:
            time.sleep(0.02)  # so that the other process has time to take an item
        return os.getpid() == here, alone

    found = map_forked(work, range(60))
    assert all(inside for inside, alone in found if alone)
    assert len({inside for inside, alone in found if not alone}) == 2


def test_without_a_place_for_results_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "count_processors", lambda: 2)
    monkeypatch.delattr(os, "memfd_create")
    assert begin(os.getpid)() == os.getpid()


def test_what_was_begun_does_not_disturb_other_work() -> None:
    for _ in range(20):
        wait = begin(lambda: [sum(range(1_000)) for _ in range(300)])
        assert map_forked(lambda item: item, range(60), 2) == list(range(60))
        wait()


def test_a_worker_that_dies_is_told_of() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != here:
            os._exit(3)
        sum(range(200_000))  # so that the other process has time to take an item
        return item

    with pytest.raises(GeneratorError, match="ended before"):
        map_forked(work, range(400), 2)


def test_without_semaphores_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")  # as where there is no /dev/shm

    monkeypatch.setattr(workers._FORK, "Value", refuse)
    assert map_forked(lambda item: os.getpid(), range(20), 2) == [os.getpid()] * 20


LONG = """
import os, time
from generator import workers
from generator.workers import begin, map_forked

def sleep(_=None):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)

workers.count_processors = lambda: 3
begin(sleep)
try:
    map_forked(sleep, range(4), 3)
except KeyboardInterrupt:
    time.sleep(1)  # as whoever has to put things in order
    raise
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there alone work is shared")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_goes_on_without_the_one_that_began_it(stop: signal.Signals) -> None:
    def hear() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs this may be deaf to it

    process = subprocess.Popen([sys.executable, "-c", LONG], stdout=PIPE, stderr=PIPE, text=True, start_new_session=True, preexec_fn=hear)
    assert process.stdout and len({process.stdout.readline() for _ in range(4)}) == 4
    (os.killpg if stop == signal.SIGINT else os.kill)(process.pid, stop)  # a key interrupts all of them
    _, told = process.communicate(timeout=30)  # the pipes are open as long as one of them lives
    assert process.returncode == -stop and told.count("Traceback") == (stop == signal.SIGINT)


def test_garbage_is_looked_for_again_whatever_happens():
    gc.unfreeze()
    with suppress(ValueError), uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled() and gc.get_freeze_count() == 0
        raise ValueError
    assert gc.isenabled() and gc.get_freeze_count() > 0, "nor is what was made looked through"
    gc.unfreeze()


def test_what_needs_room_gets_it_and_is_the_same():
    def divide(one: int, *, by: int) -> float:
        """One by another."""
        return one / by

    roomy = with_room(divide)
    assert roomy(6, by=4) == 1.5 and roomy.__doc__ == divide.__doc__
    assert roomy.__code__.co_stacksize * 8 > 2**17, "so that its stretch of the stack has twice that"
    with pytest.raises(ZeroDivisionError):
        roomy(1, by=0)
