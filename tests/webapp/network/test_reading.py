"""What a city reads of its network, and when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import rounds
from tests.webapp.network.conftest import PAGES

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room


@pytest.mark.parametrize("path", PAGES)
def test_a_city_reads_its_network_also_after_the_round_has_closed(
    room: Room, path: str
) -> None:
    assert room.porto.get(path).status_code == 200
    rounds.close_round(room.desk.store, room.round.id, room.desk.clock())
    assert room.porto.get(path).status_code == 200


def test_the_hub_leads_to_the_network(room: Room) -> None:
    hub = room.porto.client.get(f"/answer/{room.porto.sent.response_id}/").text
    assert f'href="{room.porto.base}/"' in hub
