"""Dividing: whatever the method, parts add up to the score and to the gap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw, options
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.study.dividing import Part, divide_scores, share_out

if TYPE_CHECKING:
    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

NA = Missing.NOT_APPLICABLE

MEANS: list[Any] = [
    "arithmetic",
    "geometric",
    "harmonic",
    {"by": "power", "exponent": 2},
    {"by": "power", "exponent": -0.5},
    "minimum",
    "maximum",
    "median",
    "pooled",
]
RANKINGS: list[Any] = [
    "borda",
    "copeland",
    "kemeny",
    {"by": "benefit_of_the_doubt", "least_share": 0.1},
]
NODES: dict[str, Any] = {
    "index": {"of": {"x": 2, "y": 1, "z": 3, "t": 1}},
    "x": {"items": {"a": 3, "b": 1, "c": 0.5}},
    "y": {"items": {"c": 1, "n": 2}},
    "z": {"of": {"v": 1, "w": 2}},
    "v": {"items": {"a": 1, "s": 1}},
    "w": {"ratio": {"of": "n", "to": "m"}, "goalposts": {"low": 0, "high": 4}},
    "t": {"table": [{"when": {"item": "a", "at_least": "half"}, "score": 0.7}]},
}
ITEMS: dict[str, Any] = {
    "a": {},
    "b": {"reverse": True},
    "c": {"type": "yes_no"},
    "n": {"type": "number", "goalposts": {"low": 0, "high": 10}},
    "m": {"type": "number", "at_least": 1},
    "s": {
        "type": "multiple",
        "options": options(p=1, q=2, r=4),
    },
}
REASON = st.sampled_from(list(Missing))
RESPONSE = st.fixed_dictionaries(
    {
        "a": st.sampled_from(LEVELS) | REASON,
        "b": st.sampled_from(LEVELS) | REASON,
        "c": st.sampled_from(["yes", "no"]) | REASON,
        "n": st.sampled_from([0.0, 2.5, 9.0, 12.0]) | REASON,
        "m": st.sampled_from([1.0, 4.0]) | REASON,
        "s": st.sampled_from([(), ("p",), ("q", "r")]) | REASON,
    }
)
RESPONSES = st.lists(RESPONSE, min_size=5, max_size=9)
MISSING = st.fixed_dictionaries(
    {
        "unanswered": st.sampled_from(["zero", "leave_out", "one", "mean"]),
        "refused": st.sampled_from(["zero", "leave_out"]),
        "without_score": st.sampled_from(["leave_out", "zero", "drop"]),
        "least_share": st.sampled_from([0, 0.5]),
        "least_coverage": st.sampled_from([0, 0.4]),
        "most_not_applicable": st.sampled_from([1, 0.25]),
    }
)
NORMALISE = st.sampled_from(
    [
        {},
        {"n": "z_score", "index": "min_max"},
        {"n": "z_score"},
        {"n": "raw", "y": "z_score"},
        {"x": "percent_rank", "z": {"by": "min_max", "reverse": True}},
        {"w": {"by": "ratio", "to": "mean"}, "index": "borda"},
    ]
)
GATES = st.sampled_from(
    [
        [],
        [{"node": "x", "when": {"item": "a", "equals": "none"}, "becomes": "zero"}],
        [{"node": "z", "when": {"item": "c", "equals": "no"}, "becomes": "no_score"}],
    ]
)


def check_sums(instrument: Instrument, answers: list[dict[str, Answer]]) -> list[Part]:
    """Check what holds for all parts, and give those of the index."""
    coded = code_answers(instrument, answers)
    plan = fit_plan(compile_plan(instrument), coded)
    for node in plan.nodes:
        score = score_coded(plan, coded).node(node)
        parts = divide_scores(plan, coded, node)
        known = ~np.isnan(score)
        for row in np.flatnonzero(known).tolist():
            added = sum(p.contribution[row] for p in parts)
            assert added == pytest.approx(score[row], abs=1e-12, rel=1e-12)
            lost = sum(p.lost[row] for p in parts)
            assert lost == pytest.approx(1 - score[row], abs=1e-12, rel=1e-12)
            assert sum(p.weight[row] for p in parts) == pytest.approx(1, abs=1e-12)
            assert all(p.weight[row] >= 0 for p in parts)
            uncounted = [p for p in parts if not p.counts[row]]
            assert all(p.weight[row] == p.lost[row] == 0 for p in uncounted)
        assert all(np.isnan(p.lost[~known]).all() for p in parts)
        assert not any(p.counts[~known].any() for p in parts)
    return divide_scores(plan, coded)


@settings(max_examples=80)
@given(
    RESPONSES,
    st.lists(st.sampled_from(MEANS), min_size=4, max_size=4),
    st.sampled_from([0, 0.01, 0.3]),
    MISSING,
    NORMALISE,
    GATES,
)
def test_parts_add_up_under_every_mean_pick_policy_transform_and_gate(
    answers: list[dict[str, Answer]],
    combine: list[Any],
    floor: float,
    missing: dict[str, Any],
    normalise: dict[str, Any],
    gates: list[Any],
) -> None:
    by_node = dict(zip(("index", "x", "y", "z"), combine, strict=True))
    if by_node["index"] == "pooled":
        by_node["index"] = "arithmetic"  # a table has no items to be pooled
    if by_node["z"] == "pooled":
        by_node["z"] = "median"  # nor has a ratio
    instrument = draw(
        ITEMS,
        NODES,
        combine=by_node,
        floor=floor,
        missing=missing,
        normalise=normalise,
        gates=gates,
    )

    check_sums(instrument, answers)


@settings(max_examples=60)
@given(
    RESPONSES,
    st.sampled_from(RANKINGS),
    st.sampled_from([*RANKINGS, "geometric"]),
    st.sampled_from([{}, {"index": "min_max"}]),
    MISSING,
)
def test_parts_add_up_under_every_ranking(
    answers: list[dict[str, Answer]],
    top: Any,
    low: Any,
    normalise: dict[str, Any],
    missing: dict[str, Any],
) -> None:
    instrument = draw(
        ITEMS,
        NODES,
        combine={"index": top, "x": low},
        normalise=normalise,
        missing=missing,
    )

    check_sums(instrument, answers)


@settings(max_examples=25)
@given(RESPONSES, st.sampled_from([0, 0.2, 1]))
def test_parts_add_up_where_tiers_are_pooled(
    answers: list[dict[str, Answer]], most: float
) -> None:
    nodes = {
        "index": {"of": {"x": 2, "y": 1}},
        "x": {"items": {"a": 3, "b": 1}},
        "y": {"items": {"c": 1, "n": 2}},
    }
    missing = {"most_not_applicable": most}
    instrument = draw(ITEMS, nodes, combine={"index": "pooled"}, missing=missing)

    parts = check_sums(instrument, answers)

    assert [(p.node, p.item) for p in parts[-4:]] == [("index", k) for k in "abcn"]


def one(instrument: Instrument, *answers: dict[str, Answer]) -> dict[str, list[float]]:
    """Give by item weight, value and loss of the first response."""
    found: dict[str, list[float]] = {}
    for part in check_sums(instrument, list(answers)):
        if part.counts[0]:
            figures = [part.weight[0], part.value[0], part.lost[0]]
            found[part.item] = [float(figure) for figure in figures]
    return found


def test_a_median_gives_each_of_the_two_middle_values_half() -> None:
    weights = {"index": {"items": {"a": 1, "b": 1, "c": 1, "d": 1}}}
    instrument = draw(list("abcd"), weights, combine={"index": "median"})

    parts = one(instrument, {"a": "none", "b": "little", "c": "most", "d": "full"})

    assert parts["b"] == [1 / 2, 1 / 4, 1 / 2 * (1 - 1 / 4)]
    assert parts["c"] == [1 / 2, 3 / 4, 1 / 2 * (1 - 3 / 4)]
    assert parts["a"][2] == parts["d"][2] == 0


def test_under_a_power_mean_a_gap_is_shared_by_powers() -> None:
    combine = {"index": {"by": "power", "exponent": 2}}

    parts = one(draw(["a", "b"], combine=combine), {"a": "half", "b": "none"})

    gap = 1 - (((1 / 2) ** 2 + 0) / 2) ** 0.5
    assert parts["a"][2] == pytest.approx(gap * (3 / 4) / (3 / 4 + 1))
    assert parts["b"][2] == pytest.approx(gap * 1 / (3 / 4 + 1))


def test_points_that_are_added_up_lose_what_they_lack_of_the_best_sum() -> None:
    numbers = {key: {"type": "number"} for key in "mn"}
    instrument = draw(
        numbers,
        {"index": {"items": {"m": 1, "n": 1}}},
        normalise={
            "else": "raw",
            "index": {"by": "goalposts", "low": 0, "high": 20},
        },
    )

    parts = one(instrument, {"m": 10.0, "n": 20.0})

    # The mean is 15 of 20. Each counts 1/2 and would be full at 20.
    assert parts["m"] == pytest.approx([1 / 2, 10, 1 / 2 * (20 - 10) / 20])
    assert parts["n"] == pytest.approx([1 / 2, 20, 0])


def test_z_scores_lose_their_weight_times_what_they_lack_of_one() -> None:
    numbers = {key: {"type": "number"} for key in "mn"}
    normalise = {"else": {"by": "z_score", "mean": 5, "sd": 2}}
    instrument = draw(
        numbers, {"index": {"items": {"m": 3, "n": 1}}}, normalise=normalise
    )

    parts = one(instrument, {"m": 10.0, "n": 2.0})

    assert parts["m"] == pytest.approx([3 / 4, 2.5, 3 / 4 * (1 - 2.5)])
    assert parts["n"] == pytest.approx([1 / 4, -1.5, 1 / 4 * (1 + 1.5)])


def test_places_of_borda_are_what_children_earn() -> None:
    instrument = draw(
        ["a", "b"], {"index": {"items": {"a": 2, "b": 1}}}, combine={"index": "borda"}
    )

    parts = one(
        instrument,
        {"a": "half", "b": "full"},
        {"a": "none", "b": "none"},
        {"a": "full", "b": "half"},
    )

    # of three units the first is in the middle by a, best by b
    assert parts["a"] == pytest.approx([2 / 3, 1 / 2, 2 / 3 * (1 - 1 / 2)])
    assert parts["b"] == pytest.approx([1 / 3, 1, 0])


def test_claims_beyond_the_cap_lose_their_share_beyond() -> None:
    instrument = draw(list("abcd"), missing={"most_not_applicable": 0.25})

    parts = one(instrument, {"a": NA, "b": NA, "c": "full", "d": "half"})

    # 2 of 4 are claimed, 1 may be: 1 counts as 0, half of it for each claim
    assert parts["a"] == pytest.approx([0.5 / 3, 0, 0.5 / 3])
    assert parts["d"] == pytest.approx([1 / 3, 1 / 2, 1 / 3 * 1 / 2])


def test_a_cap_on_claims_costs_nothing_under_a_minimum() -> None:
    instrument = draw(
        ["a", "b"], missing={"most_not_applicable": 0}, combine={"index": "minimum"}
    )

    parts = one(instrument, {"a": NA, "b": "half"})

    assert parts == {"b": [1, 1 / 2, 1 / 2]}


def test_a_node_that_counts_zero_without_a_score_loses_all_by_weight() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": {"items": {"a": 3, "b": 1}}, "y": ["c"]}
    instrument = draw(
        list("abc"),
        nodes,
        missing={"without_score": "zero", "unanswered": "leave_out"},
    )

    parts = one(instrument, {"c": "full"})

    assert parts["a"] == pytest.approx([1 / 2 * 3 / 4, 0, 1 / 2 * 3 / 4])
    assert parts["c"] == [1 / 2, 1, 0]


@pytest.mark.parametrize("low", ["benefit_of_the_doubt", "kemeny"])
def test_so_does_a_node_that_has_no_score_because_one_child_is_missing(
    low: str,
) -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": {"items": {"a": 3, "b": 1}}, "y": ["c"]}
    missing = {"without_score": "zero"}
    instrument = draw(list("abc"), nodes, combine={"x": low}, missing=missing)
    others: list[dict[str, Answer]]
    others = [dict.fromkeys("abc", level) for level in ("half", "full")]

    parts = one(instrument, {"a": NA, "b": "most", "c": "full"}, *others)

    assert parts["a"] == pytest.approx([1 / 2 * 3 / 4, 0, 1 / 2 * 3 / 4])
    assert parts["b"] == pytest.approx([1 / 2 * 1 / 4, 3 / 4, 1 / 2 * 1 / 4])
    assert parts["c"] == [1 / 2, 1, 0]


def test_so_does_a_node_whose_gate_takes_its_score_away() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": {"items": {"a": 3, "b": 1}}, "y": ["c"]}
    shut = {"node": "x", "when": {"item": "c", "equals": "half"}, "becomes": "no_score"}
    missing = {"without_score": "zero"}
    instrument = draw(list("abc"), nodes, gates=[shut], missing=missing)

    parts = one(instrument, {"a": "full", "b": "none", "c": "half"})

    assert parts["a"] == pytest.approx([1 / 2 * 3 / 4, 1, 1 / 2 * 3 / 4])
    assert parts["b"] == pytest.approx([1 / 2 * 1 / 4, 0, 1 / 2 * 1 / 4])


def test_a_best_unit_loses_nothing_though_its_weights_shift() -> None:
    combine = {"index": {"by": "benefit_of_the_doubt"}}

    parts = one(
        draw(["a", "b"], combine=combine),
        {"a": "full", "b": "little"},
        {"a": "half", "b": "most"},
    )

    assert sum(lost for _, _, lost in parts.values()) == pytest.approx(0, abs=1e-12)


def test_a_combination_that_nobody_divides_is_not_taken_for_a_maximum() -> None:
    step = compile_plan(draw(["a", "b"])).step_of("index")
    other = replace(step.aggregation, combine="mode")  # type: ignore[arg-type]

    with pytest.raises(AssertionError, match="mode"):
        share_out(
            replace(step, aggregation=other), np.array([[0.2], [0.4]]), np.ones((2, 1))
        )
