"""Items valued once, and added up under the weights of many draws."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import draw
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.blocks import slice_columns
from scoring.kernel.coding import code_answers
from scoring.uncertainty.sheets import (
    add_products,
    map_sheet,
    sum_products,
    sum_sheet,
    write_sheet,
)

NUMBERS = st.lists(st.floats(0, 1), min_size=6, max_size=6)


@given(NUMBERS, NUMBERS)
def test_both_products_are_the_same_sum(
    weights: list[float], values: list[float]
) -> None:
    w, x = np.reshape(weights, (2, 3)), np.reshape(values, (3, 2))

    expected = [[sum(w[d] * x[:, n]) for n in range(2)] for d in range(2)]
    assert sum_products(w, x) == pytest.approx(np.array(expected))
    assert add_products(w, x) == pytest.approx(np.array(expected))


def test_what_has_no_weight_adds_nothing_even_if_it_is_infinite() -> None:
    weights, values = np.array([[0.0, 2.0], [1.0, 2.0]]), np.array([[-np.inf], [3.0]])

    assert sum_products(weights, values).tolist() == [[6.0], [-np.inf]]


def test_a_sheet_adds_up_what_counts_and_what_is_claimed_too_often() -> None:
    instrument = draw(
        "abcd", missing={"unanswered": "leave_out", "most_not_applicable": 0.25}
    )
    plan = compile_plan(instrument)
    none = dict.fromkeys("cd", Missing.NOT_APPLICABLE)
    coded = code_answers(
        instrument, [{"a": "full", "b": "half", **none}, {"a": "half"}]
    )
    step = plan.step_of("index")

    sheet = write_sheet(step, slice_columns(plan, coded))
    mapped = map_sheet(sheet, step.aggregation.forward)
    found = sum_sheet(sheet, mapped, np.ones((1, 4)), step, sum_products, covers=True)

    # one claim of two is beyond a quarter of the weight, and counts as 0
    assert found.total.tolist() == [[1.5, 0.5]]
    assert found.counted.tolist() == [[3.0, 1.0]]
    assert found.answered is not None
    assert found.answered.tolist() == [[2.0, 1.0]]
    assert found.applicable is not None
    assert found.applicable.tolist() == [[3.0, 4.0]]
