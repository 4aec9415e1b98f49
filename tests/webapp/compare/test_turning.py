from __future__ import annotations

from webapp.charts.chart import MOST_ROWS
from webapp.compare.selection import Selection
from webapp.compare.turning import Turning, turn_rows

CHOSEN = Selection(units=(4,), sort="law")


def test_a_table_that_is_whole_is_not_turned() -> None:
    assert turn_rows(MOST_ROWS, CHOSEN) is None
    assert turn_rows(0, CHOSEN) is None


def test_a_page_leads_to_its_neighbours_and_keeps_the_choice() -> None:
    start = turn_rows(450, CHOSEN)
    middle = turn_rows(450, Selection(first=200))
    end = turn_rows(450, Selection(first=400))

    assert start == Turning(1, 200, 450, None, "?units=4&sort=law&first=201")
    assert middle == Turning(201, 400, 450, "?", "?first=401")
    assert end == Turning(401, 450, 450, "?first=201", None)


def test_a_place_beyond_the_last_leads_back() -> None:
    beyond = turn_rows(450, Selection(first=9_999))

    assert beyond is not None
    assert (beyond.before, beyond.after) == ("?first=251", None)
