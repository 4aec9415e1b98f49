"""What may be wrong with kept scores when they are compared.

StateError, exit 12, state (meter/errors.py)
    LostScorecardError, ScoreDriftError, StaleCodesError
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import StateError

if TYPE_CHECKING:
    from collections.abc import Sequence


class LostScorecardError(StateError):
    """A submitted response has no scorecard, or one of another instrument."""

    def __init__(self, key: str, unit: str) -> None:
        self.key = key
        self.unit = unit
        super().__init__(
            f'The scorecard of "{unit}" in the round "{key}" is missing or damaged.'
            " Restore the last backup that is sound."
        )


class ScoreDriftError(StateError):
    """Kept scorecards do not say what the kept answers score."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(self.problems)
        super().__init__(
            f"{lines}\nWhat was published stays as it is. Compare with a backup: if it"
            " holds the same scorecards, this version of the program scores"
            " otherwise; report that."
        )


class StaleCodesError(StateError):
    """Packed answers were coded when the instrument's items meant something else."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f'The packed answers of the round "{key}" are out of date.'
            " Make a backup, then run: meter db recode"
        )
