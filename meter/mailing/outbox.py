"""The outbox: what is due is put there once, and taken by one sender at a time.

Response, person, kind and the moment it fell due make a mail one: the database takes
it once, whoever finds it due. A sender takes a mail before sending it; where the sender
dies, it is free again after `CLAIM_MINUTES`, and may then arrive a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.errors import RoundClosedError, RoundNotOpenError
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round, load_instrument
from meter.mailing.due import is_done, list_due, list_requested
from meter.mailing.steps import DIGEST_DAYS, Period, find_step
from meter.records import AnswerSheet
from meter.storage.repository import accounts, invitations, mailings, responses, units
from meter.storage.repository import answers as given

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.mailing.due import Due
    from meter.records import Account, Invitation, Mailing, Response, Round
    from meter.storage import Connection, Store

CLAIM_MINUTES = 60
"""Longer than sending one mail can take, however slow the mail server is."""


@dataclass(frozen=True)
class Ready:
    """A mail that a sender has taken, with all that its words need.

    `people` have links to the response, `host` has invited a delegate; `conflicts` are
    items at which somebody met another's change, in the period of a digest.
    """

    mailing: Mailing
    sheet: AnswerSheet
    owner: Account
    people: tuple[Invitation, ...]
    host: Invitation | None = None
    conflicts: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """What a digest tells of."""
        days = DIGEST_DAYS[self.sheet.invitation.digest]
        return Period(self.mailing.due_at - timedelta(days=days), self.mailing.due_at)


def queue_due(store: Store, round_id: int, at: datetime) -> int:
    """Put into the outbox what is due in a round by its dates; count it."""

    def job(connection: Connection) -> int:
        asked = get_round(connection, round_id)
        return len(_queue(connection, list_due(store, connection, asked, at), at))

    return store.write(job)


def request_reminders(
    store: Store, round_id: int, at: datetime, *, by: Account | None = None
) -> int:
    """Put a reminder for everybody who is not finished into the outbox; count them.

    Whoever has been reminded at somebody's request today is left alone.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        RoundNotOpenError, RoundClosedError: nobody can answer now.
    """

    def job(connection: Connection) -> int:
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, by)
        if asked.state(at) == "draft":
            raise RoundNotOpenError(asked.key)
        if asked.state(at) == "closed":
            raise RoundClosedError(asked.key)
        due = list_requested(store, connection, asked, at)
        reminded = _queue(connection, due, at)
        acts = [
            Act.on_invitation("reminded", asked, one.invitation) for one in reminded
        ]
        record(connection, actor, at, *acts)
        return len(reminded)

    return store.write(job)


def _queue(connection: Connection, due: list[Due], at: datetime) -> list[Due]:
    """Put mails into the outbox, and give those that were not there already."""
    return [one for one in due if _insert(connection, one, at)]


def _insert(connection: Connection, one: Due, at: datetime) -> bool:
    values = {
        "response_id": one.invitation.response_id,
        "person_id": one.person_id,
        "kind": one.step.kind,
        "due_at": one.step.due_at,
        "queued_at": at,
    }
    return mailings.insert_mailing(connection, values) is not None


def preview_due(store: Store, round_id: int, at: datetime) -> list[Due]:
    """List what `queue_due` would put into the outbox."""
    with store.read() as connection:
        asked = get_round(connection, round_id)
        return list_due(store, connection, asked, at)


def list_mailings(store: Store, round_id: int) -> list[Mailing]:
    """List the mailings of a round, the newest first."""
    with store.read() as connection:
        return mailings.list_mailings(connection, round_id)


def list_waiting(store: Store, round_id: int | None, at: datetime) -> list[int]:
    """List the ids of what can be sent now, in the order of sending."""
    with store.read() as connection:
        return mailings.list_waiting(connection, round_id, _lapse(at))


def claim(store: Store, mailing_id: int, at: datetime) -> Ready | None:
    """Take a mail to send it; None if another sender has, or nobody needs it now.

    What nobody needs any more is taken out: the answers were submitted, the link was
    withdrawn, the round has closed, or a later reminder has overtaken it.
    """

    def job(connection: Connection) -> Ready | None:
        if not mailings.claim_mailing(connection, mailing_id, at, _lapse(at)):
            return None
        mailing = mailings.find_mailing(connection, mailing_id)
        ready = _prepare(store, connection, mailing, at) if mailing else None
        if ready is None:
            mailings.delete_mailing(connection, mailing_id)
        return ready

    return store.write(job)


def _lapse(at: datetime) -> datetime:
    return at - timedelta(minutes=CLAIM_MINUTES)


def _prepare(
    store: Store, connection: Connection, mailing: Mailing, at: datetime
) -> Ready | None:
    """Read what a mail is about; None where it need not be sent any more."""
    sheet = _find_sheet(connection, mailing)
    if sheet is None or not sheet.is_open(at):
        return None
    instrument = load_instrument(store, connection, sheet.round)
    # Who answers apart is done when they have handed in, and then nothing is open.
    is_apart = sheet.response.is_apart
    if not is_apart and is_done(
        instrument, sheet.round, sheet.invitation, sheet.answers
    ):
        return None
    if _is_overtaken(connection, mailing, sheet, at):
        return None
    owner = accounts.find_account(connection, "id", sheet.round.owner_id)
    if owner is None:  # the database does not let that be
        return None
    people = invitations.list_standing(connection, mailing.response_id)
    # By a link that may have been replaced since.
    host = invitations.find_invitation(connection, "id", sheet.invitation.invited_by)
    ready = Ready(mailing, sheet, owner, tuple(people), host)
    if mailing.kind != "digest":
        return ready
    period = ready.period
    met = given.list_conflicts(
        connection, sheet.response.id, period.since, period.until
    )
    return replace(ready, conflicts=tuple(met))


def _find_sheet(connection: Connection, mailing: Mailing) -> AnswerSheet | None:
    """Read what a person answers; None where their link is withdrawn.

    A delegate who answers apart is told of their own answers, never of the unit's.
    """
    standing = invitations.list_standing(
        connection, mailing.response_id, mailing.person_id
    )
    response = responses.find_response(connection, mailing.response_id)
    if not standing or response is None:
        return None
    unit = units.find_unit(connection, response.unit_id)
    if unit is None:
        return None
    asked = get_round(connection, response.round_id)
    own = _find_own(connection, asked, standing[0]) or response
    stored = given.load_answers(connection, own.id)
    return AnswerSheet(
        own, asked, unit, standing[0], stored, final_at=response.submitted_at
    )


def _find_own(
    connection: Connection, asked: Round, invitation: Invitation
) -> Response | None:
    """Find the response of a delegate who answers apart."""
    if not asked.apart or not invitation.is_delegate:
        return None
    number = responses.find_apart(connection, invitation.id)
    return None if number is None else responses.find_response(connection, number)


def _is_overtaken(
    connection: Connection, mailing: Mailing, sheet: AnswerSheet, at: datetime
) -> bool:
    """Tell whether something newer is due, or a digest is not wanted any more."""
    if mailing.kind == "digest" and sheet.invitation.digest not in DIGEST_DAYS:
        return True
    step = find_step(sheet.round, at)
    if mailing.kind in {"reminder", "late"} and step:
        return step.due_at > mailing.due_at
    return mailings.has_later(connection, mailing)


def note_sent(store: Store, mailing_id: int, at: datetime) -> None:
    """Note that the mail server has taken a mail."""
    values = {"sent_at": at, "failure": None}
    store.write(lambda connection: _update(connection, mailing_id, values))


def note_refused(store: Store, mailing_id: int, failure: str, at: datetime) -> None:
    """Note that the mail server will not take a mail; it is not tried again."""
    values = {"failed_at": at, "failure": failure}
    store.write(lambda connection: _update(connection, mailing_id, values))


def note_delayed(store: Store, mailing_id: int, failure: str) -> None:
    """Note why a mail could not be sent now; the next sender tries again."""
    values = {"claimed_at": None, "failure": failure}
    store.write(lambda connection: _update(connection, mailing_id, values))


def note_invitation(
    store: Store, invitation: Invitation, at: datetime, failure: str | None
) -> None:
    """Note a mail that carried a fresh link, sent or refused as the link was made.

    The outbox never holds such a mail: it would hold the link.
    """

    def job(connection: Connection) -> None:
        keys = invitations.find_keys(connection, invitation.id)
        values = {
            "response_id": keys["response_id"],
            "person_id": keys["person_id"],
            "kind": "invitation",
            "due_at": invitation.created_at,
            "queued_at": at,
            "sent_at": at if failure is None else None,
            "failed_at": None if failure is None else at,
            "failure": failure,
        }
        mailings.insert_mailing(connection, values)

    store.write(job)


def _update(
    connection: Connection, mailing_id: int, values: Mapping[str, object]
) -> None:
    mailings.update_mailing(connection, mailing_id, values)
