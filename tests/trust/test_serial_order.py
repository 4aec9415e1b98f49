"""Delegates at once on one section: what was acknowledged is one serial order."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.fieldwork import responses
from meter.records import Change, Receipt
from tests.trust.serial.order import Record, Save, list_faults

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop

ITEMS = ("law", "site", "users", "ways", "note")
VALUES: dict[str, list[Answer]] = {
    "law": ["none", "partly", "full", Missing.DONT_KNOW],
    "site": ["yes", "no", Missing.UNANSWERED],
    "users": [1.0, 2.0, 3.0],
    "ways": [("web",), ("phone",), ("web", "phone")],
    "note": ["a", "b", "c", "d"],
}


@dataclass
class Delegate:
    """A person who saves, knows what receipts said, and sometimes sends again."""

    number: int
    workshop: Workshop
    record: Record
    lock: threading.Lock
    chance: random.Random
    seen: dict[str, int] = field(default_factory=dict)
    made: list[Save] = field(default_factory=list)

    def work(self, operations: int) -> None:
        """Save so many times."""
        for turn in range(operations):
            if self.made and self.chance.random() < 0.1:
                self.send(self.chance.choice(self.made))
                continue
            if self.chance.random() < 0.2:
                self.look()
            save = self.make(turn)
            self.made.append(save)
            self.send(save)

    def look(self) -> None:
        """Load the page again."""
        stored = responses.load_answers(self.workshop.store, self.workshop.response_id)
        self.seen = {item: one.revision for item, one in stored.items()}

    def make(self, turn: int) -> Save:
        """Make a save of some items, knowing what was seen last."""
        items = self.chance.sample(ITEMS, self.chance.randint(1, 3))
        answers = {item: self.chance.choice(VALUES[item]) for item in items}
        seen = {item: self.seen.get(item, 0) for item in items}
        return Save(f"{self.number}.{turn}", self.number, answers, seen)

    def send(self, save: Save) -> None:
        """Send a save; what its receipt says is seen from then on."""
        with self.lock:
            self.record.sent[save.name] = save
        receipt = responses.save_answers(
            self.workshop.store,
            self.workshop.response_id,
            save.answers,
            save.seen,
            save.name,
            self.workshop.at,
            operation=save.name,
        )
        with self.lock:
            self.record.note(save, receipt)
        self.seen.update(receipt.saved)
        # Half of the time the conflict is read, and the next save knows better.
        if self.chance.random() < 0.5:
            found = {item: one.revision for item, one in receipt.conflicts.items()}
            self.seen.update(found)


def save_at_once(
    workshop: Workshop, people: int, operations: int
) -> tuple[Record, dict[str, list[Change]]]:
    """Let so many delegates make so many saves together; give what came of it."""
    record, lock = Record(), threading.Lock()
    delegates = [
        Delegate(number, workshop, record, lock, random.Random(number))
        for number in range(people)
    ]
    with ThreadPoolExecutor(people) as threads:
        list(threads.map(lambda one: one.work(operations // people), delegates))
    histories = {
        item: responses.history(workshop.store, workshop.response_id, item)
        for item in ITEMS
    }
    return record, histories


def check(workshop: Workshop, people: int, operations: int) -> None:
    """Hold what so many delegates were told against what is stored."""
    record, histories = save_at_once(workshop, people, operations)

    assert list_faults(record, histories) == []
    conflicts = sum(len(receipt.conflicts) for receipt in record.told.values())
    assert conflicts > operations // 50
    stored = responses.load_answers(workshop.store, workshop.response_id)
    for item, changes in histories.items():
        last = changes[-1]
        assert (stored[item].revision, stored[item].answer) == (
            last.revision,
            last.answer,
        )


@pytest.mark.parametrize("people", [2, 8])
def test_a_thousand_saves_at_once_have_a_serial_order(
    workshop: Workshop, people: int
) -> None:
    check(workshop, people, 1_000)


@pytest.mark.long
@pytest.mark.parametrize("people", range(2, 9))
def test_ten_thousand_saves_at_once_have_a_serial_order(
    workshop: Workshop, people: int
) -> None:
    check(workshop, people, 10_000)


def plant(workshop: Workshop) -> tuple[Record, dict[str, list[Change]]]:
    """Let two people save a little, so that faults can be planted in what is told."""
    return save_at_once(workshop, 2, 60)


def test_a_lost_update_is_seen(workshop: Workshop) -> None:
    record, histories = plant(workshop)
    histories["note"][-1] = replace(histories["note"][-1], answer="overwritten")

    assert any("lost" in fault for fault in list_faults(record, histories))


def test_a_save_over_what_was_not_seen_is_seen(workshop: Workshop) -> None:
    record, histories = plant(workshop)
    name = histories["note"][1].changed_by
    save = record.sent[name]
    record.sent[name] = replace(save, seen={**save.seen, "note": 7})

    assert any("without having seen" in one for one in list_faults(record, histories))


def test_an_invented_change_is_seen(workshop: Workshop) -> None:
    record, histories = plant(workshop)
    last = histories["law"][-1]
    invented = replace(
        last, revision=last.revision + 1, former=last.answer, changed_by="nobody"
    )
    histories["law"].append(invented)

    assert any("never sent" in fault for fault in list_faults(record, histories))


def test_saves_torn_apart_are_seen() -> None:
    """Two saves of two items, each of which came first on one of them."""
    at = datetime(2026, 11, 21, tzinfo=UTC)
    record = Record()
    for number, name in enumerate("ab"):
        save = Save(name, number, {"law": name, "note": name}, {"law": 1, "note": 1})
        record.sent[name] = save
    record.note(record.sent["a"], Receipt({"law": 1, "note": 2}, {}, at))
    record.note(record.sent["b"], Receipt({"law": 2, "note": 1}, {}, at))
    histories = {
        "law": [
            Change("law", 1, at, "a", None, "a"),
            Change("law", 2, at, "b", "a", "b"),
        ],
        "note": [
            Change("note", 1, at, "b", None, "b"),
            Change("note", 2, at, "a", "b", "a"),
        ],
    }

    (fault,) = list_faults(record, histories)
    assert fault.startswith("no order of")
