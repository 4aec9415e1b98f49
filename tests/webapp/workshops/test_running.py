"""Running a workshop: rounds open, freeze and thaw, and are asked a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import load_answers
from meter.fieldwork.rounds import find_round
from meter.mailing.outbox import list_mailings
from meter.workshops.workshops import list_rounds
from tests.webapp.mailed import mail, set_up_mail
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from mail_server import MailServer
    from meter.records import Round
    from tests.webapp.desk import Desk
    from tests.webapp.workshops.meeting import Meeting

__all__ = ["mail"]

AGAIN = {"round": "measured", "title": "What has changed"}


def find(desk: Desk, key: str) -> Round:
    found = find_round(desk.store, key)
    assert found is not None
    return found


def test_all_rounds_open_at_once(desk: Desk) -> None:
    form = {"title": "Busan", "time_zone": "Asia/Seoul", "scored": "egdi"}
    desk.post("/workshops/new", {**form, "consulted": "ecities"})
    assert "Not open yet" in desk.get("/workshops/busan/").text

    desk.post("/workshops/busan/open")

    assert "Not open yet" not in desk.get("/workshops/busan/").text


def test_answers_are_frozen_and_thawed(meeting: Meeting) -> None:
    desk = meeting.desk
    meeting.answer("Marenda", 50.0)

    desk.post(f"{meeting.base}/freeze")

    assert find(desk, "measured").frozen_at == find(desk, "talk").frozen_at
    page = read(desk.get(f"{meeting.base}/").text)
    assert "Frozen since" in page
    assert "After the discussion, prepare a second round" in page
    compared = read(desk.get("/organise/measured/compare").text)
    assert "1 of 2 units have submitted. Frozen on 2 November 2026." in compared
    refused = desk.post("/organise/measured/close")
    assert refused.status_code == 409
    assert "The round is frozen" in read(refused.text)
    desk.post(f"{meeting.base}/thaw", {"round": "talk"})
    assert find(desk, "talk").frozen_at is None
    assert find(desk, "measured").frozen_at is not None


def test_a_city_is_told_why_nothing_is_saved(meeting: Meeting) -> None:
    desk = meeting.desk
    city = desk.app.test_client()
    link = f"/join/{meeting.links['Oruva'][0].token}"
    token = city.get(link).text.split('csrf_token" value="')[1].split('"')[0]
    city.post(link, data={"csrf_token": token})
    response = meeting.response_of("Oruva")
    city.get(f"/answer/{response}/sections/all?lang=en")

    desk.post(f"{meeting.base}/freeze")

    refused = city.post(
        f"/answer/{response}/sections/all",
        data={"csrf_token": token, "q-law_share": "40", "seen": ""},
    )
    assert "the organiser has frozen the answers" in read(refused.text)
    # What was typed is there to be copied.
    assert 'value="40"' in refused.text
    assert load_answers(desk.store, response) == {}
    hub = read(city.get(f"/answer/{response}/").text)
    assert "The organiser has frozen the answers since" in hub


def test_a_round_of_another_workshop_is_not_there(meeting: Meeting) -> None:
    desk = meeting.desk
    desk.draft("alone")

    assert desk.post(f"{meeting.base}/freeze", {"round": "alone"}).status_code == 404


def test_a_second_round_starts_from_the_first_and_invites_all_again(
    meeting: Meeting,
) -> None:
    desk = meeting.desk
    meeting.answer("Marenda", 50.0)
    desk.post(f"{meeting.base}/freeze")

    desk.post(f"{meeting.base}/second-round", AGAIN)
    second = list_rounds(desk.store, meeting.workshop)[-1]
    assert (second.title, second.former_round_id) == (
        "What has changed",
        meeting.measured.id,
    )
    assert second.instrument_fingerprint == meeting.measured.instrument_fingerprint
    # Adding a participant invites nobody to it before it opens.
    opened = desk.post(f"{meeting.base}/open", {"round": second.key})

    told = read(opened.text)
    assert "Send these 2 links now" in told
    page = read(desk.get(f"{meeting.base}/").text)
    assert "Has not begun 3 of 3 carried over" in page
    assert "What has changed Marenda Ana ana@marenda.example" in told
    address = told.split("Ana ana@marenda.example ")[1].split()[0]
    city = desk.app.test_client()
    path = address.removeprefix("http://localhost")
    token = city.get(path).text.split('csrf_token" value="')[1].split('"')[0]
    entered = city.post(path, data={"csrf_token": token}, follow_redirects=True)
    hub = city.get(f"{entered.request.path}?lang=en")
    assert "Your answers of What is there are here already" in read(hub.text)
    section = city.get(f"{hub.request.path}sections/all")
    assert "From What is there," in read(section.text)
    # In the language of the invitation.
    assert "Tout est rempli." in read(entered.text)


def test_a_second_round_needs_a_title_and_a_first_one_that_opened(
    meeting: Meeting,
) -> None:
    desk = meeting.desk
    untitled = desk.post(f"{meeting.base}/second-round", {**AGAIN, "title": " "})
    assert untitled.status_code == 422
    assert "Give the round a title." in read(untitled.text)

    desk.post(f"{meeting.base}/second-round", AGAIN)
    drafted = list_rounds(desk.store, meeting.workshop)[-1]
    refused = desk.post(
        f"{meeting.base}/second-round", {"round": drafted.key, "title": "Third"}
    )

    assert refused.status_code == 409
    assert "Open the first round first" in read(refused.text)


def test_who_is_behind_is_reminded_in_every_open_round(
    meeting: Meeting, mail: MailServer
) -> None:
    desk = meeting.desk
    assert desk.post(f"{meeting.base}/remind").status_code == 409
    set_up_mail(desk.app, mail)
    meeting.answer("Marenda", 50.0)
    assert "Remind 3 people who have not submitted" in read(
        desk.get(f"{meeting.base}/").text
    )

    desk.post(f"{meeting.base}/remind")

    waiting = [
        (one.round_key, one.person_name)
        for key in ("measured", "talk")
        for one in list_mailings(desk.store, find(desk, key).id)
    ]
    assert sorted(waiting) == [("measured", "Omar"), ("talk", "Ana"), ("talk", "Omar")]
    assert "who have not submitted" not in desk.get(f"{meeting.base}/").text
