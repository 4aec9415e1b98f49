"""What is next follows from how a workshop stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meter.fieldwork.asking import ask_reopening
from meter.fieldwork.freezing import freeze_rounds
from meter.knowledge.contributions import draft_contribution, make_key
from meter.knowledge.records import Contributor
from meter.knowledge.steps import offer
from meter.workshops.workshops import draft_workshop
from tests.meter.knowledge.conftest import GUIDE
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
    assert "behind" not in read(meeting)
    meeting.desk.clock.go_on(days=24)
    told = read(meeting)
    assert "1 participant has not submitted “What is there”" in told
    assert (
        "2 participants have not submitted “What we hope”, which ends in 6 days" in told
    )
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


def test_who_asks_for_a_reopening_is_counted(meeting: Meeting) -> None:
    meeting.answer("Marenda", 50.0)
    assert "reopen" not in read(meeting)
    store, at = meeting.desk.store, meeting.desk.clock()

    ask_reopening(store, meeting.links["Marenda"][0].invitation, "A slip.", at)

    assert "1 city asks you to reopen its answers" in read(meeting)


def test_what_cities_sent_is_counted_and_leads_to_its_review(meeting: Meeting) -> None:
    store, at = meeting.desk.store, meeting.desk.clock()
    sent = meeting.links["Oruva"][0].invitation
    by = Contributor(meeting.workshop.id, sent.person_name, sent.unit_id, sent)
    assert "your review" not in read(meeting)
    drafted = draft_contribution(store, by, make_key(), GUIDE, at)
    offer(store, by, drafted.id, drafted.revision, at)

    assert "1 contribution of a city waits for your review." in read(meeting)
    page = meeting.desk.get(f"{meeting.base}/").text
    assert f'href="{meeting.base}/knowledge/"' in page.partition('id="next"')[2]


def test_without_a_mail_server_who_is_behind_is_found_at_the_addresses(
    meeting: Meeting,
) -> None:
    meeting.desk.clock.go_on(days=24)

    owner = meeting.desk.enter(meeting.desk.owner)
    steps = owner.get(f"{meeting.base}/").text.partition('id="next"')[2]

    assert 'href="/organise/talk/#addresses"' in steps
    folded = owner.get("/organise/talk/").text.partition('id="addresses"')[2]
    assert "omar@oruva.example" in folded
