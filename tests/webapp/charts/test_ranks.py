from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.charts.palette import MARKS
from webapp.charts.ranks import Ranked, chart_ranks, find_widths

if TYPE_CHECKING:
    from webapp.charts.chart import Look

UNITS = [
    Ranked("Arva", 1, 1, 1, 90.0, 88.0, 92.0, 1.0),
    Ranked("Belo", 2, 2, 3, 70.0, 60.0, 71.0, 0.5, MARKS[0]),
    Ranked("Cori", 3, 2, 3, 69.0, 61.0, 72.0, 0.25),
    Ranked("Dune", None, None, None, None, None, None, 0.0),
]


def test_bands_run_half_a_place_beyond_their_ends(desk: Look) -> None:
    chart = chart_ranks("Index", UNITS, "caption", desk, "1,000 draws.")

    bands = chart.figure["data"][0]
    ends = [(a, a + b) for a, b in zip(bands["base"], bands["x"], strict=True)]
    assert ends == [(0.5, 1.5), (1.5, 3.5), (1.5, 3.5)]
    assert chart.figure["data"][1]["x"] == [1, 3]
    assert chart.figure["data"][2]["x"] == [2], "a chosen unit has its own mark"
    assert "1,000 draws." in chart.reading


def test_the_table_says_the_bands_in_words(desk: Look) -> None:
    rows = chart_ranks("Index", UNITS, "caption", desk, "").table.rows

    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("Arva", 1, "1 of 4"),
        ("Belo", 2, "2 to 3 of 4"),
        ("Cori", 3, "2 to 3 of 4"),
        ("Dune", "none", ""),
    ]
    assert [row[-1] for row in rows] == ["100%", "50%", "25%", "0%"]


def test_the_finding_tells_how_many_ranks_hold_and_which_varies_most() -> None:
    assert find_widths(UNITS[:3]) == (
        "1 of 3 ranks hold in 90 of 100 draws; that of Belo varies most, by 1"
    )
    assert find_widths(UNITS[:1]) == "Every rank holds in 90 of 100 draws"
    assert find_widths([]) == "No unit has a rank yet"
