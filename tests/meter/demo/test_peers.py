"""The sample shows peers: a release of three groups, names, and one withdrawal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meter.demo.cities import CITIES
from meter.demo.peers import NAMED, WITHDREW
from meter.demo.prepare import DONE, WORKSHOP, prepare_demo
from meter.fieldwork import invitations, responses, rounds, units
from meter.peers.overview import load_overview
from meter.peers.seeing import look
from meter.settings import Settings
from meter.storage import open_store

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sample_city_sees_its_group_and_the_named(tmp_path: Path) -> None:
    with open_store(Settings(data=tmp_path)) as store:
        prepare_demo(store, dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
        workshop = rounds.find_round(store, WORKSHOP)
        assert workshop is not None
        names = {unit.id: unit.name for unit in units.list_units(store, workshop.id)}
        sent = {
            names[one.unit_id]: one
            for one in invitations.list_invitations(store, workshop.id)
        }
        titles = {city.name: city.title for city in CITIES}
        mine = sent[titles[DONE]]
        sheet = responses.load_page(store, mine.response_id, mine.id)
        overview = load_overview(store, workshop)
        seen = look(store, sheet)

    sharing = {one.unit.name for one in overview.units}
    assert titles[WITHDREW] not in sharing
    assert len(sharing) == 19
    assert len(overview.releases) == 1
    assert {one.group for one in overview.spreads} == {"0", "100000", "500000"}
    for node in seen.nodes.values():
        assert node.spread is not None
        assert {one.name for one in node.named or ()} == {titles[one] for one in NAMED}
