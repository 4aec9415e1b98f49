"""Invitations: links that let people answer for a unit, and that can be revoked.

A link may be used again until it expires, so that colleagues come back to their
answers from any device. Revoking or reissuing it shuts out whoever came in by it:
an invitation that has been reissued has a new id.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from meter.audit.records import Act
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.errors import (
    InvitationExpiredError,
    InvitationRevokedError,
    InvitationUnknownError,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round
from meter.fieldwork.starting import start_from_former
from meter.fieldwork.tokens import digest_token, make_token
from meter.records import Guest
from meter.storage.repository import invitations as rows
from meter.storage.repository import responses, units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import Account, Invitation, Rhythm, Round
    from meter.storage import Connection, Store

INVITATION_DAYS = 30


def invite(  # noqa: PLR0913  (an invitation is made of these)
    store: Store,
    round_id: int,
    unit_id: int,
    name: str,
    email: str,
    at: datetime,
    *,
    days: float = INVITATION_DAYS,
    language: str | None = None,
    by: Account | None = None,
) -> tuple[Invitation, str]:
    """Invite somebody to answer for a unit; give the invitation and its token.

    The token is shown this once: only its digest is kept. Inviting the same person
    again replaces the link. `language` is the one that the person is known to read.

    Raises:
        EmailError, TitleError: the address or the name is none.
        NotFoundError: there is no such round, or not for the account; or its owner
            has no such unit.
    """
    who = Guest(parse_title(name), parse_email(email), language)
    return store.write(
        lambda connection: invite_within(
            store, connection, (round_id, unit_id), who, at, days=days, by=by
        )
    )


def invite_within(  # noqa: PLR0913  (an invitation is made of these)
    store: Store,
    connection: Connection,
    to: tuple[int, int],
    guest: Guest,
    at: datetime,
    *,
    days: float = INVITATION_DAYS,
    by: Account | None = None,
) -> tuple[Invitation, str]:
    """Invite a person within a transaction, as `invite` does, to a round and unit.

    A response of a second round starts from the answers of the first.
    """
    round_id, unit_id = to
    asked = get_round(connection, round_id)
    actor = ensure_organises(connection, asked, by)
    owner_id = _get_owner(connection, asked, unit_id)
    response_id = responses.ensure_response(connection, round_id, unit_id)
    start_from_former(store, connection, response_id)
    person_id = units.save_person(connection, owner_id, guest.name, guest.email)
    keys = {
        "response_id": response_id,
        "person_id": person_id,
        "language": guest.language,
    }
    token = make_token()
    made = issue(connection, keys, token, at, at + timedelta(days=days))
    act = Act.on_invitation("invited", asked, made, person=person_id)
    record(connection, actor, at, act)
    return made, token


def count_days(ends_at: datetime | None, at: datetime) -> float:
    """Let a link live for 30 days, and longer where answers are taken longer."""
    if ends_at is None:
        return INVITATION_DAYS
    return max(INVITATION_DAYS, (ends_at - at) / timedelta(days=1))


def issue(
    connection: Connection,
    keys: Mapping[str, Any],
    token: str,
    at: datetime,
    expires_at: datetime,
) -> Invitation:
    """Insert an invitation within a transaction; the same person's former one ends.

    `keys` are its response and person, and what it has of a delegate. Where people
    answer apart, the person gets a response of their own with it.
    """
    values = {
        **keys,
        "token_digest": digest_token(token),
        "created_at": at,
        "expires_at": expires_at,
    }
    made = get(connection, rows.insert_invitation(connection, values, at))
    if get_round(connection, made.round_id).apart:
        of = (made.round_id, made.unit_id, keys["person_id"])
        responses.ensure_apart(connection, *of)
    return made


def _get_owner(connection: Connection, asked: Round, unit_id: int) -> int:
    """Get the account that owns both; a unit of another owner is not there."""
    unit = units.find_unit(connection, unit_id)
    if unit is None or unit.owner_id != asked.owner_id:
        kind = "unit"
        raise NotFoundError(kind, unit_id)
    return asked.owner_id


def get(connection: Connection, invitation_id: int) -> Invitation:
    """Get an invitation on a connection.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = rows.find_invitation(connection, "id", invitation_id)
    if found is None:
        kind = "invitation"
        raise NotFoundError(kind, invitation_id)
    return found


