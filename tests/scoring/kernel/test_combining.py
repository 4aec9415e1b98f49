"""Combining: what missing answers and children do to the score of a node."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import draw, score_all

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.blocks import slice_columns
from scoring.kernel.coding import code_answers
from scoring.kernel.combining import score_columns

NA, DK, NONE = Missing.NOT_APPLICABLE, Missing.DONT_KNOW, Missing.UNANSWERED
NUMBER = {"type": "number"}
TWO_LEAVES = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a", "b"], "y": ["c", "d"]}


def index_of(instrument: Any, answers: dict[str, Any], node: str = "index") -> float:
    return float(score_all(instrument, answers).node(node)[0])


def test_a_missing_answer_may_count_as_one() -> None:
    best = draw(["a", "b"], missing={"unanswered": "one"})
    assert index_of(best, {"a": "half"}) == (0.5 + 1) / 2


def test_a_missing_answer_may_take_every_score_away() -> None:
    strict = draw(list("abcd"), TWO_LEAVES, missing={"unanswered": "drop"})

    scores = score_all(strict, {"a": "full", "b": "full", "c": "full"})

    assert np.isnan(scores.score).all()


def test_a_node_may_treat_missing_answers_otherwise() -> None:
    by_node = {"nodes": {"y": {"unanswered": "leave_out"}}}
    ours = draw(list("abcd"), TWO_LEAVES, missing=by_node)

    scores = score_all(ours, {"a": "full", "c": "full"})

    assert scores.node("x")[0] == 1 / 2
    assert scores.node("y")[0] == 1


def test_coverage_may_be_asked_of_one_node_alone() -> None:
    by_node = {"nodes": {"y": {"least_coverage": 0.9}}}
    ours = draw(list("abcd"), TWO_LEAVES, missing=by_node)

    scores = score_all(ours, {"a": "full", "c": "full"})

    assert np.isnan(scores.node("y")[0])
    assert scores.node("index")[0] == 1 / 2  # hiding changes nothing above


def test_too_few_known_children_leave_no_score() -> None:
    thin = {"unanswered": "leave_out", "least_share": 0.6}
    ours = draw(list("abcd"), TWO_LEAVES, missing=thin)

    scores = score_all(ours, {"a": "full", "b": "half", "c": "none"})

    assert scores.node("x")[0] == 3 / 4
    assert np.isnan(scores.node("y")[0])
    assert np.isnan(scores.node("index")[0])  # half of its weight is known


def test_what_is_below_a_share_is_left_out_above() -> None:
    by_node = {"nodes": {"y": {"least_share": 0.6}}, "unanswered": "leave_out"}
    ours = draw(list("abcd"), TWO_LEAVES, missing=by_node)

    answers = {"a": "full", "b": "half", "c": "none"}

    assert index_of(ours, answers) == 3 / 4


@pytest.mark.parametrize(
    ("treatment", "expected"), [("leave_out", 1.0), ("zero", 0.5), ("drop", np.nan)]
)
@pytest.mark.parametrize("combine", ["arithmetic", "median"])
def test_a_child_without_score_does_what_is_declared(
    combine: str, treatment: str, expected: float
) -> None:
    missing = {"unanswered": "leave_out", "without_score": treatment}
    ours = draw(list("abcd"), TWO_LEAVES, combine={"index": combine}, missing=missing)

    found = index_of(ours, {"a": "full", "b": "full"})

    np.testing.assert_equal(found, expected)


def test_nothing_at_all_is_no_zero() -> None:
    missing = {"unanswered": "leave_out", "without_score": "zero"}
    ours = draw(list("abcd"), TWO_LEAVES, missing=missing)
    assert np.isnan(index_of(ours, {}))


@pytest.mark.parametrize("treatment", ["leave_out", "zero", "drop"])
def test_a_child_to_which_nothing_applies_is_out_whatever_is_declared(
    treatment: str,
) -> None:
    ours = draw(list("abcd"), TWO_LEAVES, missing={"without_score": treatment})

    found = index_of(ours, {"a": "full", "b": "half", "c": NA, "d": NA})

    assert found == 0.75


@pytest.mark.parametrize("combine", ["minimum", "maximum", "median"])
def test_a_cap_on_claims_does_nothing_where_no_mean_is_taken(combine: str) -> None:
    capped = draw(
        ["a", "b", "c"],
        combine={"index": combine},
        missing={"most_not_applicable": 0.25},
    )

    found = score_all(capped, {"a": "full", "b": NA, "c": NA}, dict.fromkeys("abc", NA))

    np.testing.assert_equal(found.node("index"), [1.0, np.nan])
    np.testing.assert_equal(found.coverage_of("index"), [1.0, np.nan])


def test_a_cap_that_is_not_reached_costs_nothing_under_a_geometric_mean() -> None:
    capped = draw(
        list("abcd"),
        combine={"index": {"by": "geometric", "floor": 0}},
        missing={"most_not_applicable": 0.25},
    )

    found = score_all(
        capped,
        dict.fromkeys("abcd", "half"),
        {**dict.fromkeys("abc", "half"), "d": NA},
        {**dict.fromkeys("ab", "half"), "c": NA, "d": NA},
    )

    # the last claims half of the weight: one quarter of it counts as 0
    assert found.node("index").tolist() == pytest.approx([0.5, 0.5, 0.0])


def test_claims_of_not_applicable_count_up_to_their_cap() -> None:
    capped = draw(list("abcd"), missing={"most_not_applicable": 0.25})

    within = index_of(capped, {"a": "full", "b": "full", "c": "full", "d": NA})
    beyond = index_of(capped, {"a": "full", "b": "full", "c": NA, "d": NA})

    assert within == 1
    assert beyond == 2 / 3  # one claim leaves, the other counts as 0


def test_a_cap_holds_under_a_geometric_mean_too() -> None:
    capped = draw(
        list("abcd"),
        combine={"index": "geometric"},
        floor=0.01,
        missing={"most_not_applicable": 0.25},
    )

    found = index_of(capped, {"a": "full", "b": "full", "c": NA, "d": NA})

    assert found == pytest.approx((0.01 ** (1 / 3) - 0.01) / 0.99)


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ("harmonic", 2 / (1 / 0.25 + 1 / 1)),
        ({"by": "power", "exponent": 2}, ((0.25**2 + 1) / 2) ** 0.5),
        ({"by": "power", "exponent": -2}, ((0.25**-2 + 1) / 2) ** -0.5),
        ({"by": "power", "exponent": 0}, (0.25 * 1) ** 0.5),
        ("median", (0.25 + 1) / 2),
        ("geometric", (0.25 * 1) ** 0.5),
    ],
)
@pytest.mark.parametrize("level", ["items", "nodes"])
def test_other_means_of_two_children(level: str, combine: Any, expected: float) -> None:
    nodes: dict[str, Any] = {"index": ["a", "b"]}
    if level == "nodes":
        nodes = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a"], "y": ["b"]}
    ours = draw(["a", "b"], nodes, combine={"index": combine}, floor=0)

    assert index_of(ours, {"a": "little", "b": "full"}) == pytest.approx(expected)


def test_a_combination_may_have_a_floor_of_its_own() -> None:
    ours = draw(["a", "b"], combine={"index": {"by": "geometric", "floor": 0.04}})
    expected = (0.04**0.5 - 0.04) / 0.96
    assert index_of(ours, {"a": "none", "b": "full"}) == pytest.approx(expected)


def test_a_median_goes_by_weight() -> None:
    ours = draw(
        list("abc"), {"index": {"a": 1, "b": 1, "c": 3}}, combine={"else": "median"}
    )
    assert index_of(ours, {"a": "none", "b": "half", "c": "full"}) == 1


def test_pooled_points_are_no_mean_of_shares() -> None:
    # Two tiers of one and three items: 1/1 and 0/3 pool to 1/4, their mean is 1/2.
    nodes = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a"], "y": ["b", "c", "d"]}
    ours = draw(list("abcd"), nodes, combine={"index": "pooled"})

    scores = score_all(ours, {"a": "full", "b": "none", "c": "none", "d": "none"})

    assert scores.node("index")[0] == 1 / 4
    assert scores.node("x")[0] == 1


def test_items_of_a_tag_are_a_node() -> None:
    items = {"a": {"tags": ["front"]}, "b": {}, "c": {"tags": ["front", "x"]}}
    nodes = {"index": ["a", "b", "c"], "front": {"tagged": "front"}}
    ours = draw(items, nodes, index=["index", "front"])

    found = index_of(ours, {"a": "full", "b": "none", "c": "half"}, "front")

    assert found == (1 + 0.5) / 2


def test_a_ratio_is_one_number_over_another() -> None:
    posts = {"low": 0, "high": 40}
    node = {"ratio": {"of": "a", "to": "b", "times": 1000}, "goalposts": posts}
    ours = draw({"a": NUMBER, "b": NUMBER}, {"index": node})

    scores = score_all(
        ours, {"a": 30.0, "b": 3000.0}, {"a": 30.0}, {"a": 1.0, "b": 0.0}
    )

    assert scores.node("index")[0] == 10 / 40
    assert np.isnan(scores.node("index")[1:]).all()
    assert scores.coverage_of("index")[:2].tolist() == [1, 0.5]


def test_raw_numbers_may_be_combined_and_then_normalised() -> None:
    ours = draw(
        {"a": NUMBER, "b": NUMBER},
        normalise={"else": "raw", "index": {"by": "goalposts", "low": 0, "high": 315}},
    )
    assert index_of(ours, {"a": 100.0, "b": 215.0}) == 157.5 / 315


def test_a_method_that_normalises_a_number_replaces_its_goalposts() -> None:
    number = {"type": "number", "goalposts": {"low": 0, "high": 10}}
    posts = {"by": "goalposts", "low": 0, "high": 100}
    ours = draw({"a": number}, normalise={"a": posts})
    assert index_of(ours, {"a": 5.0}) == 5 / 100


def test_columns_are_scored_raw_and_as_they_are_printed() -> None:
    thin = {"least_coverage": 0.75, "unanswered": "leave_out"}
    ours = draw(["a", "b"], missing=thin)
    plan = compile_plan(ours)
    coded = code_answers(ours, [{"a": "half"}, {"a": "half", "b": "full"}])

    found = score_columns(plan, slice_columns(plan, coded))

    assert found.raw.tolist() == [[0.5, 0.75]]
    assert found.coverage.tolist() == [[0.5, 1]]
    assert np.isnan(found.printed[0, 0])
    assert found.printed[0, 1] == 0.75


def test_what_is_claimed_beyond_the_cap_is_weighed() -> None:
    ours = draw(list("abcd"), missing={"most_not_applicable": 0.25})
    plan = compile_plan(ours)
    coded = code_answers(ours, [{"a": NA}, {"a": NA, "b": NA, "c": NA}])

    beyond = plan.step_of("index").claim_beyond(slice_columns(plan, coded))

    assert beyond.tolist() == [0, 3 - 0.25 * 4]
