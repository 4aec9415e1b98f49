"""A round declares the most that peers see; the trail tells who did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.peers.declaring import declare_peers
from meter.peers.errors import PeersWidenedError
from tests.meter.peers.test_consents import levels

if TYPE_CHECKING:
    from tests.meter.peers.crowd import Crowd


def test_a_round_may_show_less_at_any_time_and_more_until_somebody_decides(
    crowd: Crowd,
) -> None:
    declare_peers(crowd.store, crowd.round.id, "nothing", crowd.at)
    crowd.round = declare_peers(crowd.store, crowd.round.id, "named", crowd.at)
    crowd.join("Marenda", 0.5, "named")

    crowd.round = declare_peers(crowd.store, crowd.round.id, "spread", crowd.at)

    assert set(levels(crowd).values()) == {"spread"}
    with pytest.raises(PeersWidenedError):
        declare_peers(crowd.store, crowd.round.id, "named", crowd.at)
    told = list_entries(crowd.store, Scope(round_id=crowd.round.id))
    declared = [one for one in told if one.action == "peers_declared"]
    assert [one.detail for one in declared] == [
        {"level": level} for level in ("spread", "named", "nothing")
    ]
