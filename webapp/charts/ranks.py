"""Ranks: how sure each unit's place is, as a band of the ranks that it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.tables import Column, Points, Table
from webapp.charts.words import quote, share
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.chart import Figure, Look

ROW_PX, AXIS_PX = 24, 34
BAND = 0.5
"""Thickness of a band in rows."""

TICKS = 6


@dataclass(frozen=True)
class Ranked:
    """A unit with its rank and the band of ranks; None where it has none.

    Scores are points of 0 to 100. `holds` is the chance of its stage, 0..1.
    """

    name: str
    rank: int | None
    low: int | None
    high: int | None
    score: float | None
    score_low: float | None
    score_high: float | None
    holds: float | None = None
    mark: palette.Mark | None = None

    @property
    def width(self) -> int:
        """How many places the band spans."""
        return 0 if self.low is None or self.high is None else self.high - self.low


def chart_ranks(
    title: str, units: Sequence[Ranked], caption: str, look: Look, drawn: str
) -> Chart:
    """Show the band of ranks of each unit, in the order of the answers.

    Args:
        title: of the index.
        units: the first rank first, those without a rank last.
        caption: how many units it rests on, and of which day.
        look: direction and size.
        drawn: how the bands were found, in words.
    """
    ranked = [unit for unit in units if unit.rank is not None]
    return Chart(
        key="ranks",
        subject=_("Ranks by %(measure)s, as bands") % {"measure": quote(title)},
        finding=find_widths(ranked),
        caption=caption,
        figure=_draw(look.cut(ranked), len(ranked), look),
        table=_tabulate(title, units, look),
        reading=_("Line: the rank as scored. Band: the ranks of 90 of 100 draws.")
        + " "
        + drawn,
    )


def find_widths(units: Sequence[Ranked]) -> str:
    """Say how many ranks hold whatever is decided, and which varies most."""
    if not units:
        return _("No unit has a rank yet")
    widest = max(units, key=lambda unit: unit.width)
    if not widest.width:
        return _("Every rank holds in 90 of 100 draws")
    return _(
        "%(firm)s of %(count)s ranks hold in 90 of 100 draws; that of %(unit)s varies "
        "most, by %(widest)s"
    ) % {
        "firm": sum(not unit.width for unit in units),
        "unit": quote(widest.name),
        "widest": widest.width,
        "count": len(units),
    }


def _draw(units: Sequence[Ranked], count: int, look: Look) -> Figure:
    names = axes.names_px(unit.name for unit in units)
    rows = max(1, len(units))
    return axes.make_figure(
        look,
        [_bands(units), *_ticks(units, look)],
        look.row_height(rows, ROW_PX) * rows + AXIS_PX,
        xaxis=_across(count, look),
        yaxis=axes.names_axis(look, [unit.name for unit in units]),
        margin={
            look.start[0]: look.scaled(names),
            look.end[0]: look.scaled(12),
            "t": look.scaled(AXIS_PX),
            "b": 4,
            "pad": 0,
        },
    )


def _across(count: int, look: Look) -> dict[str, Any]:
    """Run from the first rank to the last, in reading direction."""
    step = max(1, round((count - 1) / (TICKS - 1)))
    ticks = [*range(1, count + 1, step)]
    return {
        "side": "top",
        "range": look.along(0, count + 1),
        "tickvals": ticks,
        "tickfont": {"size": look.scaled(13), "color": palette.MUTED},
        "gridcolor": palette.GRID,
        "zeroline": False,
        "fixedrange": True,
    }


def _bands(units: Sequence[Ranked]) -> dict[str, Any]:
    rows = [
        (row, unit.low, unit.high)
        for row, unit in enumerate(units)
        if unit.low is not None and unit.high is not None
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row for row, _low, _high in rows],
        # Half a place at either end, so that a band of one rank can be seen.
        "base": [low - 0.5 for _row, low, _high in rows],
        "x": [high - low + 1 for _row, low, high in rows],
        "width": BAND,
        "marker": {"color": palette.BAND, "line": {"width": 0}},
    }


def _ticks(units: Sequence[Ranked], look: Look) -> list[dict[str, Any]]:
    plain = [(unit.rank, row) for row, unit in enumerate(units) if unit.mark is None]
    lines = {
        "type": "scatter",
        "mode": "markers",
        "x": [rank for rank, _row in plain],
        "y": [row for _rank, row in plain],
        "marker": {
            "symbol": "line-ns",
            "size": look.scaled(14),
            "line": {"color": palette.INK, "width": look.scaled(3)},
        },
    }
    marked = [
        axes.mark_trace(look, unit.mark, [unit.rank], [row])
        for row, unit in enumerate(units)
        if unit.mark is not None
    ]
    return [lines, *marked]


def _tabulate(title: str, units: Sequence[Ranked], look: Look) -> Table:
    has_stage = any(unit.holds is not None for unit in units)
    stage = (Column(_("Stage holds in"), numeric=True),) if has_stage else ()
    return Table(
        caption=_("Ranks and scores with the ends of their bands"),
        columns=(
            Column(_("Unit")),
            Column(_("Rank"), numeric=True),
            Column(_("Rank band")),
            Column(title, numeric=True),
            Column(_("Score, low end"), numeric=True),
            Column(_("Score, high end"), numeric=True),
            *stage,
        ),
        rows=tuple(
            (
                unit.name,
                _("none") if unit.rank is None else unit.rank,
                say_band(unit, len(units)),
                *map(Points, (unit.score, unit.score_low, unit.score_high)),
                *((_say_share(unit.holds),) if has_stage else ()),
            )
            for unit in look.cut(units)
        ),
        total=len(units),
    )


def _say_share(holds: float | None) -> str:
    return "" if holds is None else share(round(1000 * holds), 1000)


def say_band(unit: Ranked, count: int) -> str:
    """Write a band of ranks in words; empty for a unit without one."""
    if unit.low is None or unit.high is None:
        return ""
    if not unit.width:
        return _("%(rank)s of %(count)s") % {"rank": unit.low, "count": count}
    facts = {"low": unit.low, "high": unit.high, "count": count}
    return _("%(low)s to %(high)s of %(count)s") % facts
