"""Look-ups: tables that several items share add what the items would add alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw, options

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.lookups import CodeLookup, Lookups

if TYPE_CHECKING:
    from instruments.model.combination import Combine
    from instruments.model.instrument import Instrument

WIDE = options(**{f"o{k}": k for k in range(40)})
"""So many options that two items do not fit one byte."""


def lookups_of(instrument: Instrument) -> Lookups:
    lookups = compile_plan(instrument).step_of("index").lookups
    assert lookups is not None
    return lookups


def shared(instrument: Instrument) -> list[tuple[str, ...]]:
    parts = lookups_of(instrument).parts
    return [part.items for part in parts if isinstance(part, CodeLookup)]


def test_three_small_items_share_a_table() -> None:
    assert shared(draw(list("abcde"))) == [("a", "b", "c"), ("d", "e")]


def test_items_with_many_options_stand_alone() -> None:
    wide = {key: {"type": "single", "options": WIDE} for key in "ab"}

    assert shared(draw(wide)) == [("a",), ("b",)]


def test_a_third_item_may_have_many_options() -> None:
    items = {"a": {}, "b": {}, "c": {"type": "single", "options": WIDE}}

    assert shared(draw(items)) == [("a", "b", "c")]


@pytest.mark.parametrize("combine", ["arithmetic", "geometric", "minimum", "maximum"])
def test_shared_tables_add_what_the_items_add_alone(combine: Combine) -> None:
    chance = random.Random(2)
    kinds: list[dict[str, Any]] = [
        {},
        {"type": "yes_no"},
        {"type": "single", "options": WIDE},
    ]
    items = {f"i{k}": kinds[k % 3] for k in range(7)}
    weights = {key: chance.choice([1, 2, 5]) for key in items}
    method: dict[str, Any] = {
        "combine": {"else": combine},
        "missing": {"unanswered": "leave_out"},
    }
    together = draw(items, {"index": {"items": weights}}, **method)
    apart = {
        key: draw(items, {"index": {"items": {key: weights[key]}}}, **method)
        for key in items
    }
    batch = [
        {
            key: chance.choice([Missing.UNANSWERED, Missing.NOT_APPLICABLE, *codes])
            for key in items
            for codes in [[o.code for o in together.options_of(together.items[key])]]
        }
        for _ in range(50)
    ]
    coded = code_answers(together, batch)

    found = lookups_of(together).sum_up(coded)

    alone = np.array([lookups_of(one).sum_up(coded) for one in apart.values()])
    assert found[:, 1:] == pytest.approx(alone[..., 1:].sum(axis=0))
    picks = {"minimum": np.fmin.reduce, "maximum": np.fmax.reduce}
    expected = picks.get(combine, np.sum)(alone[..., 0], axis=0)
    assert found[:, 0] == pytest.approx(expected, nan_ok=True)
