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
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import answers as rows
from meter.storage.repository import evidence, responses, reviews, units
from scoring.kernel.coding import asked_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def find_state(steps: Sequence[ReviewStep], revision: int) -> AnswerState:
    """Tell the state of an answer from its steps and the revision it has now.

    A verified answer that is changed is open again; one that is changed after a
    question is replied to.
    """
    if not steps:
        return "open"
    last = steps[-1]
    if last.kind == "verified":
        return "verified" if last.revision == revision else "open"
    if last.kind == "question" and last.revision == revision:
        return "returned"
    return "replied"


@dataclass(frozen=True)
class Review:
    """A response under review, read in one moment.

    Attributes:
        steps: by item, the first one first.
        events: what became of the response, the first one first.
        evidence: by item, what stands beside its answer.
    """

    response: Response
    round: Round
    unit: Unit
    instrument: Instrument
    answers: Mapping[str, StoredAnswer]
    steps: Mapping[str, tuple[ReviewStep, ...]]
    events: tuple[Submission, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]

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
        return find_state(self.steps.get(item, ()), self.revision_of(item))

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
        _list_evidence(connection, response.id),
    )


def _list_evidence(
    connection: Connection, response_id: int
) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for one in evidence.list_evidence(connection, response_id):
        if one.stands:
            found[one.item] = (*found.get(one.item, ()), one)
    return found


def load_steps(store: Store, response_id: int) -> dict[str, tuple[ReviewStep, ...]]:
    """Read by item the steps in the review of a response."""
    with store.read() as connection:
        return reviews.list_steps(connection, response_id)


def verified_items(connection: Connection, response_id: int) -> set[str]:
    """Name the items of a response whose answers are verified as they are now."""
    steps = reviews.list_steps(connection, response_id)
    stored = rows.load_answers(connection, response_id)
    return {
        key
        for key, one in stored.items()
        if find_state(steps.get(key, ()), one.revision) == "verified"
    }
