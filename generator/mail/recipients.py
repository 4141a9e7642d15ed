"""The text of a list of recipients → mailboxes with their lines; a bad line is a Problem that does not repeat the address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Location, Problem
from .mailbox import Mailbox, read_mailbox

_COMMENT = re.compile(r"(?:\A|[ \t])#.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who asked for the mail; `location` is the line of the list."""

    mailbox: Mailbox
    location: Location


def parse_recipients(text: str, path: str) -> tuple[tuple[Recipient, ...], tuple[Problem, ...]]:
    """One address a line, `#` begins a comment; an address that stands twice is kept once."""
    found: dict[str, Recipient] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = _COMMENT.sub("", line.removesuffix("\r")).strip(" \t")
        if not stripped:
            continue
        location, mailbox = Location(path=path, line=number), read_mailbox(stripped)
        if isinstance(mailbox, str):
            problems.append(Problem(severity="error", code="bad-address", location=location, message=mailbox))
        elif first := found.get(mailbox.folded):
            message = f"the address of line {first.location.line} again"
            problems.append(Problem(severity="info", code="address-twice", location=location, message=message))
        else:
            found[mailbox.folded] = Recipient(mailbox=mailbox, location=location)
    return tuple(found.values()), tuple(problems)
