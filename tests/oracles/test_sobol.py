"""Sobol indices of two functions whose indices are known.

Ishigami and Homma (1990) with a = 7, b = 0.1, and the G function of Sobol (1993); the
analytic indices are worked out here from their closed forms. Tolerance 0.01 at 4,096
points, as for the estimators of Saltelli et al. (2010) and Jansen (1999).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from scoring.uncertainty.sobol import Indices, estimate_indices, sample_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

POINTS = 4096
TOLERANCE = 0.01
WEIGHTS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
"""a_i of the G function: the higher, the less the input matters."""


def ishigami(points: Values) -> Values:
    one, two, three = (np.pi * (2 * points - 1)).T
    found: Values = np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)
    return found


def g_function(points: Values) -> Values:
    parts = (np.abs(4 * points - 2) + WEIGHTS) / (1 + WEIGHTS)
    found: Values = parts.prod(axis=1)
    return found


def find_indices(
    function: Callable[[Values], Values], inputs: int, seed: int
) -> Indices:
    first, second = sample_pairs(inputs, POINTS, seed)
    swapped = []
    for place in range(inputs):
        mixed = first.copy()
        mixed[:, place] = second[:, place]
        swapped.append(function(mixed))
    return estimate_indices(function(first), function(second), np.array(swapped))


@pytest.mark.parametrize("seed", range(5))
def test_the_indices_of_ishigami(seed: int) -> None:
    found = find_indices(ishigami, 3, seed)

    alone_1 = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2
    alone_2 = 7**2 / 8
    together = 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = alone_1 + alone_2 + together
    assert [alone_1 / variance, alone_2 / variance] == pytest.approx(
        [0.3139, 0.4424], abs=0.0001
    )
    first = np.array([alone_1, alone_2, 0]) / variance
    total = np.array([alone_1 + together, alone_2, together]) / variance
    assert found.first == pytest.approx(first, abs=TOLERANCE)
    assert found.total == pytest.approx(total, abs=TOLERANCE)


@pytest.mark.parametrize("seed", range(5))
def test_the_indices_of_the_g_function(seed: int) -> None:
    found = find_indices(g_function, len(WEIGHTS), seed)

    alone = 1 / (3 * (1 + WEIGHTS) ** 2)
    variance = np.prod(1 + alone) - 1
    total = alone * np.prod(1 + alone) / (1 + alone) / variance
    assert alone[0] / variance == pytest.approx(0.71619, abs=0.00001)
    assert total[0] == pytest.approx(0.78714, abs=0.00001)
    assert found.first == pytest.approx(alone / variance, abs=TOLERANCE)
    assert found.total == pytest.approx(total, abs=TOLERANCE)
