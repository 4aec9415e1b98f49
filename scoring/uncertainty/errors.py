"""Errors of the study of uncertainty; each class takes facts and says them.

ScoringError
    NoAlternativesError     the method declares nothing that could be drawn
    SamplesError            points cannot be taken in that number
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


class SamplesError(ScoringError):
    """A sequence that fills a cube evenly has as many points as a power of 2.

    Attributes:
        samples: how many were asked for.
        below: the nearest power of 2 that is lower; None where none is.
        above: the nearest one that is higher.
    """

    exit_code = 2

    def __init__(self, samples: int) -> None:
        self.samples = samples
        self.above = 1 << max(samples, 0).bit_length()
        self.below = self.above // 2 or None
        nearest = f"{self.below} or {self.above}" if self.below else str(self.above)
        super().__init__(
            f"{samples} samples do not fill the space evenly: their number has to be "
            f"a power of 2. Take {nearest}."
        )
