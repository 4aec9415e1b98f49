"""What most units lack is told by what it is worth to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.comparison.frames import RoundAnswers
from meter.comparison.lacks import Lack, find_lacks
from scoring.kernel.coding import code_answers
from scoring.kernel.plan import compile_plan
from scoring.study.contributions import contributions

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop

LOW: dict[str, Answer] = {"law": "none", "site": "yes", "users": 20.0, "ways": ("web",)}
HIGH: dict[str, Answer] = {
    "law": "full",
    "site": "yes",
    "users": 100.0,
    "ways": ("web", "phone"),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def find(workshop: Workshop, *given: dict[str, Answer]) -> list[Lack]:
    coded = code_answers(workshop.instrument, given)
    ids = list(range(len(given)))
    names = [f"u{one}" for one in ids]
    answers = RoundAnswers(workshop.round, workshop.instrument, ids, names, coded)
    return find_lacks(compile_plan(workshop.instrument), answers)


def test_items_in_which_most_stand_low_come_by_what_they_keep_from_the_index(
    workshop: Workshop,
) -> None:
    law, users = find(workshop, LOW, LOW, HIGH)

    # A quarter of the index each: law is lost whole, users by four fifths.
    assert (law.item, law.low, law.counted) == ("law", 2, 3)
    assert law.lost == pytest.approx(2 * 0.25 / 3)
    assert (users.item, users.low) == ("users", 2)
    assert users.lost == pytest.approx(2 * 0.25 * 0.8 / 3)


def test_half_is_not_low_and_half_of_the_units_are_not_most(
    workshop: Workshop,
) -> None:
    # One of two ways is worth half; two of four units are no more than half.
    assert [one.item for one in find(workshop, LOW, LOW, HIGH, HIGH)] == []


def test_a_unit_for_which_an_item_does_not_count_is_not_counted(
    workshop: Workshop,
) -> None:
    (law, *_others) = find(workshop, LOW, {"site": "no", "ways": ("web", "phone")})
    users = [one for one in find(workshop, LOW, {"site": "no"}) if one.item == "users"]

    # The question for users is not asked where there is no site.
    assert [(one.low, one.counted) for one in users] == [(1, 1)]
    # An open answer counts as nothing under this method.
    assert (law.low, law.counted) == (2, 2)


def test_it_is_the_mean_of_what_each_units_page_says(workshop: Workshop) -> None:
    plan = compile_plan(workshop.instrument)
    each = [
        {
            part.item: part.lost
            for part in contributions(plan, code_answers(workshop.instrument, [one]))
        }
        for one in (LOW, LOW, HIGH)
    ]

    for lack in find(workshop, LOW, LOW, HIGH):
        mean = sum(one[lack.item] for one in each) / 3
        assert lack.lost == pytest.approx(mean)


def test_nobody_lacks_nothing(workshop: Workshop) -> None:
    assert find(workshop) == []
    assert find(workshop, HIGH) == []
