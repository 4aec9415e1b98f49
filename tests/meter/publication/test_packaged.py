"""Packages together give nobody away: not by who came, left or changed in between."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.fieldwork.exporting import record_export
from meter.peers.cover import FEWEST
from meter.publication.errors import PackageOvertakenError, TooFewAlikeError
from meter.publication.packaged import (
    Judged,
    Member,
    divide,
    list_named,
    list_packages,
    list_sheltered,
    list_uncovering,
    read_members,
    write_members,
)
from tests.meter.publication.test_editions import decide, gather, make

if TYPE_CHECKING:
    from meter.publication.packaged import Package
    from tests.meter.peers.crowd import Crowd

AT = datetime(2026, 11, 21, tzinfo=UTC)


def pack(submissions: dict[int, int], *alike: set[int]) -> Package:
    """Make a package in which the same facts are told of units of one set."""
    return {
        unit: Member(one, next((n for n, s in enumerate(alike, 1) if unit in s), 0))
        for unit, one in submissions.items()
    }


def first(units: int, submission: int = 1) -> dict[int, int]:
    return dict.fromkeys(range(units), submission)


def test_the_first_package_and_the_same_one_again_are_made() -> None:
    for count in (1, 20):
        assert divide(first(count), [], ()) == [[*range(count)]]
        assert divide(first(count), [pack(first(count))], ()) == [[*range(count)]]


@pytest.mark.parametrize("few", [1, FEWEST - 1])
def test_a_few_that_came_left_or_submitted_anew_stop_the_next_package(few: int) -> None:
    before = [pack(first(20))]
    for now in (first(20 + few), first(20 - few), first(20) | first(few, 2)):
        with pytest.raises(TooFewAlikeError):
            divide(now, before, ())


def test_as_many_as_hide_each_other_do_not() -> None:
    before = [pack(first(20))]

    assert len(divide(first(20 + FEWEST), before, ())) == 2
    assert len(divide(first(20 - FEWEST), before, ())) == 1
    assert len(divide(first(20) | first(FEWEST, 2), before, ())) == 2


def test_changes_that_are_enough_by_themselves_are_too_few_together() -> None:
    """Six come, then six submit anew, of whom five had come and one had been there."""
    before = [pack(first(12)), pack(first(18))]
    now = first(18) | dict.fromkeys(range(11, 17), 2)

    divide(now, before[1:], ())
    with pytest.raises(TooFewAlikeError):
        divide(now, before, ())


def test_who_is_few_among_those_of_the_same_facts_stops_it_too() -> None:
    """Twelve submit anew, ten of one region and two of the other."""
    before = [pack(first(24), {*range(12)}, {*range(12, 24)})]
    now = first(24) | dict.fromkeys(range(2, 14), 2)

    divide(now, [pack(first(24))], ())
    with pytest.raises(TooFewAlikeError):
        divide(now, before, ())


def test_the_known_hide_nobody_and_stop_nothing() -> None:
    before = [pack(first(20))]
    newcomers = {20, 21, 22}

    assert divide(first(23), before, newcomers) == [[*range(20)]]
    with pytest.raises(TooFewAlikeError):
        divide(first(26), before, newcomers)


def test_who_was_few_already_does_not_stop_what_tells_nothing_more() -> None:
    assert divide(first(2, 2), [pack(first(2))], ()) == [[0, 1]]
    assert divide(first(6), [pack(first(6))], {0}) == [[1, 2, 3, 4, 5]]


def test_naming_some_leaves_the_others_hidden_or_none_is_named() -> None:
    packages = [pack(first(12), {*range(6)})]

    assert list_uncovering(packages, set(), {*range(5)}) == {*range(5)}
    assert list_uncovering(packages, {1}, {0}) == {0}
    assert list_uncovering(packages, set(), {0, 6, 7}) == {6, 7}
    for named in ({0}, {0, 6}, {*range(6)}, {*range(12)}, {99}):
        assert list_uncovering(packages, set(), named) == set()


def test_whoever_looked_alike_once_and_not_again_hides_nobody() -> None:
    """Of twelve alike six submitted anew."""
    packages = [pack(first(12)), pack(first(12) | first(6, 2))]

    assert list_uncovering(packages[:1], set(), {0, 1}) == set()
    assert list_uncovering(packages, set(), {0, 1}) == {0, 1}
    assert list_uncovering([], set(), {0, 1}) == set()


def test_members_come_back_from_the_trail(crowd: Crowd) -> None:
    store, number = crowd.store, crowd.round.id
    crowd.join("Open", 0.5)
    decide(crowd, "Open", "open")
    assert crowd.invited["Open"].unit_id == 1
    members = {1: Member(7, 1, is_named=True), 3: Member(5)}
    assert write_members(members) == [[1, 7, 1, 1], [3, 5, 0, 0]]

    record_export(store, number, AT)
    judged = Judged(members, 0, frozenset())
    record_export(store, number, AT, judged=judged)
    record_export(store, number, AT, judged=judged, with_names=True)

    with store.read() as connection:
        packages = list_packages(connection, number)
    assert packages == [members]
    assert (list_sheltered(packages), list_named(packages)) == ({3}, {1})
    named, _, unknown = list_entries(
        store, Scope(round_id=number, actions=("package_made",))
    )
    assert read_members(named) == members
    assert read_members(unknown) is None


def test_a_package_is_not_made_beside_one_that_it_was_not_judged_beside(
    crowd: Crowd,
) -> None:
    judged = Judged({1: Member(1)}, 0, frozenset())
    record_export(crowd.store, crowd.round.id, AT, judged=judged)

    with pytest.raises(PackageOvertakenError):
        record_export(crowd.store, crowd.round.id, AT, judged=judged)


def test_nor_with_a_unit_that_was_named_meanwhile(crowd: Crowd) -> None:
    gather(crowd, 6)
    decide(crowd, "City 01", "named")
    unit = crowd.invited["City 01"].unit_id
    judged = Judged({unit: Member(1)}, 0, frozenset())
    make(crowd)

    with pytest.raises(PackageOvertakenError):
        record_export(crowd.store, crowd.round.id, AT, judged=judged)


def test_nor_with_a_name_that_was_taken_back_meanwhile(crowd: Crowd) -> None:
    store, number = crowd.store, crowd.round.id
    crowd.join("Open", 0.5)
    decide(crowd, "Open", "open")
    unit = crowd.invited["Open"].unit_id
    judged = Judged({unit: Member(1, is_named=True)}, 0, frozenset())
    decide(crowd, "Open", "named")

    with pytest.raises(PackageOvertakenError):
        record_export(store, number, AT, judged=judged)
    decide(crowd, "Open", "open")
    record_export(store, number, AT, judged=judged)
