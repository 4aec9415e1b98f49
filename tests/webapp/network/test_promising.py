"""The organiser promises for the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

PROMISE: dict[str, Any] = {
    "text": "Pass the law.",
    "owner": "Ana",
    "due_on": "2026-11-20",
    "theme": "law",
}


def test_the_organiser_promises_for_the_network(room: Room) -> None:
    room.post("/commitments/new", **PROMISE)
    assert "The network" in room.lima.get("/commitments?of=network").text
    room.post("/commitments/1", **PROMISE, state="done", seen="1")
    assert "1 done" in room.lima.get("/commitments").text
