"""A city under way: an instrument with every answer type, and who answers it."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.fieldwork import accounts, invitations, responses, rounds, units
from tests.webapp.fresh import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from instruments import Answer
    from meter.records import Round
    from meter.storage import Store

BEGINNING = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')

LEVELS = [
    {"code": "none", "points": 0, "say": "Not at all", "hint": "Nothing is there."},
    {"code": "partly", "points": 1, "say": "Partly", "hint": "Some of it is there."},
    {"code": "fully", "points": 2, "say": "Fully", "hint": "All of it is there."},
]
DOCUMENT: dict[str, Any] = {
    "key": "every",
    "version": "7",
    "title": "Every kind",
    "source": "Ours.",
    "language": "en",
    "translations": {},
    "scales": {"extent": {"allow": ["not_applicable", "dont_know"], "options": LEVELS}},
    "sections": [
        {
            "key": "first",
            "title": "First things",
            "intro": "Say what is true today.",
            "items": [
                {
                    "key": "level",
                    "scale": "extent",
                    "ask": "The city has a plan.",
                    "help": "A **dated** paper.",
                },
                {"key": "budget", "scale": "extent", "ask": "It has a budget."},
                {"key": "board", "type": "yes_no", "ask": "Is there a board?"},
                {
                    "key": "kind",
                    "type": "single",
                    "ask": "What kind of city?",
                    "options": [
                        {"code": "port", "say": "A port", "hint": "By the sea."},
                        {"code": "inland", "say": "Inland"},
                    ],
                },
                {
                    "key": "topics",
                    "type": "multiple",
                    "ask": "Which topics?",
                    "at_most": 2,
                    "allow": ["dont_know"],
                    "options": [
                        {"code": "law", "say": "Law"},
                        {"code": "money", "say": "Money"},
                        {"code": "skills", "say": "Skills"},
                        {"code": "none", "say": "None of these", "alone": True},
                    ],
                },
                {
                    "key": "share",
                    "type": "number",
                    "ask": "What share?",
                    "unit": "per cent",
                    "at_least": 0,
                    "at_most": 100,
                    "goalposts": {"low": 0, "high": 100},
                    "allow": ["dont_know", "refused"],
                },
                {
                    "key": "words",
                    "type": "text",
                    "ask": "What else?",
                    "lines": 3,
                    "at_most": 50,
                },
                {
                    "key": "start",
                    "type": "date",
                    "ask": "Since when?",
                    "at_least": "2000-01-01",
                },
                {"key": "site", "type": "link", "ask": "Where is it?"},
            ],
        },
        {
            "key": "second",
            "title": "Second things",
            "items": [
                {
                    "key": "more",
                    "scale": "extent",
                    "ask": "There is more.",
                    "when": {"item": "level", "at_least": "partly"},
                },
                {
                    "key": "how",
                    "type": "text",
                    "ask": "How so?",
                    "when": {"item": "more", "equals": "fully"},
                },
                {
                    "key": "contact",
                    "type": "text",
                    "ask": "Whom to ask?",
                    "required": True,
                },
            ],
        },
    ],
    "framework": {
        "index": ["whole"],
        "nodes": {
            "whole": {"title": "Whole", "of": {"plan": 3, "reach": 1}},
            "plan": {
                "title": "Plan",
                "about": "The paper.",
                "items": ["level", "more"],
            },
            "reach": {"title": "Reach", "items": {"share": 1}},
        },
    },
    "methods": {
        "default": {
            "title": "Means",
            "version": "2",
            "missing": {"least_coverage": 0.5},
            "stages": ["ladder", "other"],
        }
    },
    "stages": {
        "ladder": {
            "title": "Ladder",
            "of": "whole",
            "bands": [
                {"key": "low", "title": "Low", "about": "Begin.", "from": 0},
                {
                    "key": "middle",
                    "title": "Middle",
                    "from": 0.4,
                    "gates": [{"item": "level", "at_least": "partly"}],
                },
                {
                    "key": "high",
                    "title": "High",
                    "from": 0.75,
                    "gates": [{"node": "reach", "at_least": 0.5}],
                },
            ],
        },
        "other": {
            "title": "Other ladder",
            "of": "whole",
            "bands": [
                {"key": "one", "title": "One", "from": 0},
                {"key": "two", "title": "Two", "from": 0.5},
            ],
        },
    },
}


def make_instrument(**changes: Any) -> Instrument:
    """Make the instrument, with some of its top keys replaced."""
    return Instrument.model_validate(DOCUMENT | changes)


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.at = BEGINNING

    def __call__(self) -> dt.datetime:
        return self.at

    def go_on(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


@dataclass
class City:
    """An invited city: two colleagues, each in a browser of their own."""

    app: Flask
    store: Store
    clock: Clock
    round: Round
    response: int
    tokens: tuple[str, str]
    amal: FlaskClient
    bo: FlaskClient

    def path(self, rest: str = "") -> str:
        """Give an address under the response."""
        return f"/answer/{self.response}/{rest}"

    def section(self, key: str = "first") -> str:
        """Give the address of a section."""
        return self.path(f"sections/{key}")

    def get(self, rest: str = "", client: FlaskClient | None = None) -> TestResponse:
        return (client or self.amal).get(self.path(rest))

    def post(
        self,
        rest: str,
        data: Mapping[str, Any] | None = None,
        client: FlaskClient | None = None,
        seen: str | None = None,
    ) -> TestResponse:
        """Send the form of a page as a browser would that has just loaded it."""
        sender = client or self.amal
        page = sender.get(self.path(rest if rest.startswith("sections") else ""))
        found = SEEN.search(page.text)
        known = seen if seen is not None else found[1] if found else ""
        form = {"csrf_token": read_token(page), "seen": known, **(data or {})}
        return sender.post(self.path(rest), data=form)

    def autosave(
        self, body: Any, client: FlaskClient | None = None, token: str | None = None
    ) -> TestResponse:
        """Send what the script of a section page sends."""
        sender = client or self.amal
        headers = {"X-CSRFToken": token or self.token(sender)}
        return sender.post(self.path("save"), json=body, headers=headers)

    def token(
        self, client: FlaskClient | None = None, page: str = "/try/ecities/"
    ) -> str:
        """Read the token of a browser's session from a page that anybody may see."""
        return read_token((client or self.amal).get(page))

    @property
    def stored(self) -> dict[str, Answer]:
        """Read what is stored."""
        found = responses.load_answers(self.store, self.response)
        return {key: one.answer for key, one in found.items()}

    def give(self, answers: Mapping[str, Answer], by: str = "Amal") -> None:
        """Store answers as if somebody had given them now."""
        known = responses.load_answers(self.store, self.response)
        seen = {key: one.revision for key, one in known.items()}
        at = self.clock()
        responses.save_answers(self.store, self.response, answers, seen, by, at)


