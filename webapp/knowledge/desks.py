"""Desks: who is at work in the knowledge space, where, and what they may do there.

A city comes by its response, an organiser by the workshop. Both see the same pages;
addresses, rights and what they are told differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, url_for

from meter.knowledge.indicators import find_instrument
from meter.knowledge.records import Contributor
from meter.workshops.access import takes_part
from meter.workshops.workshops import find_workshop_of
from webapp.current import now, store
from webapp.respond.admission import current_sheet
from webapp.staff.accounts import current_account
from webapp.wording import word_instrument
from webapp.workshops.ownership import get_own_workshop

if TYPE_CHECKING:
    import datetime as dt

    from meter.records import Workshop
    from webapp.wording import Wording

CITY, ORGANISERS = "knowledge", "workshop_knowledge"
"""The rooms of addresses, one for each side."""


@dataclass(frozen=True)
class Desk:
    """Where somebody works: for which workshop, as whom, in which room of addresses.

    `place` is what all addresses of the room need. `country` is that of the unit.
    """

    workshop: Workshop
    by: Contributor
    room: str
    place: dict[str, Any]
    may_write: bool
    at: dt.datetime
    wording: Wording | None
    country: str = ""

    @property
    def is_organiser(self) -> bool:
        """Tell whether it is the organisers' side."""
        return self.room == ORGANISERS

    @property
    def nav(self) -> str:
        """The template of the ways out of the room."""
        return f"knowledge/_nav_{'organiser' if self.is_organiser else 'city'}.html"

    @property
    def home(self) -> str:
        """The address of the room's first page."""
        return self.url("index")

    def url(self, name: str, **values: Any) -> str:
        """Write an address in the room."""
        return url_for(f"{self.room}.{name}", **self.place, **values)

    def title_of(self, indicator: str) -> str:
        """Name a node or item; one that is not asked any more by its key."""
        if self.wording is None:
            return indicator
        instrument = self.wording.instrument
        nodes = instrument.framework.nodes if instrument.framework else {}
        if indicator in nodes:
            return nodes[indicator].title
        item = instrument.items.get(indicator)
        return indicator if item is None else item.ask


def sit_as_city(response: int) -> Desk:
    """Give the desk of the city whose response the address names.

    A response of a round without a workshop has none, nor has a unit that does not take
    part in the workshop: both answer 404.
    """
    sheet = current_sheet()
    workshop = find_workshop_of(store(), sheet.round)
    if workshop is None or not takes_part(store(), workshop.id, sheet.unit.id):
        abort(404)
    invitation = sheet.invitation
    return Desk(
        workshop=workshop,
        by=Contributor(workshop.id, invitation.person_name, sheet.unit.id, invitation),
        room=CITY,
        place={"response": response},
        may_write=not (invitation.is_delegate or sheet.response.is_apart),
        at=now(),
        wording=_word(workshop),
        country=str(sheet.unit.profile.get("country", "")),
    )


def sit_as_organiser(workshop_key: str) -> Desk:
    """Give the desk of an organiser of the workshop; to others it is not there."""
    workshop, who = get_own_workshop(workshop_key), current_account()
    return Desk(
        workshop=workshop,
        by=Contributor(workshop.id, who.name, account=who),
        room=ORGANISERS,
        place={"workshop_key": workshop_key},
        may_write=True,
        at=now(),
        wording=_word(workshop),
    )


def _word(workshop: Workshop) -> Wording | None:
    instrument = find_instrument(store(), workshop)
    return None if instrument is None else word_instrument(instrument)
