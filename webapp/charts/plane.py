"""The plane: two measures against each other, every unit a dot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.dimensions import say_gap
from webapp.charts.tables import Change, Column, Table, to_points
from webapp.charts.words import count_units, quote
from webapp.filters import round_all, show_number
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from webapp.charts.chart import Figure, Look
    from webapp.charts.room import Participant

    Values = NDArray[np.float64]

HEIGHT_PX, ROOM_HEIGHT_PX, MANY_UNITS = 480, 620, 400
DOT_PX, MANY_DOT_PX = 9, 5
SIDE_PX, TOP_PX, BOTTOM_PX = 44, 12, 52
TITLE_LETTERS = 48


@dataclass(frozen=True)
class Axis:
    """One measure: its words and the points of every unit; NaN for none."""

    title: str
    points: Values


@dataclass(frozen=True)
class Corner:
    """Where a diagnostic begins: the vertical measure leads by `gap` points.

    `least` is what the vertical measure must come to besides.
    """

    title: str
    gap: float
    least: float = 0.0


@dataclass(frozen=True)
class Plane:
    """Two measures of the units of a room, and the corner of a diagnostic, if any."""

    units: tuple[Participant, ...]
    across: Axis
    up: Axis
    corner: Corner | None = None
    chosen: tuple[int, ...] = ()

    @property
    def lead(self) -> Values:
        """How far each unit's vertical measure leads; NaN where one is missing."""
        lead: Values = self.up.points - self.across.points
        return lead

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Tell which units lie in the corner."""
        if self.corner is None:
            return self.lead > float("inf")
        reaches: NDArray[np.bool_] = self.lead >= self.corner.gap - _EDGE
        return reaches & (self.up.points >= self.corner.least - _EDGE)


_EDGE = 1e-7
"""Numbers this close to a bound are on it."""


def chart_plane(plane: Plane, caption: str, look: Look) -> Chart:
    """Show every unit that has both measures."""
    return Chart(
        key="plane",
        subject=_("%(up)s against %(across)s")
        % {"up": quote(plane.up.title), "across": quote(plane.across.title)},
        finding=find_position(plane),
        caption=caption,
        figure=_draw(plane, look),
        table=_tabulate(plane, look),
        reading=_explain(plane),
    )


def _explain(plane: Plane) -> str:
    line = _("On the dotted line both are alike.")
    if plane.corner is None:
        return line
    corner = _(
        "The shaded corner is where the numbers of this diagnostic begin. It speaks of "
        "a finding only where they are more than chance and hold under other weights: "
        "the result of each unit tells."
    )
    return f"{line} {corner}"


def find_position(plane: Plane) -> str:
    """Say how many units lie in the corner, or which measure is ahead."""
    known = int((plane.lead == plane.lead).sum())
    if plane.corner is None or not known:
        ahead = int((plane.lead > 0).sum())
        return say_gap(plane.up.title, plane.across.title, ahead, known)
    return ngettext(
        "%(inside)s of %(count)s unit lies where the %(corner)s begins",
        "%(inside)s of %(count)s units lie where the %(corner)s begins",
        known,
    ) % {
        "inside": int(plane.inside.sum()),
        "count": known,
        "corner": quote(plane.corner.title),
    }


def _draw(plane: Plane, look: Look) -> Figure:
    across, up = round_all(plane.across.points), round_all(plane.up.points)
    return axes.make_figure(
        look,
        [_dots(plane, across, up, look), *_chosen(plane, across, up, look)],
        ROOM_HEIGHT_PX if look.room else HEIGHT_PX,
        xaxis=axes.points_axis(look, title=_title(plane.across.title, look)),
        yaxis=_upward(look),
        margin={
            look.start[0]: look.scaled(SIDE_PX),
            look.end[0]: look.scaled(SIDE_PX / 2),
            "t": look.scaled(TOP_PX + 30),
            "b": look.scaled(BOTTOM_PX),
            "pad": 0,
        },
        shapes=[*_shade(plane), _diagonal()],
        annotations=[
            _name_axis(plane.up.title, look),
            *_name_corner(plane, look),
            *_flags(plane, across, up, look),
        ],
    )


def _title(text: str, look: Look) -> dict[str, Any]:
    return {
        "text": look.label(axes.shorten(text, TITLE_LETTERS)),
        "font": {"size": look.size, "color": palette.INK},
        "standoff": 6,
    }


def _upward(look: Look) -> dict[str, Any]:
    return {
        "side": look.start,
        "range": [-2, 102],
        "tickvals": [0, 25, 50, 75, 100],
        "tickfont": {"size": look.scaled(13), "color": palette.MUTED},
        "gridcolor": palette.GRID,
        "zeroline": False,
        "fixedrange": True,
    }


def _name_axis(title: str, look: Look) -> dict[str, Any]:
    """Write the vertical measure above its scale, so that nobody tilts their head."""
    return {
        "text": look.label(axes.shorten(title, TITLE_LETTERS)),
        "xref": "paper",
        "yref": "paper",
        "x": 1 if look.rtl else 0,
        "xanchor": look.start,
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 4,
    }


def _dots(
    plane: Plane,
    across: list[float | None],
    up: list[float | None],
    look: Look,
) -> dict[str, Any]:
    plain = [
        (x, y)
        for place, (x, y) in enumerate(zip(across, up, strict=True))
        if x is not None and y is not None and place not in plane.chosen
    ]
    many = len(plain) > MANY_UNITS
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _y in plain],
        "y": [y for _x, y in plain],
        "cliponaxis": False,
        "marker": {
            "size": look.scaled(MANY_DOT_PX if many else DOT_PX),
            "color": palette.MUTED,
            "opacity": 0.5 if many else 0.85,
            "line": {"color": palette.PAPER, "width": 0 if many else 1},
        },
    }


def _chosen(
    plane: Plane, across: list[float | None], up: list[float | None], look: Look
) -> list[dict[str, Any]]:
    return [
        axes.mark_trace(look, mark, [across[place]], [up[place] or 0.0])
        for place, mark in zip(plane.chosen, palette.MARKS, strict=False)
        if across[place] is not None and up[place] is not None
    ]


def _flags(
    plane: Plane, across: list[float | None], up: list[float | None], look: Look
) -> list[dict[str, Any]]:
    pairs = zip(plane.chosen, palette.MARKS, strict=False)
    known = [
        (place, mark, x, y)
        for place, mark in pairs
        if (x := across[place]) is not None and (y := up[place]) is not None
    ]
    return [
        axes.flag(look, plane.units[place].name, x, y, rise=24, colour=mark.colour)
        for place, mark, x, y in known
    ]


def _diagonal() -> dict[str, Any]:
    ends = {"x0": 0, "y0": 0, "x1": 100, "y1": 100}
    line = {"color": palette.LINE, "width": 1, "dash": "dot"}
    return {"type": "line", **ends, "layer": "below", "line": line}


def _shade(plane: Plane) -> list[dict[str, Any]]:
    """Shade the corner: above the line of its gap, and from its least score on."""
    corner = plane.corner
    if corner is None:
        return []
    low = max(corner.gap, corner.least)
    path = f"M0,{low} L{low - corner.gap},{low} L{100 - corner.gap},100 L0,100 Z"
    return [
        {
            "type": "path",
            "path": path,
            "layer": "below",
            "fillcolor": palette.GROUND,
            "line": {"color": palette.LINE, "width": 1},
        }
    ]


def _name_corner(plane: Plane, look: Look) -> list[dict[str, Any]]:
    if plane.corner is None:
        return []
    words = _("%(diagnostic)s: from %(gap)s points ahead") % {
        "diagnostic": plane.corner.title,
        "gap": show_number(plane.corner.gap),
    }
    return [
        {
            "text": look.label(words, 26),
            "x": 2,
            "y": 98,
            "xanchor": look.start,
            "yanchor": "top",
            "align": look.start,
            "showarrow": False,
            "font": {"color": palette.MUTED},
        }
    ]


def _tabulate(plane: Plane, look: Look) -> Table:
    lead = plane.lead
    order = sorted(
        range(len(plane.units)),
        key=lambda at: (lead[at] != lead[at], -lead[at], plane.units[at].name),
    )
    has_corner = plane.corner is not None
    inside = plane.inside.tolist()
    return Table(
        caption=_("%(units)s, the largest lead first")
        % {"units": count_units(len(plane.units))},
        columns=(
            Column(_("Unit")),
            Column(plane.across.title, numeric=True),
            Column(plane.up.title, numeric=True),
            Column(_("Lead"), numeric=True),
            *((Column(_("In the corner")),) if has_corner else ()),
        ),
        rows=tuple(
            (
                plane.units[at].name,
                to_points(float(plane.across.points[at])),
                to_points(float(plane.up.points[at])),
                Change(to_points(float(lead[at])).exact),
                *((_("Yes") if inside[at] else _("No"),) if has_corner else ()),
            )
            for at in look.cut(order)
        ),
        total=len(plane.units),
    )
