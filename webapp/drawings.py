"""Drawings of scores: the ladder and the score bar, as SVG without style of its own.

Lengths along the scale are per cent of the drawing's width, so that text keeps its
size on every screen. In right-to-left pages the scale is mirrored, figures are not.
All drawings are decoration: the page says the same in words beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import render_template
from markupsafe import Markup

from webapp.charts.palette import stage_shade
from webapp.filters import show_bound, show_points
from webapp.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

FULL = 100.0

EDGE_PERCENT = 8.0
"""Within this of an end a figure stands beside its mark, not centred over it."""

TREAD_PX, FIGURES_PX, AXIS_PX = 20.0, 26.0, 22.0

SMALL_PX = 60
"""Lower drawings have no room for figures."""

LEAST_APART = 0.05


@dataclass(frozen=True)
class Stretch:
    """A part of a scale, in per cent of its width from the left."""

    x: float
    width: float


@dataclass(frozen=True)
class Tread:
    """One step of a ladder as it is drawn; heights in pixels, shades from 1."""

    x: float
    width: float
    y: float
    height: float
    kind: str
    shade: int


@dataclass(frozen=True)
class Figure:
    """A figure under the ladder's scale."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Mark:
    """Where a score stands on a ladder."""

    x: float
    y: float
    text: str
    anchor: str


def setup_drawings(app: Flask) -> None:
    """Give templates `score_bar` and `ladder_drawing`."""
    app.jinja_env.globals.update(score_bar=draw_score_bar, ladder_drawing=draw_ladder)


def draw_score_bar(
    score: float | None,
    coverage: float | None = 1.0,
    *,
    band: tuple[float, float] | None = None,
    tick: float | None = None,
) -> Markup:
    """Draw a score of 0..1 on the scale of 0 to 100.

    Args:
        score: the filled part; None leaves it empty.
        coverage: what lies beyond is hatched: it rests on no answer.
        band: lower and upper quartile of the peers, a thin band.
        tick: their median.
    """
    known = 0.0 if coverage is None else coverage
    return _write_bar(
        stretch(0, score) if score else None,
        stretch(known, 1) if known < 1 else None,
        stretch(*band) if band else None,
        None if tick is None else place(tick),
    )


@lru_cache(maxsize=4096)
def _write_bar(
    fill: Stretch | None,
    hatch: Stretch | None,
    band: Stretch | None,
    tick: float | None,
) -> Markup:
    """Write a score bar; a result has dozens of them, and shows them again."""
    drawing = render_template(
        "drawings/score_bar.svg", fill=fill, hatch=hatch, band=band, tick=tick
    )
    return Markup(drawing)  # noqa: S704  (a template of numbers)


def draw_ladder(
    bounds: Sequence[float],
    score: float | None,
    stage: int | None,
    reached: int | None = None,
    height: int = 150,
    *,
    interval: tuple[float, float] | None = None,
) -> Markup:
    """Draw a ladder: each step as wide as its band, rising in reading direction.

    Args:
        bounds: lower bounds of the bands, 0..1, rising from 0.
        score: where the mark stands; None for no mark.
        stage: the place of the band held, from 0; None for none.
        reached: the place of the band that the mark stands on, the highest whose
            bound the score has reached; None takes the one held.
        height: in pixels; under 60 the figures are left out.
        interval: what the score lies between when it is computed otherwise.
    """
    small = height < SMALL_PX
    head, foot = (4.0, 0.0) if small else (FIGURES_PX, AXIS_PX)
    treads = _make_treads(bounds, stage, head, height - head - foot)
    foothold = treads[(stage if reached is None else reached) or 0]
    drawing = render_template(
        "drawings/ladder.svg",
        treads=treads,
        figures=() if small else _make_figures(bounds),
        mark=None if score is None else _make_mark(foothold, score),
        whisker=stretch(*interval) if interval else None,
        height=height,
        axis=height - 4,
        small=small,
    )
    return Markup(drawing)  # noqa: S704  (a template of numbers)


def stretch(low: float, high: float) -> Stretch:
    """Place a stretch of the scale, mirrored where pages run from right to left."""
    width = (high - low) * FULL
    return Stretch(round(min(place(low), place(high)), 2), round(width, 2))


def place(value: float) -> float:
    """Place a value of 0..1 on the scale, in per cent from the left."""
    mirrored = current_language().direction == "rtl"
    return round((1 - value if mirrored else value) * FULL, 2)


def _make_treads(
    bounds: Sequence[float], stage: int | None, head: float, room: float
) -> list[Tread]:
    """Let the steps rise evenly; the lowest is a tread high where there is room."""
    count = len(bounds)
    lowest = TREAD_PX if room > 2 * TREAD_PX else 3.0
    rise = (room - lowest) / max(count - 1, 1)
    treads = []
    for number, (low, high) in enumerate(zip(bounds, [*bounds[1:], 1.0], strict=True)):
        part, height = stretch(low, high), lowest + rise * number
        top = head + room - height
        kind, shade = _choose_kind(number, stage), stage_shade(number, count) + 1
        top, height = round(top, 1), round(height, 1)
        treads.append(Tread(part.x, part.width, top, height, kind, shade))
    return treads


def _make_figures(bounds: Sequence[float]) -> list[Figure]:
    """Write the bounds under the scale, but none so near that figures touch."""
    figures, last = [], -1.0
    for value in (*bounds, 1.0):
        if value - last >= LEAST_APART:
            x, last = place(value), value
            figures.append(Figure(x, show_bound(value), _anchor(x, 2)))
    return figures


def _anchor(x: float, edge: float) -> str:
    """Centre a text over its place, except near an end of the scale."""
    if x < edge:
        return "start"
    return "end" if x > FULL - edge else "middle"


def _choose_kind(number: int, stage: int | None) -> str:
    if number == stage:
        return "here"
    return "below" if stage is not None and number < stage else "above"


def _make_mark(tread: Tread, score: float) -> Mark:
    x = place(score)
    return Mark(x, tread.y, show_points(score), _anchor(x, EDGE_PERCENT))
