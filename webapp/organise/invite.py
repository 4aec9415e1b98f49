"""Inviting: a unit, a person and a fresh link in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.fieldwork.invitations import count_days, invite, reissue
from meter.fieldwork.units import find_unit, list_units, save_unit
from webapp.addresses import write_join_address
from webapp.current import now, store
from webapp.mails.links import InvitationLink
from webapp.staff.accounts import current_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from meter.fieldwork.unit_lists import UnitRow
    from meter.records import Invitation, Round


def invite_unit(
    asked: Round,
    name: str,
    profile: Mapping[str, str | float],
    contact: str,
    email: str,
    language: str | None = None,
) -> InvitationLink:
    """Save a unit, invite a person to answer for it, and give the link.

    A unit that takes part already keeps the facts that are not given anew.
    """
    known = {unit.name: unit.profile for unit in list_units(store(), asked.id)}
    return _invite(
        asked, name, {**known.get(name, {}), **profile}, (contact, email), language
    )


def invite_rows(
    asked: Round, rows: Iterable[UnitRow], language: str | None = None
) -> list[InvitationLink]:
    """Invite every row of a list, as `invite_unit` does."""
    known = {unit.name: unit.profile for unit in list_units(store(), asked.id)}
    return [
        _invite(
            asked,
            row.name,
            {**known.get(row.name, {}), **row.profile},
            (row.contact or row.email, row.email),
            language,
        )
        for row in rows
    ]


def _invite(
    asked: Round,
    name: str,
    profile: Mapping[str, str | float],
    who: tuple[str, str],
    language: str | None,
) -> InvitationLink:
    at = now()
    by = current_account()
    unit = save_unit(store(), asked.owner_id, name, profile, at, asked=asked, by=by)
    days = count_days(asked.ends_at, at)
    more: Any = {"days": days, "language": language, "by": by}
    sent, token = invite(store(), asked.id, unit.id, *who, at, **more)
    return InvitationLink(asked, unit.name, sent, write_join_address(token))


def renew_link(asked: Round, invitation: Invitation) -> InvitationLink:
    """Replace the link of an invitation; the former one ends."""
    at = now()
    days = count_days(asked.ends_at, at)
    sent, token = reissue(store(), invitation.id, at, days=days, by=current_account())
    unit = find_unit(store(), sent.unit_id)
    name = unit.name if unit else ""
    return InvitationLink(asked, name, sent, write_join_address(token))
