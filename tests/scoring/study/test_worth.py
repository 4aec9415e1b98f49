"""Worth: what an answer is worth to a plan, not only to its item."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.fitting import fit_plan
from scoring.study.worth import Worth, worth_of

NUMBERS: dict[str, Any] = {key: {"type": "number"} for key in "mn"}


def find(answers: list[dict[str, Any]], item: str, **fields: Any) -> Worth | None:
    items = fields.pop("items", NUMBERS)
    instrument = draw(items, fields.pop("nodes", None), **fields)
    coded = code_answers(instrument, answers)
    plan = fit_plan(compile_plan(instrument), coded)
    return worth_of(plan, coded[:1], item)


def value(worth: Worth | None, *numbers: float) -> list[float]:
    assert worth is not None
    return list(worth.value(np.array(numbers)).tolist())


def test_goalposts_of_an_item_count() -> None:
    items = {"n": {"type": "number", "goalposts": {"low": 0, "high": 4}}}

    worth = find([{"n": 1.0}], "n", items=items)

    assert value(worth, 1.0, 3.0) == [1 / 4, 3 / 4]
    assert worth is not None
    assert worth.ends == (0, 4)


def test_a_reversed_normalisation_turns_worth_round() -> None:
    posts = {"by": "goalposts", "low": 0, "high": 4, "reverse": True}

    worth = find([{"m": 1.0, "n": 1.0}], "n", normalise={"else": posts})

    assert value(worth, 1.0, 3.0) == [3 / 4, 1 / 4]


@pytest.mark.parametrize(
    "posts", [{}, {"reverse": True}, {"log": True}, {"cap": 16, "cap_low": 1}]
)
def test_what_was_learned_bounds_a_number(posts: dict[str, Any]) -> None:
    rows = [{"m": 1.0, "n": 1.0}, {"m": 2.0, "n": 4.0}, {"m": 3.0, "n": 16.0}]

    worth = find(rows, "n", normalise={"else": {"by": "min_max", **posts}})

    assert worth is not None
    assert sorted(worth.ends) == pytest.approx([1, 16])


@pytest.mark.parametrize(
    ("posts", "numbers"),
    [
        ({}, [1_000.0, 20_000.0, 75_000.0]),
        ({"reverse": True}, [1_000.0, 20_000.0, 75_000.0]),
        ({"log": True}, [1e-310, 1.0, 1e300]),
    ],
)
def test_numbers_of_any_size_are_bounds(
    posts: dict[str, Any], numbers: list[float]
) -> None:
    rows = [{"n": number} for number in numbers]

    worth = find(
        rows,
        "n",
        items={"n": NUMBERS["n"]},
        normalise={"else": {"by": "min_max", **posts}},
    )

    assert worth is not None
    ends = [numbers[0], numbers[-1]]
    assert sorted(worth.ends) == pytest.approx(ends, rel=1e-9)


def test_above_a_line_more_is_worth_more() -> None:
    nodes = {
        "index": {"ratio": {"of": "m", "to": "n"}, "goalposts": {"low": 0, "high": 2}}
    }

    above = find([{"m": 1.0, "n": 10.0}], "m", nodes=nodes)

    assert value(above, 5.0, 20.0) == [1 / 4, 1]
    assert above is not None
    assert above.ends == (0, 20)
    assert find([{"m": 1.0, "n": 10.0}], "n", nodes=nodes) is None
    assert find([{"m": 1.0}], "m", nodes=nodes) is None
    below = find([{"m": 1.0}], "n", nodes=nodes)
    assert value(below, 2.0) == [1 / 4]


def test_a_missing_answer_has_no_worth_and_neither_has_text() -> None:
    items = {"a": {}, "note": {"type": "text"}}
    instrument = draw(items, {"index": ["a"]})
    coded = code_answers(instrument, [{"a": Missing.REFUSED}])
    plan = compile_plan(instrument)

    worth = worth_of(plan, coded, "a")

    assert worth is not None
    assert np.isnan(worth.value(coded["a"])).all()
    assert worth_of(plan, coded, "note") is None
