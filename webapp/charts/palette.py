"""The colours and marks of every chart; look.md's palette in one place."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1c2326"
MUTED = "#566066"
LINE = "#7d878c"
GROUND = "#f5f6f3"
PAPER = "#ffffff"
GRID = "#dfe3e0"
ACCENT = "#0b5c66"
BAND = "#b3d6c9"
"""The middle half of the units, behind everything that is one unit's own."""

STAGES = ("#e4efe9", "#b3d6c9", "#6fb3a3", "#2b857b", "#0b4f4c")
"""Light to dark, ordered in grey too: the steps of a ladder, the cells of a map."""


@dataclass(frozen=True)
class Mark:
    """How one compared unit is drawn: never by its colour alone."""

    colour: str
    symbol: str
    dash: str


MARKS = (
    Mark("#0b5c66", "circle", "solid"),
    Mark("#c2571a", "square", "dash"),
    Mark("#7a4fb5", "diamond", "dot"),
    Mark("#b8860b", "triangle-up", "dashdot"),
    Mark("#2f7fd1", "cross", "longdash"),
    Mark("#3d3d3d", "star", "longdashdot"),
)
"""One for each unit that is compared, in the order in which they were chosen."""

MOST_COMPARED = len(MARKS)


def stage_colour(step: int, steps: int) -> str:
    """Colour step `step` (from 0) of a ladder of `steps`, light to dark."""
    return STAGES[round(step * (len(STAGES) - 1) / max(1, steps - 1))]
