"""Rounds with their units, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk


def test_a_round_is_described(desk: Desk, program: Program) -> None:
    meeting = draft_workshop(
        desk.store, desk.owner.id, "meeting", "Meeting", at=desk.clock()
    )
    desk.open("seoul", workshop_id=meeting.id, reviewed=True)

    found = program.read("/rounds/seoul")

    assert (found["key"], found["state"], found["workshop"]) == (
        "seoul",
        "open",
        "meeting",
    )
    assert (found["instrument"], found["method"]) == ("small", "default")
    assert (found["reviewed"], found["apart"]) == (True, False)


def test_units_lead_to_their_responses(desk: Desk, program: Program) -> None:
    asked = desk.open("seoul")
    desk.invite(asked, "Ankor")
    desk.answer(asked, "Belm", 1, 2, 3)

    units = program.read("/rounds/seoul/units")["items"]
    given = program.read("/rounds/seoul/responses")["items"]

    assert [one["name"] for one in units] == ["Ankor", "Belm"]
    assert [one["response"] for one in units] == [one["id"] for one in given]
    assert [one["state"] for one in given] == ["new", "submitted"]
    assert program.read(f"/rounds/seoul/responses/{given[1]['id']}") == given[1]


def test_a_response_is_found_in_its_own_round_alone(
    desk: Desk, program: Program
) -> None:
    _, number, _ = desk.invite(desk.open("seoul"), "Ankor")
    desk.open("busan")

    assert program.get(f"/rounds/seoul/responses/{number}").status_code == 200
    for path in (f"busan/responses/{number}", f"seoul/responses/{number + 1}"):
        assert program.get(f"/rounds/{path}").status_code == 404
    assert program.get("/rounds/seoul/responses/99999999999").status_code == 404
