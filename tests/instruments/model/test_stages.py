from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.stages import Gate, StageRule

BANDS = [
    {"key": "low", "title": "Low", "from": "0"},
    {"key": "high", "title": "High", "from": "0.5"},
]


def test_lower_bounds_are_written_as_from_and_included() -> None:
    rule = StageRule.model_validate({"title": "L", "of": "x", "bands": BANDS})

    assert [band.lower for band in rule.bands] == [0, 0.5]
    assert rule.edge == "included"


def test_a_ladder_has_two_bands_at_least() -> None:
    with pytest.raises(ValidationError):
        StageRule.model_validate({"title": "L", "of": "x", "bands": BANDS[:1]})


@pytest.mark.parametrize(
    "gate",
    [
        {"at_least": 0.5},
        {"node": "x", "item": "a", "at_least": 0.5},
        {"node": "x"},
    ],
)
def test_a_gate_guards_one_thing_with_one_minimum(gate: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Gate.model_validate(gate)


def test_a_gate_guards_a_node_or_an_item() -> None:
    assert Gate.model_validate({"node": "x", "at_least": 0.5}).at_least == 0.5
    assert Gate.model_validate({"item": "a", "at_least": "half"}).at_least == "half"
