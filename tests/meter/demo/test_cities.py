from __future__ import annotations

from instruments import load_instrument
from meter.demo.cities import CITIES

METER = load_instrument("meter")


def test_every_city_says_that_it_is_invented() -> None:
    assert len({city.title for city in CITIES}) == 24
    assert all(city.title == f"{city.name} (sample)" for city in CITIES)


def test_what_a_city_is_fits_the_profile_of_the_instrument() -> None:
    codes = {
        field.key: {option.code for option in field.options or ()}
        for field in METER.profile
    }
    assert {city.region for city in CITIES} <= codes["region"]
    assert {city.income for city in CITIES} <= codes["income"]


def test_cities_lean_only_where_the_instrument_has_sections_or_tags() -> None:
    tags = {tag for item in METER.items.values() for tag in item.tags}
    known = tags | {section.key for section in METER.sections}
    assert {word for city in CITIES for word in city.leans} <= known


def test_some_are_done_some_are_answering_and_one_has_not_opened() -> None:
    begun = [city for city in CITIES if 0 < city.progress < 1]
    assert len(begun) == 3
    assert sum(city.progress == 0 for city in CITIES) == 1
