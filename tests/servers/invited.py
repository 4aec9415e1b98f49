"""Cities that are invited to a round over METER, each by a link of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import load_instrument
from meter.demo.prepare import WORKSHOP
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import get_response, load_answers
from meter.fieldwork.rounds import draft_round, find_round, open_round
from meter.fieldwork.units import save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from instruments import Answer
    from live_site import LiveSite
    from meter.records import Round


@dataclass(frozen=True)
class City:
    """A city that may answer METER at a site; `link` lets a browser in."""

    site: LiveSite
    name: str
    link: str
    response_id: int

    @classmethod
    def invited(cls, site: LiveSite, name: str, asked: Round | None = None) -> City:
        """Invite a city that has not answered anything, to the workshop or a round."""
        asked, at = asked or find_workshop(site), utc_now()
        unit = save_unit(site.store, asked.owner_id, name, {}, at)
        address = "amal@city.example"
        sent, token = invite(site.store, asked.id, unit.id, "Amal", address, at)
        return cls(site, name, f"/join/{token}", sent.response_id)

    def invite_another(self, name: str) -> str:
        """Invite another focal point as the organiser does; give the link."""
        response = get_response(self.site.store, self.response_id)
        of = (self.site.store, response.round_id, response.unit_id)
        _, token = invite(*of, name, f"{name.lower()}@city.example", utc_now())
        return f"/join/{token}"

    @property
    def stored(self) -> dict[str, Answer]:
        """Read the answers that are stored for the city."""
        found = load_answers(self.site.store, self.response_id)
        return {key: one.answer for key, one in found.items()}


def find_workshop(site: LiveSite) -> Round:
    """Find the sample workshop of a site."""
    workshop = find_round(site.store, WORKSHOP)
    assert workshop is not None
    return workshop


def open_own_round(
    site: LiveSite,
    key: str,
    title: str,
    *,
    apart: bool = False,
    reviewed: bool = False,
) -> Round:
    """Open a round of the workshop's organiser over METER."""
    drafted = draft_round(
        site.store,
        find_workshop(site).owner_id,
        key,
        title,
        load_instrument("meter"),
        at=utc_now(),
        apart=apart,
        reviewed=reviewed,
    )
    return open_round(site.store, drafted.id, utc_now())
