"""Long lists in parts: each line once, whatever comes between two parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk


def test_all_parts_together_are_the_list(desk: Desk, program: Program) -> None:
    for number in range(5):
        desk.draft(f"round-{number}")

    found = [one["key"] for one in program.read_all("/rounds")]

    assert found == [f"round-{number}" for number in (4, 3, 2, 1, 0)]


def test_what_comes_between_two_parts_moves_nothing(
    desk: Desk, program: Program
) -> None:
    asked = desk.open("seoul")
    for name in "ABCD":
        desk.invite(asked, name)
    first = program.read("/rounds/seoul/units?limit=2")

    desk.invite(asked, "E")
    second = program.read(f"/rounds/seoul/units?limit=2&cursor={first['next']}")
    third = program.read(f"/rounds/seoul/units?limit=2&cursor={second['next']}")

    names = [one["name"] for part in (first, second, third) for one in part["items"]]
    assert names == list("ABCDE")
    assert third["next"] is None


def test_the_last_part_leads_nowhere(desk: Desk, program: Program) -> None:
    desk.draft("one")
    desk.draft("two")

    reply = program.get("/rounds?limit=2")

    assert reply.get_json()["next"] is None
    assert "Link" not in reply.headers


def test_a_cursor_of_nothing_gives_nothing(program: Program) -> None:
    cursor = "MA=="  # 0: nothing is older

    assert program.read(f"/rounds?cursor={cursor}")["items"] == []
    for wrong in ("LTE=", "OTk5OTk5OTk5OTk5", "%C3%A9"):
        assert program.get(f"/rounds?cursor={wrong}").status_code == 422
