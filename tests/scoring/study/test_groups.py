"""Working groups: everybody in one, alike in need, with somebody strong in each."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from scoring.study.groups import (
    SIZES,
    GroupSizesError,
    Sizes,
    WorkingGroup,
    form_groups,
)
from scoring.study.twinning import ThemeWeightsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Levels = dict[str, dict[str, float | None]]

SMALL = Sizes(least=2, most=4, usual=3, strong=0.7)
EVEN = {"law": 1.0, "people": 1.0}


def draw(units: int, themes: int, seed: int) -> Levels:
    """Draw units that are as unlike each other as cities are."""
    rng = np.random.default_rng(seed)
    maturity = rng.uniform(0.1, 0.9, (units, 1))
    level = np.clip(maturity + rng.normal(0, 0.2, (units, themes)), 0, 1)
    return {
        f"u{row:03}": {f"t{k}": float(one) for k, one in enumerate(level[row])}
        for row in range(units)
    }


def need_of(levels: Mapping[str, float | None], theme: str) -> float:
    level = levels[theme]
    return 0.0 if level is None else 1 - level


def rate(
    groups: tuple[WorkingGroup, ...], levels: Levels, weights: dict[str, float]
) -> tuple[int, float]:
    """Count the groups without a strong unit, and add up the needs that they serve."""
    total = sum(weights.values())
    served = sum(
        weights[one.theme] / total * need_of(levels[unit], one.theme)
        for one in groups
        for unit in one.units
    )
    return sum(not one.strong for one in groups), served


def try_all(
    levels: Levels, weights: dict[str, float], sizes: Sizes
) -> tuple[int, float]:
    """Find the best by trying every division of the units among the sub-themes."""
    units, themes = list(levels), list(weights)
    groups, total = sizes.count(len(units)), sum(weights.values())
    least, most = sizes.bound(len(units))
    alike = math.ceil(groups / len(themes))
    best = (groups + 1, 0.0)
    for way in itertools.product(range(len(themes)), repeat=len(units)):
        size = [way.count(k) for k in range(len(themes))]
        strong = [0] * len(themes)
        for unit, k in zip(units, way, strict=True):
            strong[k] += (levels[unit][themes[k]] or 0) >= sizes.strong
        for many in itertools.product(range(alike + 1), repeat=len(themes)):
            fits = all(
                least * g <= n <= most * g for g, n in zip(many, size, strict=True)
            )
            if sum(many) != groups or not fits:
                continue
            lacking = sum(max(0, g - s) for g, s in zip(many, strong, strict=True))
            served = sum(
                weights[themes[k]] / total * need_of(levels[unit], themes[k])
                for unit, k in zip(units, way, strict=True)
            )
            best = min(best, (lacking, served), key=lambda one: (one[0], -one[1]))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_no_division_is_better(seed: int) -> None:
    units, themes = 4 + seed % 4, 2 + seed % 2
    levels = draw(units, themes, seed)
    weights = {f"t{k}": 1.0 + k for k in range(themes)}

    groups = form_groups(levels, weights, SMALL)

    lacking, served = rate(groups, levels, weights)
    fewest, highest = try_all(levels, weights, SMALL)
    assert lacking == fewest
    assert served == pytest.approx(highest)


def test_units_work_where_they_are_in_need_with_one_who_is_strong() -> None:
    levels: Levels = {
        "Ankor": {"law": 0.1, "people": 0.8},
        "Belm": {"law": 0.2, "people": 0.6},
        "Corin": {"law": 0.9, "people": 0.1},
        "Dalo": {"law": 0.6, "people": 0.3},
    }

    groups = form_groups(levels, EVEN, SMALL)

    # 4 / 3 is nearest to one group: law is needed 0.9 + 0.8 + 0.1 + 0.4, people less.
    assert groups == (WorkingGroup("law", ("Ankor", "Belm", "Dalo"), ("Corin",)),)


def test_two_groups_come_the_one_in_greater_need_first() -> None:
    levels: Levels = {
        "Ankor": {"law": 0.0, "people": 0.8},
        "Belm": {"law": 0.1, "people": 0.6},
        "Corin": {"law": 0.9, "people": 0.4},
        "Dalo": {"law": 0.6, "people": 0.2},
        "Esk": {"law": 0.5, "people": 0.9},
        "Fyn": {"law": 0.8, "people": 0.9},
    }

    groups = form_groups(levels, EVEN, Sizes(3, 5, 3, 0.7))

    # Corin is strong in law, but works with the others who lack people: 0.6 > 0.1.
    assert groups == (
        WorkingGroup("law", ("Ankor", "Belm"), ("Fyn",)),
        WorkingGroup("people", ("Dalo", "Corin"), ("Esk",)),
    )


@pytest.mark.parametrize("units", [1, 3, 4, 7, 8, 9, 11, 24, 25, 61, 200])
def test_every_unit_is_in_one_group_of_a_fit_size(units: int) -> None:
    groups = form_groups(draw(units, 19, units), {f"t{k}": 1.0 for k in range(19)})

    members = Counter(unit for one in groups for unit in one.units)
    assert len(members) == units
    assert set(members.values()) == {1}
    least, most = SIZES.bound(units)
    assert all(least <= len(one.units) <= most for one in groups)
    assert len(groups) == SIZES.count(units)
    alike = Counter(one.theme for one in groups)
    assert max(alike.values()) <= math.ceil(len(groups) / 19)


def test_where_there_are_enough_of_them_each_group_has_a_strong_unit() -> None:
    levels = draw(200, 19, 5)
    groups = form_groups(levels, {f"t{k}": 1.0 for k in range(19)})

    assert all(one.strong for one in groups)
    for one in groups:
        assert all((levels[unit][one.theme] or 0) >= 0.7 for unit in one.strong)
        assert all((levels[unit][one.theme] or 0) < 0.7 for unit in one.learning)


def test_a_room_without_strong_units_is_divided_all_the_same() -> None:
    levels: Levels = {f"u{k}": {"law": 0.1, "people": 0.2} for k in range(9)}

    groups = form_groups(levels, EVEN)

    assert [one.strong for one in groups] == [(), ()]
    assert sum(len(one.learning) for one in groups) == 9


def test_who_stands_on_the_bound_is_strong() -> None:
    levels: Levels = {"Ankor": {"law": 0.1 + 0.6 - 1e-17}, "Belm": {"law": 0.3}}

    (group,) = form_groups(levels, {"law": 1.0})

    assert (group.learning, group.strong) == (("Belm",), ("Ankor",))


def test_a_unit_without_a_score_has_no_need_there() -> None:
    levels: Levels = {
        "Ankor": {"law": None, "people": 0.5},
        "Belm": {"law": None, "people": 0.5},
        "Corin": {"law": 0.4},
        "Dalo": {"law": 0.4},
    }

    groups = form_groups(levels, EVEN, Sizes(2, 3, 2, 0.7))

    assert {one.theme: one.learning for one in groups} == {
        "law": ("Dalo", "Corin"),
        "people": ("Belm", "Ankor"),
    }


def test_a_unit_without_a_score_takes_no_strong_units_place() -> None:
    levels: Levels = {
        "Ankor": {"law": None},
        "Belm": {"law": 0.2},
        "Corin": {"law": 0.9},
        "Dalo": {"law": 0.8},
    }

    groups = form_groups(levels, {"law": 1.0}, Sizes(2, 3, 2, 0.7))

    assert sorted(one.strong for one in groups) == [("Corin",), ("Dalo",)]


def test_the_order_of_the_units_does_not_matter() -> None:
    levels = draw(30, 6, 3)
    turned = dict(reversed(levels.items()))
    weights = {f"t{k}": 1.0 for k in range(6)}

    assert form_groups(turned, weights) == form_groups(levels, weights)


def test_nobody_is_divided_into_no_groups() -> None:
    assert form_groups({}, EVEN) == ()


@pytest.mark.parametrize("weights", [{}, {"law": 0.0}, {"law": 1.0, "people": -1.0}])
def test_weights_that_give_no_shares_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ThemeWeightsError):
        form_groups({"Ankor": {"law": 0.1}}, weights)


@pytest.mark.parametrize("sizes", [(0, 3, 2), (4, 6, 6), (3, 6, 2), (3, 6, 7)])
def test_sizes_that_cannot_hold_every_number_are_refused(
    sizes: tuple[int, int, int],
) -> None:
    with pytest.raises(GroupSizesError, match="cannot hold every number"):
        Sizes(*sizes)
