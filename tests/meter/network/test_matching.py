"""Matches come from what cities say, and from results only where they agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meter.network.consents import take_part
from meter.network.matching import Match, load_board, suggest
from meter.network.records import ConsentDraft, Reason, Topic
from meter.network.twinnings import propose
from tests.meter.network.conftest import THEMES

if TYPE_CHECKING:
    from meter.network.matching import Board
    from meter.records import Unit
    from tests.meter.network.conftest import Network


def join(network: Network, unit: Unit, seen: int = 0, **said: Any) -> Board:
    take_part(
        network.store,
        network.workshop.id,
        unit.id,
        ConsentDraft(**said),
        "Ana",
        network.at,
        seen=seen,
        themes=THEMES,
    )
    return load_board(network.store, network.workshop)


def test_nobody_is_on_the_board_who_did_not_agree(network: Network) -> None:
    board = load_board(network.store, network.workshop)
    assert (board.consents, list(board.topics)) == ({}, [])
    assert suggest(board) == []

    board = join(network, network.weak, draws=True)
    assert set(board.consents) == {network.weak.id}
    assert {one.unit_id for one in board.topics} == {network.weak.id}
    assert board.list_matches(network.weak.id) == []
    assert board.list_matches(network.strong.id) == []


def test_nothing_is_drawn_from_a_result_without_the_tick(network: Network) -> None:
    join(network, network.weak)
    board = join(network, network.strong, names_levels=True)
    assert list(board.topics) == []
    assert suggest(board) == []

    board = join(network, network.strong, 1, draws=True)
    assert list(board.topics) == [
        Topic(network.strong.id, "offer", "rules", is_drawn=True)
    ]
    # One of two results does not make a match of results.
    assert suggest(board) == []


def test_results_of_two_who_agree_make_a_match(network: Network) -> None:
    strong, weak = network.strong.id, network.weak.id
    join(network, network.weak, draws=True)
    board = join(network, network.strong, draws=True)

    expected = (Reason("rules", weak, (weak, strong)),)
    assert suggest(board) == [Match((weak, strong), expected)]
    assert board.list_matches(weak) == [Match((weak, strong), expected)]
    assert board.list_matches(strong) == [Match((strong, weak), expected)]


def test_what_a_city_says_counts_before_its_result(network: Network) -> None:
    weak, other = network.weak.id, network.other.id
    join(network, network.weak, draws=True, topics={"rules": "offer"})
    board = join(network, network.other, topics={"rules": "need"})
    assert [one for one in board.topics if one.unit_id == weak] == [
        Topic(weak, "offer", "rules")
    ]
    reasons = (Reason("rules", other),)
    assert suggest(board) == [Match((weak, other), reasons)]


def test_a_drawn_offer_meets_a_declared_need_and_falls_with_the_tick(
    network: Network,
) -> None:
    strong, other = network.strong.id, network.other.id
    join(network, network.strong, draws=True)
    board = join(network, network.other, topics={"rules": "need"})
    (match,) = board.list_matches(other)
    assert match.reasons == (Reason("rules", other, (strong,)),)
    made = propose(
        network.store, network.workshop.id, match.pair, match.reasons, network.at
    )
    assert board.list_standing(made) == list(match.reasons)

    board = join(network, network.strong, 1)

    assert board.list_standing(made) == []
    assert board.list_matches(other) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "named"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_levels_are_named_where_both_agree(
    network: Network, mine: bool, theirs: bool, named: bool
) -> None:
    strong, weak = network.strong.id, network.weak.id
    join(network, network.weak, names_levels=mine)
    board = join(network, network.strong, names_levels=theirs)
    levels = [
        board.find_level(*pair, "rules") for pair in ((weak, strong), (strong, weak))
    ]
    assert levels == ([0.5, 1.0] if named else [None, None])
    assert board.find_level(weak, network.other.id, "rules") is None
