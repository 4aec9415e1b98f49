from __future__ import annotations

from instruments.names import LONGEST, MOST_KNOWN, find_closest


def test_a_slip_of_two_letters_is_recognised() -> None:
    assert find_closest("extetn", ["extent", "colour"]) == "extent"


def test_a_name_like_none_has_no_closest() -> None:
    assert find_closest("zzz", ["extent", "colour"]) is None


def test_only_the_first_of_very_many_names_are_compared() -> None:
    names = [f"n{number}" for number in range(MOST_KNOWN)]

    assert find_closest("extent", [*names, "extent"]) is None


def test_a_very_long_name_is_compared_by_its_beginning() -> None:
    known = "a" * LONGEST

    assert find_closest(known + "b" * 1_000_000, [known]) == known
