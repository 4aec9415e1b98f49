"""Promises: said before they are made, changed in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.fieldwork import delegates
from tests.webapp.network.conftest import enter

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room

PROMISE: dict[str, Any] = {
    "text": "Pass the law.",
    "owner": "Ana",
    "due_on": "2026-11-20",
    "theme": "law",
}


def test_a_city_is_told_that_a_commitment_is_public_before_it_makes_one(
    room: Room,
) -> None:
    page = room.porto.get("/commitments/new").text
    assert "public promise within the workshop" in page


def test_a_commitment_is_seen_by_all_and_changed_by_its_city_alone(room: Room) -> None:
    reply = room.porto.post("/commitments/new", **PROMISE)
    assert reply.location == f"{room.porto.base}/commitments"

    page = room.porto.get("/commitments").text
    assert "Change it, or say what became of it" in page
    for page in (room.lima.get("/commitments").text, room.get("/commitments").text):
        assert "Pass the law." in page
        assert "Porto" in page
        assert "by <time" in page
        assert "Change it" not in page
    for city, status in ((room.porto, 200), (room.lima, 404)):
        assert city.get("/commitments/1").status_code == status
        reply = city.post("/commitments/1", **PROMISE, state="done", seen="1")
        assert reply.status_code == (303 if status == 200 else 404)
    assert room.get("/commitments/1").status_code == 404
    assert "Changed 1 time" in room.lima.get("/commitments").text


def test_overdue_is_said_in_words_by_the_day_of_the_workshop(room: Room) -> None:
    room.porto.post("/commitments/new", **PROMISE)
    # 15:30 in UTC is the next day in Seoul.
    room.desk.clock.at = room.desk.clock.at.replace(day=20, hour=14, minute=59)
    assert "Overdue since" not in room.lima.get("/commitments").text
    room.desk.clock.go_on(minutes=2)
    page = room.lima.get("/commitments").text
    assert "Overdue since 20 November 2026" in page
    assert "1 overdue" in page
    assert "Pass the law." in room.lima.get("/commitments?state=overdue").text
    assert "Pass the law." not in room.lima.get("/commitments?state=open").text
    assert "Pass the law." not in room.lima.get("/commitments?of=network").text


def test_a_delegate_reads_and_promises_nothing(room: Room) -> None:
    quito = room.settle("Quito")
    store, at = room.desk.store, room.desk.clock()
    given = "Bo", "bo@example.org", None, at
    _, token = delegates.invite_delegate(store, quito.sent, *given)
    client = enter(room.desk, token)

    page = client.get(f"{quito.base}/commitments")

    assert page.status_code == 200
    assert "Make a commitment" not in page.text
    assert "Make a commitment" in quito.get("/commitments").text
    assert client.get(f"{quito.base}/commitments/new").status_code == 404
    assert client.get(f"{quito.base}/entry").status_code == 200
