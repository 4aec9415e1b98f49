"""Method files: one more way to score an instrument, in a file of its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from instruments.model.methods import Method
from instruments.model.stages import StageRule
from instruments.model.text import WHOLE, Key, Model, Text


class MethodFile(Model):
    """A method for an instrument that is declared elsewhere."""

    meter: Annotated[Literal[1], WHOLE] = Field(description="Version of this format.")
    instrument: Text = Field(
        description="Key of the instrument, or the path of its file from here."
    )
    key: Key = Field(description="Stable name of the method.")
    versions: tuple[Text, ...] = Field(
        default=(), description="Versions of the instrument that it was written for."
    )
    method: Method = Field(description="How answers become scores.")
    stages: dict[Key, StageRule] = Field(
        default_factory=dict, description="Ladders that only this method uses."
    )
