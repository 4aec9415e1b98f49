"""Normalisations: how values come on a scale that they share with others."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from instruments.model.combination import read_name
from instruments.model.text import NUMBER, Model, Number, Truth, Whole

Normalise = Literal[
    "goalposts",
    "raw",
    "min_max",
    "z_score",
    "z_score_population",
    "rank",
    "percent_rank",
    "percentile",
    "borda",
    "ratio",
    "difference",
    "distance_to_target",
    "above_below",
    "categories",
]
"""How a value is normalised; `docs/methods.md` has the formulas."""

Reference = Literal["best", "worst", "mean"]
"""The unit, or the mean of units, that values are held against."""


class Normalisation(Model):
    """One normalisation of an item's answers or of a node's score.

    Values are cut and logged first, in this order: `cap`, `cap_low`, `winsorise`,
    `log`.
    """

    by: Normalise = Field(description="How values are normalised.")
    cap: Number | None = Field(
        default=None, description="Values above this count as this."
    )
    cap_low: Number | None = Field(
        default=None, description="Values below this count as this."
    )
    winsorise: Whole | None = Field(
        default=None,
        ge=1,
        le=20,
        description="Most values that are pulled in while the units are too skewed.",
    )
    log: Truth = Field(default=False, description="Natural logarithms are normalised.")
    reverse: Truth = Field(default=False, description="Less is better.")
    low: Number | None = Field(
        default=None, description="Goalposts, min_max, target: the value that scores 0."
    )
    high: Number | None = Field(
        default=None, description="Goalposts, min_max: the value that scores 1."
    )
    clip: Truth = Field(
        default=True, description="Goalposts, target: beyond 0 and 1 counts as these."
    )
    mean: Number | None = Field(
        default=None, description="z_score: a mean that is fixed for all rounds."
    )
    sd: Number | None = Field(
        default=None, gt=0, description="z_score: a deviation fixed for all rounds."
    )
    to: Reference | Annotated[float, NUMBER] | None = Field(
        default=None, description="Ratio, difference: what values are held against."
    )
    target: Number | None = Field(
        default=None, description="distance_to_target: the value that scores 1."
    )
    margin: Number | None = Field(
        default=None,
        gt=0,
        lt=1,
        description="above_below: share of the mean that counts as about the mean.",
    )

    @property
    def is_relative(self) -> bool:
        """Tell whether the result depends on the other units."""
        if self.winsorise is not None:
            return True
        frozen = {
            "goalposts": True,
            "raw": True,
            "min_max": self.low is not None and self.high is not None,
            "z_score": self.mean is not None and self.sd is not None,
            "ratio": isinstance(self.to, float),
            "difference": isinstance(self.to, float),
            "distance_to_target": self.low is not None,
        }
        return not frozen.get(self.by, False)

    @model_serializer(mode="wrap")
    def _write_name_alone(self, handler: SerializerFunctionWrapHandler) -> Any:
        """Write what has no parameters as its name, as a file does."""
        written = {k: v for k, v in handler(self).items() if v is not None}
        spare = {"log": False, "reverse": False, "clip": True}
        kept = {k: v for k, v in written.items() if spare.get(k) is not v}
        return self.by if set(kept) == {"by"} else written


Normalising = Annotated[
    Normalisation,
    BeforeValidator(read_name, json_schema_input_type=Normalise | Normalisation),
]
"""A normalisation by its name, or with its parameters."""
