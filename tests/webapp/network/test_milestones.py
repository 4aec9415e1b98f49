"""The work plan: its organisers make it, and all who take part read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork import accounts
from meter.storage.repository import workshops as rows

if TYPE_CHECKING:
    from meter.records import Role
    from tests.webapp.network.conftest import Room

PLAN: dict[str, Any] = {"title": "Charter", "due_on": "2027-06-18"}


def test_a_milestone_is_planned_and_changed(room: Room) -> None:
    room.post("/roadmap/new", **PLAN, details="All sign.", lead=str(room.porto.unit.id))
    room.post("/roadmap/new", title="Visits", due_on="2027-08-01", after="1")

    page = room.lima.get("/roadmap").text
    for words in (
        "April to June 2027",
        "July to September 2027",
        "Charter",
        "Led by Porto",
        "By <time",
        "0 of 2 milestones are done.",
        'href="#m-1"',
    ):
        assert words in page
    assert "/roadmap/new" not in page
    assert "/roadmap/new" in room.get("/roadmap").text

    changed = {**PLAN, "state": "done", "seen": "1", "lead_name": "Ada"}
    assert room.post("/roadmap/1", **changed).status_code == 303
    page = room.lima.get("/roadmap").text
    assert "1 of 2 milestones are done." in page
    assert "Led by Ada" in page
    assert 'value="Ada"' in room.get("/roadmap/1").text


def test_a_stale_change_is_shown_beside_what_stands(room: Room) -> None:
    room.post("/roadmap/new", **PLAN)
    theirs = {"title": "The charter", "details": "Two pages.", "lead_name": "Ada"}
    room.post("/roadmap/1", **{**PLAN, **theirs, "seen": "1"})

    reply = room.post("/roadmap/1", **{**PLAN, "title": "Mine", "seen": "1"})

    assert reply.status_code == 409
    assert "What stands now" in reply.text
    for said in ("The charter", "Two pages.", "Led by Ada"):
        assert said in reply.text
    assert 'value="Mine"' in reply.text
    assert 'name="seen" value="2"' in reply.text
    assert "Mine" not in room.lima.get("/roadmap").text


@pytest.mark.parametrize(
    ("role", "status"), [("co_organiser", 200), ("reviewer", 404), ("researcher", 404)]
)
def test_a_co_organiser_plans_too(room: Room, role: Role, status: int) -> None:
    desk = room.desk
    sam = accounts.add_account(desk.store, "sam@example.org", "Sam", desk.clock())
    desk.store.write(
        lambda one: rows.save_member(one, room.workshop.id, sam.id, role, desk.clock())
    )
    client = desk.enter(sam)
    assert client.get(f"{room.base}/roadmap/new").status_code == status


def test_a_slip_in_the_year_is_said_and_what_was_typed_stays(room: Room) -> None:
    reply = room.post("/roadmap/new", title="Charter", due_on="1900-06-18")

    assert reply.status_code == 422
    assert "1900-06-18 is more than ten years ago. Check the year" in reply.text
    assert 'value="Charter"' in reply.text
    assert 'value="1900-06-18"' in reply.text
