"""Delegates: colleagues whom a focal point asks to answer a part, or all.

A focal point is whom the organiser invited. A delegate has a link of their own, to the
same response; they may be given sections, and then change answers of those alone.
Withdrawing a link shuts its holder out at the next request.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.access import ensure_open, get_locked
from meter.fieldwork.errors import (
    AlreadyInvitedError,
    DelegateError,
    NotAssignedError,
    UnknownSectionError,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.invitations import INVITATION_DAYS, get, issue
from meter.fieldwork.rounds import get_round, load_instrument
from meter.fieldwork.tokens import make_token
from meter.storage.repository import invitations as rows
from meter.storage.repository import units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.records import Invitation
    from meter.storage import Connection, Store


def invite_delegate(  # noqa: PLR0913  (an invitation is made of these)
    store: Store,
    host: Invitation,
    name: str,
    email: str,
    sections: Collection[str] | None,
    at: datetime,
    *,
    days: float = INVITATION_DAYS,
) -> tuple[Invitation, str]:
    """Invite a colleague of a focal point; give the invitation and its token.

    Args:
        store: where it is kept.
        host: the invitation of the focal point.
        name: how the focal point calls the colleague.
        email: their address; a delegate who is invited again gets a new link.
        sections: keys of the sections to answer; None or nothing for all.
        at: now.
        days: how long the link works.

    Raises:
        DelegateError: the host is a delegate.
        EmailError, TitleError: the address or the name is none.
        UnknownSectionError: the questionnaire has no such section.
        AlreadyInvitedError: the organiser has invited that person to this response.
        RoundNotOpenError, RoundClosedError, ResponseSubmittedError: nobody answers now.
    """
    ensure_focal(host)
    address, called = parse_email(email), parse_title(name)
    token = make_token()

    def job(connection: Connection) -> Invitation:
        response = get_locked(connection, host.response_id)
        asked = ensure_open(connection, response, at)
        instrument = load_instrument(store, connection, asked)
        person = units.ensure_person(connection, asked.owner_id, called, address)
        standing = rows.list_standing(connection, host.response_id, person)
        if any(not one.is_delegate for one in standing):
            raise AlreadyInvitedError(address)
        keys = {
            "response_id": host.response_id,
            "person_id": person,
            "invited_by": host.id,
            "sections": _choose(instrument, sections or ()),
            "called": called,
        }
        return issue(connection, keys, token, at, at + timedelta(days=days))

    return store.write(job), token


def assign_sections(
    store: Store, host: Invitation, delegate_id: int, sections: Collection[str] | None
) -> Invitation:
    """Give a delegate other sections; None or nothing stands for all.

    Raises:
        DelegateError: the host is a delegate.
        NotFoundError: there is no such delegate of this response.
        UnknownSectionError: the questionnaire has no such section.
    """
    ensure_focal(host)

    def job(connection: Connection) -> Invitation:
        _get_delegate(connection, host, delegate_id)
        asked = get_round(connection, host.round_id)
        chosen = _choose(load_instrument(store, connection, asked), sections or ())
        rows.update_invitation(connection, delegate_id, {"sections": chosen})
        return get(connection, delegate_id)

    return store.write(job)


def renew_delegate(
    store: Store,
    host: Invitation,
    delegate_id: int,
    at: datetime,
    *,
    days: float = INVITATION_DAYS,
) -> tuple[Invitation, str]:
    """Give a delegate a new link; the former one is revoked.

    Raises:
        DelegateError: the host is a delegate.
        NotFoundError: there is no such delegate of this response.
    """
    ensure_focal(host)
    token = make_token()

    def job(connection: Connection) -> Invitation:
        found = _get_delegate(connection, host, delegate_id)
        keys = rows.find_keys(connection, found.id)
        return issue(connection, keys, token, at, at + timedelta(days=days))

    return store.write(job), token


def withdraw_delegate(
    store: Store, host: Invitation, delegate_id: int, at: datetime
) -> Invitation:
    """Withdraw the link of a delegate; whoever came in by it is out.

    Raises:
        DelegateError: the host is a delegate.
        NotFoundError: there is no such delegate of this response.
    """
    ensure_focal(host)

    def job(connection: Connection) -> Invitation:
        if _get_delegate(connection, host, delegate_id).revoked_at is None:
            rows.update_invitation(connection, delegate_id, {"revoked_at": at})
        return get(connection, delegate_id)

    return store.write(job)


def list_colleagues(store: Store, response_id: int) -> list[Invitation]:
    """List whose links to a response are not withdrawn; some may have expired.

    Focal points and delegates, the oldest first.
    """
    with store.read() as connection:
        return rows.list_standing(connection, response_id)


def ensure_focal(invitation: Invitation) -> None:
    """Raise unless the organiser made an invitation.

    Raises:
        DelegateError: a focal point made it.
    """
    if invitation.is_delegate:
        raise DelegateError


def ensure_assigned(
    invitation: Invitation, instrument: Instrument, items: Iterable[str]
) -> None:
    """Raise unless the holder of an invitation may change the answers to all items.

    Raises:
        NotAssignedError: names the sections that are not theirs.
    """
    asked = dict.fromkeys(instrument.section_of[item].key for item in items)
    foreign = [section for section in asked if not invitation.covers(section)]
    if foreign:
        raise NotAssignedError(foreign)


def _get_delegate(
    connection: Connection, host: Invitation, delegate_id: int
) -> Invitation:
    """Get a delegate; one of another response is not there."""
    found = get(connection, delegate_id)
    if found.response_id != host.response_id or not found.is_delegate:
        kind = "delegate"
        raise NotFoundError(kind, delegate_id)
    return found


def _choose(instrument: Instrument, sections: Collection[str]) -> list[str] | None:
    """Give sections in the order of asking; None where it is all of them."""
    known = [section.key for section in instrument.sections]
    for section in sections:
        if section not in known:
            raise UnknownSectionError(section, known)
    chosen = [section for section in known if section in sections]
    return None if chosen in ([], known) else chosen
