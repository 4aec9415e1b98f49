"""A chart: the finding it shows, its figure for plotly, and its table."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from webapp.charts.words import isolate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.tables import Table

T = TypeVar("T")

Figure = dict[str, Any]
"""What plotly draws: `data` and `layout` as plain JSON values."""

DESK_SIZE, ROOM_SIZE = 15, 22
"""Type of a chart in pixels: read at a desk, or from the back of a room."""

MOST_ROWS = 200
"""Rows a unit each that a page holds; the next ones are on the next page."""

SCREEN_PX = 720
"""What a projector of 1080 lines leaves for the rows of one chart."""


@dataclass(frozen=True)
class Look:
    """How charts are drawn: reading direction, and for a desk or a whole room.

    Of what has a row a unit, `most` rows are drawn from the place `first` on.
    """

    rtl: bool = False
    room: bool = False
    first: int = 0
    most: int = MOST_ROWS

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """Take the rows that are drawn."""
        return rows[self.first : self.first + self.most]

    @property
    def size(self) -> int:
        """The size of type in pixels."""
        return ROOM_SIZE if self.room else DESK_SIZE

    def scaled(self, pixels: float) -> float:
        """Enlarge a length made for a desk as much as the type."""
        return round(pixels * self.size / DESK_SIZE)

    def along(self, low: float, high: float) -> list[float]:
        """Order an axis range so that it runs in reading direction."""
        return [high, low] if self.rtl else [low, high]

    def row_height(self, rows: int, pixels: float) -> float:
        """Height of a row at desk size; in a room all rows fit one screen."""
        if not self.room:
            return pixels
        one_screen = SCREEN_PX * DESK_SIZE / self.size
        return min(1.4 * pixels, max(0.5 * pixels, one_screen / max(1, rows)))

    @property
    def start(self) -> str:
        """The physical side on which reading starts."""
        return "right" if self.rtl else "left"

    @property
    def end(self) -> str:
        """The physical side on which reading ends."""
        return "left" if self.rtl else "right"

    def label(self, text: str, width: int = 0) -> str:
        """Prepare words for plotly: markup shown as typed, direction isolated.

        Args:
            text: words as declared or typed by somebody.
            width: characters a line; 0 leaves the text in one.
        """
        lines = textwrap.wrap(text, width) if width else [text]
        return "<br>".join(
            isolate(html.escape(line, quote=False), always=self.rtl) for line in lines
        )


@dataclass(frozen=True)
class Chart:
    """A finding in words, the figure that shows it and the table that holds it."""

    key: str
    # What is drawn; the finding says what it shows.
    subject: str
    finding: str
    caption: str
    figure: Figure
    table: Table
    # Names what the drawing itself does not name; empty where it names all.
    reading: str = ""
    # Has a width of its own: scrolls in a box where the screen is narrower.
    scrolls: bool = False
