"""Browsers in a knowledge space: two focal points, a delegate, the organiser."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork import accounts, delegates, invitations, rounds, sessions, units
from meter.knowledge.contributions import draft_contribution, make_key
from meter.knowledge.records import Contributor, Entry
from meter.knowledge.steps import offer, publish
from meter.settings import Settings
from meter.storage.repository.workshops import save_participant
from meter.workshops.workshops import draft_workshop
from tests.webapp.city import Clock, enter, make_instrument, read_token
from webapp import create_app
from webapp.staff.accounts import SESSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.knowledge.records import Contribution
    from meter.records import Account, Round, Unit, Workshop
    from meter.storage import Connection, Store

GUIDE = Entry(
    kind="guide",
    title="How to plan",
    summary="Ten steps to a plan.",
    languages=("en",),
    country="Ostavia",
    year=2024,
    link="https://guide.example/plan",
    indicators=("plan",),
    credited=True,
)
TYPED: dict[str, Any] = {
    "kind": "law",
    "title": "A law of <signatures>",
    "summary": "What a signature is.",
    "languages": ["en", "fr"],
    "others": "pt; id",
    "country": "Ostavia",
    "year": "2023",
    "licence": "CC0",
    "link": "https://law.example/",
    "indicators": ["plan", "level"],
    "credited": "yes",
}
"""A form as somebody fills it in."""

SEEN = re.compile(r'name="seen" value="([^"]*)"')


@dataclass
class Space:
    """A workshop with two cities in one round, and who sits at which browser."""

    app: Flask
    store: Store
    clock: Clock
    owner: Account
    workshop: Workshop
    round: Round
    cities: tuple[Unit, Unit]
    responses: tuple[int, int]
    contributors: tuple[Contributor, Contributor]
    ana: FlaskClient
    bo: FlaskClient
    delegate: FlaskClient
    desk: FlaskClient

    def path(self, rest: str = "", city: int = 0) -> str:
        """Give an address of a city's."""
        return f"/answer/{self.responses[city]}/knowledge/{rest}"

    def own_path(self, rest: str = "") -> str:
        """Give an address of the organisers'."""
        return f"/workshops/{self.workshop.key}/knowledge/{rest}"

    def get(self, rest: str = "") -> TestResponse:
        return self.ana.get(self.path(rest))

    def post(self, rest: str, data: Mapping[str, Any]) -> TestResponse:
        """Send a form as Ana, with the token of her session."""
        return send(self.ana, self.path(), self.path(rest), data)

    def decide(self, rest: str, data: Mapping[str, Any]) -> TestResponse:
        """Send a form as the organiser."""
        return send(self.desk, self.own_path(), self.own_path(rest), data)

    def draft(self, entry: Entry = GUIDE, city: int = 0) -> Contribution:
        by = self.contributors[city]
        return draft_contribution(self.store, by, make_key(), entry, self.clock())

    def offer(self, entry: Entry = GUIDE, city: int = 0) -> Contribution:
        made = self.draft(entry, city)
        by = self.contributors[city]
        return offer(self.store, by, made.id, made.revision, self.clock())

    def publish(self, entry: Entry = GUIDE, city: int = 0) -> Contribution:
        made = self.offer(entry, city)
        by = Contributor(self.workshop.id, self.owner.name)
        return publish(self.store, by, made.id, made.revision, self.clock())


def send(
    client: FlaskClient, page: str, path: str, data: Mapping[str, Any]
) -> TestResponse:
    token = find_token(client, page)
    return client.post(path, data={"csrf_token": token, **data})


def find_token(client: FlaskClient, page: str) -> str:
    """Read the token of a session from a page that holds a form."""
    del page
    return read_token(client.get("/try/ecities/"))


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Space]:
    """Yield a workshop whose cities have answered nothing yet."""
    clock = Clock()
    app = create_app(Settings(data=tmp_path, database_url=None), clock=clock)
    store = app.extensions["meter"].store
    with closing(store):
        yield _make_space(app, store, clock)


def _make_space(app: Flask, store: Store, clock: Clock) -> Space:
    at = clock()
    owner = accounts.add_account(store, "ada@example.org", "Ada", at)
    workshop = draft_workshop(store, owner.id, "seoul", "Seoul 2026", at=at)
    asked = rounds.draft_round(
        store,
        owner.id,
        "spring",
        "Spring",
        make_instrument(),
        at=at,
        method="default",
        workshop_id=workshop.id,
    )
    asked = rounds.open_round(store, asked.id, at)
    cities = [
        units.save_unit(store, owner.id, name, {}, at) for name in ("Porto", "Quay")
    ]
    sent = [
        invitations.invite(store, asked.id, city.id, name, f"{name}@example.org", at)
        for city, name in zip(cities, ("Ana", "Bo"), strict=True)
    ]

    def gather(connection: Connection) -> None:
        for city in cities:
            save_participant(connection, workshop.id, city.id, ["en"], at)

    store.write(gather)
    _, token = delegates.invite_delegate(
        store, sent[0][0], "Dee", "dee@example.org", None, at
    )
    by = [
        Contributor(workshop.id, one.person_name, one.unit_id, one) for one, _ in sent
    ]
    return Space(
        app,
        store,
        clock,
        owner,
        workshop,
        asked,
        (cities[0], cities[1]),
        (sent[0][0].response_id, sent[1][0].response_id),
        (by[0], by[1]),
        enter(app, sent[0][1]),
        enter(app, sent[1][1]),
        enter(app, token),
        _sign_in(app, store, clock, owner),
    )


def _sign_in(app: Flask, store: Store, clock: Clock, account: Account) -> FlaskClient:
    client = app.test_client()
    token = sessions.start_session(store, clock(), account_id=account.id)
    with client.session_transaction() as session:
        session["_user_id"] = account.uniquifier
        session["_fresh"] = True
        session[SESSION] = token
    return client
