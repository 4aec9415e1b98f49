"""Steps: the moments from which a reminder or a digest is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import MailingKind, Rhythm, Round

REMINDER_DAYS = (7, 3, 1)
"""So many days before the deadline whoever is not finished is reminded."""

DIGEST_DAYS: dict[Rhythm, int] = {"daily": 1, "weekly": 7}


@dataclass(frozen=True)
class Step:
    """A kind of mail, and the moment from which it is due."""

    kind: MailingKind
    due_at: datetime


@dataclass(frozen=True)
class Period:
    """What a digest tells of: from `since` on, until before `until`."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the period."""
        return self.since <= moment < self.until


def find_step(asked: Round, at: datetime) -> Step | None:
    """Find the newest reminder of a round that is due; those before it are overtaken.

    None where there is no deadline, it is far yet, or nothing is taken any more.
    """
    if asked.closes_at is None or asked.state(at) != "open":
        return None
    if asked.is_late(at):
        return Step("late", asked.closes_at)
    days = [asked.closes_at - timedelta(days=one) for one in REMINDER_DAYS]
    due = [day for day in days if day <= at]
    return Step("reminder", max(due)) if due else None


def find_period(rhythm: Rhythm, at: datetime) -> Period | None:
    """Find the last whole day, or the last week from Monday to Sunday, in UTC."""
    if rhythm not in DIGEST_DAYS:
        return None
    midnight = start_day(at)
    until = midnight - timedelta(days=midnight.weekday() if rhythm == "weekly" else 0)
    return Period(until - timedelta(days=DIGEST_DAYS[rhythm]), until)


def start_day(at: datetime) -> datetime:
    """Give the beginning of a day in UTC."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