def read_token(reply: TestResponse) -> str:
    """Read the token of a page's forms."""
    found = TOKEN.search(reply.text)
    assert found is not None, reply.status
    return found[1]


def enter(app: Flask, token: str) -> FlaskClient:
    """Come in by a link, in a browser of one's own."""
    client = app.test_client()
    proof = read_token(client.get(f"/join/{token}"))
    reply = client.post(f"/join/{token}", data={"csrf_token": proof})
    assert reply.status_code == 303
    return client


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """Yield a city in an open round, with nothing answered."""
    clock = Clock()
    app = make_app(tmp_path, clock)
    store = app.extensions["meter"].store
    with closing(store):
        owner = accounts.add_account(store, "ada@example.org", "Ada", clock())
        drafted = rounds.draft_round(
            store, owner.id, "spring", "Spring round", make_instrument(), at=clock()
        )
        asked = rounds.open_round(store, drafted.id, clock())
        unit = units.save_unit(store, owner.id, "Porto & Co", {}, clock())
        sent = [
            invitations.invite(
                store, asked.id, unit.id, name, f"{name}@example.org", clock()
            )
            for name in ("Amal", "Bo")
        ]
        yield City(
            app,
            store,
            clock,
            asked,
            sent[0][0].response_id,
            (sent[0][1], sent[1][1]),
            enter(app, sent[0][1]),
            enter(app, sent[1][1]),
        )


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """Yield the application over an empty store."""
    made = make_app(tmp_path, Clock())
    with closing(made.extensions["meter"].store):
        yield made


__all__ = ["BEGINNING", "City", "app", "city", "make_instrument", "read_token"]
