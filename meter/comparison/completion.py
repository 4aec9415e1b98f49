"""Completion: how far each unit of a round has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from meter.comparison.frames import read_answers
from meter.storage.repository import answers, invitations, responses, units
from scoring.kernel.codes import NOT_ASKED, UNANSWERED, state_of
from scoring.kernel.coding import code_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from instruments.model.answers import Answer
    from meter.comparison.frames import RoundAnswers
    from meter.records import (
        Invitation,
        InvitationState,
        Response,
        StoredAnswer,
        Unit,
    )
    from meter.storage import Store
    from scoring.kernel.coding import Coded

_BEST_FIRST: tuple[InvitationState, ...] = ("joined", "sent", "expired", "revoked")


@dataclass(frozen=True)
class Completion:
    """How far one unit has come.

    Attributes:
        invitation_state: of the best of its invitations; None where it has none.
        answered: asked items that have an answer or a reason.
        asked: items that apply to the unit with the answers that it has given.
        last_saved_at: the last change of an answer, or the submission.
        reopened_at: when it was taken back after submission, until it is submitted
            again.
        accepted_at: when the review of its answers came to its end.
    """

    unit: Unit
    response_id: int
    invitation_state: InvitationState | None
    answered: int
    asked: int
    last_saved_at: datetime | None
    submitted_at: datetime | None
    reopened_at: datetime | None = None
    accepted_at: datetime | None = None

    @property
    def was_submitted(self) -> bool:
        """Tell whether it has submitted, taken back since or not."""
        return self.submitted_at is not None or self.reopened_at is not None

    @property
    def is_carried(self) -> bool:
        """Tell whether all its answers are those that its second round starts from."""
        return self.answered > 0 and self.last_saved_at is None


def completion(store: Store, round_id: int, at: datetime) -> list[Completion]:
    """Tell how far each unit of a round has come, by name of the unit.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
    """
    with store.read() as connection:
        submitted = read_answers(store, connection, round_id, whole=True)
        who = units.list_units(connection, round_id)
        given = responses.list_responses(connection, round_id)
        invited = invitations.list_invitations(connection, round_id)
        drafts = answers.load_drafts(connection, round_id)
    counts = _count_items(submitted, drafts)
    states = _find_best_states(invited, at)
    by_unit = {response.unit_id: response for response in given}
    blank = _count(code_answers(submitted.instrument, [{}]))[0]
    return [
        Completion(
            unit,
            by_unit[unit.id].id,
            states.get(unit.id),
            *counts.get(unit.id, blank),
            _find_last(by_unit[unit.id], drafts.get(unit.id, {})),
            by_unit[unit.id].submitted_at,
            by_unit[unit.id].reopened_at,
            by_unit[unit.id].accepted_at,
        )
        for unit in who
    ]


def count_units(store: Store, round_id: int) -> tuple[int, int]:
    """Count the units of a round, and those of them that have submitted."""
    with store.read() as connection:
        given = responses.list_responses(connection, round_id)
    return len(given), sum(one.submitted_at is not None for one in given)


def count_results(store: Store, round_id: int) -> int:
    """Count the units of a round whose results count."""
    with store.read() as connection:
        return responses.count_results(connection, round_id)


def _find_best_states(
    invited: Iterable[Invitation], at: datetime
) -> dict[int, InvitationState]:
    """Find by unit the state of the invitation that works best."""
    best: dict[int, InvitationState] = {}
    for invitation in invited:
        state = invitation.state(at)
        former = best.get(invitation.unit_id, state)
        best[invitation.unit_id] = min(state, former, key=_BEST_FIRST.index)
    return best


def _find_last(
    response: Response, stored: Mapping[str, StoredAnswer]
) -> datetime | None:
    """Find the last change; what a second round starts from is none."""
    if response.submitted_at is not None or response.started_at is None:
        return response.submitted_at
    return max((answer.changed_at for answer in stored.values()), default=None)


def _count_items(
    submitted: RoundAnswers, drafts: Mapping[int, Mapping[str, StoredAnswer]]
) -> dict[int, tuple[int, int]]:
    """Count by unit the answered and the asked items, submitted or not."""
    given: list[Mapping[str, Answer]] = [
        {item: answer.answer for item, answer in stored.items()}
        for stored in drafts.values()
    ]
    done = _count(submitted.coded)
    under_way = _count(code_answers(submitted.instrument, given))
    return dict(zip([*submitted.unit_ids, *drafts], [*done, *under_way], strict=True))


def _count(coded: Coded) -> list[tuple[int, int]]:
    """Count the answered and the asked items of each row."""
    answered = np.zeros(len(coded), dtype=np.int64)
    asked = np.zeros(len(coded), dtype=np.int64)
    for key in coded.dtype.names or ():
        state = state_of(coded[key])
        asked += state != NOT_ASKED
        answered += (state != NOT_ASKED) & (state != UNANSWERED)
    return list(zip(answered.tolist(), asked.tolist(), strict=True))
