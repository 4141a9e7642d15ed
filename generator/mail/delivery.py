"""Messages to send → what became of each: paced, tried again where a refusal is temporary, and told as soon as it is known.

It knows SMTP's reply codes (RFC 5321) but no network: a `Transport` sends, a `Clock` waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from ..errors import GeneratorError
from .editions import Edition
from .recipients import Recipient

ROUNDS = 3  # in which what was put off is tried in one run
PAUSE = 60.0  # seconds before the second round; twice that before the third
_NO_ROOM = 452  # of the server, whomever it is said of
PATIENCE = 5  # refusals in a row, of whatever mail, after which a round ends: the server will take nothing now


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An edition for a recipient, whom the state file calls `who`."""

    edition: Edition
    recipient: Recipient
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server said; code 0 where it said nothing. `personal` where it said it of the recipient, not of all mail."""

    code: int
    text: str = ""
    personal: bool = False

    @property
    def outcome(self) -> Literal["sent", "refused", "deferred"]:
        return "sent" if 200 <= self.code < 300 else "refused" if self.code >= 500 else "deferred"


class Transport(Protocol):
    """An open connection. `send` raises `ConnectionLost` where it breaks; whether the message arrived is then unknown."""

    def send(self, job: Job) -> Reply: ...

    def quit(self) -> None: ...


class Clock(Protocol):
    """Seconds from any beginning, and waiting for some."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class ConnectionLost(GeneratorError):
    """The server cannot be reached, or is no longer there."""


@dataclass(slots=True)
class Report:
    """What became of the jobs; `left` are for the next run, with what was said last of each that was tried."""

    sent: list[Job] = field(default_factory=list)
    refused: list[Job] = field(default_factory=list)
    left: list[tuple[Job, Reply | None]] = field(default_factory=list)


def deliver(
    jobs: Sequence[Job],
    connect: Callable[[], Transport],
    clock: Clock,
    rate: int,
    record: Callable[[Job, Reply], None],
) -> Report:
    """Send at most `rate` messages a minute; `record` hears what is settled before the next is sent.

    At the end it hears what was put off. Raises `ConnectionLost` where no connection was ever made.
    """
    run = _Run(connect, clock, rate, record)
    waiting = list(jobs)
    try:
        for number in range(ROUNDS):
            if waiting and number:
                clock.sleep(PAUSE * number)
            waiting = run.go_round(waiting)
    finally:
        run.quit()
    if waiting and run.failure and not run.connected:
        raise run.failure
    run.report.left = [(job, run.last.get(id(job))) for job in waiting]
    for job, reply in run.report.left:
        if reply and reply.code and reply.personal:
            record(job, reply)
    return run.report


class _Run:
    def __init__(
        self, connect: Callable[[], Transport], clock: Clock, rate: int, record: Callable[[Job, Reply], None]
    ) -> None:
        self._connect, self._clock, self._record = connect, clock, record
        self._interval = 60 / rate
        self._next = clock.now()
        self._transport: Transport | None = None
        self.connected = False
        self.failure: ConnectionLost | None = None
        self.last: dict[int, Reply] = {}
        self.report = Report()

    def go_round(self, waiting: Sequence[Job]) -> list[Job]:
        """Try each job once; what remains comes back, what was not tried in front."""
        put_off: list[Job] = []
        in_a_row = 0
        for place, job in enumerate(waiting):
            if in_a_row >= PATIENCE:
                return [*waiting[place:], *put_off]
            if not self._ready():
                return [*waiting[place:], *put_off]
            reply = self._attempt(job)
            self.last[id(job)] = reply
            if reply.outcome == "sent":
                in_a_row = 0
                self._record(job, reply)
                self.report.sent.append(job)
                continue
            in_a_row += not reply.personal or reply.code == _NO_ROOM
            if reply.outcome == "refused":
                self._record(job, reply)
                self.report.refused.append(job)
            else:
                put_off.append(job)
        return put_off

    def _ready(self) -> bool:
        """Whether there is a connection, made now if need be."""
        if self._transport is None:
            try:
                self._transport = self._connect()
                self.connected = True
            except ConnectionLost as failure:
                self.failure = failure
        return self._transport is not None

    def _attempt(self, job: Job) -> Reply:
        self._clock.sleep(max(0.0, self._next - self._clock.now()))
        self._next = self._clock.now() + self._interval
        assert self._transport
        try:
            return self._transport.send(job)
        except ConnectionLost as failure:
            self._transport = None
            return Reply(code=0, text=failure.message)

    def quit(self) -> None:
        if self._transport:
            self._transport.quit()
