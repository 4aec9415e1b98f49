"""Weightings: rules that find the weights of a node's children."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from instruments.model.combination import read_name
from instruments.model.text import NUMBER, Key, Model, Whole

Weigh = Literal["equal", "budget", "ahp", "pca", "factor", "entropy", "critic"]
"""How weights are found; `docs/methods.md` has the formulas."""

Points = Annotated[float, Field(ge=0, le=1_000_000), NUMBER]
Judgement = Annotated[float, Field(gt=0, le=1_000), NUMBER]


class Weighting(Model):
    """One rule for the weights of a node's children."""

    by: Weigh = Field(description="How the weights are found.")
    experts: tuple[dict[Key, Points], ...] | None = Field(
        default=None,
        min_length=1,
        description="budget: the points that each expert gives to each child.",
    )
    compare: dict[Key, dict[Key, Judgement]] | None = Field(
        default=None,
        min_length=1,
        description="ahp: how many times as important the first is as the second.",
    )
    factors: Whole | None = Field(
        default=None,
        ge=1,
        le=20,
        description="pca, factor: how many are kept; else those above average.",
    )

    @property
    def is_relative(self) -> bool:
        """Tell whether the weights depend on the units that are scored."""
        return self.by in {"pca", "factor", "entropy", "critic"}


Weighing = Annotated[
    Weighting, BeforeValidator(read_name, json_schema_input_type=Weigh | Weighting)
]
"""A weighting by its name, or with what it rests on."""
