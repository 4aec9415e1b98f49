"""A workshop with one open round, one draft and one that is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import rounds
from meter.workshops.participants import add_participant
from meter.workshops.records import Entry
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from datetime import datetime

    from instruments import Instrument
    from meter.records import Account, Round, Workshop
    from meter.storage import Store
    from meter.workshops.records import FreshLink

ANA = Entry("Marenda", "Ana", "ana@example.org", {"population": 5.0}, ("fr", "ar"))
BO = Entry("Marenda", "Bo", "bo@example.org", {"region": "asia"})
OMAR = Entry("Oruva", "Omar", "omar@example.org")


@dataclass
class Gathered:
    """The store, a workshop and its rounds."""

    store: Store
    at: datetime
    owner: Account
    instrument: Instrument
    workshop: Workshop
    opened: Round
    drafted: Round
    over: Round

    def add(self, entry: Entry, language: str | None = None) -> list[FreshLink]:
        return add_participant(self.store, self.workshop, entry, self.at, language)


@pytest.fixture
def gathered(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> Gathered:
    """Prepare a workshop in which nobody takes part yet."""
    workshop = draft_workshop(store, owner.id, "seoul", "Seoul", at=at)
    opened, drafted, over = (
        rounds.draft_round(
            store,
            owner.id,
            key,
            key.title(),
            instrument,
            at=at,
            workshop_id=workshop.id,
        )
        for key in ("opened", "drafted", "over")
    )
    opened = rounds.open_round(store, opened.id, at)
    over = rounds.close_round(store, over.id, at)
    return Gathered(store, at, owner, instrument, workshop, opened, drafted, over)


__all__ = ["ANA", "BO", "OMAR", "Gathered", "gathered"]
