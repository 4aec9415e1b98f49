"""Codes: how one answer, or the reason why there is none, becomes a number.

A choice is one byte: the reasons below, or 8 + the option's place. Text, dates and
links are one byte too: a reason, or 8 for given. A number is a float64 whose missing
reasons are quiet NaNs with the reason in the payload. A multiple choice is 64 bits:
bit 63 and the bits of the chosen options, or the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.answers import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Column = NDArray[Any]
    Columns = Mapping[str, Column] | NDArray[np.void]
    """One array an item: a structured array, or a mapping of arrays by item key."""

UNANSWERED, NOT_ASKED, NOT_APPLICABLE, DONT_KNOW, REFUSED = range(5)

OPEN = [UNANSWERED, DONT_KNOW, REFUSED]
"""The reasons that an answer could still replace."""

REASONS = (
    Missing.UNANSWERED,
    Missing.NOT_ASKED,
    Missing.NOT_APPLICABLE,
    Missing.DONT_KNOW,
    Missing.REFUSED,
)
"""The reasons by their code."""

CODE_OF = {reason: code for code, reason in enumerate(REASONS)}

GIVEN = 8
"""The lowest code of a value; an option's code is this plus its place."""

CHOSEN = 1 << 63
"""The bit that marks a multiple choice as answered."""

QUIET_NAN = 0x7FF8_0000_0000_0000


def state_of(column: Column) -> NDArray[np.uint8]:
    """Reduce a coded column to reasons (0..4) and GIVEN.

    Args:
        column: codes of one item, as uint8 (choice), float64 (number) or uint64
            (multiple choice).
    """
    if column.dtype.kind == "f":
        state = np.full(column.shape, GIVEN, dtype=np.uint8)
        missing = np.flatnonzero(np.isnan(column))
        if missing.size:
            bits = np.ascontiguousarray(column).view(np.uint64)[missing]
            state[missing] = bits & np.uint64(7)
        return state
    if column.dtype.itemsize == 1:
        return np.minimum(column, np.uint8(GIVEN))
    low = (column & np.uint64(7)).astype(np.uint8)
    return np.where(column >= np.uint64(CHOSEN), np.uint8(GIVEN), low)


def find_open(column: Column) -> NDArray[np.bool_]:
    """Tell where an answer could still be given: nobody knew, said or answered it."""
    return np.isin(state_of(column), OPEN)
