"""Bounds: what open answers could still lead to."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw, score_all
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.bounding import bound_scores
from scoring.kernel.coding import code_answers, decode_answers

if TYPE_CHECKING:
    from instruments import Instrument

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


YES = {"equals": "full"}


def test_an_item_that_an_open_answer_may_bring_up_is_open() -> None:
    items = {"a": {}, "b": {"when": {"item": "a", **YES}}, "c": {}}
    ours = draw(items, {"index": ["b", "c"]}, missing=BOUNDS)

    # b is not asked, asked and worth nothing, or asked and worth all.
    assert bounds_of(ours, {"c": "half"}) == ((0 + 0.5) / 2, (1 + 0.5) / 2)


def test_an_item_that_an_open_answer_may_take_away_counts_or_does_not() -> None:
    items = {"a": {}, "b": {"when": {"not": {"item": "a", **YES}}}, "c": {}}
    ours = draw(items, {"index": ["b", "c"]}, missing=BOUNDS)

    assert bounds_of(ours, {"b": "none", "c": "half"}) == ((0 + 0.5) / 2, 0.5)
    assert bounds_of(ours, {"b": "full", "c": "half"}) == (0.5, (1 + 0.5) / 2)


def test_an_answer_that_will_be_there_brings_up_what_waits_for_any() -> None:
    items = {"a": {}, "b": {"when": {"item": "a", "answered": "true"}}, "c": {}}
    ours = draw(items, {"index": ["b", "c"]}, missing=BOUNDS)

    low, high = bounds_of(ours, {"a": Missing.DONT_KNOW, "c": "none"})

    assert (low, high) == (0, 0.5)


def test_an_open_gate_may_take_a_child_out_of_the_mean() -> None:
    gate = {"node": "x", "when": {"item": "c", "equals": "none"}}
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]}
    gates = [{**gate, "becomes": "no_score"}]
    ours = draw(list("abc"), nodes, gates=gates, missing=BOUNDS)

    assert bounds_of(ours, {"a": "full", "b": "none"}) == (0, 0.5)
    assert bounds_of(ours, {"a": "none", "b": "full"}) == (0.5, 1)
    assert bounds_of(ours, {"a": "full", "b": "none", "c": "full"}) == (0.5, 0.5)


def test_an_open_answer_that_a_given_one_decides_for_opens_no_gate() -> None:
    both = [{"item": "b", **YES}, {"item": "c", **YES}]
    gate = {"node": "index", "when": {"all": both}, "becomes": "zero"}
    ours = draw(list("abc"), {"index": ["a"]}, gates=[gate], missing=BOUNDS)

    assert bounds_of(ours, {"a": "half", "b": "none"}) == (0.5, 0.5)
    assert bounds_of(ours, {"a": "half", "b": "full"}) == (0, 0.5)


def test_what_is_claimed_beyond_the_cap_may_not_be_asked() -> None:
    items = {"a": {}, "b": {"when": {"not": {"item": "a", **YES}}}, "c": {}}
    capped = {**BOUNDS, "most_not_applicable": "0"}
    ours = draw(items, {"index": ["b", "c"]}, missing=capped)

    found = bounds_of(ours, {"b": Missing.NOT_APPLICABLE, "c": "full"})

    assert found == (0.5, 1)


SAMPLE = ("none", "half", "full")
KEYS = "abcdef"
OPEN = (Missing.UNANSWERED, Missing.DONT_KNOW, Missing.REFUSED)
UNKNOWN = (*OPEN, Missing.NOT_ASKED)
NUMBERS = (-1.0, 0.0, 4.0, 10.0)


def conditions(keys: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw conditions on items of levels, two deep at most."""
    verb = st.sampled_from(["equals", "at_least", "at_most"])
    compared = st.tuples(st.sampled_from(keys), verb, st.sampled_from(SAMPLE))
    plain = compared.map(lambda one: {"item": one[0], one[1]: one[2]})
    answered = st.sampled_from(keys).map(lambda key: {"item": key, "answered": "true"})
    leaf = plain | answered
    several = st.lists(leaf, min_size=2, max_size=2)
    return st.one_of(
        leaf,
        leaf.map(lambda one: {"not": one}),
        several.map(lambda parts: {"all": parts}),
        several.map(lambda parts: {"any": parts}),
    )


POLICIES = st.fixed_dictionaries(
    {
        **{
            reason: st.sampled_from(["leave_out", "zero", "one", "drop"])
            for reason in ("not_applicable", "unanswered", "refused")
        },
        "without_score": st.sampled_from(["leave_out", "zero", "drop"]),
        "least_share": st.sampled_from(["0", "0.6", "1"]),
        "most_not_applicable": st.sampled_from(["0", "0.4", "1"]),
        "bounds": st.just("true"),
    }
)

