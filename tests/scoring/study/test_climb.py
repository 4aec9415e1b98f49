"""The climb: the items that bear on a node, effort, and scores."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.climb import Climb


def climb_of(items: Any, answers: dict[str, Any], **fields: Any) -> Climb:
    instrument = draw(items, fields.pop("nodes", None), **fields)
    row = code_answers(instrument, [answers])
    return Climb(compile_plan(instrument), row, "index", None)


def test_what_does_not_apply_has_no_steps() -> None:
    items = {"a": {}, "b": {"when": {"item": "a", "equals": "full"}}, "c": {}}

    climb = climb_of(items, {"a": "most", "c": Missing.NOT_APPLICABLE})

    assert list(climb.rungs) == ["a"]
    assert climb.requirements.is_met("b")
    assert climb.requirements.is_met("c")


def test_effort_is_steps_times_what_is_declared() -> None:
    climb = climb_of({"a": {"effort": 3}, "b": {}}, {"a": "none", "b": "none"})

    first, _, third, _ = climb.items["a"].steps
    assert climb.items["a"].effort(third) == 3 * 3
    assert climb.sum_effort({"a": first, "b": climb.items["b"].steps[1]}) == 3 + 2 * 2


def test_the_score_is_that_of_the_node() -> None:
    climb = climb_of({"a": {}, "b": {}}, {"a": "none", "b": "half"})

    index = climb.run([{}, {"a": climb.items["a"].steps[-1]}]).index

    assert index.tolist() == pytest.approx([(0 + 2 / 4) / 2, (1 + 2 / 4) / 2])
    assert climb.name_stage(0) is None
