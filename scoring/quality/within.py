"""Figures about the answers of one response: spread, ends, halves, distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Places = Sequence[int]

LEAST_NODES = 3
"""Nodes across which the halves of a response are correlated."""

_MIDDLE = 0.5


def average(values: Values) -> Values:
    """Average each row over what is there; NaN where nothing is."""
    count = (~np.isnan(values)).sum(axis=1)
    return np.where(count, np.nansum(values, axis=1) / np.maximum(count, 1), np.nan)


def spread_within(places: Values) -> Values:
    """Give the standard deviation (n - 1) of each row's answers.

    Args:
        places: (rows, items), NaN for no answer.

    Returns:
        (rows,), in levels of the scale; NaN with fewer than two answers.
    """
    count = (~np.isnan(places)).sum(axis=1)
    squares = np.nansum((places - average(places)[:, None]) ** 2, axis=1)
    return np.where(count > 1, np.sqrt(squares / np.maximum(count - 1, 1)), np.nan)


def share_extreme(shares: Values) -> Values:
    """Give the share of each row's answers at one of the ends of the scale.

    Args:
        shares: (rows, items), 0 for the first and 1 for the last option.
    """
    ends = np.where(np.isnan(shares), np.nan, (shares == 0) | (shares == 1))
    return average(ends)


def measure_acquiescence(shares: Values, pairs: Sequence[tuple[int, int]]) -> Values:
    """Give the share of agreeing answers over pairs of opposite items.

    An answer above the middle of the scale agrees, one at the middle by half. Who
    answers what the items say agrees with one of a pair: 0.5. Only pairs count of
    which both were answered.

    Args:
        shares: (rows, items), 0 for the first and 1 for the last option as shown.
        pairs: the columns of a straight and a reverse-keyed item each.

    Returns:
        (rows,), 0..1; NaN without a pair.
    """
    agrees = (np.sign(shares - _MIDDLE) + 1) / 2
    each = [(agrees[:, one] + agrees[:, other]) / 2 for one, other in pairs]
    return average(np.array(each).reshape(len(pairs), len(shares)).T)


def correlate_halves(keyed: Values, nodes: Sequence[Places]) -> Values:
    """Correlate the odd with the even items of each row across nodes.

    r is the correlation of the means of both halves, stepped up to full length after
    Spearman and Brown: 2 r / (1 + r), at least -1.

    Args:
        keyed: (rows, items), 0..1, reverse-keyed items turned round.
        nodes: the columns of each node, in their order.

    Returns:
        (rows,); NaN where fewer than LEAST_NODES nodes have both halves, or one half
        does not vary.
    """
    halved = [places for places in nodes if len(places) > 1]
    if len(halved) < LEAST_NODES:
        return np.full(len(keyed), np.nan)
    odd = np.array([average(keyed[:, places[0::2]]) for places in halved]).T
    even = np.array([average(keyed[:, places[1::2]]) for places in halved]).T
    gaps = np.isnan(odd) | np.isnan(even)
    odd, even = np.where(gaps, np.nan, odd), np.where(gaps, np.nan, even)
    odd, even = odd - average(odd)[:, None], even - average(even)[:, None]
    spread = np.sqrt(np.nansum(odd**2, axis=1) * np.nansum(even**2, axis=1))
    known = ((~gaps).sum(axis=1) >= LEAST_NODES) & (spread > _NOTHING)
    r = np.nansum(odd * even, axis=1) / np.where(known, spread, 1)
    stepped = np.maximum(2 * r / np.maximum(1 + r, _NOTHING), -1)
    return np.where(known, stepped, np.nan)


_NOTHING = 1e-12


def measure_distance(places: Values) -> tuple[Values, Values]:
    """Give the squared Mahalanobis distance of each row from the mean of all.

    D^2 = (x - m) S^-1 (x - m)' with the covariances S (n - 1) of the rows without
    gaps; the chance is that of a chi-squared with as many degrees as items.

    Args:
        places: (rows, items), NaN for no answer; items that do not vary are left out.

    Returns:
        Distance and chance; NaN for rows with gaps, and for all where there are not
        more complete rows than items or the items follow from each other.
    """
    from scipy.spatial.distance import cdist
    from scipy.stats import chi2

    nothing = np.full(len(places), np.nan)
    complete = ~np.isnan(places).any(axis=1)
    known = places[complete]
    if len(known):
        known = known[:, np.ptp(known, axis=0) > 0]
    n, k = known.shape
    if not k or n <= k + 1:
        return nothing, nothing
    covariances = np.atleast_2d(np.cov(known, rowvar=False))
    if np.linalg.matrix_rank(covariances) < k:
        return nothing, nothing
    mean = known.mean(axis=0)[None, :]
    far = cdist(known, mean, "mahalanobis", VI=np.linalg.inv(covariances))[:, 0]
    distance, chance = nothing.copy(), nothing.copy()
    distance[complete] = far**2
    chance[complete] = chi2.sf(far**2, k)
    return distance, chance
