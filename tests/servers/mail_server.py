"""A real mail server on a free port: it keeps what it takes, and refuses as told."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from threading import Event
from typing import TYPE_CHECKING, Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from meter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

HOST = "127.0.0.1"
USER, PASSWORD = "meter", "a secret of the mail server"
BASE = "https://meter.example.org"


@dataclass
class MailServer:
    """Takes mails for everybody but those in `refused`, whose reply stands there."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    data_reply: str = ""
    silent: Event = field(default_factory=Event)
    saw_tls: bool = False

    async def handle_RCPT(  # noqa: N802  (the library calls it so)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        del server, options
        self.saw_tls = session.ssl is not None
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  (the library calls it so)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        del server, session
        if self.data_reply:
            return self.data_reply
        message = message_from_bytes(envelope.content, policy=default)
        self.taken.append(message)
        self.recipients += envelope.rcpt_tos
        return "250 Taken"

    def settings(self, folder: Path, **more: Any) -> Settings:
        """Give settings that use this server, without encryption."""
        known: dict[str, Any] = {
            "data": folder,
            "database_url": None,
            "base_url": BASE,
            "smtp_host": HOST,
            "smtp_port": self.port,
            "smtp_security": "none",
            "smtp_sender": "METER <meter@example.org>",
            "smtp_seconds": 5.0,
        }
        return Settings(**{**known, **more})

    def texts(self) -> list[str]:
        """Read the texts of the mails that were taken."""
        return [read_text(one) for one in self.taken]


def read_text(message: EmailMessage) -> str:
    """Read the text of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def _check(*given: Any) -> AuthResult:
    data = given[-1]
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)


@contextmanager
def serving(**how: Any) -> Iterator[MailServer]:
    """Serve until the block ends."""
    handler = MailServer()
    controller = Controller(handler, hostname=HOST, port=find_port(), **how)
    controller.start()
    handler.port = controller.port
    try:
        yield handler
    finally:
        controller.stop()


@contextmanager
def serving_encrypted(folder: Path) -> Iterator[tuple[MailServer, Path]]:
    """Serve by STARTTLS alone, to who signs in; give the authority to trust, too."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    how = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": _check,
    }
    with serving(**how) as server:
        yield server, trusted


def find_port() -> int:
    """Find a port on which nothing listens."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextmanager
def listening_silently() -> Iterator[int]:
    """Accept whoever calls, and never say a word."""
    with socket.socket() as deaf:
        deaf.bind((HOST, 0))
        deaf.listen()
        yield int(deaf.getsockname()[1])
