from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.comparison.tallies import order_options, tally_room
from scoring.kernel.coding import code_answers
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer


def make(**changes: Any) -> Instrument:
    document = copy.deepcopy(DOCUMENT)
    items = document["sections"][0]["items"]
    items[0].update(changes)
    return Instrument.model_validate(document)


def answer(*laws: str, site: str = "yes") -> list[dict[str, Answer]]:
    return [{"law": law, "site": site} for law in laws]


def test_options_are_counted_from_the_lowest_to_the_highest() -> None:
    instrument = make()
    rows = answer("none", "none", "none", "partly", "full", "full")

    found = tally_room(instrument, code_answers(instrument, rows))

    law = next(one for one in found.items if one.item == "law")
    assert [option.code for option in law.options] == ["none", "partly", "full"]
    assert law.counts == (3, 1, 2)
    assert law.places == (0, 1, 2)
    assert law.answered == 6


def test_the_most_divided_comes_first() -> None:
    instrument = make()
    rows = answer(*["none"] * 3, *["full"] * 3)

    found = tally_room(instrument, code_answers(instrument, rows))

    assert [one.item for one in found.items] == ["law", "site"]
    assert found.items[0].consensus == pytest.approx(0)
    assert found.items[1].consensus == 1


def test_what_too_few_answered_and_what_has_no_order_is_named() -> None:
    instrument = make()
    silent: dict[str, Answer] = {"site": "yes"}
    rows = [*[silent] * 6, *answer(*["full"] * 4)]

    found = tally_room(instrument, code_answers(instrument, rows))

    assert [one.item for one in found.items] == ["site"]
    assert found.sparse == ("law",)
    assert found.unordered == ("users", "ways", "note", "since")


def test_a_reason_is_no_answer() -> None:
    instrument = make()
    rows: list[dict[str, Answer]] = [*answer(*["full"] * 5), {"site": "yes"}]

    found = tally_room(instrument, code_answers(instrument, rows))

    assert {one.item: one.answered for one in found.items} == {"law": 5, "site": 6}


def test_a_reversed_item_is_turned_round() -> None:
    instrument = make(reverse=True)

    order = order_options(instrument, instrument.items["law"])

    assert order == [(2, 0.0), (1, 1.0), (0, 2.0)]


def test_yes_stands_above_no() -> None:
    instrument = make()

    order = order_options(instrument, instrument.items["site"])

    assert order == [(1, 0.0), (0, 1.0)]


def test_options_that_are_worth_the_same_have_no_order() -> None:
    options = [
        {"code": "city", "points": 1, "say": "City"},
        {"code": "state", "points": 1, "say": "State"},
    ]
    document = copy.deepcopy(DOCUMENT)
    items = document["sections"][0]["items"]
    items[0] = {"key": "law", "type": "single", "ask": "Who?", "options": options}
    instrument = Instrument.model_validate(document)

    assert order_options(instrument, instrument.items["law"]) is None
