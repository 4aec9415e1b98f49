"""Consistency of small tables, worked by hand."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scoring.quality.consistency import (
    CANCELLING,
    CONSTANT,
    FEW_ITEMS,
    FEW_UNITS,
    NOBODY,
    measure_consistency,
)
from scoring.quality.errors import MissingLibraryError

_ = np.nan


def table(**columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype=np.float64)


def test_alpha_is_one_less_the_share_of_the_items_own_variance() -> None:
    values = table(a=[0, 0.5, 1, 0.5], b=[0, 1, 1, 0.5], c=[0.5, 0.5, 1, 0])
    own = sum(np.var(values[key], ddof=1) for key in "abc")
    total = np.var(values.sum(axis=1), ddof=1)

    found = measure_consistency(values)

    assert found.alpha == pytest.approx(3 / 2 * (1 - own / total))
    assert found.low < found.alpha < found.high
    assert (found.n, found.k, found.way) == (4, 3, "complete")


def test_an_item_is_correlated_with_the_sum_of_the_others() -> None:
    values = table(a=[0, 0.5, 1, 0.5], b=[0, 1, 1, 0.5], c=[0.5, 0.5, 1, 0])

    found = measure_consistency(values)

    rest = values["b"] + values["c"]
    expected = np.corrcoef(values["a"], rest)[0, 1]
    assert found.items["a"].rest_correlation == pytest.approx(expected)


def test_alpha_if_deleted_is_alpha_of_the_others() -> None:
    values = table(a=[0, 0.5, 1, 0.5], b=[0, 1, 1, 0.5], c=[0.5, 0.5, 1, 0])

    found = measure_consistency(values)

    alone = measure_consistency(values[["b", "c"]])
    assert found.items["a"].alpha_if_deleted == pytest.approx(alone.alpha)


def test_two_items_have_no_alpha_with_one_deleted() -> None:
    found = measure_consistency(table(a=[0, 0.5, 1], b=[0, 1, 1]))

    assert np.isnan(found.items["a"].alpha_if_deleted)


def test_a_negative_alpha_is_a_figure_like_others() -> None:
    # variances 1/3 and 1/4, covariance -1/6: the sum varies by 1/3 + 1/4 - 2/6 = 1/4
    found = measure_consistency(table(a=[0, 1, 1, 0], b=[1, 0, 0.5, 0.5]))

    own, total = 1 / 3 + 1 / 6, 1 / 3 + 1 / 6 - 2 / 6
    assert found.alpha == pytest.approx(2 * (1 - own / total))
    assert found.alpha < 0
    assert found.reason == ""


def test_items_without_anything_to_tell_are_left_out_and_named() -> None:
    values = table(a=[0, 0.5, 1], b=[0, 1, 1], flat=[1, 1, 1], empty=[_, _, _])

    found = measure_consistency(values)

    assert found.k == 2
    assert found.items["flat"].reason == CONSTANT
    assert found.items["empty"].reason == NOBODY
    assert found.alpha == measure_consistency(values[["a", "b"]]).alpha


def test_a_unit_that_answered_nothing_is_no_unit() -> None:
    found = measure_consistency(table(a=[0, 0.5, 1, _], b=[0, 1, 1, _]))

    assert (found.n, found.way) == (3, "complete")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (table(a=[0, 1, 1]), FEW_ITEMS),
        (table(a=[0, 1, 1], b=[1, 1, 1]), FEW_ITEMS),
        (table(a=[0, 1], b=[1, 0.5]), FEW_UNITS),
        (table(a=[0, 1, 0.5, _], b=[1, 0.5, _, 1]), FEW_UNITS),
        (table(a=[0, 1, 0.5], b=[1, 0, 0.5]), CANCELLING),
    ],
)
def test_where_there_is_no_alpha_a_reason_is_given(
    values: pd.DataFrame, reason: str
) -> None:
    found = measure_consistency(values)

    assert np.isnan([found.alpha, found.low, found.high, found.standardised]).all()
    assert found.reason == reason
    assert found.omega.reason == reason


def test_gaps_are_treated_as_asked_and_the_way_is_named() -> None:
    values = table(
        a=[0, 0.5, 1, 0.5, _, 1], b=[0, 1, 1, 0.5, 1, 0.5], c=[0.5, 0.5, 1, 0, 1, 1]
    )

    listwise = measure_consistency(values, "listwise")
    imputed = measure_consistency(values, "imputed")
    pairwise = measure_consistency(values)

    assert listwise.alpha == measure_consistency(values.dropna()).alpha
    filled = values.fillna({"a": 0.5})  # the median of 0 .5 .5 1 1
    assert imputed.alpha == measure_consistency(filled).alpha
    ways = [one.way for one in (listwise, imputed, pairwise)]
    assert ways == ["listwise", "imputed", "pairwise"]
    assert [one.n for one in (listwise, imputed, pairwise)] == [5, 6, 6]
    assert len({listwise.alpha, imputed.alpha, pairwise.alpha}) == 3


def test_listwise_an_item_that_nobody_answered_takes_no_unit_away() -> None:
    values = table(a=[0, 0.5, 1], b=[0, 1, 1], empty=[_, _, _])

    assert measure_consistency(values, "listwise").n == 3


@settings(max_examples=25)
@given(
    arrays(np.float64, (6, 3), elements=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
)
def test_alpha_is_at_most_one_and_knows_no_order(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> None:
    frame = pd.DataFrame(values, columns=list("abc"))
    found = measure_consistency(frame)
    assume(not found.reason)

    turned = measure_consistency(frame[["c", "a", "b"]].iloc[::-1])

    assert found.alpha <= 1 + 1e-9
    assert turned.alpha == pytest.approx(found.alpha)


@settings(max_examples=25)
@given(st.floats(0.1, 50), st.floats(-5, 5))
def test_alpha_does_not_depend_on_the_unit_of_the_scale(
    factor: float, shift: float
) -> None:
    values = table(a=[0, 0.5, 1, 0.5], b=[0, 1, 1, 0.5], c=[0.5, 0.5, 1, 0])

    found = measure_consistency(values * factor + shift)

    assert found.alpha == pytest.approx(measure_consistency(values).alpha)


def test_without_pingouin_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pingouin", None)

    with pytest.raises(
        MissingLibraryError, match=r"pip install 'meter-engine\[study\]'"
    ):
        measure_consistency(table(a=[0, 0.5, 1], b=[0, 1, 1]))


def test_numbers_near_the_largest_have_an_alpha_too() -> None:
    small = table(a=[0, 0.5, 1, 0.5], b=[0, 1, 1, 0.5])

    found = measure_consistency(small * 1e308)

    assert found.alpha == pytest.approx(measure_consistency(small).alpha)


@pytest.mark.parametrize("scale", [1e-70, 1e99])
def test_an_item_is_correlated_with_the_others_on_any_scale(scale: float) -> None:
    small = table(a=[0, 0.5, 1, 0.5], b=[0, 1, 1, 0.5])

    found = measure_consistency(small * scale).items["a"].rest_correlation

    expected = measure_consistency(small).items["a"].rest_correlation
    assert found == pytest.approx(expected)


def test_items_that_differ_by_next_to_nothing_have_no_omega() -> None:
    found = measure_consistency(
        table(a=[0, 1e-200] * 3, b=[0, 0.5, 1, 1, 0, 0.5], c=[0, 1, 1, 0.5, 0.5, 0])
    )

    assert np.isfinite(found.alpha)
    assert np.isnan(found.omega.one)
    assert "answers that differ" in found.omega.reason
