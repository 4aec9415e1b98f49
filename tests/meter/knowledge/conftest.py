"""A workshop that shares what it knows: two cities and what they write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import invitations, rounds, units
from meter.knowledge.contributions import draft_contribution, make_key
from meter.knowledge.records import CaseStudy, Contributor, Cost, Entry
from meter.knowledge.steps import offer, publish
from meter.storage.repository.workshops import save_participant
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import at, instrument, owner, store

if TYPE_CHECKING:
    from datetime import datetime

    from instruments import Instrument
    from meter.knowledge.records import Contribution
    from meter.records import Account, Round, Unit, Workshop
    from meter.storage import Connection, Store

GUIDE = Entry(
    kind="guide",
    title="How to write a digital law",
    summary="Ten steps from a draft to a law.",
    languages=("en", "fr"),
    country="Ostavia",
    year=2024,
    licence="CC BY 4.0",
    link="https://guide.example/law",
    indicators=("law", "rules"),
    credited=True,
)
CASE = Entry(
    kind="case",
    title="Permits in a day",
    summary="Building permits without paper.",
    languages=("en",),
    indicators=("use",),
    case=CaseStudy(
        problem="Permits took a month.",
        solution="One form and one office.",
        technology="A queue of open source.",
        cost=Cost("120000.50", "EUR", 2023),
        results="A day.",
        lessons="Ask the clerks first.",
        contact="permits@ostavia.example",
    ),
)


@dataclass(frozen=True)
class Space:
    """The knowledge space of a workshop with a scored round and two cities."""

    store: Store
    at: datetime
    workshop: Workshop
    round: Round
    units: tuple[Unit, Unit]
    ana: Contributor
    bo: Contributor
    organiser: Contributor

    def draft(
        self, entry: Entry = GUIDE, by: Contributor | None = None
    ) -> Contribution:
        """Keep a draft; Ana's unless told otherwise."""
        return draft_contribution(
            self.store, by or self.ana, make_key(), entry, self.at
        )

    def offer(
        self, entry: Entry = GUIDE, by: Contributor | None = None
    ) -> Contribution:
        drafted = self.draft(entry, by)
        return offer(self.store, by or self.ana, drafted.id, drafted.revision, self.at)

    def publish(
        self, entry: Entry = GUIDE, by: Contributor | None = None
    ) -> Contribution:
        offered = self.offer(entry, by)
        return publish(
            self.store, self.organiser, offered.id, offered.revision, self.at
        )


def make_space(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> Space:
    """Make a workshop with an open round, in which two cities take part."""
    workshop = draft_workshop(store, owner.id, "seoul", "Seoul", at=at)
    drafted = rounds.draft_round(
        store, owner.id, "asked", "Asked", instrument, at=at, workshop_id=workshop.id
    )
    asked = rounds.open_round(store, drafted.id, at)
    cities = [
        units.save_unit(store, owner.id, name, {}, at)
        for name in ("Marenda", "Baeksan")
    ]
    sent = [
        invitations.invite(store, asked.id, city.id, name, f"{name}@example.org", at)[0]
        for city, name in zip(cities, ("Ana", "Bo"), strict=True)
    ]
    for city in cities:
        store.write(partial(_admit, workshop, city, at))
    ana, bo = (
        Contributor(workshop.id, one.person_name, one.unit_id, one) for one in sent
    )
    organiser = Contributor(workshop.id, owner.name)
    return Space(store, at, workshop, asked, (cities[0], cities[1]), ana, bo, organiser)


def _admit(
    workshop: Workshop, unit: Unit, at: datetime, connection: Connection
) -> None:
    save_participant(connection, workshop.id, unit.id, ["en"], at)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough where no statement of this room is its own."""
    return sqlite_url


@pytest.fixture
def space(store: Store, owner: Account, instrument: Instrument, at: datetime) -> Space:
    return make_space(store, owner, instrument, at)


def retitle(entry: Entry, title: str) -> Entry:
    return replace(entry, title=title)


__all__ = [
    "CASE",
    "GUIDE",
    "Space",
    "at",
    "instrument",
    "make_space",
    "owner",
    "retitle",
    "space",
    "store",
]
