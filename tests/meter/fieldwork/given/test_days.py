"""Days of a plan: of late, today, or to come."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from meter.fieldwork.given.days import ensure_plannable
from meter.fieldwork.given.errors import PastDayError

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("day", [None, date(2016, 11, 29), date(9999, 12, 31)])
def test_what_is_no_slip_is_taken(day: date | None) -> None:
    ensure_plannable(day, NOW)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 1, 1), date(2016, 11, 28)])
def test_more_than_ten_years_ago_is_a_slip(day: date) -> None:
    with pytest.raises(PastDayError) as caught:
        ensure_plannable(day, NOW)
    assert (caught.value.day, caught.value.earliest) == (day, date(2016, 11, 29))
