from __future__ import annotations

from webapp.charts.chart import Look
from webapp.charts.pairs import Ends, Pair, draw_pairs

ENDS = Ends("Then", "Now")
PAIRS = [Pair("Arva", 20.04, 60.0), Pair("Belo", None, 30.0), Pair("Cori", 10.0, None)]


def test_a_line_joins_the_two_values_of_a_pair_that_has_both() -> None:
    lines, one, other = draw_pairs(PAIRS, ENDS, Look())["data"]

    assert lines["x"] == [20.0, 60.0, None]
    assert one["x"] == [20.0, 10.0]
    assert other["x"] == [60.0, 30.0]
    assert PAIRS[1].change is None


def test_the_ends_are_named_at_the_first_pair() -> None:
    figure = draw_pairs(PAIRS, ENDS, Look())

    named = {one["hovertext"]: one["x"] for one in figure["layout"]["annotations"]}
    assert named == {"Then": 20.0, "Now": 60.0}


def test_long_names_stand_above_their_rows() -> None:
    beside = draw_pairs(PAIRS, ENDS, Look())["layout"]
    above = draw_pairs(PAIRS, ENDS, Look(), above=True)["layout"]

    assert beside["yaxis"]["ticktext"] == ["Arva", "Belo", "Cori"]
    rows = [one for one in above["annotations"] if one["name"] == "row"]
    assert [one["hovertext"] for one in rows] == ["Arva", "Belo", "Cori"]
    assert above["autosize"]


def test_nothing_is_drawn_of_no_pairs() -> None:
    assert draw_pairs([], ENDS, Look())["layout"]["annotations"] == []


def test_the_scale_runs_on_for_what_lies_beyond_it() -> None:
    layout = draw_pairs([Pair("A", -5.0, 110.0)], ENDS, Look(rtl=True))["layout"]

    assert layout["xaxis"]["range"] == [112.0, -7.0]
