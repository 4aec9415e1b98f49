from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from instruments.reading.cycles import MOST_CYCLES, find_cycles


def test_links_without_a_way_back_have_no_cycle() -> None:
    assert find_cycles({"a": ["b", "c"], "b": ["c"], "c": []}) == []


def test_a_cycle_begins_with_its_first_declared_name() -> None:
    assert find_cycles({"x": ["c"], "a": ["b"], "b": ["c"], "c": ["a"]}) == [
        ("a", "b", "c")
    ]


def test_a_name_may_link_to_itself() -> None:
    assert find_cycles({"a": ["a"]}) == [("a",)]


def test_names_that_are_not_declared_are_passed_over() -> None:
    assert find_cycles({"a": ["b", "z"], "b": ["y"]}) == []


def test_two_cycles_are_both_found() -> None:
    assert find_cycles({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}) == [
        ("a", "b"),
        ("c", "d"),
    ]


def test_a_very_long_way_is_walked() -> None:
    links = {f"n{number}": [f"n{number + 1}"] for number in range(50_000)}
    links["n50000"] = ["n0"]

    assert len(find_cycles(links)[0]) == 50_001


def test_only_some_of_very_many_cycles_are_told() -> None:
    links = {f"n{number}": [f"n{number}"] for number in range(MOST_CYCLES * 2)}

    assert len(find_cycles(links)) == MOST_CYCLES


NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4)))
def test_every_cycle_told_is_one_and_none_is_missed(
    links: dict[str, list[str]],
) -> None:
    cycles = find_cycles(links)

    for cycle in cycles:
        for name, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert following in links[name]
    assert bool(cycles) == any(reaches(name, name, links) for name in links)


def reaches(start: str, goal: str, links: dict[str, list[str]]) -> bool:
    """Tell whether a way of at least one step leads from start to goal."""
    seen: set[str] = set()
    ahead = [name for name in links[start] if name in links]
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            ahead += [below for below in links[name] if below in links]
    return False
