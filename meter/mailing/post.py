"""The post: one line to the mail server, and what it says to each mail."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.errors import MessageError
from typing import TYPE_CHECKING, Self

from meter.errors import SettingsError
from meter.mailing.errors import MailRefusedError, MailServerError
from meter.mailing.letters import clean, make_message, read_sender

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from meter.mailing.letters import Letter
    from meter.settings import Settings

PORTS = {"starttls": 587, "tls": 465, "none": 25}
FOR_GOOD = 500
"""Codes from here on say that trying again is of no use."""

MOST_CHARACTERS = 300
"""So much of what a mail server says is kept."""


class Post:
    """Hands letters to the mail server; the line is opened with the first one.

    `seconds` is how long the server may take for one answer, where not as set.
    """

    def __init__(self, settings: Settings, seconds: float | None = None) -> None:
        ensure_set_up(settings)
        self._settings = settings
        self._seconds = seconds or settings.smtp_seconds
        self._line: smtplib.SMTP | None = None

    def send(self, letter: Letter, at: datetime) -> None:
        """Send a letter; return once the mail server has taken it.

        Raises:
            MailRefusedError: the server does not take this one.
            MailServerError: it takes none now.
        """
        message = make_message(letter, self._settings.smtp_sender or "", at)
        line = self._line = self._line or self._connect()
        try:
            line.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            raise _refuse(letter, code, said) from error
        except smtplib.SMTPDataError as error:
            raise _refuse(letter, error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise _refuse(letter, FOR_GOOD, str(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise self._fail(error) from error

    def close(self) -> None:
        """Take leave of the mail server, if it still listens."""
        if self._line is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._line.quit()
            self._line.close()
        self._line = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _fail(self, error: Exception) -> MailServerError:
        return MailServerError(f"{self._settings.smtp_host}:{self._port}", _say(error))

    @property
    def _port(self) -> int:
        return self._settings.smtp_port or PORTS[self._settings.smtp_security]

    def _connect(self) -> smtplib.SMTP:
        """Open the line, encrypt it as told, and sign in; none stays half open."""
        try:
            line = self._open()
            try:
                self._greet(line)
            except BaseException:
                line.close()
                raise
        except (OSError, smtplib.SMTPException) as error:
            raise self._fail(error) from error
        return line

    def _open(self) -> smtplib.SMTP:
        host, wait = self._settings.smtp_host or "", self._seconds
        if self._settings.smtp_security != "tls":
            return smtplib.SMTP(host, self._port, timeout=wait)
        trust = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, self._port, timeout=wait, context=trust)

    def _greet(self, line: smtplib.SMTP) -> None:
        if self._settings.smtp_security == "starttls":
            # Without it the server is refused, not used in the clear.
            line.starttls(context=ssl.create_default_context())
        password = self._settings.smtp_password
        if self._settings.smtp_user and password:
            line.login(self._settings.smtp_user, password.get_secret_value())


def ensure_set_up(settings: Settings) -> None:
    """Raise unless the settings say all that sending a mail needs.

    Raises:
        SettingsError: names what is lacking.
    """
    for name in ("smtp_host", "smtp_sender", "base_url"):
        if not getattr(settings, name):
            problem = f"no mail can be sent until METER_{name.upper()} is set"
            raise SettingsError(name, problem)
    try:
        read_sender(settings.smtp_sender or "")
    except (ValueError, MessageError, IndexError) as error:
        name, problem = "smtp_sender", "write it as METER <meter@example.org>"
        raise SettingsError(name, problem) from error


def _refuse(letter: Letter, code: int, said: bytes | str) -> MailRefusedError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    told = clean(f"{code} {words}")[:MOST_CHARACTERS]
    return MailRefusedError(letter.email, told, is_final=code >= FOR_GOOD)


def _say(error: Exception) -> str:
    return clean(str(error) or type(error).__name__)[:MOST_CHARACTERS]
