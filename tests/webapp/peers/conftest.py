"""Eight units that have submitted, all of them sharing, and the page of each."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from meter.settings import Settings
from tests.meter.peers.crowd import make_crowd
from tests.webapp.city import BEGINNING, Clock, enter, read_token
from tests.webapp.reading import read_text
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.meter.peers.crowd import Crowd


@dataclass
class Town:
    """A room of units, and the browsers of their focal points."""

    app: Flask
    clock: Clock
    crowd: Crowd

    def enter(self, name: str) -> FlaskClient:
        return enter(self.app, self.crowd.tokens[name])

    def path(self, name: str, rest: str = "peers") -> str:
        return f"/answer/{self.crowd.id_of(name)}/{rest}"

    def get(self, name: str, rest: str = "peers") -> TestResponse:
        return self.enter(name).get(self.path(name, rest))

    def read(self, name: str, rest: str = "peers") -> str:
        return read_text(self.get(name, rest))

    def post(
        self, name: str, levels: Mapping[str, str], seen: str | None = None
    ) -> TestResponse:
        """Send the form of the page as a browser would that has just loaded it."""
        browser = self.enter(name)
        page = browser.get(self.path(name))
        known = page.text.partition('name="seen" value="')[2].partition('"')[0]
        form = {f"level-{node}": level for node, level in levels.items()}
        form |= {
            "csrf_token": read_token(page),
            "seen": known if seen is None else seen,
        }
        return browser.post(self.path(name), data=form)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    clock = Clock()
    settings = Settings(data=tmp_path, database_url=None, durable=False)
    app = create_app(settings, clock=clock)
    store = app.extensions["meter"].store
    with closing(store):
        yield Town(app, clock, make_crowd(store, BEGINNING, peer_field="population"))
