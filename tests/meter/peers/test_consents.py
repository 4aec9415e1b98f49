"""A focal point decides what peers see; the last word holds, and all are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.errors import DelegateError
from meter.peers.consents import decide, load_decided
from meter.peers.errors import (
    ConsentExceedsError,
    ConsentNodeError,
    ConsentsChangedError,
)
from tests.meter.peers.crowd import NODES, make_crowd

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import PeerLevel
    from meter.storage import Store
    from tests.meter.peers.crowd import Crowd


def levels(crowd: Crowd, name: str = "Marenda") -> dict[str, PeerLevel]:
    return load_decided(crowd.store, crowd.round, crowd.id_of(name)).levels


def test_nothing_is_shown_before_a_unit_decides(crowd: Crowd) -> None:
    crowd.join("Marenda", 0.5, "nothing")

    decided = load_decided(crowd.store, crowd.round, crowd.id_of("Marenda"))

    assert decided.history == []
    assert (decided.level_of("law"), decided.seen) == ("nothing", 0)


def test_each_node_is_decided_by_itself_and_all_is_kept(crowd: Crowd) -> None:
    crowd.join("Marenda", 0.5, "nothing")

    crowd.decide("Marenda", {"law": "named", "whole": "spread"})
    decided = crowd.decide("Marenda", {"law": "nothing"})

    assert decided.levels == {"law": "nothing", "whole": "spread"}
    assert [(one.node, one.level) for one in decided.history] == [
        ("law", "named"),
        ("whole", "spread"),
        ("law", "nothing"),
    ]
    assert {one.who for one in decided.history} == {"Focal Marenda"}


def test_the_same_decision_again_is_none(crowd: Crowd) -> None:
    crowd.join("Marenda", 0.5)

    again = crowd.decide("Marenda", dict.fromkeys(NODES, "spread"))

    assert len(again.history) == len(NODES)


def test_a_page_that_is_out_of_date_overwrites_nothing(crowd: Crowd) -> None:
    crowd.join("Marenda", 0.5)
    sent = crowd.invited["Marenda"]
    old = load_decided(crowd.store, crowd.round, sent.response_id).seen
    crowd.decide("Marenda", {"law": "nothing"})

    with pytest.raises(ConsentsChangedError) as caught:
        decide(crowd.store, sent, {"law": "named"}, old, crowd.at)

    assert (caught.value.who, caught.value.at) == ("Focal Marenda", crowd.at)
    assert levels(crowd)["law"] == "nothing"


def test_only_a_focal_point_decides(crowd: Crowd) -> None:
    crowd.join("Marenda", 0.5, "nothing")
    delegate = replace(crowd.invited["Marenda"], invited_by=1)

    with pytest.raises(DelegateError):
        decide(crowd.store, delegate, {"law": "spread"}, 0, crowd.at)


def test_a_unit_shows_no_more_than_the_round_declares(
    store: Store, at: datetime
) -> None:
    crowd = make_crowd(store, at, "spread")
    crowd.join("Marenda", 0.5)

    with pytest.raises(ConsentExceedsError):
        crowd.decide("Marenda", {"law": "named"})
    with pytest.raises(ConsentNodeError):
        crowd.decide("Marenda", {"law_plan": "spread"})

    assert levels(crowd) == dict.fromkeys(NODES, "spread")


def test_withdrawing_is_always_taken(crowd: Crowd) -> None:
    crowd.join("Marenda", 0.5, "named")

    crowd.decide("Marenda", {"skills": "spread"})

    assert levels(crowd)["skills"] == "spread"
