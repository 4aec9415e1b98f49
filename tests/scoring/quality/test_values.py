"""What answers are worth where only given ones count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw, options

from instruments.model.answers import Missing
from instruments.model.instrument import Instrument
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.fitting import fit_plan
from scoring.quality.values import (
    list_items,
    place_answers,
    share_unanswered,
    tame,
    value_answers,
    value_members,
)

if TYPE_CHECKING:
    from instruments.model.answers import Answer

LEVEL = [
    {"code": code, "say": code, "points": worth}
    for worth, code in enumerate(("none", "half", "full"))
]


def value(instrument: Instrument, *answers: dict[str, Answer]) -> dict[str, Any]:
    coded = code_answers(instrument, answers)
    found = value_answers(compile_plan(instrument), coded)
    return {key: column.tolist() for key, column in found.items()}


def test_an_unanswered_item_is_a_gap_whatever_the_method_makes_of_it() -> None:
    instrument = draw(["a"], missing={"unanswered": "zero", "dont_know": "one"})

    (found,) = value(instrument, {"a": "half"}, {}, {"a": Missing.DONT_KNOW}).values()

    assert found[0] == 2 / 4
    assert np.isnan(found[1:]).all()


def test_items_are_turned_round_where_they_are_reverse_keyed() -> None:
    instrument = draw({"a": {"reverse": True}})

    assert value(instrument, {"a": "full"}, {"a": "little"}) == {"a": [0, 1 - 1 / 4]}


def test_values_are_normalised_as_the_method_says() -> None:
    instrument = draw(
        {"n": {"type": "number"}}, {"index": ["n"]}, normalise={"n": "min_max"}
    )

    (found,) = value(instrument, {"n": 10.0}, {"n": 40.0}, {"n": 20.0}).values()

    assert found == pytest.approx([0, 1, (20 - 10) / (40 - 10)])


def test_a_fitted_plan_keeps_to_its_population() -> None:
    instrument = draw(
        {"n": {"type": "number"}}, {"index": ["n"]}, normalise={"n": "min_max"}
    )
    plan = fit_plan(
        compile_plan(instrument), code_answers(instrument, [{"n": 0.0}, {"n": 100.0}])
    )

    found = value_answers(plan, code_answers(instrument, [{"n": 25.0}]))

    assert found["n"].tolist() == [25 / 100]


def test_items_that_no_node_weighs_have_no_value() -> None:
    instrument = draw(["a", "b"], {"index": ["a"]})

    assert value(instrument, {"a": "full", "b": "full"}) == {"a": [1]}


def repeated(take: str) -> Instrument:
    document = draw(["a"]).to_document()
    over = [{"key": "tax", "say": "Tax"}, {"key": "health", "say": "Health"}]
    portals = [
        {
            "key": f"portal_{entry['key']}",
            "ask": "Portal?",
            "options": LEVEL,
            "allow": ["not_applicable"],
        }
        for entry in over
    ]
    document["sections"] += [
        {
            "key": f"sites_{entry['key']}",
            "title": "Sites",
            "repeat": {"over": over, "take": take},
            "entry": entry,
            "items": [portal],
        }
        for entry, portal in zip(over, portals, strict=True)
    ]
    document["framework"]["nodes"]["index"]["items"] = {"a": 1, "portal": 1}
    return Instrument.model_validate(document)


@pytest.mark.parametrize(
    ("take", "expected"), [("mean", (0.5 + 1) / 2), ("best", 1), ("worst", 0.5)]
)
def test_what_is_asked_over_a_list_counts_once(take: str, expected: float) -> None:
    instrument = repeated(take)
    plan = compile_plan(instrument)
    coded = code_answers(
        instrument,
        [
            {"portal_tax": "half", "portal_health": "full"},
            {"portal_tax": "full"},
            {},
        ],
    )

    members = value_members(plan, "index", value_answers(plan, coded))

    assert list(members) == ["a", "portal"]
    assert members["portal"][:2].tolist() == [expected, 1]
    assert np.isnan(members["portal"][2])


def test_each_entry_of_a_list_is_an_item_of_the_node() -> None:
    instrument = repeated("mean")
    assert instrument.framework is not None

    found = list_items(instrument, instrument.framework.nodes["index"])

    assert found == ["a", "portal_tax", "portal_health"]


def test_tagged_items_are_the_items_of_their_node() -> None:
    instrument = draw(
        {"a": {"tags": ["open"]}, "b": {}, "c": {"tags": ["open"]}},
        {"index": {"tagged": "open"}},
    )
    assert instrument.framework is not None
    plan = compile_plan(instrument)
    values = value_answers(plan, code_answers(instrument, [{"a": "full"}]))

    assert list_items(instrument, instrument.framework.nodes["index"]) == ["a", "c"]
    assert list(value_members(plan, "index", values)) == ["a", "c"]


def test_answers_are_placed_as_they_were_shown() -> None:
    items: dict[str, Any] = {
        "turned": {"reverse": True},
        "agree": {"type": "yes_no"},
        "two": {"options": options(low=0, high=1)},
        "level": {},
    }
    instrument = draw(items)
    coded = code_answers(
        instrument, [{"turned": "full", "level": "none"}, {"level": "most"}]
    )

    found = place_answers(instrument, coded)

    assert list(found.columns) == ["turned", "level"]
    assert found["level"].tolist() == [0, 3]
    assert found["turned"][0] == 4
    assert np.isnan(found["turned"][1])


def test_free_text_and_what_does_not_apply_are_never_unanswered() -> None:
    items: dict[str, Any] = {
        "a": {}, "b": {}, "note": {"type": "text", "allow": []},
        "then": {"when": {"item": "a", "equals": "full"}},
    }  # fmt: skip
    instrument = draw(items)
    coded = code_answers(
        instrument,
        [
            {"a": "half"},
            {"a": "full", "b": Missing.NOT_APPLICABLE, "then": Missing.REFUSED},
            {"a": Missing.NOT_APPLICABLE, "b": Missing.NOT_APPLICABLE},
        ],
    )

    found = share_unanswered(instrument.sections, coded)

    assert found[:2].tolist() == [1 / 2, 1 / 2]
    assert np.isnan(found[2])


def test_only_what_would_overflow_is_tamed() -> None:
    assert tame(np.array([1e99, np.nan])).tolist()[0] == 1e99
    assert tame(np.array([-1e308, 5e307])).tolist() == [-1, 0.5]
    assert tame(np.empty((0, 2))).shape == (0, 2)
