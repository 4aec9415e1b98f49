"""What may be wrong with kept scores when they are compared.

StateError, exit 12, state (meter/errors.py)
    LostScorecardError, ScoreDriftError, StaleCodesError
DataError, a file of published figures
    FigureError, FigureRangeError, FigureColumnsError, RepeatedFigureError,
    NobodyFoundError
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, StateError

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


class FigureError(DataError):
    """What should be a published figure is no number."""

    def __init__(self, column: str, value: str) -> None:
        self.column = column
        self.value = value
        super().__init__(
            f"{column}: write a number, with a point before the decimals, or nothing."
        )


class FigureRangeError(DataError):
    """A published figure lies outside the scale that was declared."""

    def __init__(self, column: str, value: float, most: float) -> None:
        self.column = column
        self.value = value
        self.most = most
        super().__init__(f"{column}: {value:g} is not between 0 and {most:g}.")


class FigureColumnsError(DataError):
    """A file of published figures lacks figures, or has columns without a name."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            "Beside the names the file needs one column a figure, each with a name of"
            f" its own of at most 60 characters, and at most {most} of them."
        )


class RepeatedFigureError(DataError):
    """A row is about the unit of an earlier row; `first` is that one's number."""

    def __init__(self, name: str, first: int) -> None:
        self.name = name
        self.first = first
        super().__init__(f"{name} is in row {first} too. Remove one of the two.")


class NobodyFoundError(DataError):
    """No row of a file is about a unit of the round."""

    def __init__(self) -> None:
        super().__init__(
            "No row names a unit of this round. Write the names as the round has them."
        )
