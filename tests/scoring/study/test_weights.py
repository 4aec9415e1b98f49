"""Weights side by side: declared, multiplied down the tree, and as the data have it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import LEVELS, draw, score_all
from hypothesis import example, given
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.errors import UnknownNodeError
from scoring.kernel.coding import code_answers
from scoring.study.weights import WeightTable, compare_weights, effective_weights

NODES: dict[str, Any] = {
    "index": {"of": {"x": 3, "y": 1}},
    "x": {"items": {"a": 1, "b": 4}},
    "y": ["b", "c"],
}
ROWS = [
    {"a": "none", "b": "half", "c": "full"},
    {"a": "most", "b": "little", "c": "none"},
    {"a": "full", "b": "full", "c": "half"},
]


def compare(node: str | None = None, **method: Any) -> WeightTable:
    plan = compile_plan(draw(list("abc"), NODES, **method))
    return compare_weights(plan, code_answers(plan.instrument, ROWS), node)


def test_nominal_weights_are_shares_among_siblings() -> None:
    found = {(one.parent, one.key): one.nominal for one in compare().weights}

    assert found == {
        (None, "index"): 1,
        ("index", "x"): 3 / 4,
        ("x", "a"): 1 / 5,
        ("x", "b"): 4 / 5,
        ("index", "y"): 1 / 4,
        ("y", "b"): 1 / 2,
        ("y", "c"): 1 / 2,
    }


def test_effective_weights_are_multiplied_over_all_ancestors() -> None:
    found = {(one.parent, one.key): one.effective for one in compare().weights}

    assert found["x", "b"] == pytest.approx(3 / 4 * 4 / 5)
    assert found["y", "b"] == pytest.approx(1 / 4 * 1 / 2)
    assert found["index", "y"] == 1 / 4


def test_under_arithmetic_means_variance_shares_are_weighted_covariances() -> None:
    table = compare()

    scores = score_all(draw(list("abc"), NODES), *ROWS)
    index, values = scores.node("index"), np.array([0, 3, 4]) / 4
    covariance = np.cov(values, index)
    expected = 3 / 4 * 1 / 5 * covariance[0, 1] / covariance[1, 1]
    (found,) = [one for one in table.weights if one.key == "a"]
    assert found.variance_share == pytest.approx(expected)


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "minimum", "borda"])
def test_variance_shares_of_a_level_add_up_to_1(how: str) -> None:
    weights = compare(combine={"index": how}).weights

    for one in weights:
        below = [w.variance_share or 0 for w in weights if w.parent == one.key]
        if below:
            assert sum(below) == pytest.approx(one.variance_share, abs=1e-12)
    assert weights[0].variance_share == pytest.approx(1)


ANSWER = st.sampled_from([*LEVELS, *Missing])


@given(st.lists(st.tuples(ANSWER, ANSWER, ANSWER), min_size=2, max_size=8))
@example([("little", "little", "none"), (Missing.NOT_ASKED, "little", "none")])
def test_items_share_the_whole_variance_whatever_is_missing(rows: list[Any]) -> None:
    plan = compile_plan(draw(list("abc"), NODES))
    answers = [dict(zip("abc", row, strict=True)) for row in rows]

    table = compare_weights(plan, code_answers(plan.instrument, answers))

    shares = [one.variance_share for one in table.weights if one.is_item]
    if shares[0] is not None:
        assert sum(share or 0 for share in shares) == pytest.approx(1, abs=1e-9)


def test_where_all_units_are_equal_there_is_no_variance_to_share() -> None:
    plan = compile_plan(draw(list("abc"), NODES))
    one = code_answers(plan.instrument, ROWS[:1])

    assert compare_weights(plan, one).weights[1].variance_share is None
    assert compare_weights(plan, one[[0, 0]]).weights[1].variance_share is None
    assert compare_weights(plan, one).units == 1


def test_another_node_may_be_looked_at() -> None:
    table = compare("x")

    assert [(one.key, one.effective) for one in table.weights] == [
        ("x", 1),
        ("a", 1 / 5),
        ("b", 4 / 5),
    ]
    with pytest.raises(UnknownNodeError):
        compare("z")


def test_a_table_shares_alike_and_says_what_it_asks() -> None:
    table = [
        {"when": {"all": [{"item": k, "equals": "full"} for k in "ab"]}, "score": 1}
    ]
    plan = compile_plan(draw(["a", "b"], {"index": {"table": table}}))

    found = compare_weights(plan, code_answers(plan.instrument, [{"a": "full"}]))

    assert [one.effective for one in found.weights] == [1, 1 / 2, 1 / 2]
    assert found.weights[1].title == "What about a?"


def test_a_node_with_two_ways_up_is_listed_below_each_parent() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": {"of": {"x": 1, "z": 3}}}
    plan = compile_plan(draw(["a", "b"], {**nodes, "z": ["b"]}))

    table = compare_weights(plan, code_answers(plan.instrument, [{"a": "full"}] * 2))

    found = {(one.parent, one.key): one.effective for one in table.weights}
    assert found["index", "x"] == 1 / 2
    assert found["y", "x"] == 1 / 2 * 1 / 4
    assert found["x", "a"] == 1 / 2 + 1 / 2 * 1 / 4


def test_a_frame_has_one_row_a_child() -> None:
    frame = compare().to_frame()

    assert list(frame["key"]) == ["index", "x", "a", "b", "y", "b", "c"]
    assert frame.loc[1, "effective"] == 3 / 4


def test_shares_of_items_are_multiplied_down_the_tree() -> None:
    nodes = {
        "index": {"of": {"x": 3, "y": 1}},
        "x": {"items": {"a": 1, "b": 2}},
        "y": ["b", "c"],
    }
    plan = compile_plan(draw(["a", "b", "c"], nodes))

    weights = effective_weights(plan, "index")

    assert weights == pytest.approx(
        {"a": 3 / 4 * 1 / 3, "b": 3 / 4 * 2 / 3 + 1 / 4 * 1 / 2, "c": 1 / 4 * 1 / 2}
    )
    assert effective_weights(plan, "x") == pytest.approx({"a": 1 / 3, "b": 2 / 3})


def test_a_table_gives_its_items_no_share() -> None:
    rows = [{"when": {"item": "b", "equals": "full"}, "score": 1}]
    nodes = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a"], "y": {"table": rows}}
    plan = compile_plan(draw(["a", "b"], nodes))
    assert effective_weights(plan, "index") == {"a": 1 / 2}


def test_an_unknown_node_has_no_shares() -> None:
    with pytest.raises(UnknownNodeError, match="index"):
        effective_weights(compile_plan(draw(["a"])), "indx")
