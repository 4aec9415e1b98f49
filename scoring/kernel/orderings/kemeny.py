"""Kemeny: the order of all units that the children support most.

The support of an order is the sum, over all pairs, of the share of weight by which the
higher unit stands above the lower one; the best order is found exactly, as a linear
ordering problem. Source: J. G. Kemeny (1959); H. P. Young and A. Levenglick (1978);
OECD/JRC Handbook (2008), step 6, Tables 28 and 35 to 37.

Of several best orders the one is taken that agrees most with that by Borda's rule, so
it does not depend on the order in which the units come. Equal units share a place.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.errors import KemenySizeError, UnsolvedError
from scoring.kernel.orderings.borda import learn_columns, share_borda
from scoring.kernel.orderings.copeland import leave_oneself_out
from scoring.kernel.orderings.pairs import (
    NEARLY,
    find_places,
    outranking,
    weigh_pairs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Places = NDArray[np.intp]
    Rule = tuple[Any, Values | float, Values | float]

LARGEST_KNOT = 100
"""Most units in one knot of majorities for which the best order is looked for.

It takes about a second where children agree to some degree, a minute where they do not
agree at all.
"""

_SAME_SUPPORT = 1e-6
"""Orders whose supports differ by less are equally good; the solver's own limit."""

_WHOLE = 1e-6
"""What is as close to 0 or 1 is taken for it."""

_CIRCLES_AT_ONCE = 50
"""Most rules against circles that one unit adds at a time."""

_MOST_BRANCHES = 500
"""Where fractions do not settle an order, so many cases are told apart at most."""


def count_above(reference: Values, weights: Values) -> Values:
    """Count the units above each one in the best order.

    Majorities split the units into knots: every unit of a higher knot is preferred to
    every unit of a lower one, and keeps above it in a best order. Within a knot
    majorities go round in circles; only there is a best order looked for.

    Args:
        reference: (units, children), without missing values.
        weights: (children,), with a sum of 1.

    Returns:
        (units,) whole numbers; equal units have the same.

    Raises:
        KemenySizeError: a knot has more than 100 different units.
        UnsolvedError: the solver gave up.
    """
    if not len(reference):
        return np.zeros(0)
    units, kind, many = np.unique(
        reference, axis=0, return_inverse=True, return_counts=True
    )
    first = _sort_by_borda(units, reference, weights)
    order = _order_units(units[first], many[first], weights)
    placed = first[order]
    above = np.empty(len(units))
    above[placed] = np.cumsum(many[placed]) - many[placed]
    counts: Values = above[kind.reshape(-1)]
    return counts


def point_order(
    reference: Values, above: Values, weights: Values, values: Values
) -> tuple[Values, Values]:
    """Give each row a point over each unit that is not above it.

    score = (n - place) / (n - 1) for a row of the reference. Any other row is put
    where the frozen order with it has most support, at the higher of equal places,
    and held against all n.

    Args:
        reference: (units, children), without missing values.
        above: (units,) as `count_above` finds it.
        weights: (children,), with a sum of 1.
        values: (rows, children), without missing values.

    Returns:
        The points (rows, units), and how many units each row is held against (rows,).
    """
    over = _count_over(reference, above, weights, values)
    points = (above[None, :] >= over[:, None]).astype(np.float64)
    return leave_oneself_out(points, values, reference)


def _count_over(
    reference: Values, above: Values, weights: Values, values: Values
) -> Values:
    """Count the units above each row: its own place, or the best one for it."""
    order = np.argsort(above, kind="stable")
    favoured, opposed = weigh_pairs(values, reference[order], weights)
    gains = np.zeros((len(values), len(order) + 1))
    np.cumsum(opposed - favoured, axis=1, out=gains[:, 1:])
    best = gains.max(axis=1, keepdims=True)
    over = np.argmax(gains >= best - NEARLY, axis=1)
    places = find_places(values, reference)
    return np.where(places >= 0, above[places], over)


def _sort_by_borda(units: Values, reference: Values, weights: Values) -> Places:
    """Sort distinct units by Borda's rule, then by their values, highest first."""
    score = share_borda(learn_columns(reference), weights, units).sum(axis=1)
    return np.lexsort((*units.T[::-1], np.round(score, 12)))[::-1]


def _order_units(units: Values, many: NDArray[np.int64], weights: Values) -> list[int]:
    """Order distinct units from the top, knot by knot."""
    support = outranking(units, weights)
    lead = (support - support.T) * np.outer(many, many)
    order: list[int] = []
    for knot in _list_knots(support):
        if len(knot) > LARGEST_KNOT:
            raise KemenySizeError(len(knot), LARGEST_KNOT)
        order += [int(knot[place]) for place in _untie(lead[np.ix_(knot, knot)])]
    return order


