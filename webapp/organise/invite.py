"""Inviting: a unit, a person and a fresh link in one go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request, url_for

from meter.fieldwork.invitations import INVITATION_DAYS, invite, reissue
from meter.fieldwork.units import find_unit, list_units, save_unit
from webapp.current import now, settings, store
from webapp.organise.links import make_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from meter.fieldwork.unit_lists import UnitRow
    from meter.records import Invitation, Round
    from webapp.organise.links import InvitationLink


def invite_unit(
    asked: Round,
    name: str,
    profile: Mapping[str, str | float],
    contact: str,
    email: str,
) -> InvitationLink:
    """Save a unit, invite a person to answer for it, and give the link.

    A unit that takes part already keeps the facts that are not given anew.
    """
    known = {unit.name: unit.profile for unit in list_units(store(), asked.id)}
    return _invite(asked, name, {**known.get(name, {}), **profile}, (contact, email))


def invite_rows(asked: Round, rows: Iterable[UnitRow]) -> list[InvitationLink]:
    """Invite every row of a list, as `invite_unit` does."""
    known = {unit.name: unit.profile for unit in list_units(store(), asked.id)}
    return [
        _invite(
            asked,
            row.name,
            {**known.get(row.name, {}), **row.profile},
            (row.contact or row.email, row.email),
        )
        for row in rows
    ]


def _invite(
    asked: Round, name: str, profile: Mapping[str, str | float], who: tuple[str, str]
) -> InvitationLink:
    at = now()
    unit = save_unit(store(), asked.owner_id, name, profile, at)
    sent, token = invite(
        store(), asked.id, unit.id, *who, at, days=count_days(asked, at)
    )
    return make_link(unit.name, sent, write_address(token))


def count_days(asked: Round, at: datetime) -> float:
    """Let a link live for 30 days, and longer where the round is open longer."""
    if asked.closes_at is None:
        return INVITATION_DAYS
    return max(INVITATION_DAYS, (asked.closes_at - at) / timedelta(days=1))


def renew_link(asked: Round, invitation: Invitation) -> InvitationLink:
    """Replace the link of an invitation; the former one ends."""
    at = now()
    sent, token = reissue(store(), invitation.id, at, days=count_days(asked, at))
    unit = find_unit(store(), sent.unit_id)
    return make_link(unit.name if unit else "", sent, write_address(token))


def write_address(token: str) -> str:
    """Write the whole address of an invitation, as the person is to open it."""
    path = url_for("respond.join", token=token)
    base = settings().base_url
    return (
        f"{base.rstrip('/')}{path}" if base else f"{request.host_url.rstrip('/')}{path}"
    )
