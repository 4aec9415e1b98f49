"""A city takes steps from its result, changes them, and takes the plan along."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NoReturn

import pytest
from icalendar import Calendar

from meter.fieldwork.planning import list_steps
from meter.storage.errors import NotSavedError
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import PlanStep
    from tests.webapp.city import City

WRITTEN = {"words": "Write a plan.", "who": "=Bo", "due_on": "2027-03-01"}


@pytest.fixture
def done(city: City) -> City:
    answers: dict[str, Answer] = {
        "level": "fully",
        "more": "none",
        "share": 60.0,
        "contact": "Ada",
    }
    city.give(answers)
    city.post("submit")
    return city


def steps(city: City) -> list[PlanStep]:
    return list_steps(city.store, city.response)


def test_before_submission_there_is_no_plan(city: City) -> None:
    reply = city.get("plan")

    assert (reply.status_code, reply.location) == (302, city.path())


def test_a_step_that_could_not_be_written_is_still_in_the_form(
    done: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise NotSavedError(cause="disk full")

    monkeypatch.setattr(done.store, "write", fail)

    reply = done.post("plan", WRITTEN)

    assert reply.status_code == 507
    assert "Write a plan." in reply.text


def test_what_the_result_suggests_becomes_steps(done: City) -> None:
    page = read(done.get("plan").text)
    assert "What will you do next?" in page
    assert "There is more." in page
    assert "leads to the next stage" in page

    done.post("plan/take", {"item": ["more", "share", "level"]})

    found = {one.item: one.words for one in steps(done)}
    # What is as high as it can be is not suggested.
    assert set(found) == {"more", "share"}
    assert "Not at all" in found["more"]
    done.post("plan/take", {"item": ["more"]})
    assert len(steps(done)) == 2


def test_a_step_is_written_changed_done_and_removed(done: City) -> None:
    done.post("plan", WRITTEN)
    [step] = steps(done)
    assert "Write a plan. To do =Bo until 1 March 2027" in read(done.get("plan").text)

    done.post(f"plan/{step.id}", {**WRITTEN, "done": "yes"}, seen="1")

    page = read(done.get("plan").text)
    assert "1 of them is done." in page
    stale = done.post(f"plan/{step.id}", {"words": "Stale."}, seen="1")
    assert stale.status_code == 409
    assert "has changed this step meanwhile" in read(stale.text)
    # What was typed is still there.
    assert 'value="Stale."' in stale.text
    done.post(f"plan/{step.id}/remove", seen="2")
    assert steps(done) == []


def test_what_does_not_fit_is_said(done: City) -> None:
    refused = done.post("plan", {"words": " ", "due_on": "soon"})

    assert refused.status_code == 422
    assert "Say what is to be done." in read(refused.text)
    assert "write it like 2026-11-30" in read(refused.text)


def test_the_plan_goes_into_a_spreadsheet_and_a_calendar(done: City) -> None:
    done.post("plan", WRITTEN)
    done.post("plan", {"words": "Some day."})

    sent = done.get("plan.csv").text
    rows = list(csv.reader(io.StringIO(sent.removeprefix("\ufeff"))))
    assert rows == [
        ["step", "question", "who", "due", "done"],
        ["Write a plan.", "", "'=Bo", "2027-03-01", ""],
        ["Some day.", "", "", "", ""],
    ]
    [event] = Calendar.from_ical(done.get("plan.ics").data).walk("VEVENT")
    assert str(event["summary"]) == "Write a plan."
    assert event.decoded("dtstart").isoformat() == "2027-03-01"


def test_a_slip_in_the_year_is_said_and_what_was_typed_stays(done: City) -> None:
    reply = done.post("plan", {**WRITTEN, "due_on": "1900-03-01"})

    assert reply.status_code == 422
    assert "1900-03-01 is more than ten years ago. Check the year" in read(reply.text)
    assert "Write a plan." in reply.text
    assert steps(done) == []
