"""Asked again: the second rounds of a unit, found from the first one.

Of a link only the digest is kept, so it is not shown again. Whom the organiser has
invited to both rounds, for the same unit and at the same address, needs none: the
first link has let them in already. A delegate does: their focal point made the link to
the first round, has seen it, and need not be invited to the second one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.invitations import ensure_admits, get_again, let_in
from meter.storage.repository import accounts, invitations, mailings, responses, rounds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from meter.records import AnswerSheet, Invitation, Response, Round
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class AskedAgain:
    """A second round that takes answers of a unit, or has them.

    Attributes:
        response: the unit's in that round.
        invitation: the newest one to the reader that nobody has withdrawn.
        mailed_at: when the mail with its link was sent, if one was.
        may_enter: whether the reader comes in without that link.
        asker: who can send the reader a new one.
    """

    round: Round
    response: Response
    invitation: Invitation | None
    mailed_at: datetime | None
    may_enter: bool
    asker: str


def list_asked_again(
    store: Store, sheet: AnswerSheet, at: datetime
) -> list[AskedAgain]:
    """List the second rounds that are open to a unit, or to which it has submitted."""
    with store.read() as connection:
        return [
            _describe(connection, sheet, later, response, at)
            for later, response in _list_later(connection, sheet.invitation)
            if later.state(at) == "open" or response.submitted_at is not None
        ]


def enter_second_round(
    store: Store, held: Invitation, round_id: int, at: datetime, language: str
) -> Invitation:
    """Let whoever holds an invitation to a first round into a second one.

    Gives the invitation that the organiser made for them there.

    Raises:
        NotFoundError: there is no such round, or no such invitation that works.
        InvitationRevokedError, InvitationExpiredError: the one that they hold is over.
    """

    def job(connection: Connection) -> Invitation:
        stands = get_again(connection, held)
        ensure_admits(stands, at)
        for later, response in _list_later(connection, stands):
            found = _find_own(connection, stands, response)
            is_own = found is not None and _may_enter(stands, found, at)
            if later.id == round_id and found is not None and is_own:
                return let_in(connection, found, at, language)
        kind = "round"
        raise NotFoundError(kind, round_id)

    return store.write(job)


def _list_later(
    connection: Connection, held: Invitation
) -> Iterator[tuple[Round, Response]]:
    """List the second rounds of the unit, with its response in each."""
    for later in rounds.list_second_rounds(connection, held.round_id):
        found = responses.find_of_unit(connection, later.id, held.unit_id)
        if found is not None and later.opened_at is not None:
            yield later, found


def _find_own(
    connection: Connection, held: Invitation, response: Response
) -> Invitation | None:
    """Find what the same person has to another response, and nobody has withdrawn."""
    if held.person_id is None:
        return None
    found = invitations.list_standing(connection, response.id, held.person_id)
    return found[-1] if found else None


def _may_enter(held: Invitation, found: Invitation, at: datetime) -> bool:
    return not held.is_delegate and not found.is_delegate and found.admits(at)


def _describe(
    connection: Connection,
    sheet: AnswerSheet,
    later: Round,
    response: Response,
    at: datetime,
) -> AskedAgain:
    held = sheet.invitation
    found = _find_own(connection, held, response)
    mailed_at = None
    if found is not None:
        mailed_at = mailings.find_last_sent(
            connection, response.id, held.person_id, "invitation"
        )
    return AskedAgain(
        later,
        response,
        found,
        mailed_at,
        may_enter=found is not None and _may_enter(held, found, at),
        asker=_find_asker(connection, held, later),
    )


def _find_asker(connection: Connection, held: Invitation, later: Round) -> str:
    """Name whom to ask: a delegate the focal point, who asks the organiser."""
    host = invitations.find_invitation(connection, "id", held.invited_by)
    if host is not None:
        return host.person_name
    owner = accounts.find_account(connection, "id", later.owner_id)
    return owner.name if owner else ""
