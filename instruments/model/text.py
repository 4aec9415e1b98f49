"""The base of all declared values, and the kinds of scalars in them.

In an instrument file every scalar is text. The kinds here read numbers and truth
values from it strictly; values that already have their type pass as they are.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

LONGEST_TEXT = 4000
"""Characters."""

Key = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", min_length=1, max_length=40)
]
"""A name that stays for ever: lower case, digits and underscores."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)
]
"""Words for people, in the instrument's own language; translatable."""

Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
]
"""A BCP 47 tag of language, script and region, such as `ar` or `zh-Hant`."""

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_TRUTHS = {"true": True, "false": False}


class ScalarError(ValueError):
    """A text is not of the kind that its key wants: number, whole or truth."""

    def __init__(self, kind: Literal["number", "whole", "truth"]) -> None:
        self.kind = kind
        super().__init__(f"not a {kind}")


def is_number(text: str) -> bool:
    """Tell whether text is a number as instrument files write it."""
    return bool(_NUMBER.fullmatch(text))


def _read_number(value: Any) -> Any:
    if isinstance(value, str) and not is_number(value):
        raise ScalarError("number")
    return value


def _read_whole(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not _WHOLE.fullmatch(value):
        raise ScalarError("whole")
    return int(value)


def _read_truth(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in _TRUTHS:
        raise ScalarError("truth")
    return _TRUTHS[value]


WHOLE = BeforeValidator(_read_whole)
"""Lets a whole number be written as text."""

NUMBER = BeforeValidator(_read_number)
"""Lets a number be written as text."""

Number = Annotated[float, NUMBER]
"""A finite number with a decimal point."""

Whole = Annotated[int, WHOLE]
"""A whole number."""

TRUTH = BeforeValidator(_read_truth)
"""Reads `true` and `false`; `yes`, `no` and the like are text."""

Truth = Annotated[bool, TRUTH]
"""A truth value."""


class Model(BaseModel):
    """A frozen declared value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
