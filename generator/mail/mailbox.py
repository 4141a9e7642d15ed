"""Text → a mailbox (RFC 5322) that can stand in a header and in an SMTP command without changing either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,254}}\Z)(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@({_LABEL}(?:\.{_LABEL})*)")
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>")
DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """`address` is ASCII and can be sent to as it stands; `name` is one line of printable text, or empty."""

    name: str = ""
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()

    @property
    def folded(self) -> str:
        """The same for all spellings in which providers take an address for the same."""
        return self.address.casefold()

    @property
    def quoted(self) -> str:
        """The address as a part of a web address."""
        return quote(self.address, safe="")

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def read_mailbox(text: str) -> Mailbox | str:
    """`a@b` or `Name <a@b>`; what is wrong with it, as a sentence without the text itself, where it is neither."""
    text = text.strip(" \t")
    if not text.isprintable():
        return "there is a control character in it"
    named = _NAMED.fullmatch(text)
    name, address = (named[1].strip(), named[2].strip()) if named else ("", text)
    if not address.isascii():
        return "an address must be ASCII; write its domain as xn--…"
    if not _ADDRESS.fullmatch(address):
        return "this is no address; write NAME@HOST or Name <NAME@HOST>"
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('\\"', '"').strip()
    return Mailbox(name=name, address=address)
