"""Letters: the mails of the outbox, worded for whoever gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.rounds import get_instrument
from meter.mailing.letters import Letter
from webapp.addresses import write_hub_address
from webapp.calendar_file import CalendarEntry, write_calendar
from webapp.deadlines import make_deadline
from webapp.languages import current_language, speaking
from webapp.mails.digests import word_digest, word_digest_subject
from webapp.mails.invitations import word_invitation, word_invitation_subject
from webapp.mails.phrases import find_asker
from webapp.mails.reminders import word_subject, word_text
from webapp.respond.answering import Answering
from webapp.respond.progress import measure_progress
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from datetime import datetime

    from meter.mailing.outbox import Ready
    from meter.records import Invitation, Response, Round, Unit
    from meter.storage import Store
    from webapp.mails.phrases import Asker


def write_letter(store: Store, base: str, ready: Ready, at: datetime) -> Letter:
    """Word a mail of the outbox; `base` is what addresses of the site begin with."""
    source = get_instrument(store, ready.sheet.round)
    wanted = ready.sheet.invitation.language or source.language
    with speaking(wanted):
        answering = Answering(ready.sheet, word_instrument(source), at)
        return _write(base, ready, answering)


def _write(base: str, ready: Ready, answering: Answering) -> Letter:
    sheet, at, asker = ready.sheet, answering.at, find_asker(ready)
    sections = [one for one in measure_progress(answering) if one.is_theirs]
    address = write_hub_address(base, sheet.response.id)
    is_digest = ready.mailing.kind == "digest"
    if is_digest:
        instrument = answering.instrument
        subject = word_digest_subject(ready)
        text = word_digest(ready, instrument, sections, address, at)
    else:
        subject = word_subject(ready, at)
        text = word_text(ready, sections, address, at)
    return Letter(
        name=f"mailing-{ready.mailing.id}-{sheet.response.id}.{sheet.round.key}",
        person=sheet.invitation.person_name,
        email=sheet.invitation.person_email,
        subject=subject,
        text=text,
        language=current_language().code,
        reply_to=(asker.name, asker.email),
        preferences=f"{address}#digest" if is_digest else "",
        calendar=b"" if is_digest else make_calendar(answering, address),
    )


def make_calendar(answering: Answering, address: str) -> bytes:
    """Write the calendar file of a response; nothing without a deadline to come."""
    sheet = answering.sheet
    entry = make_entry(sheet.round, sheet.response, sheet.unit, address, answering.at)
    is_over = sheet.round.is_after_deadline(answering.at)
    return write_calendar(entry, answering.at) if entry and not is_over else b""


def make_entry(
    asked: Round, response: Response, unit: Unit, address: str, at: datetime
) -> CalendarEntry | None:
    """Make the calendar entry of a response; None where no end is set."""
    deadline = make_deadline(asked, at)
    if deadline is None:
        return None
    name = f"deadline-{response.id}.{asked.key}@meter"
    return CalendarEntry(name, asked.title, unit.name, address, deadline)


def write_invitation(
    invitation: Invitation,
    asked: Round,
    unit: str,
    asker: Asker,
    address: str,
    at: datetime,
) -> Letter:
    """Word the mail of a fresh link, in the language of who is invited, if known."""
    with speaking(invitation.language or current_language().code):
        return Letter(
            name=f"invitation-{invitation.id}.{asked.key}",
            person=invitation.person_name,
            email=invitation.person_email,
            subject=word_invitation_subject(unit),
            text=word_invitation(invitation, asked, unit, asker, address, at),
            language=current_language().code,
            reply_to=(asker.name, asker.email),
        )
