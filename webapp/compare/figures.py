"""Figures: every chart of every page of comparison, by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.errors import ScoringError
from webapp.charts.answers import chart_answers
from webapp.charts.groups import chart_group_parts, chart_groups
from webapp.charts.moves import chart_moved_questions, chart_moves
from webapp.charts.pairs import Pair
from webapp.charts.plane import Axis, chart_plane
from webapp.charts.published import chart_published
from webapp.charts.ranks import chart_ranks
from webapp.compare.drawing import CHARTS, draw_chart
from webapp.compare.movement import choose_node
from webapp.compare.room import POINTS, list_measured
from webapp.compare.sources import (
    AHEAD,
    BEHIND,
    SIDE,
    list_axes,
    list_groups,
    list_moved_questions,
    list_moved_units,
    list_questions,
    list_ranked,
    make_plane,
)
from webapp.filters import show_number
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from instruments.model.questionnaire import ProfileField
    from webapp.charts.answers import Ends
    from webapp.charts.chart import Chart
    from webapp.compare.view import View

    Draw = Callable[[View], Chart | None]

FEWEST_PARTS = 2


def _draw_of_room(key: str) -> Draw:
    return lambda view: draw_chart(view.drawing, key)


def _draw_answers(ends: Ends) -> Draw:
    def draw(view: View) -> Chart | None:
        questions = list_questions(view.worded, view.tally)
        if not questions:
            return None
        return chart_answers(questions, view.caption, view.look, ends)

    return draw


def find_field(view: View) -> ProfileField | None:
    """Find the fact by which units are grouped: the chosen one, else the first."""
    fields = view.worded.profile
    chosen = (one for one in fields if one.key == view.selection.by)
    return next(chosen, fields[0] if fields else None)


def _draw_groups(view: View) -> Chart | None:
    field = find_field(view)
    if field is None or not view.room.size:
        return None
    groups = list_groups(field, [unit.profile for unit in view.results.units])
    return chart_groups(view.room, field.title, groups, view.caption, view.look)


def _draw_group_parts(view: View) -> Chart | None:
    field = find_field(view)
    if field is None or not view.room.size or len(view.room.parts) < FEWEST_PARTS:
        return None
    groups = list_groups(field, [unit.profile for unit in view.results.units])
    return chart_group_parts(view.room, field.title, groups, view.caption, view.look)


def name_axes(view: View) -> dict[str, str]:
    """Name everything that may be an axis, by its key."""
    return list_axes(list_measured(view.worded), view.sides)


def find_axes(view: View) -> tuple[str, str]:
    """Find what lies across and what upward: as chosen, else a first pair.

    That is the first diagnostic's two sides; without one, the first two parts.
    """
    known = name_axes(view)
    across, up = view.selection.across, view.selection.up
    if across in known and up in known:
        return str(across), str(up)
    if view.sides:
        first = next(iter(view.sides))
        return f"{first}{SIDE}{BEHIND}", f"{first}{SIDE}{AHEAD}"
    keys = [part.key for part in view.room.parts] or [view.room.top.key]
    return keys[0], keys[-1]


def _draw_plane(view: View) -> Chart | None:
    if not view.room.size:
        return None
    keys, names = find_axes(view), name_axes(view)
    across, up = (Axis(names[key], _find_points(view, key)) for key in keys)
    plane = make_plane(
        view.room.units, (across, up), keys, view.sides, view.room.chosen
    )
    return chart_plane(plane, view.caption, view.look)


def _find_points(view: View, key: str) -> NDArray[np.float64]:
    name, _side, end = key.partition(SIDE)
    if end:
        sides = view.sides[name]
        return (sides.ahead if end == AHEAD else sides.behind) * POINTS
    return view.results.scores.node(key) * POINTS


def _draw_ranks(view: View) -> Chart | None:
    try:
        found = view.sureness
    except ScoringError:  # too few units, or units too alike, for what it learns
        return None
    framework = view.worded.framework
    if found is None or framework is None:
        return None
    top = view.room.top.key
    node = top if top in found.nodes else next(iter(found.nodes))
    drawn = ngettext("%(count)s draw.", "%(count)s draws.", found.draws)
    return chart_ranks(
        framework.nodes[node].title,
        list_ranked(view.room, found, node, view.rows),
        view.caption,
        view.look,
        drawn % {"count": show_number(found.draws)},
    )


def _draw_moves(view: View) -> Chart | None:
    if view.movement is None or not view.movement.units:
        return None
    node = choose_node(view.movement, view.worded, view.selection.node)
    framework = view.worded.framework
    if node is None or framework is None:
        return None
    return chart_moves(
        framework.nodes[node].title,
        list(list_moved_units(view.movement, node)),
        _write_span(view),
        view.look,
        is_linked=view.movement.find_break(node) is not None,
    )


def _draw_moved_questions(view: View) -> Chart | None:
    if view.movement is None or not view.movement.items:
        return None
    questions = list(list_moved_questions(view.worded, view.movement))
    return chart_moved_questions(questions, _write_span(view), view.look)


def find_figure(view: View) -> str | None:
    """Find the published figure that was chosen; the first one where none was."""
    chosen = view.selection.figure
    return chosen if chosen in view.figures else next(iter(view.figures), None)


def _draw_published(view: View) -> Chart | None:
    name, room = find_figure(view), view.room
    if name is None or not room.size:
        return None
    values = view.figures[name]
    pairs = [
        Pair(unit.name, _scale(values.get(unit.id)), room.points(room.top, place))
        for place, unit in enumerate(room.units)
    ]
    return chart_published(room.top.title, name, pairs, view.caption, view.look)


def _scale(share: float | None) -> float | None:
    return None if share is None else share * POINTS


def _write_span(view: View) -> str:
    """Write between which rounds, and over how many units."""
    count = len(view.movement.units) if view.movement else 0
    words = ngettext(
        "%(count)s unit in both rounds. %(caption)s",
        "%(count)s units in both rounds. %(caption)s",
        count,
    )
    return words % {"count": count, "caption": view.caption}


FIGURES: Mapping[str, Draw] = {
    **{key: _draw_of_room(key) for key in CHARTS},
    "divided": _draw_answers("divided"),
    "united": _draw_answers("united"),
    "groups": _draw_groups,
    "group_parts": _draw_group_parts,
    "plane": _draw_plane,
    "ranks": _draw_ranks,
    "moves": _draw_moves,
    "moved_questions": _draw_moved_questions,
    "published": _draw_published,
}
"""Every kind of chart by its key."""

PAGES: Mapping[str, tuple[str, ...]] = {
    "compare": tuple(CHARTS),
    "answers": ("divided", "united"),
    "groups": ("groups", "group_parts"),
    "plane": ("plane",),
    "ranks": ("ranks",),
    "movement": ("moves", "moved_questions"),
    "published": ("published",),
}
"""The charts of each page, in their order, by the name of its route."""


def draw_figure(view: View, key: str) -> Chart | None:
    """Draw one chart; None where there is no such, or nothing to draw."""
    return FIGURES[key](view) if key in FIGURES else None


def draw_page(view: View, page: str) -> dict[str, Chart]:
    """Draw every chart that a page has, by key."""
    drawn = {key: draw_figure(view, key) for key in PAGES[page]}
    return {key: chart for key, chart in drawn.items() if chart}
