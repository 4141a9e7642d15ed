"""`mail.yml` into frozen settings: who sends, by which server, how fast, and how a reader leaves.

It has no place for a password, and says so when it finds one: secrets come from the environment (see `smtp.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, cast
from urllib.parse import urlsplit

from ..errors import DataError
from ..locatedyaml import LocatedDict, load_located
from ..markup import clean
from ..publication import Settings
from ..siteaddress import WANTED, spell_address
from .mailbox import DOMAIN, Mailbox, read_mailbox

Security = Literal["starttls", "tls", "plain", "plain-anywhere"]
_PORTS = {"starttls": 587, "tls": 465, "plain": 25, "plain-anywhere": 25}
RECIPIENTS = "subscribers.txt"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_KEYS = (
    *("sender", "reply_to", "site_name", "site_url", "recipients", "state", "smtp", "rate", "papers"),
    *("list_id", "unsubscribe_mail", "unsubscribe_url", "one_click", "footer"),
)
_SERVER_KEYS = ("host", "port", "security", "user", "ca_file")
_SECRET = re.compile(r"(?i)pass(word|wd|phrase)?$|secret|token|(^|_)key$")
_URL = re.compile(r"https?://[\w.:\[\]-]+(/[!-~]*)?", re.ASCII)
_LONGEST = 800  # of an address in a header: a line has 998 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """An SMTP server. `ca_file` holds the certificates to trust in place of the system's."""

    host: str
    port: int
    security: Security
    user: str | None = None
    ca_file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """What the owner decides. `recipients` and `state` are files beside the settings, `papers` the most in one mail, `rate` messages a minute.

    In `unsubscribe_url` stands `{address}` for the recipient's address and `{id}` for what the state file calls them.
    """

    path: str
    sender: Mailbox | None = None
    reply_to: Mailbox | None = None
    site_name: str = "Broadsheet"
    site_url: str | None = None
    recipients: str = RECIPIENTS
    state: str = "mail-state.jsonl"
    server: Server | None = None
    rate: int = 60
    papers: int = 50
    list_id: str | None = None
    unsubscribe_mail: Mailbox | None = None
    unsubscribe_url: str | None = None
    one_click: bool = False
    footer: str = ""


def parse_mail_settings(text: str, path: str, site: Settings | None = None) -> MailSettings:
    """Read the file's text; what it leaves open is as the `site` is set up, or as it is everywhere. Raises `DataError` for a malformed file."""
    site, data = site or Settings(), load_located(text, path)
    if data is None:
        return MailSettings(path=path, site_name=site.site_name, site_url=site.site_url)
    reader = _Reader(data, path, "the file", _KEYS)
    server = data.get("smtp")
    settings = MailSettings(
        path=path,
        sender=reader.mailbox("sender"),
        reply_to=reader.mailbox("reply_to"),
        site_name=reader.text("site_name") or site.site_name,
        site_url=reader.address("site_url") or site.site_url,
        recipients=reader.text("recipients") or RECIPIENTS,
        state=reader.text("state") or "mail-state.jsonl",
        server=None if server is None else _server(_Reader(server, path, "smtp", _SERVER_KEYS, data.lines["smtp"])),
        rate=reader.number("rate", 60, 1, 6000),
        papers=reader.number("papers", 50, 1, 200),
        list_id=reader.text("list_id"),
        unsubscribe_mail=reader.mailbox("unsubscribe_mail"),
        unsubscribe_url=reader.url("unsubscribe_url"),
        one_click=reader.flag("one_click"),
        footer=reader.text("footer") or "",
    )
    if settings.list_id and not DOMAIN.fullmatch(settings.list_id):
        reader.fail("list_id", "must look like papers.example.org, in a domain of yours")
    url = settings.unsubscribe_url or ""
    if strange := set(re.findall(r"\{[^{}]*\}", url)) - {"{address}", "{id}"}:
        reader.fail("unsubscribe_url", f"has {min(strange)}; only {{address}} and {{id}} stand for something")
    if settings.one_click and not (url.startswith("https:") and ("{address}" in url or "{id}" in url)):
        reader.fail("one_click", "needs an `unsubscribe_url` with https:// and {address} or {id} in it (RFC 8058)")
    return settings


def _server(reader: _Reader) -> Server:
    host = reader.text("host")
    if not host or not re.fullmatch(r"[\w.:-]+", host, re.ASCII):
        reader.fail("host", "must name the SMTP server")
    security = reader.text("security") or "starttls"
    if security not in _PORTS:
        reader.fail("security", f"must be one of {', '.join(_PORTS)}")
    if security == "plain" and host not in LOOPBACK:
        reader.fail("security", "`plain` is for this machine only; every other server is to be reached by starttls or tls")
    user = reader.text("user")
    if security == "plain-anywhere" and user:
        reader.fail("user", "a password would cross the network unprotected; use starttls or tls", "smtp-unprotected")
    port = reader.number("port", _PORTS[security], 1, 65535)
    return Server(host=host, port=port, security=cast(Security, security), user=user, ca_file=reader.text("ca_file"))


class _Reader:
    """The values of one mapping by their types; whatever is amiss ends with its line."""

    def __init__(self, data: Any, path: str, what: str, keys: tuple[str, ...], line: int = 1) -> None:
        self._path = path
        self._line = line
        self._data = data
        if not isinstance(data, LocatedDict):
            raise DataError(f"{path}:{line}", "bad-value", f"{what} must be a mapping with the keys {', '.join(keys)}")
        for key in data:
            if key not in keys and _SECRET.search(str(key)):
                self.fail(key, "a secret does not belong into a file; set BROADSHEET_SMTP_PASSWORD in the environment", "secret-in-file")
            if key not in keys:
                self.fail(key, f"is unknown; {what} knows {', '.join(keys)}", "unknown-key")

    def fail(self, key: object, message: str, code: str = "bad-value") -> NoReturn:
        raise DataError(f"{self._path}:{self._data.lines.get(key, self._line)}", code, f"`{clean(str(key))}` {message}")

    def text(self, key: str) -> str | None:
        value = self._data.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self.fail(key, "must be text (put it in quotes)")
        return clean(value) if value else None

    def mailbox(self, key: str) -> Mailbox | None:
        value = self.text(key)
        mailbox = read_mailbox(value) if value else None
        if isinstance(mailbox, str):
            self.fail(key, f"is no mailbox: {mailbox}")
        return mailbox

    def url(self, key: str) -> str | None:
        value = self.text(key)
        if value and (not _URL.fullmatch(value) or len(value) > _LONGEST or "<" in value or ">" in value):
            self.fail(key, "must be an address that begins with http:// or https://")
        if value and urlsplit(value).password:
            self.fail(key, "must not hold a password", "secret-in-file")
        return value

    def address(self, key: str) -> str | None:
        """Of a site."""
        value = self.url(key)
        address = spell_address(value) if value else None
        if value and not address:
            self.fail(key, WANTED)
        return address

    def number(self, key: str, default: int, least: int, most: int) -> int:
        value = self._data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.fail(key, f"must be a number from {least:,} to {most:,}")
        return value

    def flag(self, key: str) -> bool:
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            self.fail(key, "must be true or false")
        return value
