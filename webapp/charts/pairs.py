"""Pairs: two values a row on one scale, joined by a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.filters import round_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.chart import Figure, Look

ROW_PX, NAMED_ROW_PX, AXIS_PX = 26, 52, 32
DROP = 0.22
"""How far below its row's line a pair is drawn where its name stands above."""

OPEN_PX, FULL_PX = 11, 13


@dataclass(frozen=True)
class Pair:
    """Two values in points under one name; None for no value."""

    name: str
    one: float | None
    other: float | None

    @property
    def change(self) -> float | None:
        """The other less the one; None where either is missing."""
        if self.one is None or self.other is None:
            return None
        return self.other - self.one


@dataclass(frozen=True)
class Ends:
    """What the open and the full mark of each pair are called."""

    one: str
    other: str


def draw_pairs(
    pairs: Sequence[Pair], ends: Ends, look: Look, *, above: bool = False
) -> Figure:
    """Draw a row a pair: an open mark, a full one, a line between them.

    Args:
        pairs: the first on top.
        ends: named at the marks of the first row.
        look: direction and size.
        above: names stand above the rows, as long ones do; else beside them.
    """
    row = look.row_height(len(pairs), NAMED_ROW_PX if above else ROW_PX)
    drop = DROP if above else 0.0
    flags = _name_ends(pairs, ends, look, (row, drop))
    top = axes.FLAG_LINE_PX * (len(flags) + 0.5)
    low, high = _find_range(pairs)
    names = 12 if above else axes.names_px(pair.name for pair in pairs)
    return axes.make_figure(
        look,
        [_lines(pairs, drop), *_marks(pairs, look, drop)],
        row * len(pairs) + top + AXIS_PX,
        xaxis=axes.points_axis(look, range=look.along(low, high)),
        yaxis=_down(pairs, look, above=above),
        margin={
            look.start[0]: look.scaled(names),
            look.end[0]: look.scaled(16),
            "t": look.scaled(top),
            "b": look.scaled(AXIS_PX),
            "pad": 0,
        },
        annotations=[*(_name_rows(pairs, look) if above else []), *flags],
    )


def _find_range(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Keep to 0 and 100, but for what lies beyond them."""
    known = [at for pair in pairs for at in (pair.one, pair.other) if at is not None]
    return min([-2, *(at - 2 for at in known)]), max([102, *(at + 2 for at in known)])


def _down(pairs: Sequence[Pair], look: Look, *, above: bool) -> dict[str, Any]:
    if above:
        return axes.hidden_axis(len(pairs) - 0.5, -0.5)
    return axes.names_axis(look, [pair.name for pair in pairs])


def _name_rows(pairs: Sequence[Pair], look: Look) -> list[dict[str, Any]]:
    return [axes.label_above(look, pair.name, row) for row, pair in enumerate(pairs)]


def _lines(pairs: Sequence[Pair], drop: float) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, pair in enumerate(pairs):
        if pair.one is not None and pair.other is not None:
            x += [round_points(pair.one), round_points(pair.other), None]
            y += [row + drop, row + drop, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "connectgaps": False,
        "line": {"color": palette.LINE, "width": 2},
    }


def _marks(pairs: Sequence[Pair], look: Look, drop: float) -> list[dict[str, Any]]:
    ones = [(pair.one, row) for row, pair in enumerate(pairs)]
    others = [(pair.other, row) for row, pair in enumerate(pairs)]
    line = {"color": palette.ACCENT, "width": look.scaled(2)}
    open_mark = {"color": palette.PAPER, "size": look.scaled(OPEN_PX), "line": line}
    full = {"color": palette.ACCENT, "size": look.scaled(FULL_PX)}
    return [_scatter(ones, drop, open_mark), _scatter(others, drop, full)]


def _scatter(
    points: Sequence[tuple[float | None, int]], drop: float, marker: dict[str, Any]
) -> dict[str, Any]:
    known = [(at, row) for at, row in points if at is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round_points(at) for at, _row in known],
        "y": [row + drop for _at, row in known],
        "cliponaxis": False,
        "marker": marker,
    }


def _name_ends(
    pairs: Sequence[Pair], ends: Ends, look: Look, size: tuple[float, float]
) -> list[dict[str, Any]]:
    """Name the two marks of the first pair that has both, each on a line of its own."""
    row, drop = size
    if not pairs:
        return []
    first = pairs[0]
    marks = [(first.one, ends.one, palette.MUTED)]
    marks.append((first.other, ends.other, palette.ACCENT))
    named = sorted((at, words, hue) for at, words, hue in marks if at is not None)
    return [
        axes.flag(
            look,
            words,
            round_points(at),
            drop,
            rise=row * (0.5 + drop) + axes.FLAG_LINE_PX * (line + 0.5),
            colour=hue,
        )
        for line, (at, words, hue) in enumerate(named)
    ]
