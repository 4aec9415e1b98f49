"""Who is known by name stays known, and is open where it agreed to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.exporting import record_export
from meter.fieldwork.rounds import draft_round, open_round
from meter.publication.known import (
    Known,
    Packaged,
    count_packaged,
    list_hidden,
    list_known,
)
from meter.publication.packaged import Judged, Member
from meter.publication.related import list_related
from tests.meter.peers.crowd import Crowd
from tests.meter.publication.test_editions import decide, gather, make, package

if TYPE_CHECKING:
    from meter.records import Round


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
    assert count_packaged(crowd.store, crowd.round) == Packaged(3, 1, 0)

    decide(crowd, "Told", "open")
    assert count_packaged(crowd.store, crowd.round) == Packaged(4, 0, 0)


def test_a_name_in_a_package_stays_known_when_it_is_taken_back(crowd: Crowd) -> None:
    crowd.fill(2)
    unit = unit_of(crowd, "City 01")
    decide(crowd, "City 01", "open")
    judged = Judged({unit: Member(1, is_named=True)}, 0, frozenset())
    record_export(crowd.store, crowd.round.id, crowd.at, judged=judged)
    decide(crowd, "City 01", "nothing")

    assert find(crowd) == Known(frozenset(), frozenset({unit}))
    assert find(crowd).all == {unit}


def follow(crowd: Crowd, key: str = "second") -> Crowd:
    """Open a round that starts from the answers of another."""
    drafted = draft_round(
        crowd.store,
        crowd.owner.id,
        key,
        "Second",
        crowd.instrument,
        at=crowd.at,
        peers="named",
        former_round_id=crowd.round.id,
    )
    asked: Round = open_round(crowd.store, drafted.id, crowd.at)
    return Crowd(crowd.store, crowd.at, crowd.owner, crowd.instrument, asked)


def hidden(crowd: Crowd) -> set[int]:
    with crowd.store.read() as connection:
        return list_hidden(connection, crowd.round.id)


def test_who_agrees_is_not_open_yet_while_that_uncovers_others(crowd: Crowd) -> None:
    names = crowd.fill(6)
    package(crowd, *names)
    for name in names[:5]:
        decide(crowd, name, "open")
    five = {unit_of(crowd, name) for name in names[:5]}
    whole = five | {unit_of(crowd, names[5])}

    assert find(crowd) == Known(frozenset(), frozenset(), frozenset(five))
    assert count_packaged(crowd.store, crowd.round) == Packaged(6, 0, 5)
    assert hidden(crowd) == whole

    decide(crowd, names[5], "open")
    assert find(crowd) == Known(frozenset(whole), frozenset())
    assert hidden(crowd) == set()


def test_one_of_six_that_agrees_leaves_five_and_is_open(crowd: Crowd) -> None:
    names = crowd.fill(6)
    package(crowd, *names)
    decide(crowd, names[0], "open")

    assert find(crowd).open == {unit_of(crowd, names[0])}
    assert len(hidden(crowd)) == 5


def test_who_agrees_and_does_not_count_is_not_open(crowd: Crowd) -> None:
    crowd.invite("Late")
    decide(crowd, "Late", "open")

    assert find(crowd) == Known(frozenset(), frozenset())


def test_rounds_that_start_from_each_other_are_related_and_others_are_not(
    crowd: Crowd,
) -> None:
    second = follow(crowd)
    third, beside = follow(second, "third"), follow(crowd, "beside")
    whole = [one.round.id for one in (crowd, second, third, beside)]

    with crowd.store.read() as connection:
        for number in whole:
            assert list_related(connection, number) == whole


def test_a_name_in_an_edition_of_the_first_round_is_known_in_the_second(
    crowd: Crowd,
) -> None:
    gather(crowd, 6)
    decide(crowd, "City 01", "named")
    make(crowd)
    second = follow(crowd)
    second.fill(6)

    assert find(second).by_name == {unit_of(crowd, "City 01")}
    assert count_packaged(second.store, second.round) == Packaged(5, 1, 0)


def test_a_package_of_the_first_round_hides_a_name_in_the_second(
    crowd: Crowd,
) -> None:
    package(crowd, *crowd.fill(6))
    second = follow(crowd)
    gather(second, 6)
    decide(second, "City 01", "named")

    assert make(second).figures.named == ()
    assert unit_of(crowd, "City 01") in hidden(second)


def test_and_one_of_the_second_a_name_in_the_first(crowd: Crowd) -> None:
    gather(crowd, 6)
    decide(crowd, "City 01", "named")
    second = follow(crowd)
    package(second, *second.fill(6))

    assert make(crowd).figures.named == ()


def test_who_agrees_in_one_round_is_open_once_it_agrees_in_the_other(
    crowd: Crowd,
) -> None:
    package(crowd, *crowd.fill(6))
    second = follow(crowd)
    second.fill(6)
    decide(second, "City 01", "open")
    unit = unit_of(crowd, "City 01")
    assert find(second) == Known(frozenset(), frozenset(), frozenset({unit}))

    decide(crowd, "City 01", "open")
    assert find(second) == Known(frozenset({unit}), frozenset())


def test_who_is_held_back_may_leave_too_few_for_another(crowd: Crowd) -> None:
    """Of the six in the package of the second round one did not agree in the first."""
    names = crowd.fill(6)
    package(crowd, names[0])
    second = follow(crowd)
    package(second, *second.fill(6))
    for name in names:
        decide(second, name, "open")

    units = {unit_of(crowd, name) for name in names}
    assert find(second) == Known(frozenset(), frozenset(), frozenset(units))
    decide(crowd, names[0], "open")
    assert find(second).open == units
