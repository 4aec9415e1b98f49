"""Tokens, webhooks and deliveries, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Scope = Literal[
    "read:instruments",
    "read:rounds",
    "read:units",
    "read:responses",
    "read:answers",
    "write:answers",
    "read:scores",
    "read:exports",
    "read:knowledge",
]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a token may be let do, each by itself."""

Event = Literal["response.submitted", "response.verified"]
EVENTS: tuple[Event, ...] = get_args(Event)
"""What a webhook may be told of."""

TEST_EVENT = "test"
"""Told to one webhook alone, when its holder asks for it."""

TokenState = Literal["good", "expired", "revoked"]
DeliveryState = Literal["waiting", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What a program comes with, in place of the account whose it is.

    It may do what its scopes name, of what the account organises now. `last_used_at`
    is right to the day.
    """

    id: int
    account_id: int
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    def state(self, at: datetime) -> TokenState:
        """Tell whether it lets its holder in: only `good` does."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if at >= self.expires_at else "good"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of events: of a round, a workshop, or all own rounds.

    `salt` is what its secret is made of, together with the key of the server.
    """

    id: int
    account_id: int
    url: str
    salt: str
    events: tuple[Event, ...]
    round_id: int | None
    workshop_id: int | None
    created_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one webhook: waiting, taken, or given up.

    It is tried from `next_at` on. `failure` is what went wrong last.
    """

    id: int
    webhook_id: int
    event: str
    payload: Mapping[str, Any]
    queued_at: datetime
    next_at: datetime | None
    attempts: int
    delivered_at: datetime | None
    failed_at: datetime | None
    failure: str | None

    @property
    def state(self) -> DeliveryState:
        """Tell whether it waits, was taken, or will not be tried again."""
        if self.delivered_at is not None:
            return "delivered"
        return "waiting" if self.failed_at is None else "failed"
