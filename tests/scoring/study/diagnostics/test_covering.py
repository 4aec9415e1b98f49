"""The cheapest choice, against trying every choice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.study.diagnostics.covering import cheapest_sum, cheapest_support

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ITEMS = "abcde"

COSTS = st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 4))


def choices(costs: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for size in range(len(costs) + 1):
        yield from itertools.combinations(costs, size)


@settings(max_examples=60)
@given(COSTS, st.lists(st.integers(-1, 3), min_size=5, max_size=5), st.integers(1, 6))
def test_a_sum_is_reached_at_the_least_cost(
    costs: dict[str, int], worth: list[int], needed: int
) -> None:
    gains = dict(zip(ITEMS, map(float, worth), strict=True))

    chosen = cheapest_sum(costs, gains, needed)

    enough = [c for c in choices(costs) if sum(gains[k] for k in c) >= needed]
    if chosen is None:
        assert enough == []
    else:
        assert sum(gains[k] for k in chosen) >= needed
        assert sum(costs[k] for k in chosen) == min(
            sum(costs[k] for k in c) for c in enough
        )


@settings(max_examples=60)
@given(
    COSTS,
    st.lists(st.frozensets(st.sampled_from(ITEMS), min_size=1), min_size=1, max_size=5),
    st.integers(1, 5),
)
def test_claims_are_supported_at_the_least_cost(
    costs: dict[str, int], claims: list[frozenset[str]], needed: int
) -> None:
    chosen = cheapest_support(costs, claims, needed)

    def supported(choice: tuple[str, ...]) -> int:
        return sum(claim <= set(choice) for claim in claims)

    enough = [c for c in choices(costs) if supported(c) >= needed]
    if chosen is None:
        assert enough == []
    else:
        assert supported(tuple(chosen)) >= needed
        assert sum(costs[k] for k in chosen) == min(
            sum(costs[k] for k in c) for c in enough
        )


def test_work_behind_several_claims_is_done_once() -> None:
    claims = [frozenset("a"), frozenset("a"), frozenset("b")]
    assert cheapest_support({"a": 2, "b": 1}, claims, 2) == ["a"]


def test_what_gains_nothing_is_not_chosen() -> None:
    assert cheapest_sum({"a": 1, "b": 1}, {"a": -0.5, "b": 1.0}, 1.0) == ["b"]
