"""Errors of the study of uncertainty; each class takes facts and says them.

ScoringError
    NoAlternativesError     the method declares nothing that could be drawn
    ManyUnitsError          there are too many units to compare all pairs
"""

from __future__ import annotations

from scoring.errors import ScoringError


class NoAlternativesError(ScoringError):
    """The method does not say which choices could have been made otherwise."""

    exit_code = 10

    def __init__(self, instrument: str, method: str, index: str) -> None:
        self.instrument = instrument
        self.method = method
        self.index = index
        super().__init__(
            f"Method '{method}' of instrument '{instrument}' declares no "
            "alternatives, so that nothing can be varied. Say under 'alternatives' "
            "what could have been decided otherwise, for example:\n"
            f"  alternatives: {{weights: {{{index}: 90}}, "
            f"combine: {{{index}: [arithmetic, geometric]}}, leave_out: item}}"
        )


class ManyUnitsError(ScoringError):
    """There are too many units to compare all of them in pairs."""

    def __init__(self, units: int, limit: int) -> None:
        self.units = units
        self.limit = limit
        super().__init__(
            f"All pairs of {units} units are too many; up to {limit} units can be "
            "compared at once. Compare two units at a time with 'above'."
        )