NORMALISED = st.sampled_from(
    [
        {"by": "goalposts", "low": 0, "high": 10},
        {"by": "goalposts", "low": 1, "high": 8, "log": "true", "clip": "false"},
        {"by": "min_max", "low": 10, "high": 0},
        "raw",
    ]
)

COMBINED = st.sampled_from(
    [
        "arithmetic",
        {"by": "geometric", "floor": 0.01},
        "harmonic",
        "median",
        "minimum",
        "maximum",
    ]
)


@st.composite
def instruments(sample: st.DrawFn) -> Instrument:
    """Draw items with conditions, in nodes of each form, some of them gated."""
    items: dict[str, dict[str, Any]] = {"a": {}}
    for place, key in enumerate(KEYS[1:], start=1):
        asked = sample(st.none() | conditions(KEYS[:place]))
        items[key] = {} if asked is None else {"when": asked}
    number = sample(st.none() | conditions(KEYS))
    items["n"] = {"type": "number", **({} if number is None else {"when": number})}
    rows = st.tuples(conditions(KEYS), st.sampled_from([0, 0.3, 1]))
    table = [{"when": w, "score": v} for w, v in sample(st.lists(rows, min_size=1))]
    below = sample(st.lists(st.sampled_from("xyt"), min_size=1, unique=True))
    shapes: dict[str, Any] = {
        "x": {"items": {"b": 1, "c": 2, "d": 1}},
        "y": {"items": {"e": 1, "n": 3}},
        "t": {"table": table, "else": 0.5},
    }
    gated = st.tuples(
        st.sampled_from(["index", *below]),
        conditions(KEYS),
        st.sampled_from(["zero", "no_score"]),
    )
    gates = [
        {"node": node, "when": when, "becomes": becomes}
        for node, when, becomes in sample(st.lists(gated, max_size=2))
    ]
    turned = {"by": "goalposts", "low": 1, "high": 0, "clip": "false"}
    normalise: dict[str, Any] = {"n": sample(NORMALISED)}
    if sample(st.booleans()):
        normalise[below[0]] = turned
    combine = {key: sample(COMBINED) for key in ("index", "x", "y")}
    return draw(
        items,
        {"index": {"of": below}, **{key: shapes[key] for key in below}},
        combine={k: v for k, v in combine.items() if k in {"index", *below}},
        normalise=normalise,
        gates=gates,
        missing=sample(POLICIES),
    )


@st.composite
def responses(sample: st.DrawFn) -> dict[str, Any]:
    """Draw answers, some of them open and some that do not apply."""
    level = st.sampled_from([*SAMPLE, Missing.NOT_APPLICABLE])
    given_all: dict[str, Any] = {key: sample(level) for key in KEYS}
    given_all["n"] = sample(st.sampled_from([*NUMBERS, Missing.NOT_APPLICABLE]))
    places = sample(st.lists(st.sampled_from([*KEYS, "n"]), max_size=4, unique=True))
    return {**given_all, **{key: sample(st.sampled_from(OPEN)) for key in places}}


def complete(instrument: Instrument, answers: dict[str, Any]) -> list[dict[str, Any]]:
    """List some ways to answer what is open, and what that may bring up."""
    coded = decode_answers(instrument, code_answers(instrument, [answers])[0])
    answered = {key: one for key, one in coded.items() if one not in UNKNOWN}
    places = [key for key in answers if key not in answered]
    ways = [
        dict(zip(places, way, strict=True))
        for way in itertools.product(
            *(NUMBERS if key == "n" else SAMPLE for key in places)
        )
    ]
    some = random.Random(0).sample(ways, min(len(ways), 200))
    # What is given counts where it goes on being asked.
    return [{**answers, **way} for way in some]


@settings(max_examples=60)
@given(instruments(), responses())
def test_no_completion_lies_beyond_the_bounds(
    instrument: Instrument, answers: dict[str, Any]
) -> None:
    coded = code_answers(instrument, [answers])
    bounds = bound_scores(compile_plan(instrument), coded)

    found = score_all(instrument, *complete(instrument, answers)).score

    known = ~np.isnan(found)
    assert (known <= ~np.isnan(bounds.low)).all()
    assert (known >= ~bounds.lacks).all()
    assert (found >= bounds.low - 1e-9)[known].all()
    assert (found <= bounds.high + 1e-9)[known].all()


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
