"""Decimal signs: whether the numbers of one column can be read in one way only.

Beside `3,5` and `1.234.567` a `1.234` may be 1.234 or 1234, as `1,234` may be anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_COMMA = re.compile(r"[+-]?[\d.'\s]*,\d+|[+-]?\d{1,3}(\.\d{3}){2,}")
"""A comma before the decimals, or points between thousands."""

_POINT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""A point before three decimals, or before the last thousand."""


_THOUSAND = 1000

_NEARLY = 1e-6
"""1.001 times 1000 is not 1001 in binary."""


class DecimalSigns:
    """What the cells of one column have shown so far, batch after batch."""

    def __init__(self) -> None:
        self._comma = self._point = ""

    def find_mixed(
        self, values: Sequence[object], numbers: Numbers, odd: Iterable[int]
    ) -> Iterator[tuple[int, str]]:
        """Find the cells that can be read in two ways beside others of their column.

        Args:
            values: the different cells of some rows.
            numbers: what `float` reads them as; NaN where it does not.
            odd: the places of those that are no answer as `float` reads them.

        Yields:
            The place of a cell, and what is wrong and what to do.
        """
        commas = _find(_COMMA, values, odd)
        if self._point:  # what was read before can no more be taken back
            for at, text in commas.items():
                yield at, _explain(self._point, text)
        self._comma = self._comma or next(iter(commas.values()), "")
        if self._comma or not self._point:
            points = _find(_POINT, values, _find_thousandths(numbers))
            self._point = self._point or next(iter(points.values()), "")
            for at, text in points.items() if self._comma else ():
                yield at, _explain(text, self._comma)


def _find_thousandths(numbers: Numbers) -> list[int]:
    """Find the numbers that may be written with a point and three digits after it."""
    sizes = np.abs(numbers)
    places = np.flatnonzero((sizes >= 1) & (sizes < _THOUSAND))
    counts = sizes[places] * _THOUSAND
    near = np.abs(counts - np.rint(counts)) < _NEARLY
    found: list[int] = places[near].tolist()
    return found


def _find(
    pattern: re.Pattern[str], values: Sequence[object], places: Iterable[int]
) -> dict[int, str]:
    """Find the texts of a pattern, without the blanks around them."""
    texts = ((at, values[at]) for at in places)
    stripped = ((at, one.strip()) for at, one in texts if isinstance(one, str))
    return {at: text for at, text in stripped if pattern.fullmatch(text)}


def _explain(point: str, comma: str) -> str:
    return (
        f"'{point}' may mean {point} or {point.replace('.', '')} beside '{comma}' in "
        "this column. Write no sign between thousands, and the same before decimals."
    )
