from __future__ import annotations

import pytest

from instruments.model.questionnaire import ProfileField
from meter.comparison.grouping import MOST_GROUPS, Group, group_units

REGION = ProfileField.model_validate(
    {
        "key": "region",
        "type": "single",
        "title": "Region",
        "options": [{"code": "north", "say": "N"}, {"code": "south", "say": "S"}],
    }
)
PEOPLE = ProfileField.model_validate(
    {"key": "people", "type": "number", "title": "Population"}
)
COUNTRY = ProfileField.model_validate(
    {"key": "country", "type": "text", "title": "Country"}
)


def test_options_keep_their_declared_order_and_the_unknown_come_last() -> None:
    profiles = [{"region": "south"}, {}, {"region": "north"}, {"region": "gone"}]

    assert group_units(REGION, profiles) == [
        Group("north", (2,)),
        Group("south", (0,)),
        Group(None, (1, 3)),
    ]


def test_numbers_fall_into_powers_of_ten() -> None:
    numbers = [0, 0.5, 1, 9, 10, 99_999, 100_000, 999_999.9, 1_000_000]
    profiles: list[dict[str, str | float]] = [{"people": float(n)} for n in numbers]

    found = group_units(PEOPLE, profiles)

    assert [(one.value, one.upper, one.places) for one in found] == [
        (0.0, 1.0, (0, 1)),
        (1.0, 10.0, (2, 3)),
        (10.0, 100.0, (4,)),
        (10_000.0, 100_000.0, (5,)),
        (100_000.0, 1_000_000.0, (6, 7)),
        (1_000_000.0, 10_000_000.0, (8,)),
    ]


@pytest.mark.parametrize("value", ["many", float("nan"), float("inf"), ""])
def test_what_is_no_number_is_not_known(value: str | float) -> None:
    assert group_units(PEOPLE, [{"people": value}]) == [Group(None, (0,))]


def test_words_are_alike_but_for_capitals_and_spaces() -> None:
    profiles = [{"country": " Kaloa"}, {"country": "danhae"}, {"country": "KALOA"}]

    assert group_units(COUNTRY, profiles) == [
        Group("danhae", (1,)),
        Group("kaloa", (0, 2)),
    ]


def test_of_very_many_words_the_rarest_are_put_together() -> None:
    words = [f"c{number:02}" for number in range(MOST_GROUPS + 3)]
    profiles = [{"country": word} for word in [*words, *words[:MOST_GROUPS]]]

    found = group_units(COUNTRY, profiles)

    assert [one.value for one in found] == [*words[:MOST_GROUPS], ""]
    assert found[-1].places == tuple(range(MOST_GROUPS, MOST_GROUPS + 3))
    assert sum(len(one.places) for one in found) == len(profiles)
