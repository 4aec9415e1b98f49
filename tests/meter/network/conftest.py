"""Tests of networks stand on a workshop with a scored round and three cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from blank_store import lay_blank_store
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.fieldwork.submission import submit_response
from meter.network.directory import Holder
from meter.storage import open_store
from meter.storage.repository import workshops as rows
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import at, instrument, owner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from instruments import Answer, Instrument
    from meter.records import Account, Invitation, Round, Unit, Workshop
    from meter.storage import Connection, Store

THEMES = ("rules", "use")


@dataclass(frozen=True)
class Network:
    """A workshop with its cities; `strong` and `weak` have submitted."""

    store: Store
    at: datetime
    workshop: Workshop
    round: Round
    strong: Unit
    weak: Unit
    other: Unit
    sent: dict[str, Invitation]

    def holder(self, unit: Unit) -> Holder:
        person = self.sent[unit.name].person_id
        assert person is not None
        return Holder(self.workshop.id, unit.id, person)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{lay_blank_store(tmp_path)}") as opened:
        yield opened


@pytest.fixture
def everywhere(
    database_url: str, instrument: Instrument, at: datetime
) -> Iterator[Network]:
    """Yield a network on either database."""
    durable = database_url.startswith("sqlite")
    with open_store(database_url, durable=durable) as opened:
        owner = accounts.add_account(opened, "o@example.org", "Organiser", at)
        yield make_network(opened, owner, instrument, at)


@pytest.fixture
def network(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> Network:
    return make_network(store, owner, instrument, at)


def make_network(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> Network:
    """Make a workshop in which two cities have submitted, and one has not."""
    workshop = draft_workshop(
        store, owner.id, "seoul-workshop", "Seoul workshop", at=at
    )
    drafted = rounds.draft_round(
        store,
        owner.id,
        "network-round",
        "Round",
        instrument,
        at=at,
        workshop_id=workshop.id,
    )
    asked = rounds.open_round(store, drafted.id, at)
    found = [
        units.save_unit(store, owner.id, name, {}, at)
        for name in ("Strong", "Weak", "Other")
    ]
    sent = {}
    for unit in found:
        sent[unit.name] = admit(store, workshop, asked, unit, at)
    answer(store, sent["Strong"], "full", at)
    answer(store, sent["Weak"], "none", at)
    return Network(store, at, workshop, asked, found[0], found[1], found[2], sent)


def admit(
    store: Store, workshop: Workshop, asked: Round, unit: Unit, at: datetime
) -> Invitation:
    def job(connection: Connection) -> None:
        rows.save_participant(connection, workshop.id, unit.id, [], at)

    store.write(job)
    email = f"{unit.name.lower()}@example.org"
    return invitations.invite(store, asked.id, unit.id, unit.name, email, at)[0]


def answer(store: Store, sent: Invitation, law: str, at: datetime) -> None:
    """Let a city be strong in rules, or weak; in use it is always in between."""
    given: dict[str, Answer] = {
        "law": law,
        "site": "yes",
        "users": 80.0,
        "ways": ("web",),
    }
    responses.save_answers(store, sent.response_id, given, {}, "Ana", at)
    submit_response(store, sent.response_id, "Ana", at)


__all__ = ["at", "everywhere", "instrument", "network", "owner", "store"]
