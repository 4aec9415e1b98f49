"""Milestones: a plan in the order of its days, without circles."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import units
from meter.fieldwork.given.errors import PastDayError, TitleError
from meter.network.errors import (
    ChangedMeanwhileError,
    MilestoneDaysError,
    MilestoneOrderError,
)
from meter.network.milestones import add_milestone, change_milestone, list_milestones
from meter.network.records import MilestoneDraft

if TYPE_CHECKING:
    from meter.network.records import Milestone
    from tests.meter.network.conftest import Network

DUE = dt.date(2027, 6, 18)


def draft(title: str = "Charter", due_on: dt.date = DUE, **said: Any) -> MilestoneDraft:
    return MilestoneDraft(title, due_on, **said)


def add(network: Network, *said: Any, **more: Any) -> Milestone:
    return add_milestone(
        network.store, network.workshop.id, draft(*said, **more), "Ada", network.at
    )


def change(
    network: Network, one: Milestone, seen: int, *said: Any, **more: Any
) -> Milestone:
    return change_milestone(
        network.store,
        network.workshop.id,
        one.id,
        draft(*said, **more),
        "Bea",
        network.at,
        seen=seen,
    )


def test_a_plan_is_kept_in_the_order_of_its_days(everywhere: Network) -> None:
    later = add(everywhere, "Visits", DUE + dt.timedelta(days=30))
    first = add(
        everywhere,
        details="All sign it.",
        lead_id=everywhere.strong.id,
        begins_on=DUE - dt.timedelta(days=3),
    )
    found = list_milestones(everywhere.store, everywhere.workshop.id)
    assert found == [first, later]
    assert first.leader == "Strong"
    assert later.leader == ""
    changed = change(everywhere, later, 1, "Visits", after_id=first.id, lead_name="Bo")
    assert (changed.revision, changed.after_id) == (2, first.id)
    assert (changed.leader, changed.changed_by) == ("Bo", "Bea")


def test_a_stale_change_writes_nothing(everywhere: Network) -> None:
    one = add(everywhere)
    changed = change(everywhere, one, 1, "The charter")
    for seen in (0, 1, 3):
        with pytest.raises(ChangedMeanwhileError):
            change(everywhere, one, seen, "Mine")
    assert list_milestones(everywhere.store, everywhere.workshop.id) == [changed]


def test_nothing_waits_for_itself(network: Network) -> None:
    first = add(network, "One")
    second = add(network, "Two", after_id=first.id)
    third = add(network, "Three", after_id=second.id)
    with pytest.raises(MilestoneOrderError) as caught:
        change(network, first, 1, "One", after_id=third.id)
    assert caught.value.titles == ("One", "Three", "Two", "One")
    with pytest.raises(MilestoneOrderError):
        change(network, first, 1, "One", after_id=first.id)


def test_it_names_only_what_is_in_the_network(network: Network) -> None:
    owner = network.workshop.owner_id
    stranger = units.save_unit(network.store, owner, "Stranger", {}, network.at)
    with pytest.raises(NotFoundError):
        add(network, lead_id=stranger.id)
    with pytest.raises(NotFoundError):
        add(network, after_id=99)
    with pytest.raises(NotFoundError):
        change_milestone(
            network.store,
            network.workshop.id,
            99,
            draft(),
            "Ada",
            network.at,
            seen=1,
        )
    assert list_milestones(network.store, network.workshop.id) == []


def test_its_days_and_title_say_something(network: Network) -> None:
    with pytest.raises(MilestoneDaysError):
        add(network, begins_on=DUE + dt.timedelta(days=1))
    with pytest.raises(TitleError):
        add(network, " ")


@pytest.mark.parametrize(
    ("state", "overdue"),
    [("planned", True), ("begun", True), ("done", False), ("dropped", False)],
)
def test_only_what_is_to_be_reached_is_overdue(
    network: Network, state: Any, overdue: bool
) -> None:
    one = add(network, state=state)
    assert not one.is_overdue(DUE)
    assert one.is_overdue(DUE + dt.timedelta(days=1)) is overdue


def test_a_day_of_another_century_is_no_plan(network: Network) -> None:
    slip = dt.date(1927, 6, 18)
    with pytest.raises(PastDayError):
        add(network, "Charter", slip)
    with pytest.raises(PastDayError):
        add(network, begins_on=slip)
    one = add(network)
    with pytest.raises(PastDayError):
        change(network, one, 1, "Charter", slip)
    assert list_milestones(network.store, network.workshop.id) == [one]
