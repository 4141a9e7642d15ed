"""The only module that reaches out: a message → an SMTP server, with TLS; the clock, the environment and the browser.

No password and no address comes out of it in a message: what a server says is shortened, and addresses in it are left out.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime

from ..errors import GeneratorError
from ..markup import clean
from ..wording import shorten
from .delivery import ConnectionLost, Job, Reply
from .settings import LOOPBACK, Server

_SECONDS = 60  # that a server may take for an answer
_ADDRESS = re.compile(r"\S+@\S+")


class World:
    """What is outside of the program; tests put a smaller one in its place."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def date(self) -> datetime:
        """The moment of sending."""
        return datetime.now(UTC)

    def variable(self, name: str) -> str | None:
        """A variable of the environment; an empty one counts as none."""
        return os.environ.get(name) or None

    def browse(self, address: str) -> bool:
        """Show a page in the reader's browser; says whether there is one."""
        try:
            return webbrowser.open_new_tab(address)
        except webbrowser.Error:
            return False


def date_message(message: bytes, world: World) -> bytes:
    """With the `Date` of its sending or writing, which every message must have."""
    return b"Date: " + format_datetime(world.date()).encode("ascii") + b"\r\n" + message


class Connection:
    """A `Transport`: one connection to the server, closed where it fails."""

    def __init__(self, smtp: smtplib.SMTP, compose: Callable[[Job], tuple[str, bytes]], world: World) -> None:
        self._smtp, self._compose, self._world = smtp, compose, world

    def send(self, job: Job) -> Reply:
        """One message to one recipient. Raises `ConnectionLost`, and `GeneratorError` where the server takes no such sender."""
        sender, message = self._compose(job)
        dated = date_message(message, self._world)
        try:
            code, text = self._smtp.mail(sender)
            if code >= 500:
                raise GeneratorError("", "smtp-sender", f"the SMTP server takes no mail from `sender`: {_said(code, text)}")
            personal = code < 400
            if personal:
                code, text = self._smtp.rcpt(job.recipient.mailbox.address)
            if code < 400:
                personal = False
                code, text = self._smtp.data(dated)
            if code >= 400 and code != 421:
                with suppress(smtplib.SMTPException, OSError):  # the answer stands; a lost connection shows at the next mail
                    self._smtp.rset()
        except smtplib.SMTPDataError as error:
            code, text, personal = error.smtp_code, error.smtp_error, False
        except (smtplib.SMTPException, OSError) as error:
            self._smtp.close()
            raise ConnectionLost("", "smtp-lost", f"the connection to the SMTP server was lost: {_reason(error)}") from None
        if code == 421:  # "closing": what follows needs another connection
            self._smtp.close()
            raise ConnectionLost("", "smtp-lost", _said(code, text))
        return Reply(code=code, text=_said(code, text), personal=personal)

    def quit(self) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()


def connect(server: Server, password: str | None, greeting: str) -> smtplib.SMTP:
    """Open a connection, protect it and log in; `greeting` is the domain that greets.

    Raises `ConnectionLost` where another try may help; `GeneratorError` for a bad certificate, no TLS, or a wrong password.
    """
    place = f"{server.host}:{server.port}"
    try:
        trusted = ssl.create_default_context(cafile=server.ca_file)
    except OSError as error:  # also what ssl says of a file without certificates
        raise GeneratorError(server.ca_file, "bad-certificates", f"holds no certificates to trust: {_reason(error)}") from None
    try:
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, greeting, timeout=_SECONDS, context=trusted)
        else:
            smtp = smtplib.SMTP(server.host, server.port, greeting, timeout=_SECONDS)
    except ssl.SSLError as error:
        raise GeneratorError(place, "smtp-not-secure", f"no secure connection: {_reason(error)}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise ConnectionLost(place, "smtp-lost", f"cannot be reached: {_reason(error)}") from None
    try:
        _prepare(smtp, server, password, trusted, place)
    except GeneratorError:
        smtp.close()
        raise
    return smtp


def _prepare(smtp: smtplib.SMTP, server: Server, password: str | None, trusted: ssl.SSLContext, place: str) -> None:
    try:
        if server.security == "starttls":
            smtp.starttls(context=trusted)
        if server.user:
            if server.security.startswith("plain") and server.host not in LOOPBACK:
                raise GeneratorError(place, "smtp-unprotected", "a password would cross the network unprotected; use starttls or tls")
            smtp.login(server.user, password or "")
        smtp.ehlo_or_helo_if_needed()
    except ssl.SSLError as error:
        raise GeneratorError(place, "smtp-not-secure", f"no secure connection: {_reason(error)}") from None
    except smtplib.SMTPAuthenticationError as error:
        failure = GeneratorError if error.smtp_code >= 500 else ConnectionLost
        raise failure(place, "smtp-login", f"the server refused user and password ({error.smtp_code})") from None
    except smtplib.SMTPNotSupportedError:
        raise GeneratorError(place, "smtp-not-secure", f"the server offers no {'STARTTLS' if server.security == 'starttls' else 'login'}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise ConnectionLost(place, "smtp-lost", _reason(error)) from None


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {shorten(_ADDRESS.sub('…', clean(words)), 160)}".strip()


def _reason(error: Exception) -> str:
    """What an exception says, without what it quotes of the talk with the server."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__ if isinstance(error, smtplib.SMTPException) else clean(str(error)) or type(error).__name__
