"""Tests of the network's pages: a workshop, its organiser, and two cities within."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork import invitations, rounds
from meter.storage.repository import workshops as rows
from meter.storage.repository.rounds import update_round
from meter.workshops.workshops import draft_workshop
from tests.webapp.desk import desk, read_token

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Invitation, Round, Unit, Workshop
    from meter.storage import Connection
    from tests.webapp.desk import Desk

PAGES = ("/", "/directory", "/commitments", "/roadmap", "/twinning", "/entry")
"""The pages that a city reads."""


@dataclass
class City:
    """The focal point of a city, in a browser of their own."""

    unit: Unit
    sent: Invitation
    client: FlaskClient

    @property
    def base(self) -> str:
        return f"/answer/{self.sent.response_id}/network"

    def get(self, path: str) -> TestResponse:
        return self.client.get(self.base + path)

    def post(self, path: str, **data: Any) -> TestResponse:
        """Send a form as the page that holds it would."""
        proof = read_token(self.client.get(f"/answer/{self.sent.response_id}/"))
        return self.client.post(self.base + path, data={"csrf_token": proof, **data})


@dataclass
class Room:
    """A workshop in Seoul with a round that is open: Porto is strong, Lima is weak."""

    desk: Desk
    workshop: Workshop
    round: Round
    porto: City
    lima: City

    @property
    def base(self) -> str:
        return f"/workshops/{self.workshop.key}/network"

    def get(self, path: str) -> TestResponse:
        return self.desk.get(self.base + path)

    def post(self, path: str, **data: Any) -> TestResponse:
        return self.desk.post(self.base + path, data)

    def settle(self, name: str) -> City:
        """Let one more city take part, which has not answered yet."""
        unit, _, token = self.desk.invite(self.round, name)
        workshop, at = self.workshop.id, self.desk.clock()
        self.desk.store.write(
            lambda one: rows.save_participant(one, workshop, unit.id, [], at)
        )
        sent = invitations.find_invitation_by_token(self.desk.store, token)
        assert sent is not None
        return City(unit, sent, enter(self.desk, token))


def enter(desk: Desk, token: str) -> FlaskClient:
    """Come in by a link, in a browser of one's own."""
    client = desk.app.test_client()
    proof = read_token(client.get(f"/join/{token}"))
    client.post(f"/join/{token}", data={"csrf_token": proof})
    return client


def propose(room: Room) -> TestResponse:
    """Let the organiser propose that the two cities be twinned."""
    first, second = sorted((room.porto.unit.id, room.lima.unit.id))
    return room.post("/twinning/matches", pairs=f"{first}-{second}")


@pytest.fixture
def room(desk: Desk) -> Room:
    """Yield the room; both cities have submitted."""
    store, at = desk.store, desk.clock()
    made = draft_workshop(
        store,
        desk.owner.id,
        "seoul-workshop",
        "Seoul workshop",
        at=at,
        time_zone="Asia/Seoul",
    )
    asked = desk.open("seoul")
    levels = {"Porto": 90, "Lima": 10}
    units = [desk.answer(asked, name, law, 80, 60) for name, law in levels.items()]

    def job(connection: Connection) -> None:
        update_round(connection, asked.id, {"workshop_id": made.id})
        for unit in units:
            rows.save_participant(connection, made.id, unit.id, [], at)

    store.write(job)
    sent = {one.unit_id: one for one in invitations.list_invitations(store, asked.id)}
    cities = []
    for unit in units:
        anew, token = invitations.reissue(store, sent[unit.id].id, at)
        cities.append(City(unit, anew, enter(desk, token)))
    found = rounds.find_round(store, asked.key)
    assert found is not None
    return Room(desk, made, found, *cities)


__all__ = ["desk", "room"]
