from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from instruments import Instrument
from meter.comparison.moved_items import MovedItem, list_moved_items
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.chaining import Fielding
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer


def field(
    key: str, rows: dict[str, dict[str, Answer]], document: dict[str, Any] = DOCUMENT
) -> Fielding:
    instrument = Instrument.model_validate(document)
    coded = code_answers(instrument, list(rows.values()))
    return Fielding(key, compile_plan(instrument), list(rows), coded)


def test_an_item_moves_by_the_mean_over_those_who_answered_both_times() -> None:
    former = field("a", {"x": {"law": "none"}, "y": {"law": "full"}, "z": {}})
    later = field(
        "b",
        {
            "y": {"law": "partly"},
            "new": {"law": "none"},
            "x": {"law": "full"},
            "z": {"law": "full"},
        },
    )

    found = list(list_moved_items(former, later))

    assert found == [MovedItem("law", 2, 0.5, 0.75, rose=1, fell=1)]
    assert found[0].change == 0.25


def test_an_item_that_is_asked_in_another_way_is_left_out() -> None:
    changed = copy.deepcopy(DOCUMENT)
    changed["scales"]["extent"]["options"][1]["points"] = 1.5
    former = field("a", {"x": {"law": "none", "site": "no"}})
    later = field("b", {"x": {"law": "full", "site": "yes"}}, changed)

    found = list(list_moved_items(former, later))

    assert [(one.item, one.change) for one in found] == [("site", 1.0)]


def test_nobody_in_both_rounds_moves_nothing() -> None:
    former, later = field("a", {"x": {"law": "none"}}), field("b", {"y": {}})

    assert list(list_moved_items(former, later)) == []
