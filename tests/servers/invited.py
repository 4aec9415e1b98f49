"""Cities that are invited to the sample workshop, each by a link of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.demo.prepare import WORKSHOP
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import load_answers
from meter.fieldwork.rounds import find_round
from meter.fieldwork.units import save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from instruments import Answer
    from live_site import LiveSite


@dataclass(frozen=True)
class City:
    """A city that may answer METER at a site; `link` lets a browser in."""

    site: LiveSite
    name: str
    link: str
    response_id: int

    @classmethod
    def invited(cls, site: LiveSite, name: str) -> City:
        """Invite a city that has not answered anything."""
        workshop, at = find_round(site.store, WORKSHOP), utc_now()
        assert workshop is not None
        unit = save_unit(site.store, workshop.owner_id, name, {}, at)
        address = "amal@city.example"
        sent, token = invite(site.store, workshop.id, unit.id, "Amal", address, at)
        return cls(site, name, f"/join/{token}", sent.response_id)

    @property
    def stored(self) -> dict[str, Answer]:
        """Read the answers that are stored for the city."""
        found = load_answers(self.site.store, self.response_id)
        return {key: one.answer for key, one in found.items()}