def get_again(connection: Connection, invitation: Invitation) -> Invitation:
    """Get an invitation as it stands now, for the response that it was used for.

    Raises:
        NotFoundError: there is none of that id, or it does not open the response.
    """
    stands = get(connection, invitation.id)
    if stands.response_id == invitation.response_id:
        return stands
    if responses.find_apart(connection, stands.id) != invitation.response_id:
        kind = "response"
        raise NotFoundError(kind, invitation.response_id)
    return replace(stands, response_id=invitation.response_id)


def find_invitation(store: Store, invitation_id: int) -> Invitation | None:
    """Find an invitation by its id."""
    with store.read() as connection:
        return rows.find_invitation(connection, "id", invitation_id)


def find_invitation_by_token(store: Store, token: str) -> Invitation | None:
    """Find the invitation of a link, whatever its state; reading admits nobody."""
    with store.read() as connection:
        return rows.find_invitation(connection, "token_digest", digest_token(token))


def admit(
    store: Store, token: str, at: datetime, language: str | None = None
) -> Invitation:
    """Let the holder of a link in; the first time is noted, and the language they read.

    Raises:
        InvitationUnknownError: no invitation has this link.
        InvitationExpiredError: it is past its last day.
        InvitationRevokedError: the organiser has withdrawn it.
    """

    def job(connection: Connection) -> Invitation:
        digest = digest_token(token)
        found = rows.find_invitation(connection, "token_digest", digest)
        if found is None:
            raise InvitationUnknownError
        ensure_admits(found, at)
        return let_in(connection, found, at, language)

    return store.write(job)


def let_in(
    connection: Connection, invitation: Invitation, at: datetime, language: str | None
) -> Invitation:
    """Note within a transaction that a holder comes in, and what they read."""
    values: dict[str, Any] = {"language": language or invitation.language}
    if invitation.first_used_at is None:
        values["first_used_at"] = at
    rows.update_invitation(connection, invitation.id, values)
    return get(connection, invitation.id)


def ensure_admits(invitation: Invitation, at: datetime) -> None:
    """Raise unless an invitation lets its holder in now.

    Raises:
        InvitationExpiredError: it is past its last day.
        InvitationRevokedError: the organiser has withdrawn it.
    """
    state = invitation.state(at)
    if state == "revoked":
        raise InvitationRevokedError
    if state == "expired":
        raise InvitationExpiredError


def revoke(
    store: Store, invitation_id: int, at: datetime, *, by: Account | None = None
) -> Invitation:
    """Withdraw an invitation; whoever came in by it is out.

    Raises:
        NotFoundError: there is no such invitation, or not for the account.
    """

    def job(connection: Connection) -> Invitation:
        found = get(connection, invitation_id)
        asked = get_round(connection, found.round_id)
        actor = ensure_organises(connection, asked, by)
        if found.revoked_at is None:
            rows.update_invitation(connection, invitation_id, {"revoked_at": at})
            act = Act.on_invitation("link_withdrawn", asked, found)
            record(connection, actor, at, act)
        return get(connection, invitation_id)

    return store.write(job)


def reissue(
    store: Store,
    invitation_id: int,
    at: datetime,
    *,
    days: float = INVITATION_DAYS,
    by: Account | None = None,
) -> tuple[Invitation, str]:
    """Replace an invitation by one with a new link; the former one is revoked.

    Raises:
        NotFoundError: there is no such invitation, or not for the account.
    """
    token = make_token()

    def job(connection: Connection) -> Invitation:
        found = get(connection, invitation_id)
        asked = get_round(connection, found.round_id)
        actor = ensure_organises(connection, asked, by)
        keys = rows.find_keys(connection, found.id)
        made = issue(connection, keys, token, at, at + timedelta(days=days))
        about = {"former": found.id, "person": keys["person_id"]}
        act = Act.on_invitation("link_renewed", asked, made, **about)
        record(connection, actor, at, act)
        return made

    return store.write(job), token


def choose_digest(store: Store, invitation_id: int, rhythm: Rhythm) -> Invitation:
    """Choose how often a focal point is told what colleagues changed.

    Raises:
        NotFoundError: there is no such invitation.
    """

    def job(connection: Connection) -> Invitation:
        rows.update_invitation(connection, invitation_id, {"digest": rhythm})
        return get(connection, invitation_id)

    return store.write(job)


def list_invitations(store: Store, round_id: int) -> list[Invitation]:
    """List the newest invitation of each person to each response of a round."""
    with store.read() as connection:
        return rows.list_invitations(connection, round_id)
