"""Instruments: those of the library, and the frozen one of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import list_library

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk


def test_the_library_is_listed(program: Program) -> None:
    found = [one["key"] for one in program.read_all("/instruments")]

    assert found == list(list_library())


def test_an_instrument_says_what_it_asks(program: Program) -> None:
    found = program.read("/instruments/meter")

    questions = {one["key"]: one for one in found["questions"]}
    asked = questions["l1_1"]
    assert asked["options"]
    assert "dont_know" in asked["reasons"]
    assert found["nodes"]
    assert program.get("/instruments/nothing").status_code == 404


def test_a_round_has_the_instrument_that_was_frozen_with_it(
    desk: Desk, program: Program
) -> None:
    asked = desk.open("seoul")

    found = program.read("/rounds/seoul/instrument")

    assert found["fingerprint"] == asked.instrument_fingerprint
    keys = [one["key"] for one in found["questions"]]
    assert keys == ["law_share", "policy_share", "skills_share"]
