"""A twinning needs the word of both sides, and either may take back its own."""

from __future__ import annotations

import datetime as dt
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.given.errors import WordsError
from meter.network.consents import leave, take_part
from meter.network.errors import (
    AlreadyTwinnedError,
    NothingSharedError,
    NotTwinningError,
    TwinningOverError,
)
from meter.network.records import ConsentDraft, Reason
from meter.network.twinnings import agree, decline, end, list_twinnings, propose
from tests.meter.network.conftest import THEMES

if TYPE_CHECKING:
    from meter.network.records import Twinning
    from meter.records import Unit
    from tests.meter.network.conftest import Network


def join(network: Network, *units: Unit) -> None:
    for unit in units:
        take_part(
            network.store,
            network.workshop.id,
            unit.id,
            ConsentDraft(),
            "Ana",
            network.at,
            seen=0,
            themes=THEMES,
        )


def offer(network: Network, by: Unit | None = None) -> Twinning:
    pair = network.weak.id, network.strong.id
    reasons = [Reason("rules", network.weak.id, (network.weak.id,))]
    return propose(
        network.store,
        network.workshop.id,
        pair,
        reasons,
        network.at,
        by=by.id if by else None,
    )


def test_a_twinning_goes_from_proposal_to_what_came_of_it(everywhere: Network) -> None:
    store, at = everywhere.store, everywhere.at
    strong, weak = everywhere.strong, everywhere.weak
    join(everywhere, strong, weak)
    made = offer(everywhere)
    assert (made.state, made.proposed_by) == ("proposed", None)
    assert made.reasons == (Reason("rules", weak.id, (weak.id,)),)
    assert made.partner_of(weak.id) == strong

    half = agree(store, made, weak.id, at)
    assert half.state == "half_agreed"
    assert (half.agreed_at(weak.id), half.agreed_at(strong.id)) == (at, None)
    with pytest.raises(TwinningOverError):
        agree(store, made, weak.id, at)
    with pytest.raises(TwinningOverError):
        end(store, made, weak.id, "Nothing.", at)

    active = agree(store, made, strong.id, at)
    assert active.state == "active"
    with pytest.raises(TwinningOverError):
        decline(store, made, weak.id, at)
    with pytest.raises(WordsError):
        end(store, made, weak.id, " ", at)

    ended = end(store, made, strong.id, "A law.", at + dt.timedelta(days=9))
    assert (ended.state, ended.outcome, ended.ended_by) == (
        "ended",
        "A law.",
        strong.id,
    )
    assert list_twinnings(store, everywhere.workshop.id, weak.id) == [ended]
    assert list_twinnings(store, everywhere.workshop.id, everywhere.other.id) == []


def test_who_proposes_agrees_by_that(everywhere: Network) -> None:
    join(everywhere, everywhere.strong, everywhere.weak)
    for by in (everywhere.strong, everywhere.weak):
        made = offer(everywhere, by)
        assert made.state == "half_agreed"
        assert made.agreed_at(by.id) == everywhere.at
        decline(everywhere.store, made, by.id, everywhere.at)


def test_either_side_may_decline_and_it_can_be_proposed_again(
    everywhere: Network,
) -> None:
    store, at = everywhere.store, everywhere.at
    join(everywhere, everywhere.strong, everywhere.weak)
    made = offer(everywhere, everywhere.strong)
    with pytest.raises(AlreadyTwinnedError):
        offer(everywhere)

    declined = decline(store, made, everywhere.weak.id, at)

    assert declined.state == "declined"
    with pytest.raises(TwinningOverError):
        agree(store, made, everywhere.weak.id, at)
    with pytest.raises(TwinningOverError):
        decline(store, made, everywhere.strong.id, at)
    assert offer(everywhere).state == "proposed"


def test_a_city_that_does_not_take_part_is_not_proposed(everywhere: Network) -> None:
    join(everywhere, everywhere.strong)
    with pytest.raises(NotTwinningError):
        offer(everywhere)
    join(everywhere, everywhere.weak)
    with pytest.raises(NothingSharedError):
        propose(
            everywhere.store,
            everywhere.workshop.id,
            (everywhere.weak.id, everywhere.strong.id),
            [],
            everywhere.at,
        )
    with pytest.raises(NotTwinningError):
        propose(
            everywhere.store,
            everywhere.workshop.id,
            (everywhere.weak.id, 99),
            [Reason("rules", 99)],
            everywhere.at,
        )


def test_leaving_ends_what_is_under_way_and_leaves_no_trace_of_the_rest(
    everywhere: Network,
) -> None:
    store, at, workshop = everywhere.store, everywhere.at, everywhere.workshop.id
    join(everywhere, everywhere.strong, everywhere.weak)
    offer(everywhere)
    leave(store, workshop, everywhere.weak.id, at)
    assert list_twinnings(store, workshop) == []
    assert list_twinnings(store, workshop, everywhere.strong.id) == []

    join(everywhere, everywhere.weak)
    (declined,) = list_twinnings(store, workshop)
    assert declined.state == "declined"
    made = offer(everywhere)
    for unit in (everywhere.strong, everywhere.weak):
        agree(store, made, unit.id, at)
    leave(store, workshop, everywhere.weak.id, at)

    # Both had agreed to it, so both keep what it was.
    (ended,) = list_twinnings(store, workshop, everywhere.strong.id)
    assert (ended.state, ended.ended_by) == ("ended", everywhere.weak.id)


def test_two_who_propose_to_each_other_at_once_have_one_twinning(
    everywhere: Network,
) -> None:
    join(everywhere, everywhere.strong, everywhere.weak)
    together, refused = Barrier(2), []

    def run(by: Unit) -> None:
        together.wait()
        try:
            offer(everywhere, by)
        except AlreadyTwinnedError as error:
            refused.append(error)

    threads = [
        Thread(target=run, args=[by]) for by in (everywhere.strong, everywhere.weak)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(refused) == 1
    assert len(list_twinnings(everywhere.store, everywhere.workshop.id)) == 1
