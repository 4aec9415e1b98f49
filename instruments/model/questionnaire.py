"""The questionnaire: what is asked, in order, and facts about who answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.items import Item
from instruments.model.scales import Option
from instruments.model.text import Key, Model, Number, Text


class Section(Model):
    """A titled run of items as the respondent meets them."""

    key: Key
    title: Text
    intro: Text | None = None
    items: tuple[Item, ...] = Field(min_length=1)


class ProfileField(Model):
    """A fact about the unit, for peer groups and reading; never scored."""

    key: Key
    title: Text
    type: Literal["number", "single", "text"]
    unit: Text | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    options: tuple[Option, ...] | None = Field(default=None, min_length=2)
