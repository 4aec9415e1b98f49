from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.fieldwork.responses import load_page
from tests.webapp.city import make_instrument
from webapp.respond.answering import Answering
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.city import City


def answer(city: City, **answers: str | Missing) -> Answering:
    city.give(answers)
    sheet = load_page(city.store, city.response, 1)
    return Answering(sheet, word_instrument(make_instrument()), city.clock())


def test_an_item_without_a_condition_always_applies(city: City) -> None:
    answering = answer(city)

    assert answering.applies(answering.instrument.items["contact"])
    assert not answering.applies(answering.instrument.items["more"])


def test_a_condition_of_a_condition_is_heeded(city: City) -> None:
    answering = answer(city, level="none", more="fully")

    second = answering.find_section("second")
    assert second is not None
    assert [item.key for item in answering.list_asked(second)] == ["contact"]


@pytest.mark.parametrize(
    ("given", "answered"),
    [("partly", True), (Missing.DONT_KNOW, True), (Missing.UNANSWERED, False)],
)
def test_a_reason_counts_as_answered(
    city: City, given: str | Missing, answered: bool
) -> None:
    assert answer(city, level=given).is_answered("level") is answered


def test_there_is_no_section_of_another_name(city: City) -> None:
    assert answer(city).find_section("third") is None
