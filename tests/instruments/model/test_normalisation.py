from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.normalisation import Normalisation, Normalise, Normalising

NORMALISING: TypeAdapter[Normalisation] = TypeAdapter(Normalising)
FROZEN: list[dict[str, Any]] = [
    {"by": "goalposts", "low": 0, "high": 9},
    {"by": "raw"},
    {"by": "min_max", "low": 0, "high": 9},
    {"by": "z_score", "mean": 3, "sd": 2},
    {"by": "ratio", "to": 100.0},
    {"by": "difference", "to": "100"},
    {"by": "distance_to_target", "low": 0, "target": 9},
]


@pytest.mark.parametrize("name", get_args(Normalise))
def test_a_name_alone_is_a_normalisation_and_is_written_as_one(name: str) -> None:
    normalisation = NORMALISING.validate_python(name)

    assert normalisation == Normalisation(by=name)
    assert NORMALISING.dump_python(normalisation) == name


@pytest.mark.parametrize("part", FROZEN, ids=lambda part: part["by"])
def test_fixed_values_make_a_score_stand_alone(part: dict[str, Any]) -> None:
    assert not NORMALISING.validate_python(part).is_relative
    assert NORMALISING.validate_python({**part, "winsorise": 5}).is_relative


@pytest.mark.parametrize(
    "part",
    [
        *(name for name in get_args(Normalise) if name not in {"goalposts", "raw"}),
        {"by": "ratio", "to": "best"},
        {"by": "distance_to_target", "target": 9},
    ],
    ids=str,
)
def test_without_fixed_values_a_score_depends_on_others(part: Any) -> None:
    assert NORMALISING.validate_python(part).is_relative


@pytest.mark.parametrize(
    "part",
    [
        "zscore",
        {"by": "z_score", "sd": "0"},
        {"by": "ratio", "to": "first"},
        {"by": "raw", "winsorise": "0"},
        {"by": "raw", "log": "yes"},
        {"by": "above_below", "margin": "1"},
        {"low": "0", "high": "1"},
    ],
)
def test_other_normalisations_are_refused(part: Any) -> None:
    with pytest.raises(ValidationError):
        NORMALISING.validate_python(part)
