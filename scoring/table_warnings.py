"""What a reader should know of a table of answers that is scored all the same.

TableWarning
    UnknownColumnWarning    a column is no item
    NoColumnWarning         scored items have no column
    NotOfferedWarning       reasons stand in items that do not offer them
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_KEYS = 3
"""How many of the items that are asked over a list, or hold a mark, are named."""

MOST_ABSENT = 20
"""How many of the items without a column are named."""


class TableWarning(UserWarning):
    """Something in a table of answers that a reader should know of."""


class UnknownColumnWarning(TableWarning):
    """A column is no item of the instrument and is ignored.

    Attributes:
        closest: the item without a column whose key is most like it, if any is.
        asked_as: the items behind a name that is asked over a list.
    """

    def __init__(
        self, column: str, closest: str | None, asked_as: Sequence[str] = ()
    ) -> None:
        self.column = column
        self.closest = closest
        self.asked_as = tuple(asked_as)
        hint = f" Did you mean '{closest}'?" if closest else ""
        if asked_as:
            more = " and so on" if len(asked_as) > MOST_KEYS else ""
            keys = ", ".join(asked_as[:MOST_KEYS])
            hint = f" It is asked once for each entry: name columns {keys}{more}."
        super().__init__(f"Column '{shorten(column)}' is no item and is ignored.{hint}")


class NoColumnWarning(TableWarning):
    """Items that are scored have no column, so that nobody answered them.

    Attributes:
        items: their keys.
        count: how many items are scored, these among them.
    """

    def __init__(self, items: Sequence[str], count: int) -> None:
        self.items = tuple(items)
        self.count = count
        named = ", ".join(self.items[:MOST_ABSENT])
        more = len(self.items) - MOST_ABSENT
        rest = f" and {more} more" if more > 0 else ""
        count_as = "it counts" if len(self.items) == 1 else "they count"
        super().__init__(
            f"No column for {len(self.items)} of {count} items that are scored; "
            f"{count_as} as unanswered: {named}{rest}."
        )


class NotOfferedWarning(TableWarning):
    """Reasons are given in items whose forms do not offer them.

    Attributes:
        marks: the marks in question by item key.
    """

    def __init__(self, marks: Mapping[str, Sequence[str]]) -> None:
        self.marks = dict(marks)
        first = list(islice(self.marks, MOST_KEYS))
        named = ", ".join(f"'{key}' ({', '.join(self.marks[key])})" for key in first)
        more = len(self.marks) - len(first)
        rest = f" and {more} more" if more else ""
        super().__init__(
            f"Reasons stand in items that do not offer them: {named}{rest}. They count "
            "as such; leave a figure blank that is only missing."
        )
