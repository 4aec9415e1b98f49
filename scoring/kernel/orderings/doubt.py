"""Benefit of the doubt: each unit under the weights that suit it best.

score = max sum w_q I_q over weights w_q >= 0 under which no unit of the reference, and
not the row itself, has more than 1; each child's share of the weights, w_q / sum w,
lies between the least and the highest share. Source: OECD/JRC Handbook (2008), step 6,
Table 19; L. Cherchye, W. Moesen, N. Rogge and T. Van Puyenbroeck (2007).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.errors import UnsolvedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def find_frontier(reference: Values) -> Values:
    """Keep the units that no other is at least as high as in every child.

    The others limit no weights: (units, children) without missing values.
    """
    units = np.unique(reference, axis=0)
    kept = np.empty((0, reference.shape[1]))
    for unit in units[np.argsort(-units.sum(axis=1), kind="stable")]:
        if not (kept >= unit).all(axis=1).any():
            kept = np.vstack([kept, unit])
    return kept


def find_best_weights(
    frontier: Values, values: Values, least: float, most: float
) -> Values:
    """Find the weights of each row, scaled so that the highest unit has 1.

    They need not be the only ones that give the score. A row of zeros scores 0 under
    any weights, and has equal ones.

    Args:
        frontier: (units, children), as `find_frontier` keeps them.
        values: (rows, children), 0 or more, without missing values.
        least: the least share of a child in the weights.
        most: the highest share of a child in the weights.

    Returns:
        (rows, children); sum w_q I_q is the score.

    Raises:
        UnsolvedError: the solver gave up.
    """
    weights = np.ones(values.shape)
    for place, row in enumerate(values):
        units = np.vstack([frontier, row])
        if row.any():
            found = _find_weights(units, least, most)
            if found.any():  # the solver takes next to nothing for nothing
                weights[place] = found
        highest = (units * weights[place]).sum(axis=1).max()
        weights[place] /= highest if highest > 0 else 1.0
    return weights


def _find_weights(units: Values, least: float, most: float) -> Values:
    """Find the best weights for the last of the units."""
    from scipy.optimize import linprog

    children = units.shape[1]
    every, each = np.ones((children, children)), np.eye(children)
    limits = [units]
    limits += [least * every - each] if least > 0 else []
    limits += [each - most * every] if most < 1 else []
    bounds = np.zeros(sum(map(len, limits)))
    bounds[: len(units)] = 1.0
    found = linprog(-units[-1], A_ub=np.vstack(limits), b_ub=bounds, bounds=(0, None))
    if found.x is None:
        raise UnsolvedError("benefit_of_the_doubt", found.message)
    weights: Values = np.maximum(found.x, 0.0)
    return weights
