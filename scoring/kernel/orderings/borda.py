"""Borda: the weighted mean of the places that a unit takes in each child.

score = sum w (r - 1) / (n - 1) / sum w, where r is the rank from the bottom among the
n units that have a value for the child; equal values share the lower rank. Source:
OECD/JRC Handbook (2008), step 6, Tables 25 and 28; its Borda count is
score x sum w x (n - 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def learn_columns(reference: Values) -> Values:
    """Sort each child's values, missing ones last: (units, children)."""
    return np.sort(reference, axis=0)


def place_values(columns: Values, values: Values) -> Values:
    """Place each value among the sorted ones of its child, (r - 1) / (n - 1).

    A value that no unit has takes the rank of the next higher one, and the highest
    rank above all of them. NaN where a value is missing, or fewer than two units have
    one.
    """
    places = np.full(values.shape, np.nan)
    for child, column in enumerate(columns.T):
        known = column[~np.isnan(column)]
        if len(known) < 2:  # noqa: PLR2004 - one unit is above nobody
            continue
        below = np.searchsorted(known, values[:, child], side="left")
        share = np.minimum(below, len(known) - 1) / (len(known) - 1)
        places[:, child] = np.where(np.isnan(values[:, child]), np.nan, share)
    return places


def share_borda(columns: Values, weights: Values, values: Values) -> Values:
    """Find what each child adds: (rows, children), NaN in a row that has no child.

    A missing child adds nothing, and the others share its weight.
    """
    places = place_values(columns, values)
    own = np.where(np.isnan(places), 0.0, weights)
    total = own.sum(axis=1, keepdims=True)
    total = np.where(total > 0, total, np.nan)
    parts: Values = own * np.where(np.isnan(places), 0.0, places) / total
    return parts
