"""What was sent and what was acknowledged, and whether the store agrees."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from meter.fieldwork.responses import history
from meter.storage import list_problems, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from meter.records import Change
    from meter.storage import Store

Place = tuple[int, str]
"""A response and one of its items."""


@dataclass
class Ledger:
    """The last number sent to each place, and every revision acknowledged."""

    sent: dict[Place, int] = field(default_factory=dict)
    acknowledged: dict[Place, dict[int, int]] = field(default_factory=dict)
    acknowledgements: int = 0
    _lock: Lock = field(default_factory=Lock)

    def note_sent(self, place: Place, number: int) -> None:
        """Note what is about to be sent."""
        with self._lock:
            self.sent[place] = number

    def note_acknowledged(self, place: Place, revision: int, number: int) -> None:
        """Note what the server has said it holds."""
        with self._lock:
            self.acknowledged.setdefault(place, {})[revision] = number
            self.acknowledgements += 1

    def list_faults(self, steps: dict[Place, list[tuple[int, float]]]) -> list[str]:
        """Name what is lost, changed, repeated or invented in the histories."""
        return [
            f"{place}: {fault}"
            for place in self.sent
            for fault in self._list_faults_of(place, steps.get(place, []))
        ]

    def _list_faults_of(
        self, place: Place, steps: list[tuple[int, float]]
    ) -> list[str]:
        stored = dict(steps)
        faults = [
            f"revision {revision} was acknowledged as {number}, "
            f"{stored.get(revision, 'nothing')} is there"
            for revision, number in self.acknowledged.get(place, {}).items()
            if stored.get(revision) != number
        ]
        # Each number was sent once, in order: so it stands at the revision it names.
        faults += [
            f"revision {revision} is {number:g}, which was not sent there"
            for revision, number in steps
            if number != revision or number > self.sent[place]
        ]
        return faults


def read_steps(
    folder: Path, places: list[Place]
) -> dict[Place, list[tuple[int, float]]]:
    """Read every step of some places from the database; see that it is whole."""
    ensure_whole(folder / "meter.sqlite")
    with open_store(f"sqlite:///{folder / 'meter.sqlite'}") as store:
        with store.read() as connection:
            assert list_problems(connection) == []
        return {place: _read_steps(store, place) for place in places}


def _read_steps(store: Store, place: Place) -> list[tuple[int, float]]:
    changes: list[Change] = history(store, *place)
    return [(change.revision, float(str(change.answer))) for change in changes]


def ensure_whole(file: Path) -> None:
    """Let SQLite look over every page of the file."""
    with closing(sqlite3.connect(file)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    assert verdict == "ok"
