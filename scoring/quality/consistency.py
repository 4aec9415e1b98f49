"""Internal consistency of items that are added up: do they move together?

Sources: Cronbach (1951); Feldt, Woodruff and Salih (1987) for the interval; OECD/JRC
Handbook (2008), table 11, for items one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from scoring.quality.extras import import_pingouin
from scoring.quality.omega import Omega, estimate_omega
from scoring.quality.values import tame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

Way = Literal["pairwise", "listwise", "imputed"]
"""What is done about missing answers: each pair of items takes the units that answered
both; only units that answered all; or gaps get the median of their item."""

LEAST_ITEMS = 2
LEAST_UNITS = 3

NOBODY = "Nobody answered it."
CONSTANT = "Every answer is worth the same."
FEW_ITEMS = "Fewer than 2 items have answers that differ."
FEW_UNITS = "Fewer than 3 units answered every pair of items."
CANCELLING = "The sum of the items does not vary."


@dataclass(frozen=True)
class ItemConsistency:
    """One item among those it is added to.

    Attributes:
        n: units that answered it.
        rest_correlation: with the sum of the other items; NaN where there is none.
        alpha_if_deleted: alpha of the others; NaN where fewer than 2 are left.
        reason: why the item is left out of alpha; empty where it is in.
    """

    n: int
    rest_correlation: float = np.nan
    alpha_if_deleted: float = np.nan
    reason: str = ""


@dataclass(frozen=True)
class Consistency:
    """How far items that are added up move together.

    Attributes:
        n: units that count.
        complete: units that answered all the items that count.
        k: items that count: those whose answers differ.
        way: what was done about gaps; `complete` where there are none.
        alpha: Cronbach's alpha, at most 1; NaN where there is no figure.
        low: lower end of its interval of 95 % after Feldt.
        high: its upper end.
        standardised: alpha of the items on a common spread.
        omega: from the units that answered all the items.
        items: by key, those that are left out too.
        reason: why there is no figure; empty where there is one.
    """

    n: int
    complete: int
    k: int
    way: str
    alpha: float
    low: float
    high: float
    standardised: float
    omega: Omega
    items: Mapping[str, ItemConsistency]
    reason: str = ""


def measure_consistency(values: pd.DataFrame, way: Way = "pairwise") -> Consistency:
    """Measure the consistency of items.

    alpha = k / (k - 1) (1 - sum s_i^2 / s_T^2) with the variances s_i^2 of the items
    and s_T^2 of their sum, by pingouin. With correlations for covariances it is the
    standardised alpha. Items without answers, or with one and the same answer, have
    nothing to tell and are left out.

    Args:
        values: a column an item, a row a unit, NaN for gaps.
        way: what is done about gaps.

    Raises:
        MissingLibraryError: pingouin is not installed.
    """
    counts = values.notna().sum()
    some = _tame(values.dropna(how="all"))
    filled = _fill(some, way)
    left_out = _find_constant(filled)
    used = filled.drop(columns=list(left_out))
    complete = some[used.columns].dropna()
    items = {str(key): ItemConsistency(int(counts[key])) for key in values.columns}
    for key, reason in left_out.items():
        items[key] = ItemConsistency(items[key].n, reason=reason)
    how = way if len(complete) < len(some) else "complete"
    reason = _find_reason(used)
    shape = (len(used), len(complete), used.shape[1], how)
    if reason:
        nothing = (np.nan,) * 4
        return Consistency(*shape, *nothing, Omega(reason=reason), items, reason)
    correlations = _correlate_with_rest(used)
    for key in used.columns:
        alpha = _compute_alpha(used.drop(columns=key))[0]
        items[key] = ItemConsistency(items[key].n, correlations[key], alpha)
    return Consistency(
        *shape,
        *_compute_alpha(used),
        _standardise(used),
        _estimate_omega(complete),
        items,
    )


def _tame(values: pd.DataFrame) -> pd.DataFrame:
    tamed = tame(values.to_numpy(dtype=np.float64))
    return values.__class__(tamed, values.index, values.columns)


def _fill(values: pd.DataFrame, way: Way) -> pd.DataFrame:
    if way == "listwise":
        answered = values.dropna(axis=1, how="all")
        return values.loc[answered.notna().all(axis=1)]
    return values.fillna(values.median()) if way == "imputed" else values


def _find_constant(values: pd.DataFrame) -> dict[str, str]:
    """Find the items that cannot vary with others, and why."""
    distinct = values.nunique()
    return {
        str(key): CONSTANT if number else NOBODY
        for key, number in distinct.items()
        if number < LEAST_ITEMS
    }


def _find_reason(used: pd.DataFrame) -> str:
    if used.shape[1] < LEAST_ITEMS:
        return FEW_ITEMS
    given = used.notna().to_numpy(dtype=np.int64)
    if (given.T @ given).min() < LEAST_UNITS:
        return FEW_UNITS
    return "" if _varies(used) else CANCELLING


def _varies(used: pd.DataFrame) -> bool:
    """Tell whether the sum has a variance that rounding does not explain."""
    covariances = used.cov().to_numpy()
    return bool(covariances.sum() > 1e-9 * np.trace(covariances))


def _compute_alpha(used: pd.DataFrame) -> tuple[float, float, float]:
    """Compute alpha and its interval; NaN where there is none."""
    if used.shape[1] < LEAST_ITEMS or not _varies(used):
        return np.nan, np.nan, np.nan
    alpha, _ = import_pingouin().cronbach_alpha(used)
    return float(alpha), *_bound_alpha(float(alpha), *used.shape)


def _bound_alpha(alpha: float, units: int, items: int) -> tuple[float, float]:
    """Give the interval of 95 %; pingouin rounds it to three decimals.

    (1 - alpha of the population) / (1 - alpha) has an F distribution with n - 1 and
    (n - 1)(k - 1) degrees of freedom. Source: Feldt, Woodruff and Salih (1987).
    """
    from scipy import stats

    freedom = units - 1, (units - 1) * (items - 1)
    low, high = (1 - (1 - alpha) * stats.f.isf(tail, *freedom) for tail in _TAILS)
    return float(low), float(high)


_TAILS = (0.025, 0.975)


def _standardise(used: pd.DataFrame) -> float:
    """Compute alpha from correlations: k / (k - 1) (1 - k / sum(R))."""
    whole = float(used.corr().to_numpy().sum())
    k = used.shape[1]
    return k / (k - 1) * (1 - k / whole) if whole > 0 else np.nan


def _correlate_with_rest(used: pd.DataFrame) -> dict[str, float]:
    """Correlate each item with the sum of the others, from their covariances."""
    covariances = used.cov().to_numpy()
    own = np.diag(covariances)
    rows = covariances.sum(axis=1)
    rest = covariances.sum() - 2 * rows + own
    spread: NDArray[np.float64] = np.sqrt(own) * np.sqrt(np.maximum(rest, 0))
    known = spread > 1e-9 * covariances.trace()
    found = np.where(known, (rows - own) / np.where(known, spread, 1), np.nan)
    return dict(zip(used.columns, found.tolist(), strict=True))


def _estimate_omega(complete: pd.DataFrame) -> Omega:
    correlations = complete.corr().to_numpy()
    # Values may differ, and by too little for a variance.
    varies = complete.nunique().min() >= LEAST_ITEMS and np.isfinite(correlations).all()
    if len(complete) <= complete.shape[1] or not varies:
        return Omega(
            reason=f"Omega needs more complete answers than {complete.shape[1]} items, "
            "and answers that differ."
        )
    return estimate_omega(correlations, len(complete))
