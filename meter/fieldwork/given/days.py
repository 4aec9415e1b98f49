"""Days by which something is planned: a slip in the year is no plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork.given.errors import PastDayError

if TYPE_CHECKING:
    from datetime import date, datetime

OLDEST = timedelta(days=3653)
"""Ten years: longer ago lies nothing that a plan still speaks of."""


def ensure_plannable(day: date | None, at: datetime) -> None:
    """Raise if a day of a plan lies more than ten years before now.

    Raises:
        PastDayError: it does.
    """
    earliest = at.date() - OLDEST
    if day is not None and day < earliest:
        raise PastDayError(day, earliest)
