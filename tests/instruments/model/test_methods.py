from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.methods import Method


def method(**parts: Any) -> Method:
    return Method.model_validate({"title": "Ours", **parts})


def test_a_plain_method_takes_the_arithmetic_mean() -> None:
    assert method().combine_of("x") == "arithmetic"


def test_else_stands_for_nodes_that_are_not_named() -> None:
    ours = method(combine={"x": "geometric", "else": "minimum"})

    assert ours.combine_of("x") == "geometric"
    assert ours.combine_of("y") == "minimum"


def test_missing_answers_count_as_zero_unless_they_do_not_apply() -> None:
    missing = method().missing

    assert (missing.not_applicable, missing.refused) == ("leave_out", "leave_out")
    assert (missing.unanswered, missing.dont_know) == ("zero", "zero")
    assert missing.least_coverage == 0


def test_a_combination_is_a_name_or_has_parameters() -> None:
    ours = method(combine={"x": {"by": "power", "exponent": "2"}, "y": "median"})

    assert ours.combination_of("x").exponent == 2
    assert ours.combine_of("y") == "median"
    assert ours.model_dump(exclude_defaults=True)["combine"] == {
        "x": {"by": "power", "exponent": 2},
        "y": "median",
    }


def test_a_policy_of_a_node_changes_only_what_it_names() -> None:
    missing = method(
        missing={"unanswered": "leave_out", "nodes": {"x": {"dont_know": "one"}}}
    ).missing

    assert missing.of("x").dont_know == "one"
    assert missing.of("x").unanswered == "leave_out"
    assert missing.of("y").dont_know == "zero"


@pytest.mark.parametrize(
    ("parts", "is_relative"),
    [
        ({}, False),
        ({"normalise": {"a": {"by": "goalposts", "low": 0, "high": 1}}}, False),
        ({"normalise": {"a": {"by": "min_max", "low": 0, "high": 1}}}, False),
        ({"normalise": {"a": "min_max"}}, True),
        ({"normalise": {"a": "z_score"}}, True),
        ({"normalise": {"a": {"by": "z_score", "mean": 3, "sd": 1}}}, False),
        ({"normalise": {"a": {"by": "ratio", "to": 100.0}}}, False),
        ({"normalise": {"a": {"by": "ratio", "to": "best"}}}, True),
        ({"normalise": {"a": {"by": "raw", "winsorise": 5}}}, True),
        ({"weighting": {"x": "equal"}}, False),
        ({"weighting": {"x": "pca"}}, True),
        ({"combine": {"x": "geometric"}}, False),
        ({"combine": {"x": "borda"}}, True),
        ({"missing": {"unanswered": "mean"}}, True),
        ({"missing": {"nodes": {"x": {"refused": "mean"}}}}, True),
    ],
)
def test_a_method_is_relative_where_a_score_depends_on_other_units(
    parts: dict[str, Any], *, is_relative: bool
) -> None:
    assert method(**parts).is_relative is is_relative


@pytest.mark.parametrize(
    "parts",
    [
        {"floor": "1"},
        {"floor": "-0.1"},
        {"missing": {"unanswered": "skip"}},
        {"missing": {"least_coverage": "67"}},
        {"combine": {"x": "medain"}},
        {"combine": {"x": {"exponent": "2"}}},
        {"normalise": {"a": "zscore"}},
        {"normalise": {"a": {"by": "ratio", "to": "first"}}},
        {"weighting": {"x": {"by": "budget", "experts": []}}},
        {"missing": {"nodes": {"x": {"unanswered": "skip"}}}},
        {"rank_decimals": "16"},
        {"gates": [{"node": "x", "when": {"item": "a", "equals": "no"}}]},
    ],
)
def test_other_parts_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        method(**parts)
