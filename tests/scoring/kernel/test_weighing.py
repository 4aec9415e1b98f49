"""Weighing: the weights of a node's children by a declared rule."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from instruments.model.weighting import Weighting
from scoring.errors import (
    AlikeChildrenError,
    ConstantChildError,
    ExpertsError,
    FewUnitsError,
    NegativeValuesError,
    ScoringError,
)
from scoring.kernel.weighing import find_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAN = math.nan
LEARNING = ("pca", "factor", "entropy", "critic")


def weigh(values: Any = None, children: str = "abc", **rule: Any) -> dict[str, float]:
    declared = dict.fromkeys(children, 1.0)
    table = None if values is None else np.array(values, dtype=float)
    return find_weights(Weighting.model_validate(rule), declared, table)


def test_equal_weights_sum_to_one_whatever_is_declared() -> None:
    assert find_weights(Weighting(by="equal"), {"a": 3, "b": 1}, None) == {
        "a": 1 / 2,
        "b": 1 / 2,
    }


def test_each_expert_divides_the_same_budget() -> None:
    experts = [{"a": 60, "b": 40}, {"a": 1, "b": 2, "c": 1}]

    found = weigh(by="budget", experts=experts)

    assert found == pytest.approx(
        {"a": (60 / 100 + 1 / 4) / 2, "b": (40 / 100 + 2 / 4) / 2, "c": (0 + 1 / 4) / 2}
    )


def test_points_for_strangers_and_empty_budgets_are_refused() -> None:
    with pytest.raises(ExpertsError) as strange:
        weigh(by="budget", experts=[{"a": 1}, {"a": 60, "x": 40}])
    with pytest.raises(ExpertsError) as empty:
        weigh(by="budget", experts=[{"a": 0, "b": 0}])

    assert (strange.value.expert, strange.value.unknown) == (2, ("x",))
    assert (empty.value.expert, empty.value.unknown) == (1, ())


def test_comparisons_give_proportions() -> None:
    found = weigh(by="ahp", compare={"a": {"b": 2, "c": 4}, "c": {"b": 0.5}})

    assert found == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7})


def test_entropy_weighs_by_how_far_units_are_told_apart() -> None:
    # In `a` one unit has all: entropy 0. In `b` both have the same: entropy 1.
    found = weigh([[1, 5], [0, 5]], children="ab", by="entropy")

    assert found == {"a": 1, "b": 0}


def test_critic_weighs_contrast_and_conflict() -> None:
    # b is a again and c their opposite, all of one spread: r_ab = 1, r_ac = r_bc = -1.
    found = weigh([[0, 1, 9], [1, 3, 7], [2, 5, 5]], by="critic")

    assert found == pytest.approx({"a": 2 / 8, "b": 2 / 8, "c": 4 / 8})


@pytest.mark.parametrize("by", LEARNING)
def test_units_that_lack_a_value_teach_nothing(by: str) -> None:
    noise = np.random.default_rng(8).uniform(size=(40, 4))
    values = (noise[:, :3] + noise[:, 3:]).tolist()

    assert weigh([*values, [0.1, NAN, 99]], by=by, factors=1) == weigh(
        values, by=by, factors=1
    )


@pytest.mark.parametrize("by", LEARNING)
def test_the_unit_of_a_child_says_nothing_about_its_weight(by: str) -> None:
    noise = np.random.default_rng(8).uniform(size=(40, 4))
    values = noise[:, :3] + noise[:, 3:]

    found = weigh(values * [1e300, 1, 1e-200], by=by, factors=1)

    assert found == pytest.approx(weigh(values, by=by, factors=1))


@pytest.mark.parametrize(
    ("by", "needed"), [("pca", 4), ("factor", 4), ("entropy", 2), ("critic", 3)]
)
def test_too_few_units_are_refused(by: str, needed: int) -> None:
    units = [[1, 2, 3]] * (needed - 1) + [[1, NAN, 3]] * 5

    with pytest.raises(FewUnitsError) as caught:
        weigh(units, by=by)

    assert (caught.value.units, caught.value.needed) == (needed - 1, needed)


@pytest.mark.parametrize("by", ["pca", "factor", "critic"])
def test_children_in_which_all_units_are_equal_are_named(by: str) -> None:
    with pytest.raises(ConstantChildError) as caught:
        weigh([[1, 2, 5], [2, 2, 4], [3, 2, 7], [9, 2, 1]], by=by)

    assert caught.value.children == ("b",)


def test_entropy_gives_up_only_when_nothing_is_told_apart() -> None:
    with pytest.raises(ConstantChildError) as caught:
        weigh([[0, 2, 3], [0, 2, 3]], by="entropy")

    assert caught.value.children == ("a", "b", "c")
    assert weigh([[0, 2, 3], [0, 2, 4]], by="entropy") == {"a": 0, "b": 0, "c": 1}


def test_entropy_knows_no_values_below_zero() -> None:
    with pytest.raises(NegativeValuesError) as caught:
        weigh([[1, 2, -3], [2, 1, 0]], by="entropy")

    assert caught.value.lowest == -3


def test_critic_finds_nothing_where_all_children_say_the_same() -> None:
    with pytest.raises(AlikeChildrenError):
        weigh([[1, 10, 0], [2, 20, 1], [4, 40, 3]], by="critic")


@pytest.mark.parametrize("by", [*LEARNING, "equal", "budget", "ahp"])
def test_an_only_child_has_all_the_weight(by: str) -> None:
    assert weigh([[1], [1]], children="a", by=by) == {"a": 1}


def test_learning_from_nobody_is_refused() -> None:
    with pytest.raises(FewUnitsError) as caught:
        weigh(None, by="pca")

    assert caught.value.units == 0


@given(
    st.sampled_from(LEARNING),
    arrays(np.float64, (7, 3), elements=st.integers(0, 6).map(float)),
)
def test_weights_are_shares_of_the_whole(by: str, values: NDArray[np.float64]) -> None:
    try:
        found = weigh(values, by=by)
    except ScoringError:
        assume(False)

    assert list(found) == ["a", "b", "c"]
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= weight <= 1 for weight in found.values())
