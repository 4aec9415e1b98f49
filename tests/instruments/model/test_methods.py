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


@pytest.mark.parametrize(
    "parts",
    [
        {"floor": "1"},
        {"floor": "-0.1"},
        {"missing": {"unanswered": "skip"}},
        {"missing": {"least_coverage": "67"}},
        {"combine": {"x": "median"}},
        {"gates": [{"node": "x", "when": {"item": "a", "equals": "no"}}]},
    ],
)
def test_other_parts_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        method(**parts)
