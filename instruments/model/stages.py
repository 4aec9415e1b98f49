"""Stage rules: a ladder of bands over a node, with gates."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from instruments.model.conditions import Operand
from instruments.model.text import Key, Model, Number, Text


class Gate(Model):
    """A minimum that a node's score or an item's answer must meet."""

    node: Key | None = None
    item: Key | None = None
    at_least: Operand

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

    key: Key
    title: Text
    about: Text | None = None
    lower: Number = Field(alias="from", ge=0, le=1)
    gates: tuple[Gate, ...] = ()


class StageRule(Model):
    """A ladder over one node; a stage needs its own and all lower gates."""

    title: Text
    of: Key
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
    bands: tuple[Band, ...] = Field(min_length=2)
