"""From where somebody looks at a network: a city that takes part, or the organiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import abort, url_for

from meter.workshops.access import takes_part
from meter.workshops.workshops import find_workshop_of
from webapp.current import now, store
from webapp.respond.admission import current_sheet
from webapp.staff.accounts import current_account
from webapp.workshops.ownership import get_own_workshop

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from meter.records import Unit, Workshop

CITY, DESK = "network", "network_desk"
"""The blueprints of the pages that both have, by the same names."""


@dataclass(frozen=True)
class Place:
    """Who looks at a network, and by which addresses.

    `unit` is None for an organiser, who is no person of a unit either. `may_act` is
    whether the reader speaks for the unit, or organises.
    """

    workshop: Workshop
    blueprint: str
    values: Mapping[str, object]
    name: str
    email: str
    at: dt.datetime
    unit: Unit | None = None
    person_id: int = 0
    may_act: bool = True

    @property
    def today(self) -> dt.date:
        """The day that it is where the workshop meets."""
        return self.at.astimezone(ZoneInfo(self.workshop.time_zone)).date()

    @property
    def is_organiser(self) -> bool:
        """Tell whether an organiser looks."""
        return self.unit is None

    def url(self, name: str, **more: object) -> str:
        """Write the address of a page that both have, or with a dot of another."""
        endpoint = name if "." in name else f"{self.blueprint}.{name}"
        return url_for(endpoint, **{**self.values, **more})  # type: ignore[arg-type]


def current_city() -> Place:
    """Get the network that the city under way belongs to; without one it is a 404."""
    sheet = current_sheet()
    workshop = find_workshop_of(store(), sheet.round)
    person_id = sheet.invitation.person_id
    if workshop is None or person_id is None:
        abort(404)
    if not takes_part(store(), workshop.id, sheet.unit.id):
        abort(404)
    invitation = sheet.invitation
    return Place(
        workshop,
        CITY,
        {"response": sheet.response.id},
        invitation.person_name,
        invitation.person_email,
        now(),
        sheet.unit,
        person_id,
        may_act=not invitation.is_delegate and not sheet.response.is_apart,
    )


def current_desk(workshop_key: str) -> Place:
    """Get the network of a workshop that the reader organises; any other is a 404."""
    workshop = get_own_workshop(workshop_key)
    account = current_account()
    values = {"workshop_key": workshop.key}
    return Place(workshop, DESK, values, account.name, account.email, now())
