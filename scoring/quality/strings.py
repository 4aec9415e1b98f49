"""Strings: runs of equal answers that follow each other on equal options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def count_strings(
    places: Values, scales: Sequence[Hashable]
) -> tuple[NDArray[np.int64], Values]:
    """Count how long runs of equal answers are.

    Answers that were not given are passed over. Two answers are equal where they have
    one place on one and the same scale: the answers 4 4 4 2 2 4 make runs of 3, 2 and
    1, the longest 3 and the average 2.

    Args:
        places: (rows, items), NaN for no answer.
        scales: what tells the scale of each item from others.

    Returns:
        The longest run of each row (0 without answers) and the average (NaN).
    """
    rows = len(places)
    longest = np.zeros(rows, dtype=np.int64)
    length = np.zeros(rows, dtype=np.int64)
    runs = np.zeros(rows, dtype=np.int64)
    last, scale = np.full(rows, np.nan), np.full(rows, -1)
    numbers: dict[Hashable, int] = {}
    for place, name in enumerate(scales):
        answers = places[:, place]
        number = numbers.setdefault(name, len(numbers))
        given = ~np.isnan(answers)
        same = given & (answers == last) & (scale == number)
        length = np.where(same, length + 1, np.where(given, 1, length))
        runs += given & ~same
        longest = np.maximum(longest, length)
        last = np.where(given, answers, last)
        scale = np.where(given, number, scale)
    answered = (~np.isnan(places)).sum(axis=1)
    return longest, np.where(runs > 0, answered / np.maximum(runs, 1), np.nan)
