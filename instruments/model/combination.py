"""Combinations: how a node's children become its score."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from instruments.model.text import Model, Number

Combine = Literal[
    "arithmetic",
    "geometric",
    "harmonic",
    "power",
    "median",
    "minimum",
    "maximum",
    "pooled",
    "borda",
    "copeland",
    "kemeny",
    "benefit_of_the_doubt",
]
"""How a node's children become its score; `docs/methods.md` has the formulas."""

RANKING = frozenset({"borda", "copeland", "kemeny", "benefit_of_the_doubt"})
"""Those whose score depends on the other units."""


STEEPEST = 20
"""Beyond this exponent a power mean is all but the minimum or the maximum, and powers
of small values are lost."""


class Combination(Model):
    """A combination with its parameters; a name alone takes the defaults."""

    by: Combine = Field(description="How children are combined.")
    exponent: Number | None = Field(
        default=None,
        ge=-STEEPEST,
        le=STEEPEST,
        description="Of a power mean; 0 is the geometric mean.",
    )
    floor: Number | None = Field(
        default=None,
        ge=0,
        lt=1,
        description="What a zero counts as, instead of the method's floor.",
    )
    least_share: Number | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Benefit of the doubt: least share of a child in the weights.",
    )
    most_share: Number | None = Field(
        default=None,
        gt=0,
        le=1,
        description="Benefit of the doubt: highest share of a child in the weights.",
    )

    @model_serializer(mode="wrap")
    def _write_name_alone(self, handler: SerializerFunctionWrapHandler) -> Any:
        """Write what has no parameters as its name, as a file does."""
        written = {k: v for k, v in handler(self).items() if v is not None}
        return self.by if set(written) == {"by"} else written


def read_name(value: Any) -> Any:
    """Read a name as the mapping that holds it under `by`."""
    return {"by": value} if isinstance(value, str) else value


Combining = Annotated[
    Combination,
    BeforeValidator(read_name, json_schema_input_type=Combine | Combination),
]
"""A combination by its name, or with its parameters."""
