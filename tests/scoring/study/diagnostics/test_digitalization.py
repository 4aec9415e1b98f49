"""The digitalization fallacy: D by hand, and the fewest steps that lift a median."""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw
from hypothesis import given, settings
from hypothesis import strategies as st
from patterned import diagnose_one

from instruments.model.answers import Missing
from scoring.study.diagnostics.digitalization import find_fewest

if TYPE_CHECKING:
    from scoring.study.diagnostics import Diagnosis

PILLARS = "tclpo"

NODES = {
    "index": {"of": dict.fromkeys(PILLARS, 1)},
    **{pillar: [f"{pillar}1", f"{pillar}2"] for pillar in PILLARS},
}

INSTRUMENT = draw([f"{pillar}{k}" for pillar in PILLARS for k in (1, 2)], NODES)

DECLARED = {
    "kind": "digitalization",
    "title": "Digitalization fallacy",
    "node": "t",
    "others": ["c", "l", "p", "o"],
}


def find(levels: str, **fields: Any) -> Diagnosis:
    """Answer ten items by their levels, two a pillar; a dash does not apply."""
    answers = {
        key: Missing.NOT_APPLICABLE if level == "-" else LEVELS[int(level)]
        for key, level in zip(INSTRUMENT.items, levels.replace(" ", ""), strict=True)
    }
    return diagnose_one(INSTRUMENT, {**DECLARED, **fields}, answers)


def test_d_is_the_lead_over_the_median_of_the_others() -> None:
    found = find("43 22 11 31 00")
    others = [4 / 8, 2 / 8, 4 / 8, 0]
    assert found.numbers == pytest.approx(
        {"T": 7 / 8, "median": (2 / 8 + 4 / 8) / 2, "D": 7 / 8 - median(others)}
    )
    assert found.strength == pytest.approx((7 / 8 - 3 / 8) / 0.20)


def test_a_pillar_without_a_score_is_left_out_of_the_median() -> None:
    found = find("43 22 11 31 --")
    assert found.numbers["median"] == pytest.approx(median([4 / 8, 2 / 8, 4 / 8]))


def test_technology_without_a_score_is_not_enough_to_tell() -> None:
    found = find("-- 22 22 22 22")
    assert (found.level, found.numbers["D"]) == ("not_enough", None)


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ("22 22 22 22 22", "none"),
        ("32 22 22 22 22", "watch"),
        ("33 22 22 22 22", "finding"),
        ("43 22 22 22 22", "strong"),
        ("22 00 00 00 00", "strong"),
        ("21 00 00 00 00", "none"),
    ],
)
def test_the_lead_and_the_height_of_technology_decide(levels: str, level: str) -> None:
    # Leads of 0, 1/8, 2/8, 3/8 and 4/8; at last T = 3/8 is under its minimum.
    assert find(levels).level == level


def test_the_node_is_named_by_its_title() -> None:
    assert find("44 00 00 00 00").sentences[0].facts["node"] == "Node"


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.integers(2, 9))
def test_a_better_other_pillar_never_widens_the_lead(
    numbers: list[int], item: int
) -> None:
    better = [min(k + (place == item), 4) for place, k in enumerate(numbers)]
    here, there = (find("".join(map(str, one))) for one in (numbers, better))
    assert (there.numbers["D"] or 0) <= (here.numbers["D"] or 0) + 1e-12


WALKS = st.lists(
    st.lists(st.integers(1, 3), max_size=4).map(
        lambda steps: [0.0, *map(float, itertools.accumulate(steps))]
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=200)
@given(WALKS, st.lists(st.integers(0, 4), min_size=5, max_size=5), st.integers(1, 10))
def test_no_fewer_steps_lift_a_median(
    walks: list[list[float]], starts: list[int], bound: int
) -> None:
    moved = [
        [value + start for value in walk]
        for walk, start in zip(walks, starts, strict=False)
    ]

    counts = find_fewest(moved, bound)

    ways = itertools.product(*(range(len(walk)) for walk in moved))
    enough = [
        sum(way)
        for way in ways
        if median(walk[k] for walk, k in zip(moved, way, strict=True)) >= bound
    ]
    if enough:
        reached = median(walk[k] for walk, k in zip(moved, counts, strict=True))
        assert reached >= bound
        assert sum(counts) == min(enough)
    else:
        assert sum(counts) == 0
