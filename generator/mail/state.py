"""The state file ↔ who got which edition. One JSON record a line, only ever appended to, so that a crash costs one line at most.

No address stands in it: a recipient is a keyed hash (HMAC). Without a key, whoever has the file can test a guessed address.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import DataError
from .mailbox import Mailbox

RUNS = 5  # of temporary refusals after which an edition is given up for a recipient
_FINAL = {"sent", "refused"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An edition that was begun: what it is called and the ids of its papers."""

    id: str
    subject: str
    heading: str
    papers: tuple[str, ...]


@dataclass(slots=True)
class MailState:
    """What the file says. `known` are papers that were old before the first `--new` (None before it)."""

    known: frozenset[str] | None = None
    issued: dict[str, Issued] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    final: set[tuple[str, str]] = field(default_factory=set)
    deferrals: dict[tuple[str, str], int] = field(default_factory=dict)

    def mailed(self) -> frozenset[str]:
        """Ids of the papers that an edition had."""
        return frozenset(paper for edition in self.issued.values() for paper in edition.papers)

    def settled(self, edition: str, who: str) -> bool:
        """Whether nothing is left to do: sent, refused for good, or deferred too often."""
        return (edition, who) in self.final or self.deferrals.get((edition, who), 0) >= RUNS


def identify(mailbox: Mailbox, key: str) -> str:
    """What the state file calls a recipient."""
    return hmac.new(key.encode(), b"recipient\n" + mailbox.folded.encode(), hashlib.sha256).hexdigest()[:32]


def first_line(key: str) -> str:
    """The head of a new file; it tells whether another one was made with the same key."""
    return _line(broadsheet_mail=1, key=_fingerprint(key))


def known_line(papers: Sequence[str]) -> str:
    return _line(known=list(papers))


def issued_line(edition: Issued) -> str:
    return _line(edition=edition.id, subject=edition.subject, heading=edition.heading, papers=list(edition.papers))


def done_line(edition: str) -> str:
    return _line(done=edition)


def outcome_line(edition: str, who: str, outcome: str, code: int) -> str:
    """`outcome` is "sent", "refused" or "deferred", `code` the server's."""
    return _line(to=who, of=edition, outcome=outcome, code=code)


def parse_state(text: str, path: str, key: str) -> MailState:
    """Read the file; what follows the last line's end was cut off by a crash and does not count.

    Raises `DataError` for a line that is damaged, and for a file made with another key: to go on would mail people twice.
    """
    state = MailState()
    for number, line in enumerate(text.split("\n")[:-1], 1):
        try:
            _read(state, json.loads(line), number, key)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DataError(f"{path}:{number}", "bad-state", "is no record of a state file; mend it, for without it people get mail twice") from None
        except _OtherKey:
            raise DataError(f"{path}:{number}", "other-key", "was made with another BROADSHEET_MAIL_KEY; set that one") from None
    return state


class _OtherKey(Exception):
    pass


def _read(state: MailState, record: dict[str, Any], number: int, key: str) -> None:
    if number == 1:
        if record["broadsheet_mail"] != 1:
            raise ValueError
        if record["key"] != _fingerprint(key):
            raise _OtherKey
    elif "known" in record:
        state.known = (state.known or frozenset()) | frozenset(record["known"])
    elif "edition" in record:
        issued = Issued(
            id=str(record["edition"]),
            subject=str(record["subject"]),
            heading=str(record["heading"]),
            papers=tuple(map(str, record["papers"])),
        )
        state.issued[issued.id] = issued
    elif "done" in record:
        state.done.add(record["done"])
    else:
        place = record["of"], record["to"]
        if record["outcome"] in _FINAL:
            state.final.add(place)
        else:
            state.deferrals[place] = state.deferrals.get(place, 0) + 1


def _fingerprint(key: str) -> str:
    return hmac.new(key.encode(), b"state file", hashlib.sha256).hexdigest()[:16]


def _line(**record: object) -> str:
    return json.dumps(record, separators=(",", ":")) + "\n"
