"""McDonald's omega: how much of a sum's variance common factors explain.

One factor is fitted by maximum likelihood, three by principal axes with an oblimin
rotation, both by statsmodels; the general factor above three comes from their
correlations (Schmid and Leiman, 1957). Source: McDonald, Test Theory (1999).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

LEAST_ITEMS = 3
"""A factor of two items cannot be told from their correlation alone."""

LEAST_ITEMS_OF_THREE = 6
"""Three factors of fewer items have more loadings than there are correlations."""

_LEAST_UNIQUE = 1e-3
"""Share of an item's variance that is its own; below it a solution is none."""

_STEPS = 5000


@dataclass(frozen=True)
class Omega:
    """Shares of the variance of the sum of standardised items, 0..1.

    Attributes:
        one: explained by a single factor; NaN where there is no figure.
        total: explained by three factors.
        hierarchical: explained by the factor that the three have in common.
        reason: why there is no figure; empty where `one` is there.
    """

    one: float = np.nan
    total: float = np.nan
    hierarchical: float = np.nan
    reason: str = ""


def estimate_omega(correlations: Matrix, n: int) -> Omega:
    """Estimate omega from correlations of items.

    omega = (sum l)^2 / ((sum l)^2 + sum(1 - l^2)) with loadings l of one factor;
    omega total = 1 - sum(u) / sum(R) with what is unique to each item under three
    factors; omega hierarchical = (sum g)^2 / sum(R) with loadings g on the general
    factor. The nine tests of Thurstone give 0.8834, 0.9308 and 0.7361.

    Args:
        correlations: (items, items), without gaps.
        n: how many units they rest on.
    """
    k = len(correlations)
    if k < LEAST_ITEMS:
        return Omega(reason=f"Omega needs {LEAST_ITEMS} items.")
    if n <= k:
        return Omega(reason=f"Omega needs more complete answers than {k} items.")
    if np.linalg.matrix_rank(correlations) < k:
        return Omega(reason="Some items follow from the others exactly.")
    loadings = _fit_one(correlations, n)
    if loadings is None:
        return Omega(reason="No single factor fits the correlations.")
    common = loadings.sum() ** 2
    own = np.sum(1 - loadings**2)
    total, hierarchical = _fit_three(correlations, n)
    return Omega(float(common / (common + own)), total, hierarchical)


def _fit_one(correlations: Matrix, n: int) -> Matrix | None:
    """Give the loadings on one factor; None where the fit does not settle."""
    first = _fit(correlations, n, 1, "pa", maxiter=_STEPS)
    if first is None:
        return None
    unique = np.clip(first.uniqueness, 0.05, 1.0)
    found = _fit(correlations, n, 1, "ml", start=(first.loadings, unique))
    if found is None or found.uniqueness.min() < _LEAST_UNIQUE:
        return None
    loadings: Matrix = found.loadings[:, 0]
    return loadings


def _fit_three(correlations: Matrix, n: int) -> tuple[float, float]:
    """Give omega total and hierarchical; NaN where three factors do not fit."""
    fitted = None
    if len(correlations) >= LEAST_ITEMS_OF_THREE:
        fitted = _fit(correlations, n, 3, "pa", maxiter=_STEPS)
    if fitted is None or fitted.loadings.shape[1] < 3:  # noqa: PLR2004 (three factors)
        return np.nan, np.nan
    if fitted.uniqueness.min() < _LEAST_UNIQUE:
        return np.nan, np.nan
    whole = float(correlations.sum())
    total = 1 - float(fitted.uniqueness.sum()) / whole
    fitted.rotate("oblimin")
    turn = fitted.rotation_matrix
    general = _load_on_general(fitted.loadings, turn.T @ turn)
    return total, float(general.sum()) ** 2 / whole


def _load_on_general(loadings: Matrix, between: Matrix) -> Matrix:
    """Load items on the one factor behind three; NaN where there is no such.

    With three factors the loadings of a general one follow exactly from their
    correlations: g1 = sqrt(r12 r13 / r23).
    """
    signs = np.sign(loadings.sum(axis=0))
    loadings, between = loadings * signs, between * np.outer(signs, signs)
    a, b, c = between[0, 1], between[0, 2], between[1, 2]
    if min(a, b, c) <= 0:
        return np.full(len(loadings), np.nan)
    squares = np.array([a * b / c, a * c / b, b * c / a])
    if squares.max() > 1:
        return np.full(len(loadings), np.nan)
    general: Matrix = loadings @ np.sqrt(squares)
    return general


def _fit(correlations: Matrix, n: int, factors: int, way: str, **how: Any) -> Any:
    """Fit a factor model; None where it does not settle."""
    from statsmodels.multivariate.factor import Factor
    from statsmodels.tools.sm_exceptions import EstimationWarning

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.simplefilter("ignore", EstimationWarning)  # seen in the uniqueness
        warnings.filterwarnings("ignore", "Fitting did not converge")
        try:
            model = Factor(corr=correlations, n_factor=factors, method=way, nobs=n)
            found = model.fit(**how)
        except (ValueError, np.linalg.LinAlgError):
            return None
    # Newer versions of numpy give real eigenvalues as complex numbers.
    found.loadings = np.real(found.loadings)
    found.uniqueness = np.real(found.uniqueness)
    settled = way == "pa" or np.abs(found.mle_retvals.jac).max() < _STEEP
    finite = np.isfinite(found.loadings).all()
    return found if settled and finite else None


_STEEP = 1e-3
"""A likelihood that still rises more than this has not settled."""
