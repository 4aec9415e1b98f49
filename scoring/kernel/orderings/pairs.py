"""Pairs: by how much weight one unit stands above another.

A child favours the unit with the higher value; where both have the same, or one has
none, it favours neither. Rows are compared by value alone, so a row finds itself again
in a reference that holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Places = NDArray[np.intp]

NEARLY = 1e-9
"""Shares of weight that differ by less are the same."""

_PAIRS_AT_ONCE = 4_000_000
"""Bounds the memory that many rows take against many units."""


def same_zero(values: Values) -> Values:
    """Give every zero and every NaN one form, so that equal rows have equal bytes."""
    return np.where(np.isnan(values), np.nan, values) + 0.0


def find_places(values: Values, reference: Values) -> Places:
    """Find each row in the reference: the first place that holds it, -1 for none."""
    known = {
        row.tobytes(): place
        for place, row in reversed(list(enumerate(same_zero(reference))))
    }
    return np.array(
        [known.get(row.tobytes(), -1) for row in same_zero(values)], dtype=np.intp
    )


def weigh_pairs(
    values: Values, reference: Values, weights: Values
) -> tuple[Values, Values]:
    """Sum the weights of the children that favour each row, and each unit.

    Returns:
        Two arrays (rows, units): the weight for the row, and that for the unit.
    """
    above, below = np.zeros((2, len(values), len(reference)))
    for child, weight in enumerate(weights):
        mine, other = values[:, child, None], reference[None, :, child]
        above += weight * (mine > other)
        below += weight * (mine < other)
    return above, below


def outranking(reference: Values, weights: Values) -> Values:
    """Tabulate the share of weight by which each unit stands above each other.

    A child in which two units are equal counts half for either; one that either lacks
    is left out, and two units that have no child in common stand at one half. On
    weights 3 and 1, a unit that is higher in the first child and equal in the second
    has (3 + 1/2) / 4. Source: OECD/JRC Handbook (2008), the outranking matrix of
    Table 36.

    Args:
        reference: (units, children), NaN where a value is missing.
        weights: (children,), of any sum above 0.

    Returns:
        (units, units), the share of the row's unit over the column's; 0 on the
        diagonal, and the two shares of a pair sum to 1.
    """
    above, below = weigh_pairs(reference, reference, weights)
    known = (~np.isnan(reference)).astype(np.float64)
    common = (known * weights) @ known.T
    lead = (above - below) / np.where(common > 0, common, 1.0)
    table: Values = (1 + lead) / 2
    np.fill_diagonal(table, 0.0)
    return table


def divide_points(
    points: Values, values: Values, reference: Values, weights: Values
) -> Values:
    """Divide each pair's points among the children that favour the row, by weight.

    Points (rows, units) of a pair in which no child favours the row go by weight to
    all children that the row has. Returns (rows, children); each row sums to that of
    its points.
    """
    favoured, _ = weigh_pairs(values, reference, weights)
    rate = np.divide(points, favoured, out=np.zeros_like(points), where=favoured > 0)
    parts = np.empty(values.shape)
    for child, weight in enumerate(weights):
        mine, other = values[:, child, None], reference[None, :, child]
        parts[:, child] = weight * np.sum(rate * (mine > other), axis=1)
    own = np.where(np.isnan(values), 0.0, weights)
    rest = np.sum(np.where(favoured > 0, 0.0, points), axis=1, keepdims=True)
    total = own.sum(axis=1, keepdims=True)
    parts += rest * own / np.where(total > 0, total, 1.0)
    return parts


def cut_rows(rows: int, units: int) -> Iterator[slice]:
    """Cut rows into runs that can be held against all units at once."""
    step = max(_PAIRS_AT_ONCE // max(units, 1), 1)
    for start in range(0, rows, step):
        yield slice(start, start + step)
