"""Values: what items are worth before they are weighed."""

from __future__ import annotations

import numpy as np
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.fitting import fit_plan
from scoring.kernel.values import item_values, list_valued


def test_values_stand_by_item_and_are_nan_where_they_do_not_count() -> None:
    ours = draw(["a", "b"], {"index": {"b": 7, "a": 5}})
    coded = code_answers(ours, [{"a": "half", "b": Missing.NOT_APPLICABLE}, {}])

    found = item_values(compile_plan(ours), coded)

    assert list(found) == ["b", "a"]
    assert found["a"].tolist() == [0.5, 0]
    np.testing.assert_equal(found["b"], [np.nan, 0])


def test_values_are_normalised_as_the_method_says() -> None:
    ours = draw({"a": {"type": "number"}}, normalise={"a": "min_max"})
    coded = code_answers(ours, [{"a": 3.0}, {"a": 5.0}, {"a": 4.0}])

    found = item_values(fit_plan(compile_plan(ours), coded), coded)

    assert found["a"].tolist() == [0, 1, 0.5]


def test_no_responses_have_no_values() -> None:
    ours = draw(["a"])
    found = item_values(compile_plan(ours), code_answers(ours, []))
    assert found["a"].tolist() == []


def test_what_is_valued_can_be_listed_without_valuing_it() -> None:
    ours = draw(["a", "b"], {"index": {"b": 7, "a": 5}})
    assert list_valued(compile_plan(ours)) == ("b", "a")
