"""States of rounds, invitations and units: a word each, and the shape before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from webapp.languages import gettext as _

if TYPE_CHECKING:
    from meter.records import InvitationState, RoundState

Progress = Literal["uninvited", "invited", "answering", "submitted"]

PROGRESS: tuple[Progress, ...] = ("uninvited", "invited", "answering", "submitted")
"""States of a unit in the order of the page: who needs a word comes first."""

MARKS: dict[str, str] = {
    "uninvited": "stop",
    "invited": "none",
    "answering": "some",
    "submitted": "done",
    "draft": "none",
    "open": "some",
    "closed": "done",
    "sent": "none",
    "joined": "done",
    "expired": "stop",
    "revoked": "stop",
}
"""The shape before a word of state."""


def say_round(state: RoundState) -> str:
    """Name the state of a round."""
    words = {"draft": _("Not open yet"), "open": _("Open"), "closed": _("Closed")}
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
        "answering": _("Answering"),
        "submitted": _("Submitted"),
    }
    return words[progress]


@dataclass(frozen=True)
class State:
    """A word of state and the shape before it."""

    word: str
    mark: str
