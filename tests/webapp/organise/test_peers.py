"""What the organiser's panel of peers holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.overview import load_overview
from meter.settings import Settings
from meter.storage import open_store
from tests.meter.peers.crowd import make_crowd
from tests.webapp.desk import BEGINNING
from webapp.organise.peers import make_peers_panel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.webapp.desk import Desk


def test_the_panel_counts_by_part_and_shows_groups(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "crowd"
    with open_store(Settings(data=folder, database_url=None, durable=False)) as store:
        crowd = make_crowd(store, BEGINNING, peer_field="region")
        crowd.fill(6, region="north")
        crowd.join("Ana", 0.4, "named", region="south")
        crowd.release()
        overview = load_overview(store, crowd.round)
        with desk.app.test_request_context("/"):
            panel = make_peers_panel(crowd.round, crowd.instrument, overview)

    assert panel is not None
    assert panel.fact == "Region"
    assert [(one.spread, one.named) for one in panel.counts] == [(6, 1)] * 4
    assert {(one.group, bool(one.withheld)) for one in panel.spreads} == {
        ("Region: North", False),
        ("those whose own group is too small to be shown", True),
    }
