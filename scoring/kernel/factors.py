"""Factors: weights from what children have in common (PCA and factor analysis).

Factors of the children's correlations are kept while they explain more than a child
does on average (an eigenvalue above 1), or as many as the method says, and turned by
varimax, so that each child loads on few. The squared loadings of a factor, scaled to a
sum of 1, are the weights within it; a child takes the factor on which it loads highest,
times that factor's share of the variance that all kept ones explain. The two scalings
cancel: a child's weight is its highest squared loading over the sum of these. Source:
OECD/JRC Handbook (2008), step 6, Tables 9 and 18.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.errors import AlikeChildrenError, FactorsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.weighting import Weighting

    Values = NDArray[np.float64]

_ABOVE_AVERAGE = 1 + 1e-9
"""Eigenvalues above this are above 1, not 1 but for rounding."""

_MOST_STEPS = 1_000
_SETTLED = 1e-10
_TURN = 0.3
"""Radians by which factors are turned before varimax sets in."""


def weigh_factors(rule: Weighting, children: list[str], values: Values) -> Values:
    """Weigh children by the factor that each belongs to.

    Args:
        rule: `pca`, which takes principal components, or `factor`, which takes common
            factors by the principal-axis method, begun with squared multiple
            correlations; and how many factors are kept.
        children: names, for errors.
        values: (units, children), no child constant, more units than children.

    Returns:
        (children,) with a sum of 1.

    Raises:
        FactorsError: more factors than children; common factors that would explain
            more than all of a child, or of children that have nothing in common.
        AlikeChildrenError: factor, of children that follow from each other.
    """
    squares = find_loadings(rule, children, values) ** 2
    highest = squares.max(axis=1)
    weights: Values = highest / highest.sum()
    return weights


def find_loadings(rule: Weighting, children: list[str], values: Values) -> Values:
    """Find the loadings (children, factors) of the kept factors, turned by varimax.

    Factors have no sign: a column may be turned into its negative.
    """
    correlations = np.atleast_2d(np.corrcoef(values, rowvar=False))
    factors = rule.factors or count_factors(correlations)
    if factors > len(children):
        raise FactorsError(rule.by, factors, len(children))
    if rule.by == "pca":
        return turn_loadings(_load_components(values, factors))
    if np.linalg.matrix_rank(correlations) < len(children):
        raise AlikeChildrenError(rule.by, children)
    loadings = _load_common_factors(correlations, factors)
    if not loadings.size or (np.sum(loadings**2, axis=1) > 1).any():
        raise FactorsError(rule.by, factors, len(children))
    return turn_loadings(loadings)


def count_factors(correlations: Values) -> int:
    """Count the factors that explain more than a child does on average; 1 or more."""
    above = np.linalg.eigvalsh(correlations) > _ABOVE_AVERAGE
    return max(int(above.sum()), 1)


def turn_loadings(loadings: Values) -> Values:
    """Turn loadings (children, factors) by varimax, all children of equal length.

    Each child's loadings are scaled to a length of 1 before and back after (Kaiser's
    normalisation). Factors are first turned a little: a table that is symmetrical
    between factors is at rest where it is, at the lowest point of varimax and not at
    the highest.
    """
    from statsmodels.multivariate.factor_rotation import rotate_factors

    if loadings.shape[1] == 1:
        return loadings
    lengths = np.sqrt(np.sum(loadings**2, axis=1, keepdims=True))
    scaled = loadings / np.where(lengths > 0, lengths, 1.0)
    with np.errstate(divide="ignore"):  # it logs how far it is from rest
        turned, _ = rotate_factors(_turn_a_little(scaled), "varimax", tol=_SETTLED)
    return np.asarray(turned * lengths)


def _turn_a_little(loadings: Values) -> Values:
    turned = loadings.copy()
    rotation = np.array(
        [[np.cos(_TURN), -np.sin(_TURN)], [np.sin(_TURN), np.cos(_TURN)]]
    )
    for place in range(loadings.shape[1] - 1):
        turned[:, place : place + 2] = turned[:, place : place + 2] @ rotation
    return turned


def _load_components(values: Values, factors: int) -> Values:
    from statsmodels.multivariate.pca import PCA

    found = PCA(values, ncomp=factors)
    spread = np.sqrt(np.asarray(found.eigenvals)[:factors] / len(values))
    return np.asarray(found.eigenvecs)[:, :factors] * spread


def _load_common_factors(correlations: Values, factors: int) -> Values:
    from statsmodels.multivariate.factor import Factor

    model = Factor(corr=correlations, n_factor=factors, method="pa", smc=True)
    found = model.fit(maxiter=_MOST_STEPS, tol=_SETTLED)
    return np.real(np.asarray(found.loadings))  # complex in newer versions of numpy
