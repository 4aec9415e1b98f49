"""Letters become messages that nobody's words can break."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from mail_server import read_text
from meter.mailing.errors import MailRefusedError
from meter.mailing.letters import Letter, clean, make_message
from tests.trust.hostile.payloads import FORMS, Payload

if TYPE_CHECKING:
    from email.message import EmailMessage

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SENDER = "METER <meter@example.org>"
LETTER = Letter(
    name="mailing-1",
    person="Ana",
    email="ana@example.org",
    subject="A reminder",
    text="Hello Ana,\n",
    language="en",
    reply_to=("Ada", "ada@example.org"),
)
INJECTIONS = (
    "x\r\nBcc: all@example.org",
    "x\nBcc: all@example.org",
    "x\rBcc: all@example.org",
    "x\r\n\r\nAnother body",
    "x\u2028Bcc: all@example.org",
    "x\x0bBcc: y\x0cBcc: z\x85Bcc: w",
    "x\x00Bcc: all@example.org",
    '"x" <all@example.org>, y',
    "=?utf-8?q?x=0D=0ABcc:_all@example.org?=",
    "\u202eslatot\u202c",
)
NAMES = {
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version"),
    *("Content-Language", "Auto-Submitted", "Content-Type"),
    "Content-Transfer-Encoding",
}


def travel(message: EmailMessage) -> EmailMessage:
    """Send a message through bytes, as a mail server sees it."""
    return message_from_bytes(message.as_bytes(), policy=default)


def test_a_message_says_from_whom_to_whom_and_what() -> None:
    found = travel(make_message(LETTER, SENDER, AT))

    assert found["From"] == SENDER
    assert found["To"] == "Ana <ana@example.org>"
    assert found["Reply-To"] == "Ada <ada@example.org>"
    assert found["Message-ID"] == "<mailing-1@example.org>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Date"] == "Tue, 24 Nov 2026 12:00:00 +0000"
    assert read_text(found) == "Hello Ana,\n"
    assert set(found.keys()) == NAMES


@pytest.mark.parametrize(
    "text", [*INJECTIONS, *(Payload(n, "x").text for n in range(len(FORMS)))]
)
def test_nothing_that_was_typed_adds_a_header_or_a_recipient(text: str) -> None:
    letter = replace(
        LETTER, person=text, subject=text, reply_to=(text, "ada@example.org")
    )

    found = travel(make_message(letter, SENDER, AT))

    assert set(found.keys()) == NAMES
    (to,) = found["To"].addresses
    assert to.addr_spec == "ana@example.org"
    (reply,) = found["Reply-To"].addresses
    assert reply.addr_spec == "ada@example.org"
    assert read_text(found) == "Hello Ana,\n"
    assert found["Subject"] == clean(text)


@pytest.mark.parametrize("name", ["سارة الأحمد", "김민준", 'Ωmega, "the" <last>'])
def test_names_of_any_script_arrive_as_they_were(name: str) -> None:
    letter = replace(LETTER, person=name, subject=name, text=f"{name}\n")

    found = travel(make_message(letter, SENDER, AT))

    assert found["Subject"] == name
    assert found["To"].addresses[0].display_name == name
    assert read_text(found) == f"{name}\n"


def test_a_body_of_one_long_line_is_cut_for_no_reader() -> None:
    letter = replace(LETTER, text="é" * 5000 + "\n")

    sent = make_message(letter, SENDER, AT).as_bytes()

    assert max(len(line) for line in sent.splitlines()) < 998
    assert read_text(travel(make_message(letter, SENDER, AT))) == letter.text


def test_a_domain_in_other_letters_is_written_for_machines() -> None:
    letter = replace(LETTER, email="ana@bücher.example")

    assert make_message(letter, SENDER, AT)["To"] == "Ana <ana@xn--bcher-kva.example>"


def test_an_address_with_signs_of_its_own_stays_one_address() -> None:
    letter = replace(LETTER, email="a(b):c@example.org")

    (to,) = travel(make_message(letter, SENDER, AT))["To"].addresses

    assert (to.username, to.domain) == ("a(b):c", "example.org")


@pytest.mark.parametrize("email", ["ana@exa..mple.org", "ana@" + "a" * 70 + ".org"])
def test_what_no_mail_can_name_is_refused_for_good(email: str) -> None:
    with pytest.raises(MailRefusedError) as raised:
        make_message(replace(LETTER, email=email), SENDER, AT)

    assert raised.value.is_final


def test_a_digest_says_where_to_stop_it_and_a_calendar_is_attached() -> None:
    letter = replace(LETTER, preferences="https://x.example/#digest", calendar=b"BEGIN")

    found = travel(make_message(letter, SENDER, AT))

    assert found["List-Unsubscribe"] == "<https://x.example/#digest>"
    assert found["Content-Language"] == "en"
    (attached,) = found.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename() == "deadline.ics"
    assert attached.get_payload(decode=True) == b"BEGIN"
