"""What organisers see of a network, and how long cities come to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room


def test_the_organiser_lets_links_go_on_for_a_year(room: Room) -> None:
    page = room.get("/links").text
    assert "2 links work now." in page

    assert room.post("/links").status_code == 303

    room.desk.clock.at += timedelta(days=364)
    assert room.porto.get("/").status_code == 200


def test_another_organiser_finds_no_network(room: Room) -> None:
    client = room.desk.enter(room.desk.other)
    assert client.get(f"{room.base}/").status_code == 404
    assert room.get("/").status_code == 200
