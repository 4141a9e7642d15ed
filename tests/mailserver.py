"""A real SMTP server on the loopback address that answers as it is told, and a world whose clock only tests move."""

from __future__ import annotations

import socket
import ssl
import subprocess
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from generator.mail.smtp import World

OK = "250 OK"
HANG_UP = "hang up"
MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class StubWorld(World):
    """A clock that moves when somebody sleeps; variables and a browser that note what they are asked."""

    def __init__(self, **variables: str) -> None:
        self.variables, self.seconds = variables, 0.0
        self.sleeps: list[float] = []
        self.shown: list[str] = []

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.seconds += seconds

    def date(self) -> datetime:
        return MOMENT

    def variable(self, name: str) -> str | None:
        return self.variables.get(name)

    def browse(self, address: str) -> bool:
        self.shown.append(address)
        return False


class PostOffice:
    """Keeps what it took; `answers[command, address]` are told one after the other, then it is `OK` again."""

    def __init__(self, **options: Any) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.asked: list[str] = []  # each address at its RCPT
        self.senders: list[str] = []
        self.answers: dict[tuple[str, str], list[str]] = {}
        self.seconds: list[float] = []
        self.world: StubWorld | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller: Controller | None = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()

    def close(self) -> None:
        controller, self._controller = self._controller, None
        if controller:
            controller.stop()

    def answer(self, command: str, address: str = "") -> str:
        waiting = self.answers.get((command, address))
        return waiting.pop(0) if waiting else OK

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        said = self.answer("MAIL")
        if said == OK:
            envelope.mail_from = address
            self.senders.append(address)
        return said

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.asked.append(address)
        said = self.answer("RCPT", address)
        if said == OK:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        (address,) = envelope.rcpt_tos
        said = self.answer("DATA", address)
        if said == HANG_UP:
            server.transport.abort()
        if said == OK:
            self.taken.append((address, envelope.original_content))
            self.seconds.append(self.world.seconds if self.world else 0.0)
        return OK if said == HANG_UP else said

    @property
    def reached(self) -> list[str]:
        return [address for address, _ in self.taken]

    def message(self, address: str) -> EmailMessage:
        """The last message to an address, read back."""
        data = [data for to, data in self.taken if to == address][-1]
        return message_from_bytes(data, policy=policy.default)  # type: ignore[return-value]


def knows(user: str, password: str) -> Any:
    """An authenticator of one account."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()), handled=False)

    return check


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for the loopback address, which only those trust who are given its file."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=localhost".split()
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context
