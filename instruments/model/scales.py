"""Options and the scales that several items share."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.answers import Missing
from instruments.model.text import Key, Model, Number, Text, Truth

Allowed = Literal[Missing.NOT_APPLICABLE, Missing.DONT_KNOW, Missing.REFUSED]
"""The reasons that a respondent may give; the other two are observed."""


class Option(Model):
    """One answer category of an item."""

    code: Key = Field(description="Stable name of the option in data files.")
    say: Text = Field(description="The words beside the option.")
    hint: Text | None = Field(default=None, description="When to choose this option.")
    points: Number | None = Field(default=None, description="What the option is worth.")
    alone: Truth = Field(
        default=False, description="Choosing it excludes every other option."
    )


class Scale(Model):
    """A named, ordered set of options that several items share."""

    kind: Literal["ordinal", "nominal"] = Field(
        default="ordinal", description="Whether the options rise."
    )
    options: tuple[Option, ...] = Field(
        min_length=2, max_length=240, description="Options in order."
    )
    allow: tuple[Allowed, ...] = Field(
        default=(), description="Reasons that may be given instead of an answer."
    )


YES_NO = Scale(
    kind="nominal",
    options=(
        Option(code="yes", say="Yes", points=1),
        Option(code="no", say="No", points=0),
    ),
)
"""The options of a `yes_no` item where the instrument declares none of that key."""
