"""Cities ask to take part; the organiser alone sees who, and admits or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.workshops.registering import list_registrations
from meter.workshops.workshops import find_workshop, list_participants
from tests.webapp.desk import read_token
from tests.webapp.workshops.reading import read
from webapp.workshops.registering import MOST_FROM_ONE_PLACE

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.webapp.workshops.meeting import Meeting

FILLED = {
    "name": "Pelun",
    "contact": "Piet",
    "email": "piet@pelun.example",
    "speaks": "ru",
    "fact-region": "south",
}


def open_registration(meeting: Meeting) -> str:
    meeting.desk.post(f"{meeting.base}/registrations", {"on": "yes"})
    found = find_workshop(meeting.desk.store, meeting.workshop.key)
    assert found is not None
    return f"/register/{found.register_key}"


def register(meeting: Meeting, address: str, **more: str) -> TestResponse:
    """Register as a stranger, with a browser of their own."""
    browser = meeting.desk.app.test_client()
    token = read_token(browser.get(address))
    given = {"csrf_token": token, **FILLED, **more}
    return browser.post(address, data=given)


def test_a_stranger_fills_in_the_form_and_waits(meeting: Meeting) -> None:
    address = open_registration(meeting)
    page = read(meeting.desk.app.test_client().get(address).text)
    assert "Seoul workshop City Hall; 18 December 2026 to 19 December 2026" in (
        page.replace(" ; ", "; ")
    )
    assert "Marenda" not in page

    sent = register(meeting, address)

    assert (sent.status_code, sent.location) == (303, f"{address}/done")
    told = read(meeting.desk.app.test_client().get(sent.location).text)
    assert "The organiser has your registration" in told
    assert "1 registration waits for your decision." in read(
        meeting.desk.get(f"{meeting.base}/").text
    )
    listed = read(meeting.desk.get(f"{meeting.base}/registrations").text)
    assert "Pelun Piet piet@pelun.example South ; Russian" in listed
    assert len(list_participants(meeting.desk.store, meeting.workshop)) == 2


def test_admission_adds_the_unit_and_invites_the_person_to_every_round(
    meeting: Meeting,
) -> None:
    register(meeting, open_registration(meeting))
    [asked] = list_registrations(meeting.desk.store, meeting.workshop)
    address = f"{meeting.base}/registrations/{asked.id}"

    told = read(meeting.desk.post(f"{address}/admit").text)

    assert "What is there Pelun Piet" in told
    assert "What we hope Pelun Piet" in told
    found = list_participants(meeting.desk.store, meeting.workshop)
    assert [one.unit.name for one in found] == ["Marenda", "Oruva", "Pelun"]
    again = meeting.desk.post(f"{address}/admit")
    assert again.status_code == 409
    assert "Pelun has been admitted or declined already." in read(again.text).replace(
        "\u2068", ""
    ).replace("\u2069", "")
    listed = read(meeting.desk.get(f"{meeting.base}/registrations").text)
    assert "Admitted by Ada" in listed


def test_who_is_declined_is_kept_in_the_list(meeting: Meeting) -> None:
    register(meeting, open_registration(meeting))
    [asked] = list_registrations(meeting.desk.store, meeting.workshop)

    meeting.desk.post(f"{meeting.base}/registrations/{asked.id}/decline")

    listed = read(meeting.desk.get(f"{meeting.base}/registrations").text)
    assert "No registration waits." in listed
    assert "Declined by Ada" in listed
    assert len(list_participants(meeting.desk.store, meeting.workshop)) == 2


def test_what_is_known_already_is_pointed_out(meeting: Meeting) -> None:
    address = open_registration(meeting)
    register(meeting, address, name="marenda")
    register(meeting, address, email="omar@oruva.example")
    register(meeting, address)

    listed = read(meeting.desk.get(f"{meeting.base}/registrations").text)

    assert listed.count("A unit of this name takes part already.") == 1
    assert listed.count("This address has been invited already.") == 1
    assert listed.count("1 other registration that waits has the same") == 2
    assert "2 other registrations" in listed


def test_the_reply_is_the_same_whoever_is_known(meeting: Meeting) -> None:
    address = open_registration(meeting)

    new, known = register(meeting, address), register(meeting, address, name="Marenda")

    assert (new.status_code, new.location) == (known.status_code, known.location)


def test_what_does_not_fit_is_said_and_nothing_is_kept(meeting: Meeting) -> None:
    address = open_registration(meeting)

    refused = register(meeting, address, email="piet", name="x" * 201)

    assert refused.status_code == 422
    assert "Write one e-mail address" in read(refused.text)
    assert list_registrations(meeting.desk.store, meeting.workshop) == []


def test_very_many_from_one_place_have_to_wait(meeting: Meeting) -> None:
    address = open_registration(meeting)
    for _ in range(MOST_FROM_ONE_PLACE):
        assert register(meeting, address).status_code == 303

    refused = register(meeting, address, name="Sorun")

    assert refused.status_code == 429
    # What was typed is there to be sent again.
    assert 'value="Sorun"' in refused.text
    meeting.desk.clock.go_on(minutes=16)
    assert register(meeting, address).status_code == 303


def test_a_closed_address_stays_closed(meeting: Meeting) -> None:
    address = open_registration(meeting)
    browser = meeting.desk.app.test_client()
    token = read_token(browser.get(address))

    meeting.desk.post(f"{meeting.base}/registrations", {"on": "no"})

    assert browser.get(address).status_code == 404
    sent = browser.post(address, data={"csrf_token": token, **FILLED})
    assert sent.status_code == 404
    assert open_registration(meeting) != address
