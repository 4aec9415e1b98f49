"""What a review has come to: the state of each answer, and what is still open.

States are derived from what was done and said, in its order, and from the revision
that an answer has now; they are not stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.fieldwork.access import no_response
from meter.fieldwork.evidence import group_standing
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import answers as rows
from meter.storage.repository import evidence, responses, reviews, units
from scoring.kernel.coding import asked_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.records import (
        AnswerState,
        Evidence,
        Response,
        ReviewStep,
        Round,
        StoredAnswer,
        Submission,
        Unit,
    )
    from meter.storage import Connection, Store


def find_state(
    steps: Sequence[ReviewStep], revision: int, evidenced: datetime | None = None
) -> AnswerState:
    """Tell the state of an answer from its steps and what it is now.

    A verified answer that is changed is open again; one that is changed after a
    question is replied to. The evidence beside an answer is part of it.

    Args:
        steps: what was done and said, the first one first.
        revision: the one that the answer has now.
        evidenced: when evidence was last added or removed.
    """
    if not steps:
        return "open"
    last = steps[-1]
    is_as_it_was = last.revision == revision and (
        evidenced is None or evidenced <= last.at
    )
    if last.kind == "verified":
        return "verified" if is_as_it_was else "open"
    if last.kind == "question" and is_as_it_was:
        return "returned"
    return "replied"


def find_request(events: Sequence[Submission]) -> Submission | None:
    """Find the request for reopening that waits: nothing has become of it since."""
    return events[-1] if events and events[-1].event == "asked" else None


@dataclass(frozen=True)
class Review:
    """A response under review, read in one moment.

    Attributes:
        steps: by item, the first one first.
        events: what became of the response, the first one first.
        evidence: by item, what stands beside its answer.
        evidenced: by item, when evidence was last added or removed.
    """

    response: Response
    round: Round
    unit: Unit
    instrument: Instrument
    answers: Mapping[str, StoredAnswer]
    steps: Mapping[str, tuple[ReviewStep, ...]]
    events: tuple[Submission, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]
    evidenced: Mapping[str, datetime]

    @property
    def asking(self) -> Submission | None:
        """The request of the unit to reopen its answers, while it waits."""
        return find_request(self.events)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The items that apply with the answers as they are."""
        given = {key: one.answer for key, one in self.answers.items()}
        return asked_items(self.instrument, given)

    def revision_of(self, item: str) -> int:
        """Tell the revision of an answer; 0 where there is none."""
        stored = self.answers.get(item)
        return stored.revision if stored else 0

    def state_of(self, item: str) -> AnswerState:
        """Tell the state of an answer."""
        steps = self.steps.get(item, ())
        return find_state(steps, self.revision_of(item), self.evidenced.get(item))

    def is_answered(self, item: str) -> bool:
        """Tell whether an item has an answer or a reason."""
        stored = self.answers.get(item)
        return stored is not None and stored.answer is not Missing.UNANSWERED

    def list_in_state(self, *states: AnswerState) -> list[str]:
        """List the items that apply and are in one of some states, as asked."""
        return [
            key
            for key in self.instrument.items
            if key in self.asked and self.state_of(key) in states
        ]

    def list_pending(self) -> list[str]:
        """List the items that keep the response from being accepted by itself.

        An open question without an answer needs no verification.
        """
        waiting = self.list_in_state("open", "returned", "replied")
        return [
            key
            for key in waiting
            if self.is_answered(key) or self.state_of(key) != "open"
        ]


def load_review(store: Store, response_id: int) -> Review:
    """Read a response with all that its review has come to.

    Raises:
        NotFoundError: there is no such response.
    """
    with store.read() as connection:
        response = responses.find_response(connection, response_id)
        if response is None:
            raise no_response(response_id)
        return read_review(store, connection, response)


def read_review(store: Store, connection: Connection, response: Response) -> Review:
    """Read the review of a response on a connection."""
    asked = get_round(connection, response.round_id)
    unit = units.find_unit(connection, response.unit_id)
    if unit is None:
        raise no_response(response.id)
    return Review(
        response,
        asked,
        unit,
        load_instrument(store, connection, asked),
        rows.load_answers(connection, response.id),
        reviews.list_steps(connection, response.id),
        tuple(reviews.list_events(connection, response.id)),
        group_standing(connection, response.id),
        evidence.find_last_touches(connection, response.id),
    )


def load_steps(
    store: Store, response_id: int
) -> tuple[dict[str, tuple[ReviewStep, ...]], dict[str, datetime]]:
    """Read the steps in the review of a response, and when evidence was touched.

    Both by item.
    """
    with store.read() as connection:
        steps = reviews.list_steps(connection, response_id)
        return steps, evidence.find_last_touches(connection, response_id)
