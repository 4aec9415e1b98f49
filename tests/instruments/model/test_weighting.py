from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.weighting import Weigh, Weighing, Weighting

WEIGHING: TypeAdapter[Weighting] = TypeAdapter(Weighing)


@pytest.mark.parametrize("name", get_args(Weigh))
def test_a_name_alone_is_a_weighting(name: str) -> None:
    assert WEIGHING.validate_python(name) == Weighting(by=name)


def test_only_what_is_learned_from_answers_is_relative() -> None:
    relative = {n for n in get_args(Weigh) if WEIGHING.validate_python(n).is_relative}

    assert relative == {"pca", "factor", "entropy", "critic"}


@pytest.mark.parametrize(
    "part",
    [
        "experts",
        {"by": "budget", "experts": []},
        {"by": "budget", "experts": [{"a": "-1"}]},
        {"by": "ahp", "compare": {"a": {"b": "0"}}},
        {"by": "pca", "factors": "0"},
        {"experts": [{"a": "1"}]},
    ],
)
def test_other_weightings_are_refused(part: Any) -> None:
    with pytest.raises(ValidationError):
        WEIGHING.validate_python(part)
