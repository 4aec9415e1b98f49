from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.combination import RANKING, Combination, Combine, Combining

COMBINING: TypeAdapter[Combination] = TypeAdapter(Combining)


@pytest.mark.parametrize("name", get_args(Combine))
def test_a_name_alone_is_a_combination_and_is_written_as_one(name: str) -> None:
    combination = COMBINING.validate_python(name)

    assert combination == Combination(by=name)
    assert COMBINING.dump_python(combination) == name


def test_parameters_are_written_beside_the_name() -> None:
    given = {"by": "geometric", "floor": "0.001"}
    combination = COMBINING.validate_python(given)

    assert combination.floor == 0.001
    assert COMBINING.dump_python(combination) == {"by": "geometric", "floor": 0.001}


@pytest.mark.parametrize(
    "part",
    [
        {"by": "mean"},
        {"floor": "0.1"},
        {"by": "geometric", "floor": "1"},
        {"by": "power", "exponent": "nan"},
        {"by": "power", "exponent": "20.5"},
        {"by": "power", "exponent": "-155"},
        {"by": "benefit_of_the_doubt", "most_share": "0"},
        {"by": "benefit_of_the_doubt", "least_share": "1.1"},
        ["geometric"],
    ],
)
def test_other_combinations_are_refused(part: Any) -> None:
    with pytest.raises(ValidationError):
        COMBINING.validate_python(part)


def test_rankings_are_combinations() -> None:
    assert set(get_args(Combine)) >= RANKING
