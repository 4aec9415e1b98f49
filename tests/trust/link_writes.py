"""Writes of links that let somebody in, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import delegates, invitations
from meter.storage.repository.invitations import update_invitation

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.records import Invitation
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def invite(workshop: Workshop) -> Write:
    return lambda: invitations.invite(
        workshop.store,
        workshop.round.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )


def reissue(workshop: Workshop) -> Write:
    return lambda: invitations.reissue(
        workshop.store, workshop.invitation.id, workshop.at
    )


def revoke(workshop: Workshop) -> Write:
    return lambda: invitations.revoke(
        workshop.store, workshop.invitation.id, workshop.at
    )


def admit(workshop: Workshop) -> Write:
    return lambda: invitations.admit(workshop.store, workshop.token, workshop.at)


def invite_delegate(workshop: Workshop) -> Write:
    return lambda: _add_delegate(workshop)


def assign_sections(workshop: Workshop) -> Write:
    delegate = _add_delegate(workshop)
    none: dict[str, list[str]] = {"sections": []}
    workshop.store.write(
        lambda connection: update_invitation(connection, delegate.id, none)
    )
    return lambda: delegates.assign_sections(
        workshop.store, workshop.invitation, delegate.id, None
    )


def _add_delegate(workshop: Workshop) -> Invitation:
    return delegates.invite_delegate(
        workshop.store, workshop.invitation, "Bo", "bo@example.org", None, workshop.at
    )[0]


def renew_delegate(workshop: Workshop) -> Write:
    delegate = _add_delegate(workshop)
    return lambda: delegates.renew_delegate(
        workshop.store, workshop.invitation, delegate.id, workshop.at
    )


def withdraw_delegate(workshop: Workshop) -> Write:
    delegate = _add_delegate(workshop)
    return lambda: delegates.withdraw_delegate(
        workshop.store, workshop.invitation, delegate.id, workshop.at
    )


def choose_digest(workshop: Workshop) -> Write:
    number = workshop.invitation.id
    return lambda: invitations.choose_digest(workshop.store, number, "none")


LINK_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "delegates.assign_sections": assign_sections,
    "delegates.invite_delegate": invite_delegate,
    "delegates.renew_delegate": renew_delegate,
    "delegates.withdraw_delegate": withdraw_delegate,
    "invitations.admit": admit,
    "invitations.choose_digest": choose_digest,
    "invitations.invite": invite,
    "invitations.reissue": reissue,
    "invitations.revoke": revoke,
}
"""How each function about links that writes is prepared and called."""
