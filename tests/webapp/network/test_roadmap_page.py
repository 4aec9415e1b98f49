"""The roadmap as a list by quarter, in every language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from meter.network.records import Milestone
from webapp.languages import speaking
from webapp.network.roadmap_page import find_quarter, make_roadmap_page, say_quarter

AT = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
TODAY = dt.date(2027, 5, 2)
ONE = Milestone(
    id=1,
    title="Charter",
    details="",
    lead=None,
    lead_name="Ada",
    begins_on=None,
    due_on=dt.date(2027, 4, 1),
    state="begun",
    after_id=None,
    revision=1,
    changed_at=AT,
    changed_by="A",
)


def test_milestones_stand_in_the_quarter_in_which_they_are_due() -> None:
    plan = [
        ONE,
        replace(ONE, id=2, due_on=dt.date(2027, 6, 30), state="done", after_id=1),
        replace(ONE, id=3, due_on=dt.date(2027, 7, 1), state="dropped"),
    ]
    page = make_roadmap_page(plan, TODAY)
    assert [one.title for one in page.quarters] == [
        "April to June 2027",
        "July to September 2027",
    ]
    assert [one.is_now for one in page.quarters] == [True, False]
    late, done = page.quarters[0].lines
    assert late.state.word == "Overdue since 1 April 2027"
    assert (done.after, done.is_over) == ("Charter", True)
    # What was dropped is no part of what is to be done.
    assert (page.done, page.all) == (1, 2)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [((1, 1), 1), ((3, 31), 1), ((4, 1), 2), ((9, 30), 3), ((12, 31), 4)],
)
def test_a_day_falls_into_a_quarter(day: tuple[int, int], quarter: int) -> None:
    assert find_quarter(dt.date(2027, *day)) == (2027, quarter)


def test_months_are_named_in_the_language_of_the_reader() -> None:
    with speaking("es"):
        assert "abril" in say_quarter(2027, 2)
