"""Blocks: some rows of coded answers as one contiguous array an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.coding import check_codes, cut_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.codes import Column, Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

ROWS = 8192
"""Rows of a block: its columns and sums stay in the cache of one core."""

_TURNED = 512
"""Rows that are turned into columns at a time."""

_ALL = slice(None)


def check_columns(plan: Plan, coded: Coded | Columns) -> None:
    """Check the codes of columns, once for all blocks; rows are checked when cut.

    Raises:
        PackedAnswersError: there is a code that the instrument does not know.
    """
    if not isinstance(coded, np.ndarray):
        highest = [coded[key].max(initial=0) for key in plan.coder.keys]
        check_codes(plan.coder, np.array(highest, dtype=np.uint8))


def slice_columns(
    plan: Plan, coded: Coded | Columns, rows: slice = _ALL
) -> dict[str, Column]:
    """Cut out a block as one contiguous array an item.

    Codes of columns have been checked before, once for all blocks.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    coder, block = plan.coder, cut_rows(coded, rows)
    columns = {key: np.ascontiguousarray(block[key]) for key in coder.measured}
    if isinstance(block, np.ndarray):
        turned = _turn(np.ascontiguousarray(block))
        check_codes(coder, turned.max(axis=1, initial=0)[coder.offsets])
        for key, start in zip(coder.keys, coder.offsets.tolist(), strict=True):
            columns[key] = turned[start]
    else:
        columns |= {key: np.ascontiguousarray(block[key]) for key in coder.keys}
    return columns


def _turn(block: Coded) -> NDArray[np.uint8]:
    """Turn rows of bytes into columns, a few rows at a time: they stay in the cache."""
    raw = block.view(np.uint8).reshape(len(block), block.dtype.itemsize)
    turned = np.empty(raw.shape[::-1], dtype=np.uint8)
    for start in range(0, len(raw), _TURNED):
        turned[:, start : start + _TURNED] = raw[start : start + _TURNED].T
    return turned
