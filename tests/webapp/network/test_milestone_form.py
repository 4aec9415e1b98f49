"""The form of a milestone says what to do about what cannot be planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

PLAN: dict[str, Any] = {"title": "Charter", "due_on": "2027-06-18"}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": " "}, "Give the milestone a title."),
        ({"due_on": ""}, "Choose the day by which."),
        ({"begins_on": "2027-07-01"}, "Choose a last day that is not before"),
        ({"lead": "99"}, "Choose one of the cities."),
        ({"after": "99"}, "Choose one of the milestones."),
        ({"state": "someday"}, "Choose one of the states."),
    ],
)
def test_what_cannot_be_planned_says_what_to_do(
    room: Room, given: dict[str, str], sentence: str
) -> None:
    reply = room.post("/roadmap/new", **{**PLAN, **given})
    assert reply.status_code == 422
    assert sentence in reply.text
    assert "There are no milestones yet." in room.lima.get("/roadmap").text


def test_a_circle_is_named(room: Room) -> None:
    room.post("/roadmap/new", **PLAN)
    room.post("/roadmap/new", title="Visits", due_on="2027-08-01", after="1")
    reply = room.post("/roadmap/1", **PLAN, after="2", seen="1")
    assert reply.status_code == 422
    assert "It would wait for itself" in reply.text
    assert room.get("/roadmap/9").status_code == 404
