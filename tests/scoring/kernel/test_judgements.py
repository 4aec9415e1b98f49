"""Judgements: weights from comparing children two at a time."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.weighting import Weighting
from scoring.errors import PairsError
from scoring.kernel.judgements import (
    consistency_of,
    tabulate_pairs,
    weigh_judgements,
)


def test_the_reciprocal_of_a_judgement_follows() -> None:
    table = tabulate_pairs({"a": {"b": 3}, "c": {"a": 2, "b": 6}}, ["a", "b", "c"])

    assert table.tolist() == [
        [1, 3, 1 / 2],
        [1 / 3, 1, 1 / 6],
        [2, 6, 1],
    ]


def test_judgements_that_agree_give_their_proportions() -> None:
    compare = {"a": {"b": 2.0, "c": 6.0}, "b": {"c": 3.0}}

    weights = weigh_judgements(compare, ["a", "b", "c"])
    found = consistency_of(Weighting(by="ahp", compare=compare), ["a", "b", "c"])

    assert weights.tolist() == pytest.approx([6 / 10, 3 / 10, 1 / 10])
    assert found.largest == pytest.approx(3)
    assert found.index == pytest.approx(0, abs=1e-9)


def test_judgements_in_a_circle_are_far_from_consistent() -> None:
    compare = {"a": {"b": 2.0}, "b": {"c": 2.0}, "c": {"a": 2.0}}

    found = consistency_of(Weighting(by="ahp", compare=compare), ["a", "b", "c"])

    assert found.largest == pytest.approx(1 + 2 + 1 / 2)
    assert found.index == pytest.approx((3.5 - 3) / (3 - 1))
    assert found.ratio == pytest.approx(0.25 / 0.58)


def test_two_children_contradict_nothing() -> None:
    rule = Weighting(by="ahp", compare={"a": {"b": 4.0}})

    found = consistency_of(rule, ["a", "b"])

    assert (found.index, found.ratio) == (0, 0)
    assert weigh_judgements(rule.compare or {}, ["a", "b"]).tolist() == pytest.approx(
        [4 / 5, 1 / 5]
    )


def test_beyond_the_table_the_random_index_goes_on_along_its_line() -> None:
    children = [f"c{place}" for place in range(16)]
    compare: dict[str, dict[str, float]] = {one: {} for one in children}
    for first, second in combinations(children, 2):
        compare[first][second] = 1.0
    compare["c0"]["c1"] = 3.0

    rule = Weighting(by="ahp", compare={k: v for k, v in compare.items() if v})
    found = consistency_of(rule, children)

    assert found.index / found.ratio == pytest.approx((1.7699 * 16 - 4.3513) / 15)


def test_a_pair_that_is_judged_both_ways_has_to_be_reciprocal() -> None:
    fine = tabulate_pairs({"a": {"b": 4}, "b": {"a": 0.25}}, ["a", "b"])

    with pytest.raises(PairsError) as caught:
        tabulate_pairs({"a": {"b": 4}, "b": {"a": 4}}, ["a", "b"])

    assert fine[0, 1] == 4
    assert caught.value.contrary == (("a", "b"),)


def test_pairs_that_are_left_open_and_strangers_are_all_named() -> None:
    with pytest.raises(PairsError) as caught:
        tabulate_pairs({"a": {"b": 4, "x": 2}}, ["a", "b", "c"])

    assert caught.value.missing == (("a", "c"), ("b", "c"))
    assert caught.value.unknown == ("x",)
    assert "judge 'a' with 'c', 'b' with 'c'" in str(caught.value)


@given(st.lists(st.floats(0.2, 5), min_size=2, max_size=9))
def test_comparing_known_weights_finds_them_again(weights: list[float]) -> None:
    children = [f"c{place}" for place in range(len(weights))]
    known = dict(zip(children, weights, strict=True))
    compare: dict[str, dict[str, float]] = {}
    for first, second in combinations(children, 2):
        compare.setdefault(first, {})[second] = known[first] / known[second]

    found = weigh_judgements(compare, children)

    assert found.tolist() == pytest.approx([one / sum(weights) for one in weights])
