from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.alternatives import Alternatives


def test_alternatives_are_lists_of_ways_by_name_or_with_parameters() -> None:
    drawn = Alternatives.model_validate(
        {
            "combine": {"x": ["arithmetic", {"by": "power", "exponent": "0.5"}]},
            "normalise": {"else": ["min_max", "rank"]},
            "unanswered": ["zero", "leave_out"],
            "weights": {"x": "90"},
        }
    )

    assert [one.by for one in drawn.combine["x"]] == ["arithmetic", "power"]
    assert drawn.combine["x"][1].exponent == 0.5
    assert [one.by for one in drawn.normalise["else"]] == ["min_max", "rank"]
    assert drawn.unanswered == ("zero", "leave_out")
    assert drawn.weights == {"x": 90}


@pytest.mark.parametrize(
    "part",
    [
        {"draws": "9"},
        {"draws": "1000001"},
        {"seed": "-1"},
        {"weights": {"x": "0"}},
        {"combine": {"x": "minimum"}},
        {"unanswered": ["skip"]},
        {"leave_out": "unit"},
    ],
)
def test_what_cannot_be_drawn_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Alternatives.model_validate(part)
