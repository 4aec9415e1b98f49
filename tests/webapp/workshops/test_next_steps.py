"""What is next follows from how a workshop stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meter.fieldwork.freezing import freeze_rounds
from meter.workshops.workshops import draft_workshop
from webapp.workshops.routes import read_desk

if TYPE_CHECKING:
    from tests.webapp.desk import Desk
    from tests.webapp.workshops.meeting import Meeting


def read(meeting: Meeting) -> str:
    with meeting.desk.app.test_request_context("/"):
        return " ".join(one.words for one in read_desk(meeting.workshop).next)


def test_an_empty_workshop_needs_a_round_and_participants(desk: Desk) -> None:
    made = draft_workshop(desk.store, desk.owner.id, "busan", "Busan", at=desk.clock())

    with desk.app.test_request_context("/"):
        steps = read_desk(made).next

    assert [one.target for one in steps] == ["add", "participants"]


def test_who_is_behind_is_reminded_and_answers_frozen_shortly_before(
    meeting: Meeting,
) -> None:
    meeting.answer("Marenda", 50.0)
    assert "2 participants are behind" in read(meeting)
    assert "Freeze" not in read(meeting)

    # Three days before it begins in Seoul, where it is a day later already.
    meeting.desk.clock.at = dt.datetime(2026, 12, 14, 16, tzinfo=dt.UTC)

    # The deadline is over by then: nobody is behind any more.
    assert "Freeze the answers before you meet" in read(meeting)


def test_frozen_answers_are_compared_and_asked_again(meeting: Meeting) -> None:
    meeting.answer("Marenda", 50.0)
    rounds = [meeting.measured.id, meeting.talk.id]
    freeze_rounds(meeting.desk.store, rounds, meeting.desk.clock())

    told = read(meeting)

    assert "Compare the participants in the room." in told
    assert "prepare a second round" in told
