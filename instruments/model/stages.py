"""Stage rules: a ladder of bands over a node, with gates."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from instruments.model.conditions import Operand
from instruments.model.text import Key, Model, Number, Text


class Gate(Model):
    """A minimum that a node's score or an item's answer must meet."""

    node: Key | None = Field(default=None, description="The node whose score counts.")
    item: Key | None = Field(default=None, description="The item whose answer counts.")
    at_least: Operand = Field(
        description="A score from 0 to 1, an option code, or a number."
    )

    @model_validator(mode="after")
    def _guards_one_thing(self) -> Gate:
        if (self.node is None) == (self.item is None):
            raise GateShapeError
        return self


class GateShapeError(ValueError):
    """A gate names neither a node nor an item, or both."""

    def __init__(self) -> None:
        super().__init__("a gate needs exactly one of node, item")


class Band(Model):
    """One step of a ladder: a stage, its lower bound and its gates."""

    key: Key = Field(description="Stable name of the stage.")
    title: Text = Field(description="What the stage is called.")
    about: Text | None = Field(
        default=None, description="One sentence that one can act on."
    )
    lower: Number = Field(
        alias="from", ge=0, le=1, description="Score at which the stage begins."
    )
    gates: tuple[Gate, ...] = Field(
        default=(), description="Minima for this stage and all above."
    )
    classes: tuple[Key, ...] = Field(
        default=(),
        description="Classes of equal count inside the band, lowest first.",
    )


class StageRule(Model):
    """A ladder over one node; a stage needs its own and all lower gates."""

    title: Text = Field(description="What the ladder is called.")
    of: Key = Field(description="The node whose score is placed.")
    edge: Literal["included", "excluded"] = Field(
        default="included",
        description="Whether a score on a lower bound has reached it.",
    )
    round_to: Number | None = Field(
        default=None,
        gt=0,
        le=1,
        description="Round half up to this step before comparing.",
    )
    bands: tuple[Band, ...] = Field(
        min_length=2, description="Stages in rising order; the first begins at 0."
    )
