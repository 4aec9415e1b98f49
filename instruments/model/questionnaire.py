"""The questionnaire: what is asked, in order, and facts about who answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.items import Item
from instruments.model.repeats import Entry, Repeat
from instruments.model.scales import Option
from instruments.model.text import Key, Model, Number, Text


class Section(Model):
    """A titled run of items as the respondent meets them."""

    key: Key = Field(description="Stable name of the section.")
    title: Text = Field(description="The heading of the section.")
    intro: Text | None = Field(default=None, description="What the section is about.")
    repeat: Repeat | None = Field(
        default=None, description="The list that the section is asked over."
    )
    items: tuple[Item, ...] = Field(min_length=1, description="Items in their order.")
    entry: Entry | None = Field(
        default=None,
        description="The entry that it is asked for, once its list is spelt out.",
    )


class ProfileField(Model):
    """A fact about the unit, for peer groups and reading; never scored."""

    key: Key = Field(description="Stable name of the field.")
    title: Text = Field(description="What the field is called.")
    type: Literal["number", "single", "text"]
    unit: Text | None = Field(default=None, description="What a number counts.")
    at_least: Number | None = Field(default=None, description="Lowest number.")
    at_most: Number | None = Field(default=None, description="Highest number.")
    options: tuple[Option, ...] | None = Field(
        default=None, min_length=2, description="Options of a single choice."
    )
