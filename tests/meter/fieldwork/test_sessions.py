"""Sessions end when they are ended, and when their time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork import sessions

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_a_session_is_found_by_its_token(workshop: Workshop) -> None:
    token = sessions.start_session(
        workshop.store, workshop.at, account_id=workshop.owner.id
    )

    found = sessions.find_session(workshop.store, token, workshop.at)

    assert found is not None
    assert found.account_id == workshop.owner.id
    assert found.invitation_id is None
    assert sessions.find_session(workshop.store, token[1:], workshop.at) is None


def test_a_session_lasts_its_hours(workshop: Workshop) -> None:
    token = sessions.start_session(
        workshop.store, workshop.at, invitation_id=workshop.invitation.id, hours=2
    )
    end = workshop.at + timedelta(hours=2)

    assert sessions.find_session(workshop.store, token, end - timedelta(seconds=1))
    assert sessions.find_session(workshop.store, token, end) is None


def test_an_ended_session_is_over_for_whoever_has_its_token(
    workshop: Workshop,
) -> None:
    token = sessions.start_session(
        workshop.store, workshop.at, account_id=workshop.owner.id
    )

    sessions.end_session(workshop.store, token, workshop.at)
    sessions.end_session(workshop.store, token, workshop.at)

    assert sessions.find_session(workshop.store, token, workshop.at) is None


def test_all_sessions_of_an_account_end_together(workshop: Workshop) -> None:
    tokens = [
        sessions.start_session(
            workshop.store, workshop.at, account_id=workshop.owner.id
        )
        for _ in range(2)
    ]
    other = sessions.start_session(
        workshop.store, workshop.at, invitation_id=workshop.invitation.id
    )

    ended = sessions.end_sessions(workshop.store, workshop.owner.id, workshop.at)

    assert ended == 2
    for token in tokens:
        assert sessions.find_session(workshop.store, token, workshop.at) is None
    assert sessions.find_session(workshop.store, other, workshop.at)
