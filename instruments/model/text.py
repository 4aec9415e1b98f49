"""The base of all declared values, and the kinds of text in them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Key = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", min_length=1, max_length=40)
]
"""A name that stays for ever: lower case, digits and underscores."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)
]
"""Words for people, in the instrument's own language; translatable."""

Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
]
"""A BCP 47 tag of language, script and region, such as `ar` or `zh-Hant`."""


def _read_whole(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


WholeNumber = BeforeValidator(_read_whole)
"""Lets a closed list of whole numbers be written as text, as YAML scalars are."""


class Model(BaseModel):
    """A frozen declared value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
