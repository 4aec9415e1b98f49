"""No unit is worked out from tables of its group, one release after another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meter.peers.cover import FEWEST, hides_others, is_covered, keeps_cover
from tests.meter.peers.row_space import find_disclosed


def table(*units: int, submission: int = 1) -> dict[int, int]:
    return dict.fromkeys(units, submission)


ALL = table(*range(12))


def test_a_group_hides_its_units_from_six_on() -> None:
    assert is_covered([table(*range(FEWEST))])
    assert not is_covered([table(*range(FEWEST - 1))])


def test_the_same_table_may_be_shown_again() -> None:
    assert is_covered([ALL, ALL, ALL])


def test_one_unit_more_or_less_would_be_found() -> None:
    assert not is_covered([ALL, table(*range(13))])
    assert not is_covered([ALL, table(*range(11))])
    assert is_covered([ALL, table(*range(18))])
    assert is_covered([ALL, table(*range(6))])


def test_few_revised_answers_would_be_found() -> None:
    assert not is_covered([ALL, {**ALL, 0: 2}])
    assert not is_covered([ALL, {**ALL, **table(*range(5), submission=2)}])
    assert is_covered([ALL, {**ALL, **table(*range(6), submission=2)}])


def test_one_that_leaves_is_not_hidden_by_others_that_change_a_little() -> None:
    left_and_changed = {**table(*range(11)), **table(*range(6), submission=2)}

    assert not is_covered([ALL, left_and_changed])


def test_overlapping_groups_of_six_would_disclose_to_a_member() -> None:
    assert not is_covered([table(*range(6)), table(*range(1, 7))])


def test_units_known_by_name_hide_nobody() -> None:
    assert not is_covered([ALL], known=range(8))
    assert is_covered([ALL], known=range(7))
    assert is_covered([ALL], known=range(12))


def test_naming_asks_for_five_others_or_none() -> None:
    assert hides_others([1, 2, 3], known={1, 2, 3})
    assert not keeps_cover([ALL], known=set(range(9)))
    assert keeps_cover([ALL], known=set(range(7)))
    assert keeps_cover([], known={1})


MEMBERS = st.dictionaries(st.integers(0, 25), st.integers(1, 3), min_size=1)


@given(st.lists(MEMBERS, max_size=6), st.sets(st.integers(0, 25), max_size=8))
def test_what_is_covered_lies_in_no_row_space(
    asked: list[dict[int, int]], known: set[int]
) -> None:
    """Show what is covered, as if it were exact means, and let each member look."""
    shown: list[dict[int, int]] = []
    for one in asked:
        if is_covered([*shown, one], known):
            shown.append(one)

    everybody = {unit for one in shown for unit in one}

    for viewer in everybody - known:
        assert find_values(shown, {viewer}) == set()
    for viewer in known:
        assert find_values(shown, {viewer, *known}) == set()


def find_values(tables: list[dict[int, int]], known: set[int]) -> set[tuple[int, int]]:
    """Find whose values follow from means of tables for somebody who knows some."""
    left = [
        [member for member in one.items() if member[0] not in known] for one in tables
    ]
    values = sorted({member for one in left for member in one})
    groups = [[values.index(member) for member in one] for one in left if one]
    return {values[place] for place in find_disclosed(groups, len(values))}


def test_the_row_space_test_finds_what_a_rule_less_strict_would_show() -> None:
    """A changed rule would be caught: three tables that differ pairwise by five."""
    one, two = table(0, *range(1, 6)), table(0, *range(6, 11))
    three = table(*range(1, 11))
    pairs = ((one, two), (one, three), (two, three))

    assert all(len(left.keys() ^ right.keys()) >= 5 for left, right in pairs)
    assert find_values([one, two, three], set()) == {(0, 1)}
    assert not is_covered([one, two, three])
