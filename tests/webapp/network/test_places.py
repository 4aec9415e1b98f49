"""A network is there for the cities of a workshop, as long as their links work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.webapp.network.conftest import PAGES, enter

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room


@pytest.mark.parametrize("path", PAGES)
def test_a_round_without_a_workshop_has_no_network(room: Room, path: str) -> None:
    alone = room.desk.open("alone")
    _, response, token = room.desk.invite(alone, "Quito")
    client = enter(room.desk, token)
    assert client.get(f"/answer/{response}/").status_code == 200
    assert client.get(f"/answer/{response}/network{path}").status_code == 404


def test_a_unit_that_does_not_take_part_has_no_network(room: Room) -> None:
    _, response, token = room.desk.invite(room.round, "Quito")
    client = enter(room.desk, token)
    assert client.get(f"/answer/{response}/network/").status_code == 404
    hub = client.get(f"/answer/{response}/").text
    assert "The network of the workshop" not in hub


def test_an_expired_link_lets_nobody_in(room: Room) -> None:
    room.desk.clock.go_on(days=31)
    assert room.porto.get("/").status_code == 410
