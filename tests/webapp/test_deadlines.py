"""Until when answers are taken, said truthfully at every moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from meter.records import Round
from webapp.deadlines import make_deadline, write_late

DEADLINE = datetime(2026, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def make_round(grace: int = 3, closes_at: datetime | None = DEADLINE) -> Round:
    return Round(
        id=1,
        key="autumn",
        title="Autumn",
        owner_id=1,
        instrument_key="tiny",
        instrument_version="1",
        instrument_fingerprint="0" * 64,
        method=None,
        opens_at=None,
        closes_at=closes_at,
        opened_at=DEADLINE - 30 * DAY,
        closed_at=None,
        grace_days=grace,
    )


def say(asked: Round, at: datetime) -> str:
    deadline = make_deadline(asked, at)
    return deadline.text if deadline else ""


def test_without_grace_there_is_one_end() -> None:
    assert say(make_round(0), DEADLINE - DAY) == (
        "Answers are taken until 30 Nov 2026 00:00 UTC."
    )
    assert say(make_round(closes_at=None), DEADLINE) == ""


def test_grace_is_said_before_and_after_the_deadline() -> None:
    asked = make_round()

    assert say(asked, DEADLINE - DAY) == (
        "The deadline is 30 Nov 2026 00:00 UTC. Late answers are taken until"
        " 3 Dec 2026 00:00 UTC."
    )
    assert say(asked, DEADLINE).startswith("The deadline was 30 Nov 2026")


def test_the_notice_stands_only_while_late_answers_are_taken() -> None:
    asked = make_round()

    assert write_late(asked, DEADLINE - DAY) == ""
    assert "The deadline was" in write_late(asked, DEADLINE)
    assert write_late(asked, DEADLINE + 3 * DAY) == ""
    assert write_late(make_round(0), DEADLINE) == ""


def test_where_there_is_a_venue_its_clock_counts_and_is_named() -> None:
    closes_at = datetime(2026, 12, 14, 17, tzinfo=UTC)
    asked = replace(make_round(2, closes_at), time_zone="Asia/Bangkok")
    told = (
        "The deadline is the end of 14 December 2026 (Asia/Bangkok time). Late answers"
        " are taken until the end of 16 December 2026 (Asia/Bangkok time)."
    )

    deadline = make_deadline(asked, closes_at - DAY)

    assert deadline is not None
    # A page has the same words: its script leaves them as they are.
    assert (deadline.text, str(deadline.sentence)) == (told, told)
    assert say(replace(asked, grace_days=0), closes_at - DAY) == (
        "Answers are taken until the end of 14 December 2026 (Asia/Bangkok time)."
    )
