"""What a projector shows to the room: numbers for those that did not consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.comparison.frames import round_results
from meter.comparison.masking import (
    list_named_units,
    mask_movement,
    mask_results,
    mask_units,
    shows_distribution,
)
from meter.comparison.movement import compare_rounds
from meter.fieldwork.units import list_units
from meter.peers.declaring import declare_peers
from meter.records import Unit
from meter.storage import open_store
from tests.meter.peers.crowd import make_crowd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.meter.peers.crowd import Crowd

UNITS = [
    Unit(number, 1, f"City {number}", {"region": "asia"}) for number in range(1, 13)
]


def say(number: int) -> str:
    return f"Unit {number}"


@pytest.fixture
def crowd(sqlite_url: str, at: datetime) -> Iterator[Crowd]:
    with open_store(sqlite_url, durable=False) as store:
        yield make_crowd(store, at)


def named(crowd: Crowd, *nodes: str) -> set[str]:
    names = {one.id: one.name for one in list_units(crowd.store, crowd.round.id)}
    return {names[one] for one in list_named_units(crowd.store, crowd.round, nodes)}


def test_names_that_may_not_be_seen_become_numbers() -> None:
    found = mask_units(UNITS, {2, 3}, "secret", say)

    assert {one.id for one in found} == {one.id for one in UNITS}
    assert [one.name for one in found] == [
        "City 2",
        "City 3",
        *(say(number) for number in range(1, 11)),
    ]
    assert all(one.profile for one in found[:2])
    assert not any(one.profile for one in found[2:])


def test_numbers_stay_and_follow_no_order_that_the_room_knows() -> None:
    first, again, other = (
        [one.id for one in mask_units(units, (), secret, say)]
        for units, secret in ((UNITS, "s"), (UNITS[::-1], "s"), (UNITS, "another"))
    )

    assert again == first
    assert first != sorted(first)
    assert other != first


def test_scores_stay_with_their_units(crowd: Crowd) -> None:
    crowd.fill(7)
    crowd.join("Ana", 0.99, "named")
    results = round_results(crowd.store, crowd.round.id)
    was = dict(
        zip((one.id for one in results.units), results.scores.node("law"), strict=True)
    )

    agreed = list_named_units(crowd.store, crowd.round, ["whole", "law"])
    found = mask_results(results, agreed, "secret", say)

    now = dict(
        zip((one.id for one in found.units), found.scores.node("law"), strict=True)
    )
    assert now == was
    assert [one.name for one in found.units] == ["Ana", *map(say, range(1, 8))]
    assert [one.id for one in found.units] != [one.id for one in results.units]


def test_two_rounds_side_by_side_name_nobody_else(crowd: Crowd) -> None:
    later = make_crowd(crowd.store, crowd.at, key="later")
    for one, score in ((crowd, 0.2), (later, 0.6)):
        for name in ("Ana", "Bo", "Cy"):
            one.join(name, score, "named" if name == "Bo" else "spread")
    crowd.join("Di", 0.3)
    found = compare_rounds(crowd.store, crowd.round.id, later.round.id)
    named = list_named_units(later.store, later.round, ["law"])

    masked = mask_movement(found, named, "secret", say)

    assert {one.name for one in masked.units} <= {"Bo", *map(say, range(1, 4))}
    assert [one.name for one in masked.only_former] != ["Di"]
    assert next(one.unit.name for one in masked.list_moved("law")) == "Bo"
    assert {one.unit.id for one in masked.list_moved("law")} == {
        one.id for one in found.units
    }


def test_a_unit_is_named_where_all_that_is_shown_may_be_seen(crowd: Crowd) -> None:
    crowd.join("Ana", 0.4, "named")
    crowd.join("Bo", 0.8)
    crowd.decide("Bo", {"law": "named"})

    assert named(crowd, "whole", "law") == {"Ana"}
    assert named(crowd, "law") == {"Ana", "Bo"}
    crowd.round = declare_peers(crowd.store, crowd.round.id, "spread", crowd.at)
    assert named(crowd, "law") == set()


def test_a_room_of_six_shows_how_it_spreads() -> None:
    assert shows_distribution(UNITS[:6])
    assert not shows_distribution(UNITS[:5])
