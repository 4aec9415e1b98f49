"""Goalposts: the raw values that score 0 and 1, frozen for all rounds."""

from __future__ import annotations

from pydantic import Field

from instruments.model.text import Model, Number, Truth


class Goalposts(Model):
    """The raw values that score 0 and 1.

    Values between are interpolated, values beyond are clipped. `low` may exceed
    `high`: then less is better.
    """

    low: Number = Field(description="The value that scores 0.")
    high: Number = Field(description="The value that scores 1.")
    log: Truth = Field(
        default=False, description="Logarithms are interpolated, as for money."
    )
