"""Items: one class an answer type, one question or statement each."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from instruments.model.conditions import Condition
from instruments.model.goalposts import Goalposts
from instruments.model.scales import Allowed, Option
from instruments.model.text import WHOLE, Key, Model, Number, Text, Truth, Whole


class BaseItem(Model):
    """What every item has, whatever its answer type."""

    key: Key = Field(description="Stable name of the item in data files.")
    ask: Text = Field(description="The question or statement put to the respondent.")
    help: Text | None = Field(
        default=None, description="What would show it; how to choose."
    )
    when: Condition | None = Field(
        default=None, description="Asked only when this holds."
    )
    tags: tuple[Key, ...] = Field(default=(), description="A second axis of grouping.")
    requires: tuple[Key, ...] = Field(
        default=(), description="Items that this rests on."
    )
    replaces: tuple[Key, ...] = Field(
        default=(), description="Items of former versions that this one follows."
    )
    effort: Annotated[Literal[1, 2, 3] | None, WHOLE] = Field(
        default=None,
        description="Work to move up one level: 1 small, 2 medium, 3 large.",
    )
    evidence: Literal["none", "optional", "expected"] = Field(
        default="none", description="Whether a proof is asked for."
    )
    required: Truth = Field(
        default=False, description="Needs an answer or a reason before submission."
    )
    allow: tuple[Allowed, ...] | None = Field(
        default=None, description="Reasons that may be given; overrides the scale's."
    )


class ChoiceItem(BaseItem):
    """What items with options share; options come from a scale or are its own."""

    scale: Key | None = Field(
        default=None, description="A scale that several items share."
    )
    options: tuple[Option, ...] | None = Field(
        default=None,
        min_length=2,
        max_length=240,
        description="Options of its own, in order.",
    )
    reverse: Truth = Field(default=False, description="Points run the other way.")


class YesNoItem(ChoiceItem):
    """Answered yes or no."""

    type: Literal["yes_no"]


class SingleItem(ChoiceItem):
    """One option out of several without an order."""

    type: Literal["single"]


class OrdinalItem(ChoiceItem):
    """One level out of several in rising order; an item with only a scale is this."""

    type: Literal["ordinal"] = "ordinal"


class MultipleItem(ChoiceItem):
    """Several options; scores its points over `full`, at most 1."""

    type: Literal["multiple"]
    at_most: Whole | None = Field(
        default=None, ge=1, description="How many may be chosen."
    )
    full: Number | None = Field(
        default=None, gt=0, description="Points that score 1; default is all points."
    )
    options: tuple[Option, ...] | None = Field(
        default=None,
        min_length=2,
        max_length=48,
        description="Options of its own, in order.",
    )


class NumberItem(BaseItem):
    """A number with its unit and bounds; scored where goalposts are declared."""

    type: Literal["number"]
    unit: Text | None = Field(default=None, description="What the number counts.")
    at_least: Number | None = Field(default=None, description="Lowest answer.")
    at_most: Number | None = Field(default=None, description="Highest answer.")
    whole: Truth = Field(default=False, description="Only whole numbers.")
    goalposts: Goalposts | None = Field(
        default=None, description="Raw values that score 0 and 1."
    )


class TextItem(BaseItem):
    """Free text; never scored."""

    type: Literal["text"]
    lines: Whole = Field(default=1, ge=1, le=20, description="Height of the field.")
    at_most: Whole = Field(default=4000, ge=1, le=20_000, description="Characters.")


class DateItem(BaseItem):
    """A calendar date; never scored."""

    type: Literal["date"]
    at_least: dt.date | None = Field(default=None, description="First day.")
    at_most: dt.date | None = Field(default=None, description="Last day.")


class LinkItem(BaseItem):
    """A web address; never scored."""

    type: Literal["link"]


def _answer_type(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("type", "ordinal"))
    return str(getattr(value, "type", "ordinal"))


Item = Annotated[
    Annotated[YesNoItem, Tag("yes_no")]
    | Annotated[SingleItem, Tag("single")]
    | Annotated[OrdinalItem, Tag("ordinal")]
    | Annotated[MultipleItem, Tag("multiple")]
    | Annotated[NumberItem, Tag("number")]
    | Annotated[TextItem, Tag("text")]
    | Annotated[DateItem, Tag("date")]
    | Annotated[LinkItem, Tag("link")],
    Discriminator(_answer_type),
]
"""One question or statement."""
