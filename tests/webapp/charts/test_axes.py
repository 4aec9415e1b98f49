from __future__ import annotations

import json
from typing import TYPE_CHECKING

from webapp.charts import axes, palette
from webapp.charts.chart import Look

if TYPE_CHECKING:
    from webapp.charts.chart import Look as _Look


def test_a_figure_carries_no_template(desk: _Look) -> None:
    figure = axes.make_figure(desk, [], 100)

    assert figure["layout"]["template"] is None
    assert len(json.dumps(figure)) < 500


def test_a_room_view_enlarges_type_and_height_alike(desk: _Look) -> None:
    room = Look(room=True)

    at_desk = axes.make_figure(desk, [], 150)["layout"]
    in_room = axes.make_figure(room, [], 150)["layout"]

    assert in_room["height"] / at_desk["height"] == room.size / desk.size
    assert in_room["font"]["size"] == room.size


def test_the_scale_is_zero_based_and_mirrors() -> None:
    assert axes.points_axis(Look())["range"] == [-2, 102]
    assert axes.points_axis(Look(rtl=True))["range"] == [102, -2]


def test_a_flag_leans_away_from_the_nearer_edge() -> None:
    low = axes.flag(Look(), "Arva", 20, 0, rise=24)
    high = axes.flag(Look(), "Arva", 80, 0, rise=24)
    mirrored = axes.flag(Look(rtl=True), "Arva", 20, 0, rise=24)

    assert (low["xanchor"], high["xanchor"]) == ("left", "right")
    assert mirrored["xanchor"] == "right"


def test_labels_stand_above_rows_at_a_desk_and_beside_them_in_a_room() -> None:
    above = axes.row_label(Look(), "Law", 0)
    beside = axes.row_label(Look(room=True), "Law", 0)

    assert (above["xanchor"], above["yanchor"]) == ("left", "bottom")
    assert (beside["xanchor"], beside["yanchor"]) == ("right", "middle")


def test_values_stand_where_reading_ends() -> None:
    assert axes.row_value(Look(), "50.0", 0)["x"] == 1
    assert axes.row_value(Look(rtl=True), "50.0", 0)["x"] == 0


def test_a_compared_unit_has_colour_shape_and_dash(desk: _Look) -> None:
    mark = palette.MARKS[1]

    trace = axes.mark_trace(desk, mark, [1], [2], lines=True)

    assert trace["marker"]["symbol"] == "square"
    assert trace["line"]["dash"] == "dash"
    assert trace["mode"] == "lines+markers"


def test_a_long_text_is_cut_visibly() -> None:
    assert axes.shorten("Arvendale", 20) == "Arvendale"
    assert axes.shorten("Arvendale on Sea", 10) == "Arvendale…"
