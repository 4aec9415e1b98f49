"""Repeats: a section that is asked once for each entry of a list."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.text import Key, Model, Text

Take = Literal["mean", "best", "worst"]
"""What the answers to one item of a repeated section come to."""


class Entry(Model):
    """One entry of the list that a section is repeated over."""

    key: Key = Field(description="Stable name; ends the keys of the repeated items.")
    say: Text = Field(description="What the entry is called.")


class Repeat(Model):
    """The list that a section is repeated over, and what its answers come to.

    The item `portal` of a section that is repeated over `health` and `tax` is asked
    as `portal_health` and `portal_tax`; nodes name it `portal`.
    """

    over: tuple[Entry, ...] = Field(
        min_length=1, max_length=100, description="The entries, in order."
    )
    take: Take = Field(
        default="mean", description="What the answers to one item come to."
    )


def name_for(key: str, entry: str) -> str:
    """Name what a key of a repeated section is called for one entry."""
    return f"{key}_{entry}"
