"""Missing answers: what each reason does to a score and to its coverage.

Every state of an item (a reason, or given) has three truths: does it count in the
score, is it answered, is it applicable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import GIVEN, NOT_APPLICABLE, NOT_ASKED, REASONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.methods import MissingPolicy

    Flags = NDArray[np.float64]


@dataclass(frozen=True)
class MissingTable:
    """What each state does, as 0 or 1 by its code (0..4 reasons, 8 given).

    Attributes:
        counted: 1 where the item takes part in its node's mean.
        answered: 1 where a value was given.
        applicable: 1 where a value could have been given.
    """

    counted: Flags
    answered: Flags
    applicable: Flags


def tabulate_missing(policy: MissingPolicy) -> MissingTable:
    """Write a policy as a table; what was not asked is always left out."""
    counted, answered, applicable = np.zeros((3, GIVEN + 1))
    counted[GIVEN] = answered[GIVEN] = applicable[GIVEN] = 1
    for code, reason in enumerate(REASONS):
        if code != NOT_ASKED:
            counted[code] = getattr(policy, reason.value) == "zero"
            applicable[code] = code != NOT_APPLICABLE
    return MissingTable(counted, answered, applicable)
