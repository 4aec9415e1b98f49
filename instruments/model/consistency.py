"""Consistency: how far comparisons of children, two at a time, contradict each other.

The principal eigenvalue of the table of all comparisons is the number of children n if
none contradicts another, and more if some do: the index is (largest - n) / (n - 1), and
the ratio that index over the one of random comparisons. Source: T. L. Saaty, The
Analytic Hierarchy Process (1980); OECD/JRC Handbook (2008), step 6.
"""

from __future__ import annotations

ACCEPTED = 0.1
"""The highest ratio that is taken as consistent."""

RANDOM_INDEX = (
    *(0.0, 0.0, 0.58, 0.90, 1.12),
    *(1.24, 1.32, 1.41, 1.45, 1.49),
    *(1.51, 1.48, 1.56, 1.57, 1.59),
)
"""Saaty's mean index of random comparisons, of 1 to 15 children."""


def rate_consistency(largest: float, children: int) -> tuple[float, float]:
    """Give the index and the ratio of comparisons.

    Above 15 children the random index is the line through simulated ones of J. A.
    Alonso and M. T. Lamata (2006), largest = 2.7699 n - 4.3513.

    Args:
        largest: the principal eigenvalue.
        children: how many there are.
    """
    if children < 3:  # noqa: PLR2004 - one judgement contradicts nothing
        return 0.0, 0.0
    index = max((largest - children) / (children - 1), 0.0)
    random = (
        RANDOM_INDEX[children - 1]
        if children <= len(RANDOM_INDEX)
        else (2.7699 * children - 4.3513 - children) / (children - 1)
    )
    return index, index / random
