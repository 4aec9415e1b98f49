"""A city whose people answer apart: Amal is the focal point, Ben and Cho delegates."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork import accounts, apart, delegates, invitations, rounds, units
from meter.fieldwork.responses import load_answers, save_answers
from tests.webapp.city import City, Clock, enter, make_instrument
from tests.webapp.fresh import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from instruments import Answer
    from meter.records import Invitation

NAMES = ("Amal", "Ben", "Cho")


@dataclass
class People:
    """The city, and by name the browser, invitation and own response of each."""

    city: City
    clients: dict[str, FlaskClient]
    invitations: dict[str, Invitation]
    own: dict[str, int]
    delegate_token: str

    @property
    def agreed(self) -> dict[str, Answer]:
        return self.city.stored

    def get(self, name: str, rest: str = "") -> TestResponse:
        """Get a page of somebody's own response."""
        return self.clients[name].get(f"/answer/{self.own[name]}/{rest}")

    def see(self, rest: str = "") -> TestResponse:
        """Get a page of the unit's response as the focal point."""
        return self.city.get(rest)

    def post(
        self, rest: str, data: Mapping[str, Any] | None = None, name: str = "Amal"
    ) -> TestResponse:
        """Send a form about the unit's response."""
        client = self.clients[name]
        form = {"csrf_token": self.city.token(client), **(data or {})}
        return client.post(self.city.path(rest), data=form)

    def post_own(
        self, name: str, rest: str, data: Mapping[str, Any] | None = None
    ) -> TestResponse:
        client = self.clients[name]
        form = {"csrf_token": self.city.token(client), **(data or {})}
        return client.post(f"/answer/{self.own[name]}/{rest}", data=form)

    def give(self, name: str, answers: Mapping[str, Answer], **notes: str) -> None:
        """Store answers of somebody's own, with notes by item."""
        city, response = self.city, self.own[name]
        seen = {key: one.revision for key, one in self.stored(name).items()}
        save_answers(
            city.store, response, answers, seen, name, city.clock(), notes=notes
        )

    def stored(self, name: str) -> dict[str, Any]:
        return load_answers(self.city.store, self.own[name])

    def hand_in(self, *names: str) -> None:
        for name in names:
            apart.hand_in(self.city.store, self.own[name], name, self.city.clock())

    def take(self, item: str, name: str, **more: Any) -> TestResponse:
        """Press the button that takes somebody's answer to an item."""
        revision = self.stored(name)[item].revision
        stored = load_answers(self.city.store, self.city.response).get(item)
        form = {
            "item": item,
            "take": f"{self.own[name]}:{revision}",
            "seen": stored.revision if stored else 0,
            **more,
        }
        section = make_instrument().section_of[item].key
        return self.post(f"apart/sections/{section}", form)


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """Yield a city in an open round in which people answer apart."""
    clock = Clock()
    app = make_app(tmp_path, clock)
    store = app.extensions["meter"].store
    with closing(store):
        at = clock()
        owner = accounts.add_account(store, "ada@example.org", "Ada", at)
        asked = rounds.draft_round(
            store, owner.id, "spring", "Spring", make_instrument(), at=at, apart=True
        )
        asked = rounds.open_round(store, asked.id, at)
        unit = units.save_unit(store, owner.id, "Porto & Co", {}, at)
        focal, token = invitations.invite(
            store, asked.id, unit.id, "Amal", "amal@example.org", at
        )
        sent = {"Amal": (focal, token)}
        for name in NAMES[1:]:
            sent[name] = delegates.invite_delegate(
                store, focal, name, f"{name.lower()}@example.org", (), at
            )
        clients = {name: enter(app, token) for name, (_, token) in sent.items()}
        city = City(
            app, store, clock, asked, focal.response_id, (token, sent["Ben"][1]),
            clients["Amal"], clients["Ben"],
        )  # fmt: skip
        own = {
            name: apart.list_opened(store, one)[-1] for name, (one, _) in sent.items()
        }
        yield People(
            city, clients, {name: one for name, (one, _) in sent.items()}, own,
            sent["Ben"][1],
        )  # fmt: skip


__all__ = ["People", "people"]
