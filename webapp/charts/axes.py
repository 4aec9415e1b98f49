"""What figures share: one scale of 0 to 100, rows with labels above, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.charts import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from webapp.charts.chart import Figure, Look

VEIL = "rgba(255,255,255,0.8)"
"""Keeps a label readable where a line runs behind it."""

# Labels that have a `name` carry their plain text as `hovertext`: the script of the
# page cuts it where a narrow screen has no room for all of it.

TRANSPARENT = "rgba(0,0,0,0)"


def make_figure(
    look: Look, data: list[dict[str, Any]], height: float, **layout: Any
) -> Figure:
    """Join traces and a layout that carries nothing but our own style.

    Args:
        look: direction and size.
        data: traces, drawn in this order.
        height: pixels at desk size.
        layout: further parts of the layout.
    """
    bare = {
        "template": None,
        "autosize": True,
        "height": look.scaled(height),
        "margin": {"l": 8, "r": 8, "t": 8, "b": look.scaled(28), "pad": 0},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "font": {"size": look.size, "color": palette.INK},
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
    }
    return {"data": data, "layout": {**bare, **layout}}


def points_axis(look: Look, **more: Any) -> dict[str, Any]:
    """Make the horizontal scale of 0 to 100, running in reading direction."""
    return {
        "range": look.along(-2, 102),
        "tickvals": [0, 25, 50, 75, 100],
        "tickfont": {"size": look.scaled(13), "color": palette.MUTED},
        "gridcolor": palette.GRID,
        "zeroline": False,
        "fixedrange": True,
        **more,
    }


def hidden_axis(low: float, high: float) -> dict[str, Any]:
    """Make a vertical axis that only places things."""
    return {"range": [low, high], "visible": False, "fixedrange": True}


def row_label(look: Look, text: str, row: float) -> dict[str, Any]:
    """Write a row's name where reading starts: above it, or in a room beside it."""
    return _beside(look, text, row) if look.room else label_above(look, text, row)


def row_value(look: Look, text: str, row: float) -> dict[str, Any]:
    """Write a row's own number where reading ends: above it, or in a room beside."""
    side = {"x": 0 if look.rtl else 1, "font": {"color": palette.MUTED}}
    if look.room:
        return {**_beside(look, text, row), **side, "xanchor": look.start}
    return {
        **label_above(look, text, row),
        **side,
        "xanchor": look.end,
        "name": "value",
    }


def label_above(look: Look, text: str, row: float) -> dict[str, Any]:
    """Write a row's name above it, where reading starts."""
    return {
        "text": look.label(text),
        "name": "row",
        "hovertext": text,
        "xref": "paper",
        "x": 1 if look.rtl else 0,
        "xanchor": look.start,
        "y": row,
        "yanchor": "bottom",
        "showarrow": False,
        "bgcolor": VEIL,
        "borderpad": 1,
    }


def _beside(look: Look, text: str, row: float) -> dict[str, Any]:
    return {
        "text": look.label(text),
        "xref": "paper",
        "x": 1 if look.rtl else 0,
        "xanchor": look.end,
        "y": row,
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 6,
    }


NAME_LETTERS, FEWEST_LETTERS, NAME_LETTER_PX = 32, 10, 7.4
"""A name beside a row is cut after so many letters, each of this width."""


def names_axis(look: Look, names: Sequence[str]) -> dict[str, Any]:
    """Make a vertical axis of names, the first on top, where reading starts."""
    return {
        "side": look.start,
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": [look.label(shorten(name, NAME_LETTERS)) for name in names],
        "tickfont": {"size": look.scaled(13)},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def names_px(names: Iterable[str]) -> float:
    """Keep room for the names of an axis."""
    longest = max((len(name) for name in names), default=0)
    return NAME_LETTER_PX * max(FEWEST_LETTERS, min(longest, NAME_LETTERS)) + 12


FLAG_LINE_PX = 24


def flag(
    look: Look,
    text: str,
    points: float,
    at: float,
    *,
    rise: float,
    colour: str = palette.INK,
) -> dict[str, Any]:
    """Write a label above the scale, with a line down to what it names.

    Args:
        look: direction and size.
        text: the label.
        points: where on the scale of 0 to 100 it points.
        at: the row that it points at.
        rise: pixels at desk size from there up to the label.
        colour: of the line and the text.
    """
    beyond_middle = (points > 50) != look.rtl  # noqa: PLR2004
    return {
        "text": look.label(text),
        "name": "flag",
        "hovertext": text,
        "x": points,
        "y": at,
        "ax": 0,
        "ay": -look.scaled(rise),
        "xanchor": "right" if beyond_middle else "left",
        "yanchor": "middle",
        "font": {"color": colour},
        "arrowcolor": colour,
        "arrowwidth": 1,
        "arrowhead": 0,
        "standoff": 0,
        "borderpad": 3,
    }


def shorten(text: str, letters: int) -> str:
    """Cut a text that is too long for its place, and show that it was cut."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


MARK_PX = 12
"""Size of the mark of a compared unit; larger among large dots."""


def mark_trace(
    look: Look,
    mark: palette.Mark,
    x: Sequence[float | None],
    y: Sequence[float],
    *,
    lines: bool = False,
    size: float = MARK_PX,
) -> dict[str, Any]:
    """Draw one compared unit: its own colour, shape and, joined, its own dash."""
    return {
        "type": "scatter",
        "mode": "lines+markers" if lines else "markers",
        "x": list(x),
        "y": list(y),
        "cliponaxis": False,
        "marker": _marker(look, mark, size),
        "line": {"color": mark.colour, "dash": mark.dash, "width": look.scaled(2)},
    }


def _marker(look: Look, mark: palette.Mark, size: float) -> dict[str, Any]:
    return {
        "symbol": mark.symbol,
        "color": mark.colour,
        "size": look.scaled(size),
        "line": {"color": palette.PAPER, "width": 1.5},
    }
