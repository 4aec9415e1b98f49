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

STAGES = ("#e4efe9", "#b3d6c9", "#6fb3a3", "#298278", "#0b4f4c")
"""Light to dark, ordered in grey too: the steps of a ladder, the cells of a map."""


@dataclass(frozen=True)
class Mark:
    """How one compared unit is drawn: never by its colour alone.

    `symbol` and `dash` are plotly's words; `shape` (in a box of 16 by 16) and
    `strokes` are the same for the key of a page.
    """

    colour: str
    symbol: str
    dash: str
    shape: str
    strokes: str


MARKS = (
    Mark("#0b5c66", "circle", "solid", "M8 2a6 6 0 1 0 .01 0z", ""),
    Mark("#c2571a", "square", "dash", "M3 3h10v10H3z", "7 4"),
    Mark("#7a4fb5", "diamond", "dot", "M8 1l7 7-7 7-7-7z", "2 3"),
    Mark("#b8860b", "triangle-up", "dashdot", "M8 2l7 12H1z", "7 3 2 3"),
    Mark("#2f7fd1", "cross", "longdash", "M6 2h4v4h4v4h-4v4H6v-4H2V6h4z", "11 4"),
    Mark(
        "#3d3d3d",
        "star",
        "longdashdot",
        "M8 1l2 5h5l-4 3.2 1.6 5.3L8 11.3l-4.6 3.2L5 9.2 1 6h5z",
        "11 3 2 3",
    ),
)
"""One for each unit that is compared, in the order in which they were chosen."""

MOST_COMPARED = len(MARKS)


def stage_shade(step: int, steps: int) -> int:
    """Find the place in STAGES of step `step` (from 0) of a ladder of `steps`."""
    return round(step * (len(STAGES) - 1) / max(1, steps - 1))


def stage_colour(step: int, steps: int) -> str:
    """Colour a step of a ladder, light to dark."""
    return STAGES[stage_shade(step, steps)]
