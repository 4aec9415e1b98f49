"""Rounding half up, as published tables do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

STEP_EDGE = 1e-9
"""What is this close below half a step is half: 0.3375 / 0.005 is 67.5, and in binary
67.49999999999999."""

_LAST_DIGITS = 4
"""So many of the last binary digits of a score may be wrong, too."""


def count_steps(values: Values, step: float) -> Values:
    """Round half up to whole steps, and give how many these are; a NaN stays one.

    0.12345 to steps of 0.0001 is 1235, and 0.12344 is 1234; -0.5 to whole ones is 0.
    """
    steps = values / step
    with np.errstate(invalid="ignore"):
        digits = _LAST_DIGITS * np.spacing(np.abs(steps))
    rounded: Values = np.floor(steps + 0.5 + np.fmax(STEP_EDGE, digits))
    return rounded
