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


@pytest.mark.parametrize("combine", ["arithmetic", "geometric", "harmonic", "minimum"])
@given(
    given_answers=st.fixed_dictionaries(
        {key: st.sampled_from([*LEVELS, Missing.UNANSWERED]) for key in "abc"}
    )
)
def test_bounds_are_the_lowest_and_highest_of_all_completions(
    combine: str, given_answers: dict[str, Any]
) -> None:
    ours = draw(list("abc"), NODES, combine={"else": combine}, missing=BOUNDS)
    open_items = [k for k, one in given_answers.items() if one is Missing.UNANSWERED]
    ways = itertools.product(LEVELS, repeat=len(open_items))
    completed = [
        {**given_answers, **dict(zip(open_items, way, strict=True))} for way in ways
    ]

    scores = score_all(ours, *completed).node("index")

    expected = (scores.min(), scores.max())
    np.testing.assert_allclose(bounds_of(ours, given_answers), expected, atol=1e-12)


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
