"""Copeland: how many of the other units a unit beats by weighted majority.

score = (wins + ties / 2) / (n - 1). A unit wins over another where the children that
favour it have more weight than those that favour the other. Source: A. H. Copeland
(1951); OECD/JRC Handbook (2008), step 6, for the majorities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.orderings.pairs import NEARLY, find_places, weigh_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def point_majorities(
    reference: Values, weights: Values, values: Values
) -> tuple[Values, Values]:
    """Give each row a point, half a point or none over each unit.

    Args:
        reference: (units, children), NaN where a value is missing.
        weights: (children,), with a sum of 1.
        values: (rows, children).

    Returns:
        The points (rows, units), and how many units each row is held against (rows,).
    """
    above, below = weigh_pairs(values, reference, weights)
    lead = above - below
    points = np.where(np.abs(lead) <= NEARLY, 0.5, (lead > 0).astype(np.float64))
    return leave_oneself_out(points, values, reference)


def leave_oneself_out(
    points: Values, values: Values, reference: Values
) -> tuple[Values, Values]:
    """Take from each row of the reference what it has over itself.

    Such a row is held against the n - 1 others, any other row against all n; NaN
    where that is nobody.
    """
    places = find_places(values, reference)
    members = np.flatnonzero(places >= 0)
    points[members, places[members]] = 0.0
    others = len(reference) - (places >= 0).astype(np.float64)
    return points, np.where(others > 0, others, np.nan)
