"""The ladder of an edition as a drawing that stands on a page of anybody.

It carries its own colours and words, and asks for nothing: neither style nor font nor
script. Lengths are in pixels of its own box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import render_template

from webapp.charts.palette import INK, LINE, MUTED, PAPER, stage_colour
from webapp.filters import show_number

if TYPE_CHECKING:
    from webapp.public.pages import EditionPage, PublicLadder

WIDTH, ROW, BAR, HEAD, FOOT = 640, 34, 20, 64, 34
SIDE, NAMES, ROOM = 16, 190, 360
"""The margin, what the names of stages take, and what the longest bar takes."""


@dataclass(frozen=True)
class DrawnBar:
    """A stage as it is drawn: name, bar and figure, in pixels."""

    title: str
    count: str
    y: int
    x: float
    width: float
    name_x: int
    count_x: float
    colour: str = PAPER


def draw_public_ladder(page: EditionPage, ladder: PublicLadder, caption: str) -> str:
    """Draw how many units stand on each stage, the highest above."""
    is_mirrored = page.words_direction == "rtl"
    count = len(ladder.stages)
    bars = [
        replace(
            _place(one.title, one.count, ladder.most, place, is_mirrored=is_mirrored),
            colour=stage_colour(count - 1 - place, count),
        )
        for place, one in enumerate(reversed(ladder.stages))
    ]
    return render_template(
        "public/ladder.svg",
        page=page,
        ladder=ladder,
        caption=caption,
        width=WIDTH,
        height=HEAD + ROW * count + FOOT,
        start=WIDTH - SIDE if is_mirrored else SIDE,
        bars=bars,
        ink=INK,
        muted=MUTED,
        line=LINE,
        paper=PAPER,
        bar=BAR,
    )


def _place(
    title: str, count: int, most: int, place: int, *, is_mirrored: bool
) -> DrawnBar:
    width = ROOM * count / most if most else 0.0
    left = SIDE + NAMES
    x = WIDTH - left - width if is_mirrored else left
    beside = x - 6 if is_mirrored else x + width + 6
    return DrawnBar(
        title=title,
        count=show_number(count),
        y=HEAD + ROW * place,
        x=round(x, 1),
        width=round(width, 1),
        name_x=WIDTH - SIDE if is_mirrored else SIDE,
        count_x=round(beside, 1),
    )
