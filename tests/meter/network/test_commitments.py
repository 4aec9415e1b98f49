"""Commitments are promises: they change in the open, and nothing of them is lost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import units
from meter.fieldwork.given.errors import PastDayError, TitleError, WordsError
from meter.network.commitments import (
    change_commitment,
    find_commitment,
    list_commitments,
    make_commitment,
)
from meter.network.errors import (
    ChangedMeanwhileError,
    ReasonMissingError,
    ThemeError,
)
from meter.network.records import CommitmentDraft
from tests.meter.network.conftest import THEMES

if TYPE_CHECKING:
    from meter.network.records import Commitment
    from tests.meter.network.conftest import Network

DUE = dt.date(2027, 6, 18)


def draft(**said: Any) -> CommitmentDraft:
    given = {"text": "Pass the law.", "owner_name": "Ana", "due_on": DUE, **said}
    return CommitmentDraft(**given)


def make(network: Network, unit_id: int | None, **said: Any) -> Commitment:
    return make_commitment(
        network.store,
        network.workshop.id,
        unit_id,
        draft(**said),
        "Ana",
        network.at,
        themes=THEMES,
    )


def change(network: Network, one: Commitment, seen: int, **said: Any) -> Commitment:
    return change_commitment(
        network.store,
        one,
        network.workshop.id,
        draft(**said),
        "Ben",
        network.at + dt.timedelta(days=1),
        seen=seen,
        themes=THEMES,
    )


def test_a_commitment_keeps_all_that_it_was(everywhere: Network) -> None:
    made = make(everywhere, everywhere.strong.id, theme="rules")
    changed = change(everywhere, made, 1, text="Draft the law.", due_on=DUE)
    done = change(everywhere, changed, 2, text="Draft the law.", state="done")

    assert [one.text for one in done.versions] == [
        "Pass the law.",
        "Draft the law.",
        "Draft the law.",
    ]
    assert [one.state for one in done.versions] == ["open", "open", "done"]
    assert [one.who for one in done.versions] == ["Ana", "Ben", "Ben"]
    assert done.unit == everywhere.strong
    workshop = everywhere.workshop.id
    assert list_commitments(everywhere.store, workshop) == [done]


def test_its_history_cannot_be_rewritten(everywhere: Network) -> None:
    make(everywhere, everywhere.strong.id)
    for statement in (
        "UPDATE commitment_versions SET text = 'Nothing'",
        "DELETE FROM commitment_versions",
    ):
        with pytest.raises(Exception, match=r"commitment_versions|only added"):
            everywhere.store.write(
                lambda one, what=statement: one.exec_driver_sql(what)  # type: ignore[misc]
            )


def test_a_stale_change_writes_nothing(everywhere: Network) -> None:
    made = make(everywhere, everywhere.strong.id)
    changed = change(everywhere, made, 1, text="Draft the law.")
    for seen in (0, 1, 3):
        with pytest.raises(ChangedMeanwhileError):
            change(everywhere, made, seen, text="Mine")
    found = list_commitments(everywhere.store, everywhere.workshop.id)
    assert found == [changed]


def test_the_organiser_promises_for_the_network(everywhere: Network) -> None:
    made = make(everywhere, None)
    store, workshop = everywhere.store, everywhere.workshop.id
    assert made.unit is None
    assert find_commitment(store, workshop, None, made.id) == made
    assert find_commitment(store, workshop, everywhere.strong.id, made.id) is None


def test_another_city_cannot_change_it(network: Network) -> None:
    made = make(network, network.strong.id)
    store, workshop = network.store, network.workshop.id
    assert find_commitment(store, workshop, network.weak.id, made.id) is None
    assert find_commitment(store, workshop, None, made.id) is None
    assert find_commitment(store, workshop + 1, network.strong.id, made.id) is None


def test_giving_up_needs_a_reason(network: Network) -> None:
    made = make(network, network.strong.id)
    with pytest.raises(ReasonMissingError):
        change(network, made, 1, state="given_up", reason=" ")
    given_up = change(network, made, 1, state="given_up", reason="No money.")
    assert given_up.now.reason == "No money."
    # A reason that was left in the form does not stay with what is open again.
    opened = change(network, given_up, 2, state="open", reason="No money.")
    assert opened.now.reason == ""


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": " "}, WordsError),
        ({"owner_name": ""}, TitleError),
        ({"theme": "law"}, ThemeError),
        ({"due_on": dt.date(1927, 6, 18)}, PastDayError),
    ],
)
def test_what_promises_nothing_is_refused(
    network: Network, said: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        make(network, network.strong.id, **said)
    assert list_commitments(network.store, network.workshop.id) == []


def test_only_cities_that_take_part_promise(network: Network) -> None:
    owner = network.workshop.owner_id
    stranger = units.save_unit(network.store, owner, "Stranger", {}, network.at)
    with pytest.raises(NotFoundError):
        make(network, stranger.id)


def test_what_is_due_first_comes_first_and_is_overdue_from_the_day_after(
    network: Network,
) -> None:
    later = make(network, network.strong.id, due_on=DUE + dt.timedelta(days=1))
    first = make(network, network.weak.id)
    found = list_commitments(network.store, network.workshop.id)
    assert found == [first, later]
    assert not first.is_overdue(DUE)
    assert first.is_overdue(DUE + dt.timedelta(days=1))
    done = change(network, first, 1, state="done")
    assert not done.is_overdue(DUE + dt.timedelta(days=1))
