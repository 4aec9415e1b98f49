"""Who is known by name stays known, and is open where it agreed to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.exporting import record_export
from meter.publication.known import Known, count_packaged, list_known
from meter.publication.packaged import Judged, Member
from tests.meter.publication.test_editions import decide, gather, make

if TYPE_CHECKING:
    from tests.meter.peers.crowd import Crowd


def find(crowd: Crowd) -> Known:
    with crowd.store.read() as connection:
        return list_known(connection, crowd.round.id)


def unit_of(crowd: Crowd, name: str) -> int:
    return crowd.invited[name].unit_id


def test_nobody_is_known_whose_name_stands_nowhere(crowd: Crowd) -> None:
    gather(crowd, 6)
    make(crowd)

    assert find(crowd) == Known(frozenset(), frozenset())


def test_a_name_in_an_edition_stays_known_when_it_is_taken_back(crowd: Crowd) -> None:
    gather(crowd, 6)
    decide(crowd, "City 01", "named")
    assert find(crowd).by_name == frozenset()
    make(crowd)
    decide(crowd, "City 01", "nothing")

    assert find(crowd).by_name == {unit_of(crowd, "City 01")}


def test_a_name_shown_to_peers_is_known(crowd: Crowd) -> None:
    crowd.join("Told", 0.5, "named")
    crowd.withdraw("Told")

    assert find(crowd).by_name == {unit_of(crowd, "Told")}


def test_who_agrees_to_be_named_beside_its_answers_is_open(crowd: Crowd) -> None:
    crowd.join("Told", 0.5, "named")
    decide(crowd, "Told", "open")

    assert find(crowd) == Known(frozenset({unit_of(crowd, "Told")}), frozenset())


def test_a_package_holds_those_that_count_and_are_not_known(crowd: Crowd) -> None:
    crowd.fill(3)
    crowd.join("Told", 0.5, "named")
    crowd.invite("Late")
    assert count_packaged(crowd.store, crowd.round) == 3

    decide(crowd, "Told", "open")
    assert count_packaged(crowd.store, crowd.round) == 4


def test_a_name_in_a_package_stays_known_when_it_is_taken_back(crowd: Crowd) -> None:
    crowd.fill(2)
    unit = unit_of(crowd, "City 01")
    judged = Judged({unit: Member(1, is_named=True)}, 0, frozenset())
    record_export(crowd.store, crowd.round.id, crowd.at, judged=judged)

    assert find(crowd) == Known(frozenset(), frozenset({unit}))
    assert find(crowd).all == {unit}
