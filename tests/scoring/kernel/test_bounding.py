"""Bounds: what open answers could still lead to."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from drawn import LEVELS, draw, score_all
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Missing

BOUNDS = {"bounds": "true"}
NODES = {"index": {"of": {"x": 1, "y": 2}}, "x": ["a", "b"], "y": ["c"]}


def bounds_of(instrument: Any, answers: dict[str, Any]) -> tuple[float, float]:
    scores = score_all(instrument, answers)
    assert scores.bounds is not None
    place = scores.plan.place_of("index")
    low, high = (bound[0, place] for bound in scores.bounds)
    return float(low), float(high)


def test_open_answers_lie_between_nothing_and_all() -> None:
    ours = draw(["a", "b"], missing=BOUNDS)
    assert bounds_of(ours, {"a": "half"}) == (0.25, 0.75)


def test_what_does_not_apply_is_not_open() -> None:
    ours = draw(["a", "b"], missing=BOUNDS)
    assert bounds_of(ours, {"a": "half", "b": Missing.NOT_APPLICABLE}) == (0.5, 0.5)


def test_a_method_without_bounds_prints_none() -> None:
    assert score_all(draw(["a"]), {}).bounds is None


TURNS: dict[str, dict[str, Any]] = {
    "none": {},
    "a child by its goalposts": {"x": {"by": "goalposts", "low": 1, "high": 0}},
    "a child": {"x": {"by": "raw", "reverse": "true"}},
    "the other child": {"y": {"by": "min_max", "low": 1, "high": 0}},
    "an item": {"c": {"by": "goalposts", "low": 0, "high": 1, "reverse": "true"}},
    "a child and the index": {
        "x": {"by": "goalposts", "low": 0, "high": 1, "reverse": "true"},
        "index": {"by": "goalposts", "low": 1, "high": 0},
    },
}
"""What is turned round, by what a method normalises."""

SOME_OPEN = st.fixed_dictionaries(
    {key: st.sampled_from([*LEVELS, Missing.UNANSWERED]) for key in "abc"}
)


def bound_by_force(instrument: Any, answers: dict[str, Any]) -> tuple[float, float]:
    """Score every way to complete the answers; give the lowest and the highest."""
    open_items = [key for key, one in answers.items() if one is Missing.UNANSWERED]
    ways = itertools.product(LEVELS, repeat=len(open_items))
    completed = [{**answers, **dict(zip(open_items, way, strict=True))} for way in ways]
    scores = score_all(instrument, *completed).node("index")
    return float(scores.min()), float(scores.max())


@pytest.mark.parametrize("combine", ["arithmetic", "geometric", "harmonic", "minimum"])
@given(SOME_OPEN)
def test_bounds_are_the_lowest_and_highest_of_all_completions(
    combine: str, answers: dict[str, Any]
) -> None:
    ours = draw(list("abc"), NODES, combine={"else": combine}, missing=BOUNDS)
    expected = bound_by_force(ours, answers)
    np.testing.assert_allclose(bounds_of(ours, answers), expected, atol=1e-12)


@pytest.mark.parametrize("turned", TURNS)
@given(SOME_OPEN, st.booleans())
def test_so_they_are_where_something_is_turned_round(
    turned: str,
    answers: dict[str, Any],
    gated: bool,
) -> None:
    gate = {"node": "x", "when": {"item": "c", "equals": "none"}, "becomes": "zero"}
    ours = draw(
        list("abc"),
        NODES,
        normalise=TURNS[turned],
        gates=[gate] if gated else [],
        missing=BOUNDS,
    )
    lowest, highest = bound_by_force(ours, answers)

    low, high = bounds_of(ours, answers)

    if gated:  # the gate and the item that it asks may not be at one end together
        assert low <= lowest + 1e-12
        assert high >= highest - 1e-12
    else:
        assert (low, high) == pytest.approx((lowest, highest))


def test_a_turned_child_is_lowest_at_its_best_beside_one_that_is_not() -> None:
    turned = {"x": {"by": "goalposts", "low": 1, "high": 0}}
    ours = draw(list("abc"), NODES, normalise=turned, missing=BOUNDS)

    found = bounds_of(ours, {"a": "full"})

    # x is 1 - (1 + b) / 2: 0 with b at its best, 0.5 at its worst; y is 0 to 1.
    assert found == pytest.approx(((1 * 0 + 2 * 0) / 3, (1 * 0.5 + 2 * 1) / 3))


def test_an_answer_that_drops_the_response_while_open_may_still_be_given() -> None:
    ours = draw(["a", "b"], missing={"unanswered": "drop", **BOUNDS})
    assert bounds_of(ours, {"a": "half"}) == (0.25, 0.75)


def test_an_open_gate_that_takes_the_score_away_leaves_the_bounds() -> None:
    when = {"not": {"item": "b", "equals": "full"}}
    gate = {"node": "index", "when": when, "becomes": "no_score"}
    ours = draw(list("ab"), {"index": ["a"]}, gates=[gate], missing=BOUNDS)
    assert bounds_of(ours, {"a": "half"}) == (0.5, 0.5)


def test_an_open_gate_may_close() -> None:
    gate = {"node": "index", "when": {"item": "b", "equals": "none"}, "becomes": "zero"}
    ours = draw(list("ab"), {"index": ["a"]}, gates=[gate], missing=BOUNDS)
    assert bounds_of(ours, {"a": "half"}) == (0, 0.5)
    assert bounds_of(ours, {"a": "half", "b": "full"}) == (0.5, 0.5)


def test_an_open_table_may_give_any_of_its_scores() -> None:
    rows = [{"when": {"item": "a", "equals": "full"}, "score": 0.9}]
    node = {"table": rows, "else": 0.2}
    ours = draw(["a"], {"index": node}, missing=BOUNDS)
    assert bounds_of(ours, {}) == (0.2, 0.9)


def test_an_open_ratio_lies_between_its_goalposts() -> None:
    posts = {"low": 0, "high": 1}
    node = {"ratio": {"of": "a", "to": "b"}, "goalposts": posts}
    ours = draw(
        {"a": {"type": "number"}, "b": {"type": "number"}},
        {"index": node},
        missing=BOUNDS,
    )
    assert bounds_of(ours, {"a": 1.0}) == (0, 1)


def test_the_frame_has_a_column_for_each_bound() -> None:
    frame = score_all(draw(["a", "b"], missing=BOUNDS), {"a": "half"}).to_frame(["u"])
    assert frame.columns.tolist()[:5] == [
        "unit",
        "index",
        "index.coverage",
        "index.low",
        "index.high",
    ]
    ends = frame[["index.low", "index.high"]].to_numpy()
    assert ends.tolist() == [[0.25, 0.75]]
