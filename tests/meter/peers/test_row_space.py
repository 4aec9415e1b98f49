"""The row-space test finds the units that overlapping groups give away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meter.peers.row_space import find_disclosed

GROUPS: list[tuple[list[list[int]], int | None, list[int]]] = [
    ([[0, 1, 2, 3, 4]], 0, []),
    ([[0, 1]], 0, [1]),
    ([[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]], None, [5]),
    ([[0, 1, 2, 3, 4], [1, 2, 3, 4, 5]], 0, [5]),
    ([[0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5]], 1, [0]),
    ([], None, []),
]


@pytest.mark.parametrize(("groups", "own", "disclosed"), GROUPS)
def test_groups_that_overlap_disclose_a_unit(
    groups: list[list[int]], own: int | None, disclosed: list[int]
) -> None:
    assert find_disclosed(groups, 6, own) == disclosed


@given(
    st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=4),
    st.sets(st.integers(0, 5), min_size=1),
)
def test_one_mean_more_never_hides_a_unit(
    groups: list[set[int]], more: set[int]
) -> None:
    before = set(find_disclosed(groups, 6))
    assert before <= set(find_disclosed([*groups, more], 6))
