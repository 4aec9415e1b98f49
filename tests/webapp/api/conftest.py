"""Programs of an organiser: a desk, and what a token reads there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from meter.integration.records import SCOPES
from meter.integration.tokens import make_api_token
from tests.webapp.desk import Desk, desk

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

__all__ = ["desk"]

ROOT = "/api/v1"


@dataclass
class Program:
    """What asks with a token."""

    desk: Desk
    secret: str

    def get(self, path: str, **headers: str) -> TestResponse:
        reply: TestResponse = self.ask("GET", path, **headers)
        return reply

    def ask(self, method: str, path: str, json: Any = None, **headers: str) -> Any:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        bearer = {"Authorization": f"Bearer {self.secret}", **told}
        given = {} if json is None else {"json": json}
        client = self.desk.app.test_client()
        # To its end: what is streamed would stay open.
        return client.open(
            f"{ROOT}{path}", method=method, headers=bearer, buffered=True, **given
        )

    def read(self, path: str) -> Any:
        reply = self.get(path)
        assert reply.status_code == 200, reply.text
        return reply.get_json()

    def read_all(self, path: str) -> list[Any]:
        """Read a list to its end by its Link headers, two at a time."""
        found, address = [], f"{ROOT}{path}?limit=2"
        while address:
            headers = {"Authorization": f"Bearer {self.secret}"}
            reply = self.desk.app.test_client().get(address, headers=headers)
            found += reply.get_json()["items"]
            link = reply.headers.get("Link", "")
            address = link.partition("<")[2].partition(">")[0]
        return found


def make_program(desk: Desk, *scopes: str) -> Program:
    """Make a token of the organiser at the desk, with some scopes or all."""
    _, secret = make_api_token(
        desk.store, desk.owner, "Reader", scopes or SCOPES, 30, desk.clock()
    )
    return Program(desk, secret)


@pytest.fixture
def program(desk: Desk) -> Program:
    return make_program(desk)