def _list_knots(support: Values) -> Iterator[Places]:
    """List the knots from the top, each in the order of its units."""
    from scipy.sparse.csgraph import connected_components

    beats = support > support.T + NEARLY
    _, knots = connected_components(~beats.T, directed=True, connection="strong")
    outside = knots[:, None] != knots[None, :]
    beaten = (beats & outside).sum(axis=1)
    for name in sorted(set(knots), key=lambda name: -beaten[knots == name][0]):
        yield np.flatnonzero(knots == name)


def _untie(lead: Values) -> Sequence[int]:
    """Order the units of one knot, given first to last by Borda's rule.

    Args:
        lead: (units, units), the support for a pair's order less that against it.
    """
    if len(lead) < 3:  # noqa: PLR2004 - two units in a knot are tied
        return range(len(lead))
    first, second = np.triu_indices(len(lead), k=1)
    gain, agreement = lead[first, second], (second - first).astype(np.float64)
    rules: list[Rule] = []
    best = _maximise(gain, rules)
    rules.append((gain[None, :], float(gain @ best) - _SAME_SUPPORT, np.inf))
    stays = _maximise(agreement, rules)
    above = np.bincount(np.where(stays, second, first), minlength=len(lead))
    ordered: list[int] = np.argsort(above, kind="stable").tolist()
    return ordered


def _maximise(gain: Values, rules: list[Rule]) -> NDArray[np.bool_]:
    """Tell of each pair whether its first unit stays above its second.

    Only the rules against circles that are broken on the way are laid down: all of
    them are n^3 / 3. Whole numbers are asked for once fractions go in no circle.
    """
    whole = False
    while True:
        stays = _solve(gain, rules, whole=whole)
        circles = find_circles(stays)
        if circles is not None:
            rules.append(circles)
        elif whole or np.all(np.abs(stays - 1 / 2) > 1 / 2 - _WHOLE):
            return stays > 1 / 2
        else:
            whole = True


def _solve(gain: Values, rules: list[Rule], *, whole: bool) -> Values:
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        -gain,
        integrality=np.full(len(gain), int(whole)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(*rule) for rule in rules],
        options={"mip_rel_gap": 0.0, "node_limit": _MOST_BRANCHES},
    )
    if not found.success:
        raise UnsolvedError("kemeny", found.message)
    stays: Values = found.x
    return stays


def find_circles(stays: Values) -> Rule | None:
    """Find the rules that forbid the circles in how far pairs stay in their order.

    Of i above j above k above i at most two can hold: x_ij + x_jk + x_ki <= 2.

    Args:
        stays: (pairs,) from 0 to 1, in the order of `numpy.triu_indices`.
    """
    from scipy.sparse import csr_array

    units = (1 + isqrt(1 + 8 * len(stays))) // 2
    first, second = np.triu_indices(units, k=1)
    over, pair = np.zeros((units, units)), np.zeros((units, units), dtype=np.intp)
    over[first, second], over[second, first] = stays, 1 - stays
    pair[first, second] = pair[second, first] = np.arange(len(stays))
    circles = np.concatenate([_circle_from(over, unit) for unit in range(units)])
    if not len(circles):
        return None
    i, j = circles.ravel(), np.roll(circles, -1, axis=1).ravel()
    signs = np.where(i < j, 1.0, -1.0)
    rows = np.repeat(np.arange(len(circles)), 3)
    shape = (len(circles), len(stays))
    table = csr_array((signs, (rows, pair[i, j])), shape=shape)
    turned = (signs < 0).reshape(-1, 3).sum(axis=1).astype(np.float64)
    return table, np.full(len(circles), -np.inf), 2.0 - turned


def _circle_from(over: Values, unit: int) -> Places:
    """Find the circles in which a unit is the first, the closest ones if too many."""
    rest = over[unit + 1 :, unit + 1 :]
    round_trip = over[unit, unit + 1 :, None] + rest + over[None, unit + 1 :, unit]
    np.fill_diagonal(round_trip, 0.0)
    j, k = np.nonzero(round_trip > 2 + _SAME_SUPPORT)
    closest = np.argsort(-round_trip[j, k], kind="stable")[:_CIRCLES_AT_ONCE]
    found = np.stack([j[closest], k[closest]], axis=1) + unit + 1
    return np.insert(found, 0, unit, axis=1)
