"""Contributions: each item's part of the score, with the arithmetic drawn out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.errors import UnknownNodeError
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.study.contributions import (
    Contribution,
    contributions,
    contributions_by_node,
)

if TYPE_CHECKING:
    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

NA = Missing.NOT_APPLICABLE

TREE: dict[str, Any] = {
    "index": {"of": {"law": 2, "tech": 1}},
    "law": {"items": {"a": 3, "b": 1}},
    "tech": ["c"],
}


def divide(
    instrument: Instrument, answers: dict[str, Answer], node: str | None = None
) -> dict[str, Contribution]:
    row = code_answers(instrument, [answers])
    found = contributions(compile_plan(instrument), row, node)
    return {one.item: one for one in found}


def test_under_arithmetic_means_an_item_loses_its_weight_times_its_gap() -> None:
    parts = divide(draw(["a", "b", "c"], TREE), {"a": "half", "b": "full", "c": "none"})

    # weight in index: a 2/3 * 3/4, b 2/3 * 1/4, c 1/3
    assert [one.weight for one in parts.values()] == pytest.approx(
        [1 / 2, 1 / 6, 1 / 3]
    )
    assert [one.value for one in parts.values()] == [2 / 4, 1, 0]
    assert [one.lost for one in parts.values()] == pytest.approx(
        [1 / 2 * (1 - 2 / 4), 0, 1 / 3 * (1 - 0)]
    )
    assert [one.contribution for one in parts.values()] == pytest.approx(
        [1 / 2 * 2 / 4, 1 / 6 * 1, 0]
    )


def test_under_a_geometric_mean_a_gap_is_shared_by_logarithms() -> None:
    instrument = draw(["a", "b"], combine={"index": "geometric"}, floor=0.01)

    parts = divide(instrument, {"a": "none", "b": "half"})

    log_a, log_b = -math.log(0.01), -math.log(0.01 + 0.99 * 2 / 4)
    mean = math.exp(-(log_a + log_b) / 2)
    gap = 1 - (mean - 0.01) / 0.99
    assert parts["a"].lost == pytest.approx(gap * log_a / (log_a + log_b))
    assert parts["b"].lost == pytest.approx(gap * log_b / (log_a + log_b))


def test_without_floor_the_zeros_carry_the_whole_gap_by_weight() -> None:
    weights = {"index": {"items": {"a": 2, "b": 1, "c": 1}}}
    instrument = draw(["a", "b", "c"], weights, combine={"index": "geometric"}, floor=0)

    parts = divide(instrument, {"a": "none", "b": "none", "c": "half"})

    assert [one.lost for one in parts.values()] == pytest.approx([2 / 3, 1 / 3, 0])


def test_under_a_minimum_the_weakest_carry_the_gap() -> None:
    weights = {"index": {"items": {"a": 2, "b": 1, "c": 1}}}
    instrument = draw(["a", "b", "c"], weights, combine={"index": "minimum"})

    parts = divide(instrument, {"a": "little", "b": "little", "c": "half"})

    gap = 1 - 1 / 4
    assert [one.lost for one in parts.values()] == pytest.approx(
        [gap * 2 / 3, gap * 1 / 3, 0]
    )
    assert [one.contribution for one in parts.values()] == pytest.approx(
        [1 / 4 * 2 / 3, 1 / 4 * 1 / 3, 0]
    )


def test_under_a_maximum_the_strongest_carries_the_score() -> None:
    parts = divide(
        draw(["a", "b"], combine={"index": "maximum"}), {"a": "little", "b": "most"}
    )

    assert parts["b"].contribution == pytest.approx(3 / 4)
    assert parts["a"].contribution == parts["a"].lost == 0


def test_what_does_not_apply_leaves_its_weight_to_its_siblings() -> None:
    parts = divide(draw(["a", "b", "c"], TREE), {"a": NA, "b": "half", "c": "full"})

    assert list(parts) == ["b", "c"]
    assert [one.weight for one in parts.values()] == pytest.approx([2 / 3, 1 / 3])


def test_an_item_with_two_ways_up_is_listed_once() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a", "b"], "y": ["b"]}

    parts = divide(draw(["a", "b"], nodes), {"a": "full", "b": "half"})

    assert parts["b"].weight == pytest.approx(1 / 2 * 1 / 2 + 1 / 2)
    assert parts["b"].lost == pytest.approx((1 / 4 + 1 / 2) * (1 - 2 / 4))


def test_a_table_is_shared_by_the_items_that_count_in_it() -> None:
    rows = [
        {"when": {"all": [{"item": k, "equals": "full"} for k in "abc"]}, "score": 1}
    ]
    instrument = draw(["a", "b", "c"], {"index": {"table": rows, "else": 0.4}})

    parts = divide(instrument, {"a": "full", "b": NA, "c": "half"})

    assert list(parts) == ["a", "c"]
    assert [one.value for one in parts.values()] == [0.4, 0.4]
    assert [one.lost for one in parts.values()] == pytest.approx([0.6 / 2, 0.6 / 2])


def test_an_item_in_two_tables_has_a_part_in_each() -> None:
    instrument = draw(
        ["a", "b"],
        {
            "index": {"of": {"x": 3, "y": 1}},
            "x": {"table": [{"when": {"item": "a", "equals": "full"}, "score": 0.8}]},
            "y": {
                "table": [
                    {
                        "when": {"any": [{"item": k, "equals": "full"} for k in "ab"]},
                        "score": 0.2,
                    }
                ]
            },
        },
    )
    plan = compile_plan(instrument)
    row = code_answers(instrument, [{"a": "full", "b": "none"}])

    parts = contributions_by_node(plan, row)

    assert plan.step_of("y").items == ("a", "b")
    assert list(parts) == [("x", "a"), ("y", "a"), ("y", "b")]
    assert [one.weight for one in parts.values()] == pytest.approx(
        [3 / 4, 1 / 8, 1 / 8]
    )
    assert [one.contribution for one in parts.values()] == pytest.approx(
        [3 / 4 * 0.8, 1 / 8 * 0.2, 1 / 8 * 0.2]
    )
    together = divide(instrument, {"a": "full", "b": "none"})
    assert together["a"].lost == pytest.approx(3 / 4 * 0.2 + 1 / 8 * 0.8)


def test_a_node_that_a_gate_made_zero_loses_everything_by_weight() -> None:
    gate = {"node": "law", "when": {"item": "a", "equals": "full"}, "becomes": "zero"}
    instrument = draw(["a", "b", "c"], TREE, gates=[gate])

    parts = divide(instrument, {"a": "full", "b": "full", "c": "full"})

    assert parts["a"].lost == pytest.approx(2 / 3 * 3 / 4)
    assert parts["c"].contribution == pytest.approx(1 / 3)


def test_another_node_may_be_divided() -> None:
    parts = divide(draw(["a", "b", "c"], TREE), {"a": "half", "b": "full"}, "law")

    assert {one.item: one.weight for one in parts.values()} == {"a": 3 / 4, "b": 1 / 4}


def test_without_score_there_is_nothing_to_divide() -> None:
    instrument = draw(["a", "b"], missing={"least_coverage": 0.9})

    assert divide(instrument, {"a": NA, "b": NA}) == {}
    assert divide(instrument, {"a": "full"}) == {}


def test_an_unknown_node_is_refused() -> None:
    with pytest.raises(UnknownNodeError):
        divide(draw(["a"]), {"a": "full"}, "low")


WEIGHT = st.integers(1, 5)
ANSWER = st.sampled_from([*LEVELS, *Missing])
COMBINE = st.sampled_from(["arithmetic", "geometric", "minimum", "maximum"])


@given(
    st.lists(ANSWER, min_size=5, max_size=5),
    st.lists(WEIGHT, min_size=8, max_size=8),
    st.lists(COMBINE, min_size=3, max_size=3),
    st.sampled_from([0, 0.01, 0.3]),
)
def test_parts_add_up_to_the_score_and_to_the_gap(
    answers: list[Answer], weights: list[int], combine: list[str], floor: float
) -> None:
    keys = "abcde"
    nodes = {
        "index": {"of": {"x": weights[0], "y": weights[1], "z": weights[2]}},
        "x": {"items": dict(zip("abc", weights[3:], strict=False))},
        "y": {"items": dict(zip("cd", weights[6:], strict=False))},
        "z": ["e"],
    }
    instrument = draw(
        list(keys),
        nodes,
        floor=floor,
        combine=dict(zip(("index", "x", "y"), combine, strict=True)),
    )
    plan = compile_plan(instrument)
    row = code_answers(instrument, [dict(zip(keys, answers, strict=True))])

    parts = contributions(plan, row)

    score = float(score_coded(plan, row).node("index")[0])
    if np.isnan(score):
        assert parts == []
    else:
        assert sum(one.contribution for one in parts) == pytest.approx(score, abs=1e-12)
        assert sum(one.lost for one in parts) == pytest.approx(1 - score, abs=1e-12)
        assert sum(one.weight for one in parts) == pytest.approx(1, abs=1e-12)
        assert all(one.lost >= 0 for one in parts)
