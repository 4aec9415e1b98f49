"""Mails, to people who answer and to who organises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records.workshops import Workshop

MailingKind = Literal["invitation", "reminder", "late", "request", "digest"]

MailingState = Literal["waiting", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mail to one person about one response: waiting, sent, or given up.

    It is due from `due_at`. `failure` is what the mail server said last; it is final
    where `failed_at` says when it was.
    """

    id: int
    response_id: int
    person_id: int
    kind: MailingKind
    due_at: datetime
    queued_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    failure: str | None
    person_name: str
    person_email: str
    unit_name: str
    round_key: str

    @property
    def state(self) -> MailingState:
        """Tell whether it waits, has been sent, or will not be."""
        if self.sent_at is not None:
            return "sent"
        return "waiting" if self.failed_at is None else "failed"


@dataclass(frozen=True, slots=True)
class News:
    """What came to a workshop in some time and waits, counted."""

    workshop: Workshop
    registrations: int = 0
    contributions: int = 0
    twinnings: int = 0
    reopenings: int = 0

    def __bool__(self) -> bool:
        waits = (self.registrations, self.contributions, self.twinnings)
        return any((*waits, self.reopenings))


@dataclass(frozen=True, slots=True)
class Notice:
    """A mail to an organiser, about what came from `since` on and before `due_at`."""

    id: int
    account_id: int
    since: datetime
    due_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    failure: str | None
    person_email: str
    kind: Literal["notice"] = "notice"
    round_key: str = ""
