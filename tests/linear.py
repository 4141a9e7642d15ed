"""A check that work grows in step with its input, by counting processor time and not the clock's."""

from __future__ import annotations

import time
from collections.abc import Callable

SIZE = 50_000
_GROWTH = 3.0  # twice the text takes twice the time; a quadratic pattern takes four times
_NOISE = 0.15  # seconds within which nothing is told apart
_TRIES = 3


def assert_linear(work: Callable[[str], object], unit: str, before: str = "") -> None:
    """`work` on 100,000 characters of `unit` takes at most three times what it takes on 50,000.

    A quadratic pattern needs seconds on either, far above the noise; a busy machine may spoil one try, hardly three.
    """
    half, whole = (before + (unit * size)[:size] for size in (SIZE, 2 * SIZE))
    for _ in range(_TRIES):
        short = _seconds(work, half)
        long = _seconds(work, whole)
        if long <= _GROWTH * short + _NOISE:
            return
    raise AssertionError(f"{unit!r}: {short:.2f} s for {SIZE} characters, {long:.2f} s for twice as many")


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started
