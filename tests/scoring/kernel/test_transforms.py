"""Transforms: normalisations, alone and fitted on a population."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.normalisation import Normalisation
from scoring.kernel.transforms import Transform

if TYPE_CHECKING:
    from numpy.typing import NDArray

POPULATION = np.array([2.0, 4.0, 4.0, 10.0])

LEARNED: list[dict[str, Any]] = [
    *({"by": by} for by in ("min_max", "z_score", "z_score_population", "rank")),
    *({"by": by} for by in ("percent_rank", "percentile", "borda", "categories")),
    *({"by": "ratio", "to": to} for to in ("best", "worst", "mean")),
    {"by": "difference", "to": "mean"},
    {"by": "distance_to_target", "target": 20},
    {"by": "above_below"},
    {"by": "min_max", "reverse": "true"},
    {"by": "ratio", "to": "best", "reverse": "true"},
    {"by": "rank", "reverse": "true"},
]
"""All that learn from the units."""

BY_OTHERS = ["min_max", "rank", "percent_rank", "percentile", "z_score"]


def normalise(
    values: list[float], population: NDArray[np.float64] = POPULATION, **declared: Any
) -> list[float]:
    transform = Transform(Normalisation.model_validate(declared)).fit(population)
    found: list[float] = transform.apply(np.array(values)).tolist()
    return found


def test_goalposts_interpolate_and_clip() -> None:
    assert normalise([0, 15, 40], by="goalposts", low=10, high=20) == [0, 0.5, 1]


def test_goalposts_may_run_down() -> None:
    assert normalise([8, 12], by="goalposts", low=20, high=0) == [0.6, 0.4]


def test_goalposts_of_logarithms() -> None:
    found = normalise(
        [100, 1000, 10_000], by="goalposts", low=100, high=10_000, log="true"
    )
    assert found == pytest.approx([0, 0.5, 1])


def test_goalposts_without_clipping_go_on() -> None:
    assert normalise([25], by="goalposts", low=10, high=20, clip="false") == [1.5]


def test_a_cap_cuts_before_all_else() -> None:
    found = normalise([150], by="goalposts", low=0, high=200, cap=120)
    assert found == [120 / 200]


def test_min_max_places_between_the_ends_of_the_population() -> None:
    assert normalise([2, 4, 10], by="min_max") == [0, 0.25, 1]


def test_a_reversed_min_max_gives_the_lowest_most() -> None:
    assert normalise([2, 4, 10], by="min_max", reverse="true") == [1, 0.75, 0]


def test_min_max_with_fixed_ends_learns_nothing() -> None:
    transform = Transform(Normalisation(by="min_max", low=0, high=20)).fit(POPULATION)
    assert transform.learned is None
    assert transform.apply(np.array([5.0])).tolist() == [0.25]


def test_a_z_score_divides_by_the_deviation_of_a_sample() -> None:
    mean, squares = 20 / 4, 3**2 + 1**2 + 1**2 + 5**2
    expected = (10 - mean) / (squares / 3) ** 0.5
    assert normalise([10], by="z_score") == pytest.approx([expected])


def test_a_z_score_of_the_population_divides_by_n() -> None:
    expected = (10 - 5) / (36 / 4) ** 0.5
    assert normalise([10], by="z_score_population") == pytest.approx([expected])


def test_a_z_score_may_be_fixed() -> None:
    assert normalise([9], by="z_score", mean=5, sd=2) == [2]
    assert normalise([9], by="z_score", mean=5, sd=2, reverse="true") == [-2]


def test_equal_values_have_no_spread_to_be_held_against() -> None:
    alike = np.array([0.1, 0.1, 0.1])
    assert np.isnan(normalise([0.1], alike, by="z_score")).all()
    assert np.isnan(normalise([0.1], alike, by="min_max")).all()


def test_ranks_rise_and_ties_share_the_lower_one() -> None:
    assert normalise([2, 4, 10], by="rank") == [1, 2, 4]
    assert normalise([2, 4, 10], by="borda") == [0, 1, 3]
    assert normalise([2, 4, 10], by="percent_rank") == [0, 1 / 3, 1]
    assert normalise([2, 4, 10], by="percentile") == [1 / 4, 2 / 4, 4 / 4]


def test_a_reversed_rank_gives_the_lowest_value_the_highest() -> None:
    assert normalise([2, 4, 10], by="rank", reverse="true") == [4, 2, 1]


def test_ratios_and_differences_are_held_against_a_unit() -> None:
    assert normalise([4], by="ratio", to="best") == [4 / 10]
    assert normalise([4], by="ratio", to="worst") == [4 / 2]
    assert normalise([4], by="ratio", to="mean") == [4 / 5]
    assert normalise([4], by="ratio", to="8") == [4 / 8]
    assert normalise([4], by="difference", to="mean") == pytest.approx([4 / 5 - 1])


def test_with_less_being_better_the_leader_is_the_lowest() -> None:
    assert normalise([4], by="ratio", to="best", reverse="true") == [2 / 4]


def test_distance_to_target_stops_at_the_target() -> None:
    # The test values of COINr: 0, half way and beyond the target.
    found = normalise([2, 6, 13], by="distance_to_target", target=10)
    assert found == [0, 0.5, 1]


def test_distance_to_a_low_target_begins_at_the_highest() -> None:
    found = normalise([10, 6], by="distance_to_target", target=2, reverse="true")
    assert found == [0, 0.5]


def test_above_and_below_the_mean_are_one_and_minus_one() -> None:
    # The mean is 5; a fifth of it to either side is about the mean.
    assert normalise([3.9, 4.1, 5.9, 6.1], by="above_below") == [-1, 0, 0, 1]
    assert normalise([4.1], by="above_below", margin=0.1) == [-1]


def test_a_missing_value_stays_missing() -> None:
    for by in ("min_max", "z_score", "rank", "categories", "raw"):
        assert np.isnan(normalise([np.nan], by=by)).all()


UP, DOWN = {"low": 1, "high": 10}, {"low": 10, "high": 1}


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        # Beyond the lower goalpost, however far.
        ({"by": "goalposts", **UP}, 0),
        ({"by": "goalposts", **DOWN}, 1),
        ({"by": "goalposts", **UP, "reverse": "true"}, 1),
        ({"by": "distance_to_target", "low": 1, "target": 10}, 0),
        ({"by": "distance_to_target", "low": 10, "target": 1}, 1),
        ({"by": "goalposts", **UP, "clip": "false"}, np.nan),
        ({"by": "min_max", **UP}, np.nan),
        ({"by": "raw"}, np.nan),
    ],
)
@pytest.mark.parametrize("number", [0.0, -1.0])
def test_what_has_no_logarithm_lies_below_all_that_is_clipped(
    declared: dict[str, Any], number: float, expected: float
) -> None:
    found = normalise([number], **declared, log="true")
    np.testing.assert_equal(found, [expected])


def test_what_values_are_held_against_is_logged_with_them() -> None:
    share = np.log(8) / np.log(2)
    assert normalise([8], by="ratio", to="2", log="true") == pytest.approx([share])
    difference = normalise([8], by="difference", to="2", log="true")
    assert difference == pytest.approx([share - 1])


def test_a_fixed_mean_is_one_of_logarithms() -> None:
    found = normalise([np.exp(3)], by="z_score", mean=2, sd=0.5, log="true")
    assert found == pytest.approx([(3 - 2) / 0.5])


@pytest.mark.parametrize("declared", LEARNED, ids=str)
def test_a_unit_with_0_moves_nobody_under_logarithms(declared: dict[str, Any]) -> None:
    values = [2.0, 4.0, 10.0]

    without = normalise(values, **declared, log="true")
    among = normalise(
        [*values, 0.0], np.append(POPULATION, 0.0), **declared, log="true"
    )

    assert np.isfinite(without).all()
    assert among[:3] == without
    if declared["by"] == "distance_to_target":
        assert among[3] == 0  # clipped, as what is below the lowest is
    else:
        assert np.isnan(among[3])


def test_numbers_near_the_end_of_all_numbers_are_placed_or_have_no_value() -> None:
    ends = np.array([-1.7e308, 0.0, 1.7e308])

    assert normalise([0.0, 1.7e308], ends, by="min_max") == [0.5, 1]
    assert normalise([0.0], by="goalposts", low=-1.7e308, high=1.7e308) == [0.5]
    tiny = np.array([1e-300, 1.0])
    assert np.isnan(normalise([1e100], tiny, by="ratio", to="worst")).all()
    assert normalise([1e100, 1e99], ends[1:], by="z_score")[0] > -1


@pytest.mark.parametrize("by", BY_OTHERS)
def test_who_joins_later_moves_nobody(by: str) -> None:
    transform = Transform(Normalisation.model_validate({"by": by})).fit(POPULATION)
    alone = transform.apply(np.array([4.0]))
    among = transform.apply(np.array([4.0, 1000.0, -5.0]))
    assert among[0] == alone[0]


@given(
    st.lists(st.integers(-50, 50), min_size=3, max_size=20, unique=True),
    st.sampled_from(BY_OTHERS),
)
def test_more_is_never_worth_less(numbers: list[int], by: str) -> None:
    values = sorted(map(float, numbers))
    found = normalise(values, np.array(values), by=by)
    assert found == sorted(found)


def test_the_extremes_are_those_of_the_population() -> None:
    z_score = Transform(Normalisation(by="z_score")).fit(POPULATION)
    assert z_score.extremes == pytest.approx((-3 / 12**0.5, 5 / 12**0.5))
    assert Transform(Normalisation(by="goalposts", low=0, high=1)).extremes == (0, 1)


def test_the_extremes_are_those_of_the_caps_where_nothing_is_learned() -> None:
    posts = {
        "by": "goalposts",
        "low": 0,
        "high": 10,
        "clip": "false",
        "reverse": "true",
    }
    open_ended = Transform(Normalisation.model_validate(posts))
    capped = Transform(Normalisation.model_validate(posts | {"cap_low": 1, "cap": 15}))

    assert open_ended.extremes == (-np.inf, np.inf)
    assert capped.extremes == (1 - 15 / 10, 1 - 1 / 10)


def test_numbers_are_learned_once_and_values_are_kept_for_ranks_alone() -> None:
    by = {
        name: Transform(Normalisation.model_validate({"by": name})).fit(POPULATION)
        for name in ("min_max", "z_score", "rank")
    }
    learned = {name: one.learned for name, one in by.items()}

    assert learned["min_max"] is not None
    assert learned["min_max"].numbers[:3].tolist() == [2, 10, 20 / 4]
    assert np.isnan(learned["min_max"].sd)
    assert learned["z_score"] is not None
    assert learned["z_score"].sd == pytest.approx((36 / 3) ** 0.5)
    assert not learned["z_score"].rising.size
    assert learned["rank"] is not None
    assert learned["rank"].rising.tolist() == [2, 4, 4, 10]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"by": "raw"}, False),
        ({"by": "raw", "reverse": "true"}, True),
        ({"by": "goalposts", "low": 0, "high": 20}, False),
        ({"by": "goalposts", "low": 20, "high": 0}, True),
        ({"by": "goalposts", "low": 0, "high": 20, "reverse": "true"}, True),
        ({"by": "goalposts", "low": 20, "high": 0, "reverse": "true"}, False),
        ({"by": "goalposts", "low": 20, "high": 1, "log": "true"}, True),
        ({"by": "min_max"}, False),
        ({"by": "min_max", "reverse": "true"}, True),
        ({"by": "min_max", "low": 20, "high": 0}, True),
        ({"by": "min_max", "low": 20, "high": 0, "reverse": "true"}, False),
        ({"by": "z_score", "reverse": "true"}, True),
        ({"by": "percentile", "reverse": "true"}, True),
        ({"by": "ratio", "to": "best"}, False),
        ({"by": "ratio", "to": "best", "reverse": "true"}, True),
        ({"by": "ratio", "to": "-4"}, True),
        ({"by": "difference", "to": "mean", "reverse": "true"}, True),
        ({"by": "above_below", "reverse": "true"}, True),
        ({"by": "distance_to_target", "target": 12}, False),
        ({"by": "distance_to_target", "target": 1, "reverse": "true"}, True),
        ({"by": "distance_to_target", "low": 12, "target": 1}, True),
    ],
)
def test_a_transform_knows_whether_more_gives_less(
    declared: dict[str, Any], expected: bool
) -> None:
    transform = Transform(Normalisation.model_validate(declared)).fit(POPULATION)

    less, more = transform.apply(np.array([2.0, 10.0]))

    assert transform.is_turning is expected
    assert (more < less) is np.bool_(expected)
