"""States of rounds, invitations and units: a word each, and the shape before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from webapp.languages import gettext as _

if TYPE_CHECKING:
    import datetime as dt

    from meter.records import AnswerState, InvitationState, RoundState

Progress = Literal[
    "uninvited",
    "invited",
    "opened",
    "answering",
    "returned",
    "in_review",
    "submitted",
    "accepted",
]

PROGRESS: tuple[Progress, ...] = (
    "uninvited",
    "invited",
    "opened",
    "answering",
    "returned",
    "in_review",
    "submitted",
    "accepted",
)
"""States of a unit in the order of the page: who needs a word comes first."""

MARKS: dict[str, str] = {
    "uninvited": "stop",
    "invited": "none",
    "opened": "some",
    "answering": "some",
    "returned": "some",
    "in_review": "some",
    "submitted": "done",
    "accepted": "done",
    "draft": "none",
    "open": "some",
    "closed": "done",
    "sent": "none",
    "joined": "done",
    "expired": "stop",
    "revoked": "stop",
}
"""The shape before a word of state."""


def say_round(state: RoundState | Literal["frozen"]) -> str:
    """Name the state of a round."""
    words = {
        "draft": _("Not open yet"),
        "open": _("Open"),
        "closed": _("Closed"),
        "frozen": _("Frozen"),
    }
    return words[state]


def say_invitation(state: InvitationState | None) -> str:
    """Name the state of an invitation."""
    words = {
        None: _("None"),
        "sent": _("Sent, not used yet"),
        "joined": _("In use"),
        "expired": _("Expired"),
        "revoked": _("Withdrawn"),
    }
    return words[state]


def say_progress(progress: Progress) -> str:
    """Name how far a unit has come."""
    words = {
        "uninvited": _("Has no link that works"),
        "invited": _("Has not begun"),
        "opened": _("Has opened the link"),
        "answering": _("Answering"),
        "returned": _("Returned"),
        "in_review": _("In review"),
        "submitted": _("Submitted"),
        "accepted": _("Accepted"),
    }
    return words[progress]


def find_review_progress(
    submitted_at: dt.datetime | None,
    accepted_at: dt.datetime | None,
    *,
    is_reviewed: bool,
) -> Progress:
    """Tell how far a response is that was submitted at least once."""
    if submitted_at is None:
        return "returned"
    if not is_reviewed:
        return "submitted"
    return "in_review" if accepted_at is None else "accepted"


@dataclass(frozen=True)
class State:
    """A word of state and the shape before it."""

    word: str
    mark: str


ANSWER_MARKS: dict[AnswerState, str] = {
    "open": "none",
    "returned": "stop",
    "replied": "some",
    "verified": "done",
}


def show_answer(state: AnswerState) -> State:
    """Show what the review of an answer has come to."""
    words = {
        "open": _("Not verified yet"),
        "returned": _("Returned with a question"),
        "replied": _("Replied to"),
        "verified": _("Verified"),
    }
    return State(words[state], ANSWER_MARKS[state])
