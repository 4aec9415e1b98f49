"""An organiser makes a workshop with its rounds, and sees it at the desk."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from meter.workshops.workshops import find_workshop, list_rounds
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

LEVEL = re.compile(r'name="peers" value="(\w+)"( checked)?> <span>([\w ]+):')
"""A level that is offered: its code, whether it is chosen, and how it begins."""

NEW = {
    "title": "Seoul workshop",
    "place": "City Hall, Seoul",
    "begins_on": "2027-06-18",
    "ends_on": "2027-06-20",
    "time_zone": "Asia/Seoul",
    "scored": "meter",
    "consulted": "ecities",
    "closes_on": "2027-06-10",
}


def test_one_form_makes_a_workshop_and_drafts_its_rounds(desk: Desk) -> None:
    assert "You have no workshop yet" in read(desk.get("/workshops/").text)

    made = desk.post("/workshops/new", NEW)

    assert (made.status_code, made.location) == (303, "/workshops/seoul-workshop/")
    found = find_workshop(desk.store, "seoul-workshop")
    assert found is not None
    assert found.begins_on == dt.date(2027, 6, 18)
    scored, consulted = list_rounds(desk.store, found)
    assert (scored.instrument_key, consulted.instrument_key) == ("meter", "ecities")
    assert scored.title.startswith("Seoul workshop: ")
    # The day ends in Seoul.
    assert scored.closes_at == dt.datetime(2027, 6, 10, 15, 0, tzinfo=dt.UTC)
    page = read(desk.get("/workshops/seoul-workshop/").text)
    assert "18 June 2027 to 20 June 2027 (time zone Asia/Seoul) City Hall" in page
    assert "What is next Add the participants, or let them register." in page
    assert "Seoul workshop" in read(desk.get("/workshops/").text)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Give the workshop a title."),
        ({"time_zone": "Seoul"}, "Choose a time zone of the list"),
        ({"ends_on": "2027-06-01"}, "Choose a last day that is not before the first."),
        ({"closes_on": "2026-10-01"}, "Choose today or a later day"),
        ({"scored": "nothing"}, "Choose one of the questionnaires."),
        ({"key": "Not A Key"}, "Use small letters"),
        ({"peers": "everything"}, "Choose what units see of each other."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(
    desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    refused = desk.post("/workshops/new", {**NEW, **wrong})

    assert refused.status_code == 422
    assert sentence in read(refused.text)
    assert "City Hall, Seoul" in refused.text
    assert find_workshop(desk.store, "seoul-workshop") is None


def list_levels(desk: Desk) -> list[str]:
    """List what the rounds of the workshop let units see of each other."""
    found = find_workshop(desk.store, "seoul-workshop")
    assert found is not None
    return [one.peers for one in list_rounds(desk.store, found)]


def test_what_units_see_of_each_other_is_asked_and_begins_with_nothing(
    desk: Desk,
) -> None:
    page = desk.get("/workshops/new").text

    assert LEVEL.findall(page) == [
        ("nothing", " checked", "Nothing"),
        ("spread", "", "An anonymous spread"),
        ("named", "", "Names too"),
    ]
    desk.post("/workshops/new", NEW)
    assert list_levels(desk) == ["nothing", "nothing"]


def test_what_units_see_of_each_other_is_declared_by_all_first_rounds(
    desk: Desk,
) -> None:
    desk.post("/workshops/new", {**NEW, "peers": "spread"})

    assert list_levels(desk) == ["spread", "spread"]


def test_what_was_chosen_stays_chosen_while_the_form_is_corrected(desk: Desk) -> None:
    refused = desk.post("/workshops/new", {**NEW, "title": "", "peers": "named"})

    chosen = [
        level for level, checked, _words in LEVEL.findall(refused.text) if checked
    ]
    assert chosen == ["named"]


def test_a_key_that_is_taken_is_said(desk: Desk) -> None:
    desk.post("/workshops/new", {**NEW, "key": "seoul"})

    refused = desk.post("/workshops/new", {**NEW, "key": "seoul"})

    assert "Another workshop has this key." in read(refused.text)


def test_place_and_days_are_changed(desk: Desk) -> None:
    desk.post("/workshops/new", NEW)
    address = "/workshops/seoul-workshop/edit"
    assert 'value="City Hall, Seoul"' in desk.get(address).text

    desk.post(address, {**NEW, "title": "Busan", "begins_on": "2027-06-19"})

    page = read(desk.get("/workshops/seoul-workshop/").text)
    assert "Busan 19 June 2027 to 20 June 2027" in page
    refused = desk.post(address, {**NEW, "ends_on": "2027-06-01"})
    assert refused.status_code == 422


def test_the_days_go_into_a_calendar(desk: Desk) -> None:
    desk.post("/workshops/new", NEW)

    sent = desk.get("/workshops/seoul-workshop/days.ics")

    [event] = Calendar.from_ical(sent.data).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2027, 6, 18)
    assert event.decoded("dtend") == dt.date(2027, 6, 21)
    assert str(event["location"]) == "City Hall, Seoul"
    assert "Asia/Seoul" in str(event["description"])


def test_without_days_there_is_nothing_for_a_calendar(desk: Desk) -> None:
    desk.post("/workshops/new", {**NEW, "begins_on": "", "ends_on": ""})

    away = desk.get("/workshops/seoul-workshop/days.ics")

    assert away.location == "/workshops/seoul-workshop/"
    assert "No days are set yet" in read(desk.get(away.location).text)


def test_a_round_is_added_to_a_workshop_later(desk: Desk) -> None:
    desk.post("/workshops/new", {**NEW, "consulted": ""})
    address = "/organise/new?instrument=ecities&workshop=seoul-workshop"
    assert '<option value="seoul-workshop" selected>' in desk.get(address).text

    desk.post(
        "/organise/new?instrument=ecities",
        {"title": "What we expect", "method": "default", "workshop": "seoul-workshop"},
    )

    found = find_workshop(desk.store, "seoul-workshop")
    assert found is not None
    titles = [one.title for one in list_rounds(desk.store, found)]
    assert titles[-1] == "What we expect"


def test_a_round_that_a_co_organiser_adds_is_the_organisers(desk: Desk) -> None:
    desk.post("/workshops/new", {**NEW, "consulted": ""})
    page = "/workshops/seoul-workshop/members"
    named = {"email": desk.other.email, "role": "co_organiser"}
    desk.post(page, named, page=page)
    desk.client = desk.enter(desk.other)

    desk.post(
        "/organise/new?instrument=ecities",
        {"title": "Hopes", "method": "default", "workshop": "seoul-workshop"},
    )

    found = find_workshop(desk.store, "seoul-workshop")
    assert found is not None
    added = list_rounds(desk.store, found)[-1]
    assert (added.title, added.owner_id) == ("Hopes", desk.owner.id)
    # Both see it, and units that either invites are the workshop's.
    assert "Hopes" in read(desk.get(f"/organise/{added.key}/").text)
    desk.client = desk.enter(desk.owner)
    assert "Hopes" in read(desk.get("/organise/").text)


@pytest.mark.parametrize("role", ["reviewer", "researcher"])
def test_who_does_not_organise_adds_no_round(desk: Desk, role: str) -> None:
    desk.post("/workshops/new", NEW)
    page = "/workshops/seoul-workshop/members"
    desk.post(page, {"email": desk.other.email, "role": role}, page=page)
    desk.client = desk.enter(desk.other)
    assert "Seoul" not in desk.get("/workshops/").text

    desk.post(
        "/organise/new?instrument=ecities",
        {"title": "Hopes", "method": "default", "workshop": "seoul-workshop"},
    )

    found = find_workshop(desk.store, "seoul-workshop")
    assert found is not None
    assert "Hopes" not in [one.title for one in list_rounds(desk.store, found)]


def test_another_organisers_workshop_is_not_there(desk: Desk) -> None:
    desk.post("/workshops/new", NEW)
    other = desk.enter(desk.other)

    assert other.get("/workshops/seoul-workshop/").status_code == 404
    assert "Seoul" not in other.get("/workshops/").text
    page = other.get("/organise/new?instrument=egdi&workshop=seoul-workshop").text
    assert 'name="workshop"' not in page
