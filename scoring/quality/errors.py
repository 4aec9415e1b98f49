"""Errors of the study of quality; each class takes facts and says them.

ScoringError
    MissingLibraryError         a library of an optional extra is not installed
    NoRespondentColumnError     no column names the respondents
"""

from __future__ import annotations

from scoring.errors import ScoringError


class MissingLibraryError(ScoringError):
    """A library that an optional extra brings is not installed."""

    exit_code = 12

    def __init__(self, library: str, extra: str) -> None:
        self.library = library
        self.extra = extra
        super().__init__(
            f"This needs the library {library}, which is not installed. Install it "
            f"with: pip install 'meter-engine[{extra}]'"
        )


class NoRespondentColumnError(ScoringError):
    """There is no column of that name to take the respondents from."""

    def __init__(self, column: str, closest: str | None = None) -> None:
        self.column = column
        self.closest = closest
        hint = f" Did you mean '{closest}'?" if closest else ""
        super().__init__(
            f"No column is named '{column}' to take the respondents from.{hint}"
        )
