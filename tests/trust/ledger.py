"""What a program to be killed has said, and what the database says afterwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from instruments import Instrument
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.storage import list_problems, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

AT = datetime(2026, 11, 21, tzinfo=UTC)
ITEM = "users"
THREADS = 4
DOCUMENT = {
    "key": "counter",
    "version": "1",
    "title": "Counter",
    "language": "en",
    "sections": [
        {
            "key": "all",
            "title": "All",
            "items": [{"key": "users", "type": "number", "ask": "How many?"}],
        }
    ],
}


@dataclass
class Ledger:
    """What a program has said of each response: numbers tried and acknowledged."""

    tried: Counter[int] = field(default_factory=Counter)
    acknowledged: Counter[int] = field(default_factory=Counter)
    acknowledgements: int = 0

    def note(self, line: str) -> None:
        word, response_id, number = line.split()
        if word == "ack":
            self.acknowledgements += 1
        said = self.acknowledged if word == "ack" else self.tried
        said[int(response_id)] = int(number)

    def list_faults(self, stored: dict[int, int]) -> list[str]:
        """Name what was acknowledged and is gone, or is there and was never tried."""
        lost = [
            f"response {key}: {number} was acknowledged, {stored[key]} is there"
            for key, number in self.acknowledged.items()
            if stored[key] < number
        ]
        invented = [
            f"response {key}: {number} is there, {self.tried[key]} was tried last"
            for key, number in stored.items()
            if number > self.tried[key]
        ]
        return lost + invented


def prepare(url: str) -> dict[int, str]:
    """Make an open round; give its responses, each with the token of its link."""
    with open_store(url, durable=url.startswith("sqlite")) as store:
        owner = accounts.add_account(store, "o@example.org", "O", AT)
        instrument = Instrument.model_validate(DOCUMENT)
        asked = rounds.draft_round(store, owner.id, "load", "Load", instrument, at=AT)
        rounds.open_round(store, asked.id, AT)
        made = {}
        for number in range(THREADS):
            unit = units.save_unit(store, owner.id, f"Unit {number}", {}, AT)
            invitation, token = invitations.invite(
                store, asked.id, unit.id, "P", f"p{number}@example.org", AT
            )
            made[invitation.response_id] = token
        return made


def read_stored(url: str, response_ids: Iterable[int]) -> dict[int, int]:
    """Read the numbers back, and see that each was reached step by step."""
    stored = {}
    with open_store(url, durable=url.startswith("sqlite")) as store:
        for response_id in response_ids:
            found = responses.load_answers(store, response_id).get(ITEM)
            stored[response_id] = int(float(str(found.answer))) if found else 0
            history = responses.history(store, response_id, ITEM)
            steps = [(change.revision, change.answer) for change in history]
            assert steps == [(n, float(n)) for n in range(1, stored[response_id] + 1)]
        with store.read() as connection:
            assert list_problems(connection) == []
    return stored
