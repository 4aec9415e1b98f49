"""When a reminder or a digest falls due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from meter.mailing.steps import Period, Step, find_period, find_step
from meter.records import Round

if TYPE_CHECKING:
    from meter.records import Rhythm

DEADLINE = datetime(2026, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ASKED = Round(
    id=1,
    key="autumn",
    title="Autumn",
    owner_id=1,
    instrument_key="tiny",
    instrument_version="1",
    instrument_fingerprint="0" * 64,
    method=None,
    opens_at=None,
    closes_at=DEADLINE,
    opened_at=DEADLINE - 30 * DAY,
    closed_at=None,
    grace_days=3,
)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (8 * DAY, None),
        (7 * DAY + timedelta(seconds=1), None),
        (7 * DAY, 7),
        (3 * DAY + timedelta(seconds=1), 7),
        (3 * DAY, 3),
        (DAY, 1),
        (timedelta(seconds=1), 1),
    ],
)
def test_the_newest_reminder_before_the_deadline_is_due(
    before: timedelta, expected: int | None
) -> None:
    step = Step("reminder", DEADLINE - expected * DAY) if expected else None

    assert find_step(ASKED, DEADLINE - before) == step


@pytest.mark.parametrize("after", [timedelta(0), 2 * DAY])
def test_one_reminder_is_due_in_the_grace(after: timedelta) -> None:
    assert find_step(ASKED, DEADLINE + after) == Step("late", DEADLINE)


def test_nothing_is_due_once_nothing_is_taken_or_where_no_end_is_set() -> None:
    assert find_step(ASKED, DEADLINE + 3 * DAY) is None
    assert find_step(replace(ASKED, grace_days=0), DEADLINE) is None
    assert find_step(replace(ASKED, closes_at=None), DEADLINE) is None
    closed = replace(ASKED, closed_at=DEADLINE - 2 * DAY)
    assert find_step(closed, DEADLINE - DAY) is None
    assert find_step(replace(ASKED, opened_at=None), DEADLINE - DAY) is None


@pytest.mark.parametrize(
    ("rhythm", "since", "until"),
    [("daily", 18, 19), ("weekly", 9, 16)],
)
def test_a_digest_tells_of_the_last_whole_day_or_week(
    rhythm: Rhythm, since: int, until: int
) -> None:
    thursday = datetime(2026, 11, 19, 15, 30, tzinfo=UTC)

    period = find_period(rhythm, thursday)

    assert period == Period(
        datetime(2026, 11, since, tzinfo=UTC), datetime(2026, 11, until, tzinfo=UTC)
    )
    assert period.holds(period.since)
    assert not period.holds(period.until)


def test_who_wants_no_digest_gets_none() -> None:
    assert find_period("none", DEADLINE) is None
