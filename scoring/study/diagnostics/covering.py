"""The cheapest choice of items that settles enough: two small integer programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

_EDGE = 1e-9


def cheapest_sum(
    costs: Mapping[str, int], gains: Mapping[str, float], needed: float
) -> list[str] | None:
    """Choose items at the least cost so that their gains add up to what is needed.

    Returns:
        The items chosen; None where all together do not suffice.
    """
    keys = list(costs)
    cost = np.array([costs[key] for key in keys], dtype=np.float64)
    gain = np.array([[gains[key] for key in keys]])
    chosen = _solve(cost, gain, np.array([needed - _EDGE])) if keys else None
    return None if chosen is None else _pick(keys, chosen)


def cheapest_support(
    costs: Mapping[str, int], claims: Sequence[frozenset[str]], needed: int
) -> list[str] | None:
    """Choose items at the least cost so that enough claims have all that they need.

    Args:
        costs: what each item costs.
        claims: by claim the items that it needs.
        needed: how many claims are to be supported.

    Returns:
        The items chosen; None where not so many claims can be supported.
    """
    keys = list(costs)
    able = [claim for claim in claims if claim <= set(keys)]
    if len(able) < needed or not keys:
        return None
    cost = np.array([*costs.values(), *np.zeros(len(able))], dtype=np.float64)
    count = np.array([0.0] * len(keys) + [1.0] * len(able))
    rows, least = [count], [needed - _EDGE]
    for place, claim in enumerate(able):
        for key in sorted(claim):
            row = np.zeros(len(cost))
            row[keys.index(key)], row[len(keys) + place] = 1.0, -1.0
            rows.append(row)
            least.append(-_EDGE)
    chosen = _solve(cost, np.array(rows), np.array(least))
    return None if chosen is None else _pick(keys, chosen)


def _pick(keys: Sequence[str], chosen: Values) -> list[str]:
    return [key for key, taken in zip(keys, chosen, strict=False) if taken > 1 / 2]


def _solve(cost: Values, rows: Values, least: Values) -> Values | None:
    """Minimise the cost of a choice of yes or no with rows @ choice >= least."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    solved = milp(
        cost,
        integrality=np.ones_like(cost),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, lb=least),
        # Without presolve, which now and then writes a line to standard output.
        options={"presolve": False},
    )
    chosen: Values | None = solved.x
    return chosen
