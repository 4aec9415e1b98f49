"""States follow from dates, also on their very edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meter.records import (
    AnswerSheet,
    Invitation,
    Mailing,
    Response,
    Round,
    Session,
    Unit,
)

AT = datetime(2026, 11, 21, tzinfo=UTC)
DAY = timedelta(days=1)
ROUND = Round(1, "a", "A", 1, "tiny", "1", "0" * 64, None, None, None, None, None)
INVITATION = Invitation(1, 1, 1, 1, "Ana", "ana@example.org", AT, AT + DAY, None, None)


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "draft"),
        ({"opens_at": AT - DAY}, "draft"),
        ({"opened_at": AT}, "open"),
        ({"opened_at": AT, "opens_at": AT}, "open"),
        ({"opened_at": AT, "opens_at": AT + DAY}, "draft"),
        ({"opened_at": AT, "closes_at": AT + DAY}, "open"),
        ({"opened_at": AT - DAY, "closes_at": AT}, "closed"),
        ({"opened_at": AT - DAY, "closes_at": AT, "grace_days": 1}, "open"),
        ({"opened_at": AT - DAY, "closes_at": AT - DAY, "grace_days": 1}, "closed"),
        ({"opened_at": AT - DAY, "closed_at": AT}, "closed"),
        ({"opened_at": AT, "opens_at": AT + DAY, "closed_at": AT}, "closed"),
    ],
)
def test_the_state_of_a_round(dates: dict[str, Any], state: str) -> None:
    assert replace(ROUND, **dates).state(AT) == state


@pytest.mark.parametrize(
    ("dates", "late"),
    [
        ({}, False),
        ({"closes_at": AT + DAY, "grace_days": 1}, False),
        ({"closes_at": AT}, False),
        ({"closes_at": AT, "grace_days": 1}, True),
        ({"closes_at": AT, "grace_days": 1, "closed_at": AT}, False),
        ({"closes_at": AT - DAY, "grace_days": 1}, False),
    ],
)
def test_late_is_between_the_deadline_and_the_end_of_the_grace(
    dates: dict[str, Any], late: bool
) -> None:
    assert replace(ROUND, opened_at=AT - 2 * DAY, **dates).is_late(AT) is late


@pytest.mark.parametrize(
    ("dates", "at", "state"),
    [
        ({}, AT, "sent"),
        ({"first_used_at": AT}, AT, "joined"),
        ({}, AT + DAY, "expired"),
        ({"first_used_at": AT}, AT + DAY, "expired"),
        ({"revoked_at": AT, "first_used_at": AT}, AT, "revoked"),
        ({"revoked_at": AT}, AT + DAY, "revoked"),
    ],
)
def test_the_state_of_an_invitation(
    dates: dict[str, Any], at: datetime, state: str
) -> None:
    invitation = replace(INVITATION, **dates)

    assert invitation.state(at) == state
    assert invitation.admits(at) == (state in {"sent", "joined"})


@pytest.mark.parametrize(
    ("started", "submitted", "state"),
    [(None, None, "new"), (AT, None, "started"), (AT, AT, "submitted")],
)
def test_the_state_of_a_response(
    started: datetime | None, submitted: datetime | None, state: str
) -> None:
    assert Response(1, 1, 1, started, submitted).state == state


def test_a_sheet_is_open_only_if_everything_about_it_is() -> None:
    sheet = AnswerSheet(
        Response(1, 1, 1, None, None),
        replace(ROUND, opened_at=AT),
        Unit(1, 1, "Marenda", {}),
        INVITATION,
        {},
    )

    assert sheet.is_open(AT)
    assert not replace(sheet, response=Response(1, 1, 1, AT, AT)).is_open(AT)
    assert not replace(sheet, round=ROUND).is_open(AT)
    assert not sheet.is_open(AT + DAY)


def test_a_session_is_alive_until_it_expires_or_ends() -> None:
    session = Session(1, 1, None, AT, AT + DAY, None)

    assert session.is_alive(AT)
    assert not session.is_alive(AT + DAY)
    assert not replace(session, ended_at=AT).is_alive(AT)


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "waiting"),
        ({"failure": "450 later"}, "waiting"),
        ({"sent_at": AT}, "sent"),
        ({"failed_at": AT, "failure": "550 nobody"}, "failed"),
    ],
)
def test_the_state_of_a_mailing(dates: dict[str, Any], state: str) -> None:
    known = Mailing(
        *(1, 1, 1, "reminder", AT, AT, None, None, None),
        *("Ana", "ana@example.org", "Marenda", "a"),
    )
    assert replace(known, **dates).state == state
