"""What tests of meter stand on: a store of each kind, and a small open round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.fieldwork import accounts, invitations, rounds, units
from meter.storage import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.records import Account, Invitation, Round, Unit
    from meter.storage import Store

EXTENT = {
    "allow": ["not_applicable", "dont_know"],
    "options": [
        {"code": "none", "points": 0, "say": "Not at all"},
        {"code": "partly", "points": 1, "say": "Partly"},
        {"code": "full", "points": 2, "say": "Fully"},
    ],
}
ITEMS: list[dict[str, Any]] = [
    {"key": "law", "ask": "There is a law.", "scale": "extent"},
    {"key": "site", "type": "yes_no", "ask": "Is there a site?", "required": True},
    {
        "key": "users",
        "type": "number",
        "ask": "How many use it?",
        "at_least": 0,
        "goalposts": {"low": 0, "high": 100},
        "when": {"item": "site", "equals": "yes"},
    },
    {
        "key": "ways",
        "type": "multiple",
        "ask": "By which ways?",
        "options": [
            {"code": "web", "points": 1, "say": "Web"},
            {"code": "phone", "points": 1, "say": "Phone"},
        ],
    },
    {"key": "note", "type": "text", "ask": "Anything else?"},
    {"key": "since", "type": "date", "ask": "Since when?"},
]
DOCUMENT: dict[str, Any] = {
    "key": "tiny",
    "version": "1",
    "title": "Tiny",
    "language": "en",
    "profile": [
        {"key": "population", "type": "number", "title": "Population", "at_least": 0},
        {
            "key": "region",
            "type": "single",
            "title": "Region",
            "options": [
                {"code": "africa", "say": "Africa"},
                {"code": "asia", "say": "Asia"},
            ],
        },
        {"key": "country", "type": "text", "title": "Country"},
    ],
    "scales": {"extent": EXTENT},
    "sections": [{"key": "all", "title": "All", "items": ITEMS}],
    "framework": {
        "index": ["index"],
        "nodes": {
            "index": {"title": "Index", "of": {"rules": 1, "use": 1}},
            "rules": {"title": "Rules", "items": {"law": 1, "site": 1}},
            "use": {"title": "Use", "items": {"users": 1, "ways": 1}},
        },
    },
    "methods": {"default": {"title": "Means"}},
}


@dataclass(frozen=True)
class Workshop:
    """An open round with one unit, one person invited."""

    store: Store
    at: datetime
    owner: Account
    instrument: Instrument
    round: Round
    unit: Unit
    invitation: Invitation
    token: str

    @property
    def response_id(self) -> int:
        return self.invitation.response_id

    def invite_unit(self, name: str) -> Invitation:
        """Add another unit to the round."""
        unit = units.save_unit(self.store, self.owner.id, name, {}, self.at)
        email = f"{name.lower().replace(' ', '.')}@example.org"
        invitation, _ = invitations.invite(
            self.store, self.round.id, unit.id, name, email, self.at
        )
        return invitation


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    # The PostgreSQL of the tests promises no durability; SQLite here does.
    durable = database_url.startswith("sqlite")
    with open_store(database_url, durable=durable) as opened:
        yield opened


@pytest.fixture
def instrument() -> Instrument:
    return Instrument.model_validate(DOCUMENT)


@pytest.fixture
def owner(store: Store, at: datetime) -> Account:
    return accounts.add_account(store, "organiser@example.org", "Organiser", at)


@pytest.fixture
def workshop(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> Workshop:
    drafted = rounds.draft_round(store, owner.id, "seoul", "Seoul", instrument, at=at)
    opened = rounds.open_round(store, drafted.id, at)
    unit = units.save_unit(store, owner.id, "Marenda", {"population": 1000.0}, at)
    invitation, token = invitations.invite(
        store, opened.id, unit.id, "Ana", "ana@example.org", at
    )
    return Workshop(store, at, owner, instrument, opened, unit, invitation, token)
