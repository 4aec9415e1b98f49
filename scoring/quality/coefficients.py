"""Coefficients of agreement between respondents; 1 is perfect, 0 what chance gives.

Sources: Cohen (1968), Fleiss (1971), Shrout and Fleiss (1979), McGraw and Wong (1996),
Krippendorff (2011). Computed by statsmodels, pingouin and krippendorff.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from scoring.quality.extras import import_pingouin
from scoring.quality.values import tame

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Matrix = NDArray[np.float64]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
"""What differences between answers mean."""

Distance = Literal["linear", "quadratic"]
"""How a disagreement grows with the distance of two answers."""

INTRACLASS = ("ICC(1,1)", "ICC(A,1)", "ICC(C,1)", "ICC(1,k)", "ICC(A,k)", "ICC(C,k)")

LEAST = 2
"""Respondents, items or different answers without which nothing can agree."""

_LEAST_RATINGS = 5
"""Ratings below which pingouin computes no intraclass correlation."""

_DECIMALS = 9
"""Values are told apart to so many: thirds that were reached in two ways are equal."""


@dataclass(frozen=True)
class Intraclass:
    """An intraclass correlation with its interval of 95 %; NaN where undefined."""

    value: float
    low: float
    high: float


def weighted_kappa(
    table: ArrayLike,
    weights: Distance | ArrayLike | None = "quadratic",
    *,
    scores: ArrayLike | None = None,
) -> float:
    """Compute Cohen's kappa of two respondents: 1 - sum(w p) / sum(w p_e).

    w is a disagreement: |a - b| or its square between the scores of two answers, or as
    given; None counts every disagreement alike. Cohen's table of 1968 gives 0.348 with
    his weights, 0.474 linear and 0.455 quadratic.

    Args:
        table: (answers, answers) counts or shares; rows are the first respondent's.
        weights: how disagreements count; a matrix is taken as it is.
        scores: what each answer is worth; None takes 0, 1, 2, ...

    Returns:
        At most 1; NaN where the table holds fewer than two different answers.
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    counts = np.asarray(table, dtype=np.float64)
    if np.count_nonzero(counts.sum(axis=0) + counts.sum(axis=1)) < LEAST:
        return np.nan
    if weights is None:
        return float(cohens_kappa(counts, return_results=False))
    if isinstance(weights, str):
        worth = np.arange(len(counts)) if scores is None else np.asarray(scores)
        kappa = cohens_kappa(counts, worth, return_results=False, wt=weights)
    else:
        given = np.asarray(weights, dtype=np.float64)
        kappa = cohens_kappa(counts, given, return_results=False)
    return float(kappa)


def kappa_of_two(
    first: Matrix, second: Matrix, weights: Distance = "quadratic"
) -> float:
    """Compute weighted kappa from the values that two respondents gave.

    Args:
        first: one value an item, NaN for none.
        second: the values of the other respondent.
        weights: how a disagreement grows with the distance of two values.
    """
    both = ~np.isnan(first) & ~np.isnan(second)
    pairs = np.round(tame(np.array([first[both], second[both]])), _DECIMALS)
    scores, places = np.unique(pairs, return_inverse=True)
    if len(scores) < LEAST:
        return np.nan
    table = np.zeros((len(scores), len(scores)))
    rows, columns = places.reshape(2, -1)
    np.add.at(table, (rows, columns), 1)
    return weighted_kappa(table, weights, scores=scores)


def fleiss_kappa(counts: ArrayLike) -> float:
    """Compute Fleiss' kappa of several respondents over unordered answers.

    Args:
        counts: (items, answers), how many respondents gave each answer; every item
            has the same number of respondents.

    Returns:
        At most 1; NaN where only one answer was given at all.
    """
    from statsmodels.stats.inter_rater import fleiss_kappa as compute

    table = np.asarray(counts, dtype=np.float64)
    if np.count_nonzero(table.sum(axis=0)) < LEAST:
        return np.nan
    return float(compute(table, method="fleiss"))


def correlate_within(ratings: ArrayLike) -> dict[str, Intraclass]:
    """Compute intraclass correlations with their intervals of 95 %.

    ICC(1,...) takes respondents as drawn anew for each item; A asks for absolute
    agreement, C for consistency (one may be stricter throughout); k is the mean of all
    respondents where 1 is a single one. Shrout and Fleiss' table gives 0.17, 0.29,
    0.71, 0.44, 0.62 and 0.91.

    Args:
        ratings: (items, respondents); items with a gap are left out.

    Returns:
        By the names in INTRACLASS; NaN where fewer than two items or respondents or
        five ratings are left, or nothing varies.

    Raises:
        MissingLibraryError: pingouin is not installed.
    """
    import pandas as pd

    pingouin = import_pingouin()
    table = tame(np.asarray(ratings, dtype=np.float64))
    table = table[~np.isnan(table).any(axis=1)]
    few = min(table.shape) < LEAST or table.size < _LEAST_RATINGS
    if few or np.ptp(table) == 0:
        return dict.fromkeys(INTRACLASS, Intraclass(np.nan, np.nan, np.nan))
    items, respondents = np.indices(table.shape)
    columns = (items.ravel(), respondents.ravel(), table.ravel())
    long = pd.DataFrame(dict(zip(("item", "by", "value"), columns, strict=True)))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # Perfect agreement divides by zero.
        warnings.simplefilter("ignore", RuntimeWarning)
        # What is said between pingouin and pandas is not for who calls this.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = pingouin.intraclass_corr(long, "item", "by", "value")
    (interval,) = (name for name in found.columns if str(name).startswith("CI95"))
    return {
        name: Intraclass(float(value), float(low), float(high))
        for name, value, (low, high) in zip(
            INTRACLASS, found["ICC"], found[interval], strict=True
        )
    }


def krippendorff_alpha(ratings: ArrayLike, level: Level = "ordinal") -> float:
    """Compute Krippendorff's alpha = 1 - D_o / D_e; gaps are allowed.

    D_o is the observed, D_e the expected disagreement; `level` says how it grows with
    the distance of two answers. Krippendorff's table of 4 by 12 gives 0.743 nominal,
    0.815 ordinal, 0.849 interval and 0.797 ratio.

    Args:
        ratings: (respondents, items), NaN for no answer.
        level: what differences between answers mean.

    Returns:
        At most 1; NaN where no two respondents answered one item, or where all their
        answers are the same, so that there is nothing to agree about.
    """
    from krippendorff import alpha

    table = np.round(tame(np.asarray(ratings, dtype=np.float64)), _DECIMALS)
    pairable = (~np.isnan(table)).sum(axis=0) >= LEAST
    table = table[:, pairable]
    if len(np.unique(table[~np.isnan(table)])) < LEAST:
        return np.nan
    return float(alpha(reliability_data=table, level_of_measurement=level))
