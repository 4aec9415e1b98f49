"""Prospects: what may still be asked, and hold, once all that is open is answered.

An open answer decides by what is given whether later items are asked, gates close and
rows of tables hold. What it decides is not known, so that each condition has two ends:
where it holds whatever is answered, and where it may hold. Each comparison is taken by
itself: that two of them ask one answer is not looked at, so that what may hold is never
missed, though it may never come about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from scoring.kernel.codes import (
    NOT_ASKED,
    QUIET_NAN,
    UNANSWERED,
    find_open,
    state_of,
)
from scoring.kernel.conditions import (
    CodeTest,
    EveryTest,
    NumberTest,
    OppositeTest,
    SetTest,
    SomeTest,
    StateTest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scoring.kernel.codes import Column, Columns
    from scoring.kernel.coding import Coder
    from scoring.kernel.conditions import ItemTest, Test

    Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Prospects:
    """What the responses of a block may come to.

    Attributes:
        columns: as coded, but what may yet be asked is unanswered, and what can no more
            be asked is not asked.
        loose: where an item that may be asked may also not be, by item; an item that is
            nowhere so is absent.
    """

    columns: Mapping[str, Column]
    loose: Mapping[str, Truth]

    def hold(self, test: Test) -> tuple[Truth, Truth]:
        """Tell where a test holds whatever is answered, and where it may hold."""
        match test:
            case EveryTest(parts):
                return self._join(np.logical_and, parts)
            case SomeTest(parts):
                return self._join(np.logical_or, parts)
            case OppositeTest(part):
                surely, maybe = self.hold(part)
                return ~maybe, ~surely
            case CodeTest() | StateTest() | NumberTest() | SetTest():
                return self._compare(test)
            case other:
                assert_never(other)

    def _join(self, join: np.ufunc, parts: tuple[Test, ...]) -> tuple[Truth, Truth]:
        ends = np.array([self.hold(part) for part in parts])  # (parts, 2, rows)
        surely, maybe = join.reduce(ends)
        return surely, maybe

    def _compare(self, test: ItemTest) -> tuple[Truth, Truth]:
        held, is_open = test.holds(self.columns), find_open(self.columns[test.item])
        # An open answer will be there, whatever it is.
        surely = held | is_open if isinstance(test, StateTest) else held
        loose = self.loose.get(test.item)
        return surely if loose is None else surely & ~loose, held | is_open

    def find_loose(self, item: str) -> Truth:
        """Tell where an item may be asked, and may not be."""
        found = self.loose.get(item)
        return np.zeros(len(self.columns[item]), np.bool_) if found is None else found

    def leave_loose(self) -> dict[str, Column]:
        """Give the columns with all that may not be asked left out."""
        left = {
            key: _mark(self.columns[key], loose, NOT_ASKED)
            for key, loose in self.loose.items()
        }
        return {**self.columns, **left}

    def take(self, rows: NDArray[np.intp]) -> Prospects:
        """Give the prospects of some rows."""
        return Prospects(
            {key: column[rows] for key, column in self.columns.items()},
            {key: loose[rows] for key, loose in self.loose.items()},
        )


def foresee(coder: Coder, columns: Columns) -> Prospects:
    """Find what may be asked once all that is open is answered.

    Args:
        coder: whose conditions say what is asked, in their order.
        columns: coded answers.
    """
    seen = {key: columns[key] for key in coder.layout.names or ()}
    loose: dict[str, Truth] = {}
    for key, test in coder.conditions:
        surely, maybe = Prospects(seen, loose).hold(test)
        back = maybe & (state_of(seen[key]) == NOT_ASKED)
        seen[key] = _mark(_mark(seen[key], back, UNANSWERED), ~maybe, NOT_ASKED)
        if (unsure := maybe & ~surely).any():
            loose[key] = unsure
    return Prospects(seen, loose)


def _mark(column: Column, rows: Truth, reason: int) -> Column:
    """Give a column with one reason in some rows; the same where there are none."""
    if not rows.any():
        return column
    marked = column.copy()
    if marked.dtype.kind == "f":
        marked.view(np.uint64)[rows] = QUIET_NAN + reason
    else:
        marked[rows] = reason
    return marked
