"""Letters: words to one person, and the message that a mail server takes.

Nothing that somebody typed can add a header: what goes into one is a single line
without control characters, and the library refuses whatever else would break out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from meter.mailing.errors import MailRefusedError

if TYPE_CHECKING:
    from datetime import datetime

UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Kinds of characters that may end a line, or that no mail can carry."""

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of a line, and could make a name read as another."""


@dataclass(frozen=True)
class Letter:
    """Words to one person.

    `name` makes the mail one: sent a second time, it is the same mail to whoever sorts
    by that. `reply_to` is a person to ask; `preferences` is where to stop such mails.
    """

    name: str
    person: str
    email: str
    subject: str
    text: str
    language: str
    reply_to: tuple[str, str]
    preferences: str = ""
    calendar: bytes = b""


def make_message(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """Make the message of a letter.

    Raises:
        MailRefusedError: its address is none that a mail can name.
    """
    message = EmailMessage(policy=SMTP)
    author = read_sender(sender)
    message["From"] = author
    try:
        message["To"] = make_address(letter.person, letter.email)
        message["Reply-To"] = make_address(*letter.reply_to)
    except (ValueError, MessageError, IndexError) as error:
        said = "this is not an address that a mail can name"
        raise MailRefusedError(letter.email, said, is_final=True) from error
    message["Subject"] = clean(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.name}@{author.domain or 'localhost'}>"
    # No machine answers such a mail, as it would a person's.
    message["Auto-Submitted"] = "auto-generated"
    if letter.preferences:
        message["List-Unsubscribe"] = f"<{letter.preferences}>"
    message.set_content(letter.text, cte="base64")
    if letter.calendar:
        message.add_attachment(
            letter.calendar, "text", "calendar", filename="deadline.ics"
        )
    # Last: what is attached takes such headers with the text.
    message["Content-Language"] = letter.language
    return message


def make_address(name: str, email: str) -> Address:
    """Make an address; a domain in other letters is written as machines write it.

    Raises:
        ValueError: it is none.
    """
    local, _, domain = email.rpartition("@")
    return Address(clean(name), local, domain.encode("idna").decode("ascii"))


def clean(text: str) -> str:
    """Make one line of a text, without what could end it or turn it round.

    The library decodes what looks like an encoded word, and writes the line ends that
    were hidden in it: so nothing looks like one.
    """
    signs = (
        " " if unicodedata.category(sign) in UNFIT or sign in TURNING else sign
        for sign in text
    )
    return " ".join("".join(signs).split()).replace("=?", "= ?")


def read_sender(sender: str) -> Address:
    """Read whom mails come from, written as METER <meter@example.org>.

    Raises:
        ValueError: it is no address.
    """
    name, email = parseaddr(clean(sender))
    if "@" not in email:
        raise ValueError(email)
    return make_address(name, email)
