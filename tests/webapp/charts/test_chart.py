from __future__ import annotations

import pytest

from webapp.charts.chart import Look


def test_markup_in_a_name_is_shown_as_typed() -> None:
    assert Look().label("A <b>bold</b> & Co") == "A &lt;b&gt;bold&lt;/b&gt; &amp; Co"


def test_right_to_left_words_are_isolated_in_either_direction() -> None:
    assert Look().label("مدينة (1)") == "\u2068مدينة (1)\u2069"
    assert Look(rtl=True).label("Arva") == "\u2068Arva\u2069"
    assert Look().label("Arva") == "Arva"


def test_long_words_are_wrapped_before_markup_is_escaped() -> None:
    assert Look().label("Law & order in cities", 11) == "Law &amp; order<br>in cities"


def test_an_axis_runs_in_reading_direction() -> None:
    assert Look().along(0, 100) == [0, 100]
    assert Look(rtl=True).along(0, 100) == [100, 0]
    assert (Look(rtl=True).start, Look(rtl=True).end) == ("right", "left")


@pytest.mark.parametrize("rows", [1, 5, 19])
def test_all_rows_of_a_room_view_fit_one_screen(rows: int) -> None:
    look = Look(room=True)

    assert look.scaled(look.row_height(rows, 54)) * rows <= 760


def test_rows_at_a_desk_keep_their_height() -> None:
    assert Look().row_height(19, 54) == 54
