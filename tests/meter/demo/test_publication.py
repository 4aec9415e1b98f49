"""The sample has an edition that everybody reads, of the cities that agreed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meter.demo.cities import CITIES
from meter.demo.prepare import WORKSHOP, prepare_demo
from meter.demo.publication import NAMED
from meter.fieldwork import rounds
from meter.publication.editions import read_edition
from meter.settings import Settings
from meter.storage import open_store

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sample_is_published_with_three_names(tmp_path: Path) -> None:
    with open_store(Settings(data=tmp_path)) as store:
        prepare_demo(store, dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
        workshop = rounds.find_round(store, WORKSHOP)
        assert workshop is not None
        told = read_edition(store, workshop.id, 1)

    titles = {city.name: city.title for city in CITIES}
    assert {one.name for one in told.figures.named} == {titles[one] for one in NAMED}
    assert told.made_by == "Sample organiser"
    assert (told.figures.submitted, told.figures.units) == (20, 17)
    assert {one.withheld for one in told.figures.spreads} == {None}
    assert {one.withheld for one in told.figures.ladders} == {None}
