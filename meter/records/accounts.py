"""Who signs in: members of staff, and browsers in which somebody did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff who organises rounds and signs in with a password.

    `uniquifier` is what a session refers to: a new one ends all sessions.
    `sign_in` holds what the sign-in library keeps besides, such as a second factor.
    `administrator` is whether it looks after the other accounts, `language` the one
    in which its holder signed in last.
    """

    id: int
    email: str
    name: str
    password_hash: str | None
    active: bool
    uniquifier: str
    created_at: datetime
    sign_in: Mapping[str, Any] = field(default_factory=dict)
    administrator: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser: of an account, or of an invitation's holder."""

    id: int
    account_id: int | None
    invitation_id: int | None
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None

    def is_alive(self, at: datetime) -> bool:
        """Tell whether the session still stands for its holder."""
        return self.ended_at is None and at < self.expires_at
