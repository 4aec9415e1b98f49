"""Stages: bounds, declared edges, declared rounding and gates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import LEVELS, draw, ladder, score_all
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Answer, Missing
from scoring import compile_plan

SHARE = {"q": {"type": "number", "goalposts": {"low": 0, "high": 1}}}


def stage_of(rule: dict[str, Any], *scores: float) -> list[str | None]:
    """Stage responses whose index is the given score."""
    instrument = draw(SHARE, stages={"rule": rule})
    return score_all(instrument, *({"q": score} for score in scores)).stage_keys()


def test_a_score_on_a_bound_has_reached_it() -> None:
    rule = ladder(0, 0.25, 0.75)

    assert stage_of(rule, 0, 0.2499, 0.25, 0.7499, 0.75, 1) == [
        "s0", "s0", "s1", "s1", "s2", "s2",
    ]  # fmt: skip


def test_a_bound_declared_as_excluded_has_to_be_passed() -> None:
    rule = ladder(0, 0.25, 0.75, edge="excluded")

    assert stage_of(rule, 0, 0.25, 0.2501, 0.75, 1) == ["s0", "s0", "s1", "s1", "s2"]


def test_a_score_that_misses_a_bound_only_in_binary_is_on_it() -> None:
    tenths = draw(
        {f"i{k}": {"type": "yes_no"} for k in range(10)},
        stages={"rule": ladder(0, 0.3)},
    )
    three = {f"i{k}": "yes" if k < 3 else "no" for k in range(10)}

    assert score_all(tenths, three).stage_keys() == ["s1"]
    assert 0.1 + 0.1 + 0.1 != 0.3
    assert stage_of(ladder(0, 0.3), 0.1 + 0.1 + 0.1) == ["s1"]


# The ladder of 2008: 0 %, 1-33 %, 34-66 %, 67-100 %, by whole percents.
@pytest.mark.parametrize(
    ("score", "stage"),
    [
        (0.0, "s0"),
        (0.0049, "s0"),
        (0.005, "s1"),
        (0.3349, "s1"),
        (0.335, "s2"),
        (0.6649, "s2"),
        (0.665, "s3"),
        (1.0, "s3"),
    ],
)
def test_scores_are_rounded_half_up_before_they_are_compared(
    score: float, stage: str
) -> None:
    assert stage_of(ladder(0, 0.01, 0.34, 0.67, round_to=0.01), score) == [stage]


@pytest.mark.parametrize("number", range(1, 201))
def test_rounding_to_half_percents_is_not_fooled_by_binary_numbers(number: int) -> None:
    rule = ladder(0, number * 5 / 1000, round_to=0.005)
    half_a_step_below = (number * 10 - 5) / 2000

    assert stage_of(rule, half_a_step_below) == ["s1"]
    assert stage_of(rule, half_a_step_below - 1e-6) == ["s0"]


def test_a_bound_between_two_steps_is_reached_by_the_upper_one() -> None:
    assert stage_of(ladder(0, 0.333, round_to=0.01), 0.33, 0.334, 0.335) == [
        "s0", "s0", "s1",
    ]  # fmt: skip


def test_without_score_there_is_no_stage() -> None:
    instrument = draw(["q"], stages={"rule": ladder(0, 0.5)})

    found = score_all(instrument, {"q": Missing.NOT_APPLICABLE})

    assert found.stage_keys() == [None]


def test_a_score_that_is_not_printed_gives_no_stage() -> None:
    instrument = draw(
        ["a", "b"], stages={"rule": ladder(0, 0.5)}, missing={"least_coverage": 0.6}
    )

    assert score_all(instrument, {"a": "full"}).stage_keys() == [None]


# Item a is scored, item b stands in the gate of s1 alone.
@pytest.mark.parametrize(
    ("b", "stage"),
    [
        ("little", "s0"),
        ("half", "s1"),
        ("full", "s1"),
        (Missing.NOT_APPLICABLE, "s1"),
        (Missing.UNANSWERED, "s0"),
        (Missing.DONT_KNOW, "s0"),
        (Missing.REFUSED, "s0"),
    ],
)
def test_a_gate_on_an_item_asks_for_an_answer_unless_it_does_not_apply(
    b: Answer, stage: str
) -> None:
    rule = ladder(0, 0.5, gates={1: [{"item": "b", "at_least": "half"}]})
    instrument = draw(["a", "b"], {"index": ["a"]}, stages={"rule": rule})

    assert score_all(instrument, {"a": "full", "b": b}).stage_keys() == [stage]


def test_an_item_that_is_not_asked_leaves_its_gate() -> None:
    rule = ladder(0, 0.5, gates={1: [{"item": "b", "at_least": "half"}]})
    items: dict[str, Any] = {"a": {}, "b": {"when": {"item": "a", "equals": "none"}}}
    instrument = draw(items, {"index": ["a"]}, stages={"rule": rule})

    assert score_all(instrument, {"a": "full"}).stage_keys() == ["s1"]


@pytest.mark.parametrize(
    ("b", "stage"),
    [("little", "s0"), ("half", "s1"), (Missing.NOT_APPLICABLE, "s0")],
)
def test_a_gate_on_a_node_asks_for_a_score(b: Answer, stage: str) -> None:
    rule = ladder(0, 0.1, gates={1: [{"node": "y", "at_least": 0.5}]})
    instrument = draw(
        ["a", "b"],
        {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]},
        stages={"rule": rule},
    )

    assert score_all(instrument, {"a": "full", "b": b}).stage_keys() == [stage]


def test_a_gate_that_is_not_met_holds_back_all_higher_stages() -> None:
    rule = ladder(0, 0.2, 0.4, gates={1: [{"item": "b", "at_least": "full"}]})
    instrument = draw(["a", "b"], {"index": ["a"]}, stages={"rule": rule})

    assert score_all(instrument, {"a": "full", "b": "most"}).stage_keys() == ["s0"]


def test_a_gate_on_the_lowest_band_can_leave_no_stage() -> None:
    rule = ladder(0, 0.5, gates={0: [{"item": "a", "at_least": "little"}]})
    instrument = draw(["a"], stages={"rule": rule})

    assert score_all(instrument, {"a": "none"}, {"a": "little"}).stage_keys() == [
        None, "s0",
    ]  # fmt: skip


def test_two_rules_may_stand_over_one_node() -> None:
    rules = {"coarse": ladder(0, 0.5), "fine": ladder(0, 0.25, 0.5, 0.75)}
    found = score_all(draw(SHARE, stages=rules), {"q": 0.8})

    assert found.stage_keys() == found.stage_keys("coarse") == ["s1"]
    assert found.stage_keys("fine") == ["s3"]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20), st.booleans(), st.booleans())
def test_a_higher_score_never_holds_a_lower_stage(
    scores: list[float], included: bool, rounded: bool
) -> None:
    edge = "included" if included else "excluded"
    fields: dict[str, Any] = {"round_to": 0.005} if rounded else {}
    rule = ladder(0, 0.2, 0.45, 0.7, edge=edge, **fields)
    instrument = draw(SHARE, stages={"rule": rule})

    found = score_all(instrument, *({"q": score} for score in sorted(scores)))

    assert np.diff(found.stage["rule"]).min() >= 0


def test_levels_of_an_ordinal_gate_compare_by_place() -> None:
    rule = ladder(0, 0, gates={1: [{"item": "q", "at_least": "most"}]})
    instrument = draw(["q"], stages={"rule": rule})

    stages = score_all(instrument, *({"q": level} for level in LEVELS)).stage_keys()

    assert stages == ["s0", "s0", "s0", "s1", "s1"]
    assert compile_plan(instrument).rule_of().bands[1].key == "s1"
