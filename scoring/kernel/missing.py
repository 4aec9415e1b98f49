"""Missing answers: what each reason does to a score and to its coverage.

Every state of an item (a reason, or given) has three truths: does it count in the
score, is it answered, is it applicable. What counts without being given has a worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import GIVEN, NOT_APPLICABLE, NOT_ASKED, OPEN, REASONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.missing_policy import MissingPolicy

    Flags = NDArray[np.float64]
    Truth = NDArray[np.bool_]

_WORTH = {"zero": 0.0, "one": 1.0}


@dataclass(frozen=True)
class MissingTable:
    """What each state does, by its code (0..4 reasons, 8 given).

    Attributes:
        policy: what was declared.
        counted: 1 where the item takes part in its node's score, else 0.
        answered: 1 where a value was given.
        applicable: 1 where a value could have been given.
        worth: the value of what counts and was not given; NaN for the mean of those
            who answered.
        drops: true where the whole response gets no score.
    """

    policy: MissingPolicy
    counted: Flags
    answered: Flags
    applicable: Flags
    worth: Flags
    drops: Truth

    @property
    def imputes(self) -> bool:
        """Tell whether some reason counts as the mean of those who answered."""
        return bool(np.isnan(self.worth).any())

    def answer_open(self, worth: float) -> MissingTable:
        """Give the table as if all that is open were answered, and worth so much."""
        counted, answered = self.counted.copy(), self.answered.copy()
        worths, drops = self.worth.copy(), self.drops.copy()
        counted[OPEN], answered[OPEN], worths[OPEN], drops[OPEN] = 1, 1, worth, False
        return MissingTable(
            self.policy, counted, answered, self.applicable, worths, drops
        )


def tabulate_missing(policy: MissingPolicy) -> MissingTable:
    """Write a policy as a table; what was not asked is always left out."""
    counted, answered, applicable, worth = np.zeros((4, GIVEN + 1))
    drops = np.zeros(GIVEN + 1, dtype=np.bool_)
    counted[GIVEN] = answered[GIVEN] = applicable[GIVEN] = 1
    for code, reason in enumerate(REASONS):
        if code == NOT_ASKED:
            continue
        treatment = getattr(policy, reason.value)
        counted[code] = treatment not in {"leave_out", "drop"}
        worth[code] = _WORTH.get(treatment, np.nan) if counted[code] else 0.0
        drops[code] = treatment == "drop"
        applicable[code] = code != NOT_APPLICABLE
    return MissingTable(policy, counted, answered, applicable, worth, drops)
