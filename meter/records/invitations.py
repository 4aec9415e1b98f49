"""Invitations: links that let somebody in, and who is there by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from meter.records.responses import Response

InvitationState = Literal["sent", "joined", "expired", "revoked"]

Rhythm = Literal["none", "daily", "weekly"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets one person answer for one unit in one round.

    A delegate's was made by the holder of another one, `invited_by`; `sections` are
    those that the delegate answers, None for all. `language` is the one that its holder
    reads, where that is known; `digest` how often a focal point is told what changed.
    """

    id: int
    round_id: int
    unit_id: int
    response_id: int
    person_name: str
    person_email: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    first_used_at: datetime | None
    invited_by: int | None = None
    sections: tuple[str, ...] | None = None
    language: str | None = None
    digest: Rhythm = "weekly"
    person_id: int | None = None

    @property
    def is_delegate(self) -> bool:
        """Tell whether a focal point made it, and not the organiser."""
        return self.invited_by is not None

    @classmethod
    def of_nobody(cls, response: Response) -> Invitation:
        """Stand for the invitation of a response that has none: it lets nobody in."""
        place = (response.round_id, response.unit_id, response.id)
        at = datetime.fromtimestamp(0, UTC)
        return cls(0, *place, "", "", at, at, revoked_at=at, first_used_at=None)

    def covers(self, section: str) -> bool:
        """Tell whether its holder may change the answers of a section."""
        return self.sections is None or section in self.sections

    def state(self, at: datetime) -> InvitationState:
        """Tell whether the link lets its holder in: only `sent` and `joined` do."""
        if self.revoked_at is not None:
            return "revoked"
        if at >= self.expires_at:
            return "expired"
        return "joined" if self.first_used_at else "sent"

    def admits(self, at: datetime) -> bool:
        """Tell whether the holder may come in now."""
        return self.state(at) in {"sent", "joined"}


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a response, and when they were last seen there.

    The section is the one that they have open, "" the overview of all.
    """

    name: str
    section: str
    at: datetime
