"""A workshop at an organiser's desk: a measured round and another one, two cities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.fieldwork import responses, rounds
from meter.fieldwork.submission import submit_response
from meter.workshops.participants import add_participant
from meter.workshops.records import Entry
from meter.workshops.workshops import draft_workshop
from tests.webapp.desk import DOCUMENT, Desk

if TYPE_CHECKING:
    from meter.records import Round, Workshop
    from meter.workshops.records import FreshLink

TALK = {
    "key": "talk",
    "version": "1",
    "title": "Talk",
    "language": "en",
    "sections": [
        {
            "key": "all",
            "title": "All",
            "items": [{"key": "hope", "type": "text", "ask": "What do you hope for?"}],
        }
    ],
}
CITIES = {
    "Marenda": Entry(
        "Marenda",
        "Ana",
        "ana@marenda.example",
        {"population": 250_000.0, "region": "north"},
        ("fr", "ar"),
    ),
    "Oruva": Entry("Oruva", "Omar", "omar@oruva.example", {}, ("ar",)),
}


@dataclass
class Meeting:
    """The desk, its workshop, two open rounds and the links of two cities."""

    desk: Desk
    workshop: Workshop
    measured: Round
    talk: Round
    links: dict[str, list[FreshLink]]

    @property
    def base(self) -> str:
        return f"/workshops/{self.workshop.key}"

    def response_of(self, city: str, asked: Round | None = None) -> int:
        wanted = asked or self.measured
        found = [one for one in self.links[city] if one.round.id == wanted.id]
        return found[0].invitation.response_id

    def answer(self, city: str, share: float, *, submit: bool = True) -> None:
        """Give the same share to all questions of the measured round."""
        store, at, response = self.desk.store, self.desk.clock(), self.response_of(city)
        given = dict.fromkeys(("law_share", "policy_share", "skills_share"), share)
        responses.save_answers(store, response, given, {}, CITIES[city].contact, at)
        if submit:
            submit_response(store, response, CITIES[city].contact, at)


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    """Hold a workshop of two cities whose rounds are open."""
    at = desk.clock()
    workshop = draft_workshop(
        desk.store,
        desk.owner.id,
        "seoul",
        "Seoul workshop",
        at=at,
        place="City Hall",
        begins_on=dt.date(2026, 12, 18),
        ends_on=dt.date(2026, 12, 19),
        time_zone="Asia/Seoul",
    )
    measured, talk = (
        rounds.open_round(
            desk.store,
            rounds.draft_round(
                desk.store,
                desk.owner.id,
                key,
                title,
                Instrument.model_validate(document),
                at=at,
                closes_at=at + dt.timedelta(days=30),
                workshop_id=workshop.id,
            ).id,
            at,
        )
        for key, title, document in (
            ("measured", "What is there", DOCUMENT),
            ("talk", "What we hope", TALK),
        )
    )
    links = {
        name: add_participant(desk.store, workshop, entry, at, entry.languages[0])
        for name, entry in CITIES.items()
    }
    return Meeting(desk, workshop, measured, talk, links)


__all__ = ["CITIES", "Meeting", "meeting"]
