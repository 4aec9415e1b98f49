"""Every unit has one group of peers, by one fact about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.fieldwork import rounds
from meter.peers.errors import PeerFieldError
from meter.peers.groups import (
    REST,
    find_band,
    find_peer_field,
    gather_small,
    list_peer_fields,
    name_group,
)
from tests.meter.peers.crowd import DOCUMENT

if TYPE_CHECKING:
    from tests.meter.peers.crowd import Crowd

INSTRUMENT = Instrument.model_validate(DOCUMENT)


def test_groups_are_made_by_choices_and_by_population() -> None:
    assert [field.key for field in list_peer_fields(INSTRUMENT)] == [
        "population",
        "region",
    ]


@pytest.mark.parametrize(
    ("people", "group", "band"),
    [
        (0.0, "0", (0, 100_000)),
        (99_999.0, "0", (0, 100_000)),
        (100_000.0, "100000", (100_000, 500_000)),
        (9e6, "500000", (500_000, None)),
    ],
)
def test_bands_of_population_are_fixed(
    people: float, group: str, band: tuple[int, int | None]
) -> None:
    field = find_peer_field(INSTRUMENT, "population")

    assert name_group(field, {"population": people}) == group
    assert find_band(group) == band


def test_a_unit_without_the_fact_is_of_the_rest() -> None:
    field = find_peer_field(INSTRUMENT, "region")

    assert name_group(field, {"region": "north"}) == "north"
    assert name_group(field, {"population": 5.0}) == REST
    assert name_group(None, {"region": "north"}) == REST


def test_groups_that_are_too_small_are_put_together() -> None:
    groups = dict.fromkeys(range(6), "north") | dict.fromkeys(range(6, 11), "south")

    assert set(gather_small(groups).values()) == {"north", REST}
    assert gather_small(groups)[7] == REST


def test_a_round_groups_by_what_its_instrument_asks(crowd: Crowd) -> None:
    with pytest.raises(PeerFieldError) as caught:
        rounds.draft_round(
            crowd.store,
            crowd.owner.id,
            "other",
            "Other",
            crowd.instrument,
            at=crowd.at,
            peer_field="country",
        )

    assert caught.value.known == ["population", "region"]
