"""The form of a promise says what it lacks, and keeps what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

PROMISE: dict[str, Any] = {
    "text": "Pass the law.",
    "owner": "Ana",
    "due_on": "2026-11-20",
    "theme": "law",
}


def test_giving_up_says_why_and_the_page_keeps_what_was_typed(room: Room) -> None:
    room.porto.post("/commitments/new", **PROMISE)
    given = {**PROMISE, "text": "Another law.", "state": "given_up", "seen": "1"}

    reply = room.porto.post("/commitments/1", **given)

    assert reply.status_code == 422
    assert "Say why you give the commitment up." in reply.text
    assert "Another law." in reply.text
    room.porto.post("/commitments/1", **given, reason="No money.")
    assert "No money." in room.lima.get("/commitments").text


def test_a_stale_change_is_shown_beside_what_stands(room: Room) -> None:
    room.porto.post("/commitments/new", **PROMISE)
    first = {**PROMISE, "text": "Draft the law.", "state": "open", "seen": "1"}
    given_up = {**first, "state": "given_up", "reason": "No money.", "theme": "law"}
    room.porto.post("/commitments/1", **given_up)

    reply = room.porto.post("/commitments/1", **{**first, "text": "Mine."})

    assert reply.status_code == 409
    assert "What stands now" in reply.text
    for said in ("Draft the law.", "Given up", "No money.", "<span >Law</span>"):
        assert said in reply.text
    assert "Mine." in reply.text
    assert 'name="seen" value="2"' in reply.text
    assert "Mine." not in room.lima.get("/commitments").text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", " ", "Say what you commit to."),
        ("owner", "", "Name who sees to it."),
        ("due_on", "", "Choose the day by which."),
        ("due_on", "soon", "Choose a day, or write it like 2026-11-30."),
        ("theme", "nothing", "Choose one of the themes."),
    ],
)
def test_a_promise_that_lacks_something_says_what(
    room: Room, field: str, value: str, sentence: str
) -> None:
    reply = room.porto.post("/commitments/new", **{**PROMISE, field: value})
    assert reply.status_code == 422
    assert sentence in reply.text
    assert "Nothing has been promised yet." in room.lima.get("/commitments").text
