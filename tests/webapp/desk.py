"""An organiser's desk: the application over a fresh store, and somebody signed in."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from flask_login import login_user

from instruments import Instrument
from meter.fieldwork import accounts, invitations, responses, rounds, sessions, units
from meter.fieldwork.submission import submit_response
from tests.webapp.fresh import make_app
from webapp.staff.accounts import SESSION, StaffUser
from webapp.staff.sign_in import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Account, Round, Unit
    from meter.storage import Store

BEGINNING = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"  # noqa: S105  (of a store that lives for a test)
# Cheap to check: how dear a hash is, is no matter of these tests.
CHEAP = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

PARTS = ("law", "policy", "skills")
DOCUMENT: dict[str, Any] = {
    "key": "small",
    "version": "1",
    "title": "Small",
    "language": "en",
    "profile": [
        {"key": "population", "type": "number", "title": "Population", "at_least": 0},
        {
            "key": "region",
            "type": "single",
            "title": "Region",
            "options": [
                {"code": "north", "say": "North"},
                {"code": "south", "say": "South"},
            ],
        },
    ],
    "sections": [
        {
            "key": "all",
            "title": "All",
            # A share of 0 to 100 is its own score.
            "items": [
                {
                    "key": f"{part}_share",
                    "type": "number",
                    "ask": f"What share of {part}?",
                    "at_least": 0,
                    "at_most": 100,
                    "goalposts": {"low": 0, "high": 100},
                }
                for part in PARTS
            ],
        }
    ],
    "framework": {
        "index": ["whole"],
        "nodes": {
            "whole": {"title": "Whole", "of": dict.fromkeys(PARTS, 1)},
            **{
                part: {"title": part.title(), "items": {f"{part}_share": 1}}
                for part in PARTS
            },
        },
    },
    "methods": {"default": {"title": "Means", "stages": ["ladder"]}},
    "stages": {
        "ladder": {
            "title": "Ladder",
            "of": "whole",
            "bands": [
                {"key": "low", "title": "Low", "from": 0},
                {"key": "high", "title": "High", "from": 0.5},
            ],
        }
    },
}


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.at = BEGINNING

    def __call__(self) -> dt.datetime:
        return self.at

    def go_on(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


@dataclass
class Desk:
    """The application, its store and clock, and two organisers."""

    app: Flask
    store: Store
    clock: Clock
    owner: Account
    other: Account
    client: FlaskClient

    def enter(self, account: Account) -> FlaskClient:
        """Give a browser in which an account is signed in."""
        client = self.app.test_client()
        token = sessions.start_session(self.store, self.clock(), account_id=account.id)
        with client.session_transaction() as session:
            session["_user_id"] = account.uniquifier
            session["_fresh"] = True
            session[SESSION] = token
        return client

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Let what follows run as within a request of the owner."""
        with self.app.test_request_context("/"):
            login_user(StaffUser(self.owner))  # type: ignore[no-untyped-call]
            yield

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, page: str = "/organise/"
    ) -> TestResponse:
        """Send a form as the page that holds it would."""
        token = read_token(self.client.get(page))
        return self.client.post(path, data={"csrf_token": token, **(data or {})})

    def draft(self, key: str = "seoul", **more: Any) -> Round:
        """Draft a round of the small instrument."""
        given = {"owner_id": self.owner.id, "document": DOCUMENT, **more}
        return rounds.draft_round(
            self.store,
            given["owner_id"],
            key,
            f"Round of {key.title()}",
            Instrument.model_validate(given["document"]),
            at=self.clock(),
            closes_at=given.get("closes_at"),
            reviewed=given.get("reviewed", False),
            apart=given.get("apart", False),
            workshop_id=given.get("workshop_id"),
        )

    def open(self, key: str = "seoul", **more: Any) -> Round:
        """Open a round of the small instrument."""
        return rounds.open_round(self.store, self.draft(key, **more).id, self.clock())

    def invite(self, asked: Round, name: str) -> tuple[Unit, int, str]:
        """Invite a unit: give it, the id of its response, and the token of its link."""
        unit = units.save_unit(self.store, asked.owner_id, name, {}, self.clock())
        email = f"focal.{unit.id}@example.org"
        sent, token = invitations.invite(
            self.store, asked.id, unit.id, f"Focal {name}", email, self.clock()
        )
        return unit, sent.response_id, token

    def answer(self, asked: Round, name: str, *shares: float | None) -> Unit:
        """Let a unit answer with shares of 0 to 100 and submit."""
        unit, response, _token = self.invite(asked, name)
        given = {
            f"{part}_share": float(share)
            for part, share in zip(PARTS, shares, strict=True)
            if share is not None
        }
        responses.save_answers(self.store, response, given, {}, name, self.clock())
        submit_response(self.store, response, name, self.clock())
        return unit


def read_token(reply: TestResponse) -> str:
    """Read the token of a page's forms."""
    found = TOKEN.search(reply.text)
    assert found is not None, reply.status
    return found[1]


def add_account(store: Store, name: str) -> Account:
    """Add an organiser whose password is PASSWORD."""
    return accounts.add_account(
        store, f"{name}@example.org", name.title(), BEGINNING, password_hash=HASH
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Yield a desk with an organiser signed in, and a second one elsewhere."""
    clock = Clock()
    monkeypatch.setitem(SETTINGS, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS", CHEAP)
    app = make_app(tmp_path, clock)
    store = app.extensions["meter"].store
    with closing(store):
        owner, other = add_account(store, "ada"), add_account(store, "bea")
        desk = Desk(app, store, clock, owner, other, app.test_client())
        desk.client = desk.enter(owner)
        yield desk


__all__ = ["BEGINNING", "DOCUMENT", "HASH", "PASSWORD", "Desk", "desk"]
