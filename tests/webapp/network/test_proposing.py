"""The organiser finds matches, and proposes those that were ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.webapp.network.conftest import propose

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

SCORES: dict[str, Any] = {"draws": "yes", "seen": "0"}


def test_the_organiser_proposes_what_results_say(room: Room) -> None:
    for city in (room.porto, room.lima):
        city.post("/twinning", **SCORES)
    page = room.get("/twinning/matches").text
    assert "Porto can teach Lima: Law" in page

    propose(room)

    assert "Porto can teach Lima: Law" in room.get("/twinning").text
    assert "There is none left to propose." in room.get("/twinning/matches").text
    page = room.lima.get("/twinning").text
    assert "Proposed by the organiser" in page
    assert "They can teach: Law (you: developing, they: strong)" in page
    # The same match cannot be proposed twice.
    again = propose(room)
    assert again.status_code == 409
    assert "Porto and Lima: The two have been proposed to each other" in again.text


def test_a_ticked_match_that_fits_no_more_is_said(room: Room) -> None:
    for city in (room.porto, room.lima):
        city.post("/twinning", **SCORES)
    room.lima.post("/twinning/leave")

    reply = propose(room)

    assert reply.status_code == 409
    assert "Some that you ticked fit no more" in reply.text
    assert "Porto can teach Lima" not in room.get("/twinning").text
