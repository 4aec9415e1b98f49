"""Saves that come twice, late or out of order end as a plain model says."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments import Missing
from meter.fieldwork import responses

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Receipt
    from tests.meter.conftest import Workshop

ITEMS = ("law", "note")
VALUES: dict[str, list[Answer]] = {
    "law": ["none", "full", Missing.DONT_KNOW, Missing.UNANSWERED],
    "note": ["a", "b", Missing.UNANSWERED],
}
NOTES = ["", "because", "as in the law"]


@dataclass(frozen=True)
class Send:
    """One arrival of a save: which operation, with what, knowing what."""

    operation: str
    answers: dict[str, Answer]
    notes: dict[str, str]
    seen: dict[str, int]

    @property
    def items(self) -> list[str]:
        return sorted({*self.answers, *self.notes})


@dataclass
class Model:
    """What must be there: the latest answer and note of each item, its revision."""

    answers: dict[str, Answer] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    told: dict[str, tuple[dict[str, int], set[str]]] = field(default_factory=dict)

    def receive(self, send: Send) -> tuple[dict[str, int], set[str]]:
        """Apply a save and say what its receipt holds: saved and conflicts."""
        if send.operation not in self.told:
            outcomes = {item: self._write(item, send) for item in send.items}
            saved = {item: rev for item, rev in outcomes.items() if rev is not None}
            self.told[send.operation] = saved, outcomes.keys() - saved.keys()
        return self.told[send.operation]

    def _write(self, item: str, send: Send) -> int | None:
        stored = self.answers.get(item, Missing.UNANSWERED), self.notes.get(item, "")
        answer = send.answers.get(item, stored[0])
        note = send.notes.get(item, stored[1])
        revision = self.revisions.get(item, 0)
        if stored == (answer, note):
            return revision
        if revision and send.seen.get(item, 0) != revision:
            return None
        self.answers[item], self.notes[item] = answer, note
        self.revisions[item] = revision + 1
        return revision + 1


@st.composite
def arrivals(draw: st.DrawFn) -> list[Send]:
    """Draw operations, each with its answers and what it saw, then how they arrive."""
    sends = []
    for number in range(draw(st.integers(1, 5))):
        items = sorted(draw(st.sets(st.sampled_from(ITEMS), min_size=1)))
        noted = sorted(draw(st.sets(st.sampled_from(ITEMS))))
        answers = {item: draw(st.sampled_from(VALUES[item])) for item in items}
        notes = {item: draw(st.sampled_from(NOTES)) for item in noted}
        seen = {item: draw(st.integers(0, 4)) for item in ITEMS}
        sends.append(Send(f"operation {number}", answers, notes, seen))
    return draw(st.lists(st.sampled_from(sends), min_size=1, max_size=12))


def send_to(workshop: Workshop, response_id: int, send: Send) -> Receipt:
    return responses.save_answers(
        workshop.store,
        response_id,
        send.answers,
        send.seen,
        "Ana",
        workshop.at,
        operation=send.operation,
        notes=send.notes,
    )


def check_sequences(workshop: Workshop, examples: int) -> None:
    """Hold the store against the model on so many sequences, a response each."""
    numbers = count()

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(arrivals())
    def check(sends: list[Send]) -> None:
        response_id = workshop.invite_unit(f"Unit {next(numbers)}").response_id
        model = Model()
        for send in sends:
            receipt = send_to(workshop, response_id, send)
            told = dict(receipt.saved), set(receipt.conflicts)
            assert told == model.receive(send)
        stored = responses.load_answers(workshop.store, response_id)
        assert {key: one.answer for key, one in stored.items()} == model.answers
        assert {key: one.note for key, one in stored.items()} == model.notes
        assert {key: one.revision for key, one in stored.items()} == model.revisions

    check()


def test_any_order_of_saves_ends_as_the_model_says(workshop: Workshop) -> None:
    check_sequences(workshop, 100)


@pytest.mark.long
def test_a_thousand_orders_of_saves_end_as_the_model_says(workshop: Workshop) -> None:
    check_sequences(workshop, 1_000)
