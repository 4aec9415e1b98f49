"""Twinning: by hand, against brute force, and what nobody agreed to is never shown."""

from __future__ import annotations

import itertools
from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.study import twinning
from scoring.study.twinning import (
    Candidate,
    RepeatedCandidateError,
    Terms,
    ThemeWeightsError,
    Twinning,
    find_twins,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = {"s1": 1.0, "s2": 1.0, "s3": 2.0}

LEVELS = st.integers(0, 20).map(lambda k: k / 20)


def city(
    unit: str, *scores: float | None, names: bool = True, takes_part: bool = True
) -> Candidate:
    return Candidate(
        unit,
        dict(zip(WEIGHTS, scores, strict=True)),
        takes_part=takes_part,
        names_levels=names,
    )


def draw_cities(seed: int, count: int = 5) -> list[Candidate]:
    rng = np.random.default_rng(seed)
    return [
        replace(
            city(f"city{k:03}", *rng.beta(2, 2, 3).tolist()),
            context={"size": float(rng.normal(5, 1)), "income": str(rng.integers(3))},
        )
        for k in range(count)
    ]


def total_value(found: Twinning) -> float:
    return sum(pair.value or 0.0 for pair in found.pairs)


def who_from_whom(found: Twinning) -> dict[str, str]:
    return {pair.learner: pair.teacher for pair in found.pairs}


def weigh_credit(teacher: Candidate, learner: Candidate) -> float:
    """Give what one unit can teach another, whether they are matched or not."""
    table = twinning._Table.lay_out([teacher, learner], WEIGHTS, twinning.TERMS)
    return float(table.credit[0, 1])


def test_a_credit_is_the_weighted_lead_where_there_is_something_to_learn() -> None:
    teacher = city("b", 0.9, 0.75, 0.65)
    learner = city("a", 0.2, 0.70, 0.30)
    # s1: min(0.7, 0.4) of a quarter of the weight; s2 leads by too little, s3 is too
    # low to be taught.
    assert weigh_credit(teacher, learner) == pytest.approx(0.4 / 4)


def test_bounds_are_included() -> None:
    teacher, learner = city("b", 0.70, 0.85, 0.1), city("a", 0.55, 0.70, 0.1)
    assert weigh_credit(teacher, learner) == pytest.approx(2 * 0.15 / 4)


def test_what_has_no_score_is_neither_taught_nor_learned() -> None:
    teacher, learner = city("b", None, 0.9, 0.9), city("a", 0.1, None, 0.7)
    assert weigh_credit(teacher, learner) == pytest.approx(0.2 * 2 / 4)


def test_only_what_is_documented_can_be_taught() -> None:
    teacher = replace(city("b", 0.9, 0.9, 0.9), documented=frozenset({"s2"}))
    learner = city("a", 0.7, 0.7, 0.7)
    assert weigh_credit(teacher, learner) == pytest.approx(0.2 / 4)


def test_a_pair_tells_its_lessons_credit_value_and_runners_up() -> None:
    cities = [
        city("learner", 0.3, 0.8, 0.5),
        city("best", 0.9, 0.1, 0.9),
        city("second", 0.8, 0.1, 0.7),
        city("third", 0.7, 0.1, 0.1),
        city("nothing", 0.4, 0.4, 0.4),
    ]

    found = find_twins(cities, WEIGHTS, Terms(runners_up=1))
    pair = next(one for one in found.pairs if one.learner == "learner")

    assert (pair.teacher, pair.runners_up) == ("best", ("second",))
    assert [(one.theme, *one.levels) for one in pair.lessons] == [
        ("s3", 0.5, 0.9),
        ("s1", 0.3, 0.9),
    ]
    credit = 0.4 / 4 + 0.4 * 2 / 4
    assert pair.credit == pytest.approx(credit)
    assert pair.similarity == 0.5
    assert pair.value == pytest.approx(credit * (0.5 + 0.5 * 0.5))
    assert pair.is_mutual


def test_who_is_alike_teaches_better() -> None:
    learner = replace(city("learner", 0.5, 0.5, 0.5), context={"income": "low"})
    alike = replace(city("alike", 0.8, 0.8, 0.8), context={"income": "low"})
    other = replace(city("other", 0.9, 0.9, 0.9), context={"income": "high"})
    # 0.3 x (1 + 1) / 2 = 0.3 against 0.4 x (1 + 0) / 2 = 0.2.
    found = find_twins([learner, alike, other], WEIGHTS)
    assert who_from_whom(found)["learner"] == "alike"


def list_matchings(units: Sequence[int]) -> list[tuple[int, ...]]:
    """List who may learn from whom: each from one of all, from itself for none."""
    return list(itertools.product(units, repeat=len(units)))


@pytest.mark.parametrize("seed", range(40))
def test_the_matching_is_as_good_as_the_best_of_all(seed: int) -> None:
    cities = draw_cities(seed)
    found = find_twins(cities, WEIGHTS)
    spread = [float(one.context["size"]) for one in cities]  # type: ignore[arg-type]
    width = max(spread) - min(spread)

    def value(teacher: int, learner: int) -> float:
        one, other = cities[teacher], cities[learner]
        near = 1 - abs(spread[teacher] - spread[learner]) / width
        same = float(one.context["income"] == other.context["income"])
        credit = weigh_credit(one, other)
        return credit * (0.5 + 0.5 * (near + same) / 2)

    values = [[value(b, a) for a in range(5)] for b in range(5)]
    best = max(
        sum(values[b][a] for a, b in enumerate(chosen))
        for chosen in list_matchings(range(5))
        if all(
            sum(b == teacher and a != b for a, b in enumerate(chosen)) <= 2
            for teacher in range(5)
        )
    )
    assert total_value(found) == pytest.approx(best, abs=1e-12)


def test_equal_cities_have_nothing_to_teach_each_other() -> None:
    found = find_twins([city(unit, 0.8, 0.9, 0.2) for unit in "abc"], WEIGHTS)
    assert (found.pairs, found.exchanges) == ((), ())
    assert found.unmatched == ("a", "b", "c")


@pytest.mark.parametrize("capacity", [1, 2, 3])
def test_nobody_teaches_more_than_it_can(capacity: int) -> None:
    cities = [city("strong", 0.9, 0.9, 0.9)]
    cities += [city(f"weak{k}", 0.1 * k, 0.3, 0.3) for k in range(5)]

    found = find_twins(cities, WEIGHTS, Terms(capacity=capacity))

    assert [pair.teacher for pair in found.pairs] == ["strong"] * capacity
    assert len(found.unmatched) == len(cities) - capacity


def test_the_order_of_the_cities_makes_no_difference() -> None:
    cities = draw_cities(5, 12)
    turned = [cities[k] for k in np.random.default_rng(1).permutation(12)]
    assert find_twins(turned, WEIGHTS) == find_twins(cities, WEIGHTS)


def test_no_city_teaches_what_it_does_not_do_well() -> None:
    found = find_twins(draw_cities(8, 20), WEIGHTS)
    taught = [one.teacher for pair in found.pairs for one in pair.lessons]
    assert taught
    assert min(score for score in taught if score is not None) >= 0.70


@given(st.tuples(LEVELS, LEVELS, LEVELS), st.tuples(LEVELS, LEVELS, LEVELS), LEVELS)
def test_a_better_teacher_never_teaches_less(
    teacher: tuple[float, ...], learner: tuple[float, ...], rise: float
) -> None:
    better = (min(teacher[0] + rise, 1.0), *teacher[1:])
    before = weigh_credit(city("b", *teacher), city("a", *learner))
    after = weigh_credit(city("b", *better), city("a", *learner))
    assert after >= before


def test_exchanges_put_first_those_who_learn_most_from_each_other() -> None:
    cities = [
        city("a", 0.9, 0.3, 0.5),
        city("b", 0.5, 0.9, 0.5),
        city("c", 0.75, 0.75, 0.5),
    ]

    found = find_twins(cities, WEIGHTS)

    # a teaches b 0.4 of s1, b teaches a 0.4 of s2, each a quarter of the weight.
    first, second, third = found.exchanges
    assert (first.first, first.second) == ("a", "b")
    assert first.score == pytest.approx(sqrt(0.4 / 4 * 0.4 / 4))
    assert [one.theme for one in first.learned_by_first] == ["s2"]
    assert [one.theme for one in first.learned_by_second] == ["s1"]
    # a teaches c 0.15 of s1, c teaches a 0.4 of s2.
    assert (second.first, second.second) == ("a", "c")
    assert second.score == pytest.approx(sqrt(0.15 / 4 * 0.4 / 4))
    assert (third.first, third.second) == ("b", "c")
    assert third.score == pytest.approx(sqrt(0.15 / 4 * 0.25 / 4))


def test_a_city_that_does_not_take_part_appears_nowhere() -> None:
    cities = draw_cities(3, 8)
    for absent in range(8):
        asked = [replace(one, takes_part=k != absent) for k, one in enumerate(cities)]
        found = find_twins(asked, WEIGHTS)
        assert cities[absent].unit not in repr(found)
        kept = [one for k, one in enumerate(cities) if k != absent]
        assert found == find_twins(kept, WEIGHTS)


def test_taking_part_has_to_be_asked_for() -> None:
    assert not Candidate("a", {}).takes_part
    assert not Candidate("a", {}).names_levels


@pytest.mark.parametrize("silent", ["learner", "teacher"])
def test_levels_are_named_only_where_both_agreed(silent: str) -> None:
    cities = [
        city("learner", 0.3, 0.9, 0.5, names=silent != "learner"),
        city("teacher", 0.8, 0.4, 0.5, names=silent != "teacher"),
    ]

    found = find_twins(cities, WEIGHTS)

    for pair in found.pairs:
        assert (pair.credit, pair.value) == (None, None)
        assert [one.levels for one in pair.lessons] == [("developing", "strong")]
    (exchange,) = found.exchanges
    assert exchange.score is None
    assert not any(score in repr(found) for score in ("0.3", "0.9", "0.8", "0.4"))


def test_nobody_to_match_is_no_error() -> None:
    assert find_twins([], WEIGHTS) == Twinning((), (), ())
    assert find_twins([city("a", 1, 1, 1)], WEIGHTS).unmatched == ("a",)


def test_two_of_one_name_are_refused_unless_only_one_takes_part() -> None:
    twice = [
        city("a", 0.9, 0.9, 0.9),
        city("a", 0.1, 0.1, 0.1),
        city("b", 0.2, 0.2, 0.2),
    ]

    with pytest.raises(RepeatedCandidateError) as caught:
        find_twins(twice, WEIGHTS)

    assert caught.value.unit == "a"
    assert "Name each unit once." in str(caught.value)
    once = [twice[0], replace(twice[1], takes_part=False), twice[2]]
    assert who_from_whom(find_twins(once, WEIGHTS)) == {"b": "a"}


@pytest.mark.parametrize(
    "weights", [{}, {"s1": 0.0}, {"s1": 2.0, "s2": -1.0}, {"s1": float("nan")}]
)
def test_weights_that_are_no_shares_are_refused(weights: dict[str, float]) -> None:
    cities = draw_cities(1)

    with pytest.raises(ThemeWeightsError) as caught:
        find_twins(cities, weights)

    assert caught.value.weights.keys() == weights.keys()
    assert "at least one more than 0" in str(caught.value)
