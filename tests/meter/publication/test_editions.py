"""Editions stay as they are; names go as soon as their unit takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.errors import NotFoundError
from meter.fieldwork.accounts import add_account
from meter.fieldwork.exporting import record_export
from meter.publication.agreements import agree, list_agreements
from meter.publication.editions import (
    list_editions,
    look_ahead,
    publish,
    read_edition,
    withdraw_edition,
)
from meter.publication.errors import (
    EditionWithdrawnError,
    NobodyAgreedError,
)
from meter.publication.packaged import Judged, Member
from meter.publication.records import Figures
from meter.storage.repository import audit
from tests.meter.peers.crowd import NODES

if TYPE_CHECKING:
    from meter.publication.records import Edition, PublicLevel
    from tests.meter.peers.crowd import Crowd


def decide(crowd: Crowd, name: str, level: PublicLevel) -> None:
    sent = crowd.invited[name]
    before = list_agreements(crowd.store, sent.response_id)
    seen = before[-1].id if before else 0
    agree(crowd.store, sent, level, seen, crowd.at)


def gather(crowd: Crowd, count: int, level: PublicLevel = "counted") -> list[str]:
    names = crowd.fill(count)
    for name in names:
        decide(crowd, name, level)
    return names


def make(crowd: Crowd) -> Edition:
    return publish(crowd.store, crowd.round.id, "CC-BY-4.0", crowd.at, by=crowd.owner)


def names(crowd: Crowd, number: int = 1) -> list[str]:
    found = read_edition(crowd.store, crowd.round.id, number)
    return [one.name for one in found.figures.named]


def withheld(found: Edition) -> set[str | None]:
    return {one.withheld for one in found.figures.spreads}


def test_nothing_is_published_of_whom_did_not_agree(crowd: Crowd) -> None:
    crowd.fill(8)
    with pytest.raises(NobodyAgreedError):
        make(crowd)
    assert look_ahead(crowd.store, crowd.round).figures is None

    decide(crowd, "City 00", "counted")
    told = make(crowd).figures

    assert (told.submitted, told.units, told.named) == (8, 1, ())
    assert {one.withheld for one in told.spreads} == {"few"}


def test_what_is_read_is_what_was_seen_ahead(crowd: Crowd) -> None:
    gather(crowd, 7)
    decide(crowd, "City 03", "named")

    ahead = look_ahead(crowd.store, crowd.round)
    made = make(crowd)

    assert made.figures == ahead.figures
    assert ahead.levels == {"counted": 6, "named": 1}
    assert read_edition(crowd.store, crowd.round.id, 1) == made
    assert Figures.from_document(made.figures.to_document()) == made.figures
    assert names(crowd) == ["City 03"]


def test_a_name_that_is_taken_back_is_gone_and_figures_stay(crowd: Crowd) -> None:
    gather(crowd, 8)
    decide(crowd, "City 03", "named")
    made = make(crowd)
    assert withheld(made) == {None}

    decide(crowd, "City 03", "nothing")

    assert names(crowd) == []
    found = read_edition(crowd.store, crowd.round.id, 1)
    assert found.figures.spreads == made.figures.spreads
    decide(crowd, "City 03", "named")
    assert names(crowd) == ["City 03"]


def test_an_edition_is_numbered_on_and_stays_as_it_was(crowd: Crowd) -> None:
    gather(crowd, 6)
    first = make(crowd)
    gather(crowd, 6)
    second = make(crowd)

    assert (first.number, second.number) == (1, 2)
    assert (first.figures.units, second.figures.units) == (6, 12)
    assert withheld(second) == {None}
    assert read_edition(crowd.store, crowd.round.id, 1) == first
    found = list_editions(crowd.store, crowd.round.id)
    assert [one.number for one in found] == [2, 1]


def test_one_unit_more_than_last_time_is_not_told(crowd: Crowd) -> None:
    gather(crowd, 6)
    make(crowd)
    crowd.join("Late", 0.9)
    decide(crowd, "Late", "counted")

    assert withheld(make(crowd)) == {"changed"}
    # What was withheld taught nobody anything.
    gather(crowd, 5)
    assert withheld(make(crowd)) == {None}


def test_one_submission_anew_is_not_told(crowd: Crowd) -> None:
    gather(crowd, 6)
    make(crowd)
    crowd.submit("City 00", dict.fromkeys(NODES, 0.99))

    assert withheld(make(crowd)) == {"changed"}


def test_a_withdrawn_edition_is_not_read_and_still_counts_as_seen(
    crowd: Crowd,
) -> None:
    gather(crowd, 6)
    make(crowd)
    for _ in range(2):
        withdraw_edition(crowd.store, crowd.round.id, 1, crowd.at, by=crowd.owner)

    with pytest.raises(EditionWithdrawnError):
        read_edition(crowd.store, crowd.round.id, 1)
    assert list_editions(crowd.store, crowd.round.id) == []
    crowd.join("Late", 0.9)
    decide(crowd, "Late", "counted")
    second = make(crowd)
    assert (second.number, withheld(second)) == (2, {"changed"})


def test_what_is_done_is_in_the_trail_and_only_the_organiser_does_it(
    crowd: Crowd,
) -> None:
    gather(crowd, 6)
    other = add_account(crowd.store, "other@example.org", "Other", crowd.at)
    for attempt in (
        lambda: publish(crowd.store, crowd.round.id, "CC0-1.0", crowd.at, by=other),
        lambda: withdraw_edition(crowd.store, crowd.round.id, 1, crowd.at, by=other),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    make(crowd)
    withdraw_edition(crowd.store, crowd.round.id, 1, crowd.at, by=crowd.owner)

    with crowd.store.read() as connection:
        entries = audit.list_entries(connection, Scope(round_id=crowd.round.id))
    acts = [(one.action, one.detail) for one in entries if "edition" in one.action]
    assert sorted(acts) == [
        ("edition_published", {"edition": 1}),
        ("edition_withdrawn", {"edition": 1}),
    ]


def test_there_is_no_edition_of_a_number_that_was_not_made(crowd: Crowd) -> None:
    with pytest.raises(NotFoundError):
        read_edition(crowd.store, crowd.round.id, 1)
    with pytest.raises(NotFoundError):
        withdraw_edition(crowd.store, crowd.round.id, 1, crowd.at)


def package(crowd: Crowd, *units: str, is_named: bool = False) -> None:
    members = {
        crowd.invited[name].unit_id: Member(1, is_named=is_named) for name in units
    }
    judged = Judged(members, 0, frozenset())
    record_export(crowd.store, crowd.round.id, crowd.at, judged=judged)


def test_who_stands_in_a_package_without_its_name_is_counted_and_not_named(
    crowd: Crowd,
) -> None:
    told = gather(crowd, 8)
    decide(crowd, "City 01", "named")
    decide(crowd, "City 02", "named")
    package(crowd, *{*told} - {"City 02"})

    assert look_ahead(crowd.store, crowd.round).unnamed == 1
    made = make(crowd)
    assert (made.figures.units, names(crowd)) == (8, ["City 02"])

    decide(crowd, "City 01", "open")
    assert look_ahead(crowd.store, crowd.round).unnamed == 0
    make(crowd)
    assert names(crowd, 2) == ["City 01", "City 02"]


def test_who_was_published_by_name_since_a_package_is_named_again(
    crowd: Crowd,
) -> None:
    gather(crowd, 8)
    package(crowd, "City 01")
    decide(crowd, "City 01", "open")
    make(crowd)
    decide(crowd, "City 01", "named")

    make(crowd)

    assert names(crowd, 2) == ["City 01"]


def test_who_agrees_is_not_named_yet_while_that_uncovers_others(crowd: Crowd) -> None:
    told = gather(crowd, 11)
    package(crowd, *told[:6])
    for name in told[:5]:
        decide(crowd, name, "open")

    ahead = look_ahead(crowd.store, crowd.round)
    assert (ahead.unnamed, ahead.held) == (0, 5)
    make(crowd)
    assert names(crowd) == []

    decide(crowd, told[5], "open")
    assert look_ahead(crowd.store, crowd.round).held == 0
    make(crowd)
    assert names(crowd, 2) == told[:6]
