"""Responses: how far they are, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

ResponseState = Literal["new", "started", "submitted"]

SubmissionEvent = Literal["submitted", "asked", "returned", "reopened", "accepted"]


@dataclass(frozen=True, slots=True)
class Response:
    """All answers of one unit in one round, or of one person who answers apart.

    `person_id` is None for the unit's own response, which holds what is agreed and is
    submitted. A response apart is handed in instead.

    A submitted response may be taken back: `reopened_at` is when, until it is
    submitted again. `returned` names the items that may be changed then; None stands
    for all of them. `accepted_at` is when a review came to its end.
    """

    id: int
    round_id: int
    unit_id: int
    started_at: datetime | None
    submitted_at: datetime | None
    person_id: int | None = None
    handed_in_at: datetime | None = None
    reopened_at: datetime | None = None
    returned: Sequence[str] | None = None
    accepted_at: datetime | None = None

    @property
    def is_apart(self) -> bool:
        """Tell whether these are one person's answers, and not what is agreed."""
        return self.person_id is not None

    @property
    def was_submitted(self) -> bool:
        """Tell whether it is submitted, or was before it was taken back."""
        return self.submitted_at is not None or self.reopened_at is not None

    def lets_change(self, items: Iterable[str]) -> bool:
        """Tell whether all these items are among those that may be changed."""
        return self.returned is None or set(items) <= set(self.returned)

    @property
    def state(self) -> ResponseState:
        """Tell how far the response is: its first save starts it."""
        if self.submitted_at is not None:
            return "submitted"
        return "new" if self.started_at is None else "started"


@dataclass(frozen=True, slots=True)
class Apart:
    """The response of a person who answers apart, and who handed it in."""

    response: Response
    person_name: str
    handed_in_by: str | None

    @property
    def is_handed_in(self) -> bool:
        """Tell whether the person is done, or the collecting was closed."""
        return self.response.handed_in_at is not None


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a response once, and by whom.

    Submitted, asked back by its unit, taken back, accepted.
    """

    event: SubmissionEvent
    at: datetime
    who: str
    reason: str = ""
