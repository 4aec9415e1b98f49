from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.charts.room import Measure, Participant, Room, Spread

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

TOP = Measure("top", "Top")
SCORES: SearchStrategy[list[float]] = st.lists(
    st.one_of(st.floats(0, 100), st.just(float("nan"))), min_size=1, max_size=30
)


def room_of(scores: list[float]) -> Room:
    units = tuple(Participant(n, f"unit {n:02}") for n in range(len(scores)))
    return Room(units, TOP, (), (), {"top": np.array(scores)})


def test_spread_interpolates_the_quartiles(room: Room) -> None:
    spread = room.spread(room.parts[0])

    # Four values: the quartiles lie 3/4 and 9/4 of the way along 30, 50, 70, 90.
    assert spread.lower == pytest.approx(30 + 0.75 * 20)
    assert spread.median == pytest.approx((50 + 70) / 2)
    assert spread.upper == pytest.approx(70 + 0.25 * 20)
    assert (spread.count, spread.lowest, spread.highest) == (4, 30, 90)


def test_spread_leaves_out_units_without_a_score(room: Room) -> None:
    assert room.spread(room.leaves[1]).count == 3


def test_spread_of_nothing_has_no_numbers() -> None:
    assert room_of([float("nan")]).spread(TOP) == Spread(0)


def test_ranking_puts_the_highest_first_and_no_score_last(room: Room) -> None:
    networks = room.leaves[1]

    assert room.ranked(networks) == (3, 0, 1, 2)
    assert room.ranked(networks, falling=False) == (0, 1, 3, 2)


def test_points_are_none_without_a_score(room: Room) -> None:
    assert room.points(room.leaves[1], 2) is None
    assert room.points(room.leaves[1], 3) == 100


def test_picked_units_keep_the_order_of_choosing(room: Room) -> None:
    assert [unit.name for unit in room.picked] == ["Dune", "Arva"]
    assert replace(room, chosen=()).picked == ()


@given(SCORES)
def test_every_unit_is_ranked_once(scores: list[float]) -> None:
    room = room_of(scores)

    assert sorted(room.ranked(TOP)) == list(range(room.size))


@given(SCORES)
def test_the_middle_half_lies_within_the_range(scores: list[float]) -> None:
    spread = room_of(scores).spread(TOP)

    if spread.count:
        numbers = [
            spread.lowest,
            spread.lower,
            spread.median,
            spread.upper,
            spread.highest,
        ]
        known = [number for number in numbers if number is not None]
        assert len(known) == 5
        assert np.all(np.diff(known) >= -1e-9)
