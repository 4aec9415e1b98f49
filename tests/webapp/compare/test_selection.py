from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.compare.selection import ALIKE, Selection, parse_selection


def read_back(selection: Selection) -> Selection:
    query = parse_qs(urlsplit(selection.link()).query)
    single = {name: values[0] for name, values in query.items()}
    return parse_selection(query.get("units", []), single)


@pytest.mark.parametrize("units", [["3", "1", "2"], ["3,1,2"], ["3, 1", "2"]])
def test_units_may_be_listed_either_way(units: list[str]) -> None:
    assert parse_selection(units, {}).units == (3, 1, 2)


def test_a_unit_chosen_twice_counts_once() -> None:
    assert parse_selection(["1", "2", "1"], {}).units == (1, 2)


def test_a_seventh_unit_is_left_out_and_remembered() -> None:
    selection = parse_selection(["1,2,3,4,5,6,7,8"], {})

    assert selection.units == (1, 2, 3, 4, 5, 6)
    assert selection.left_out == (7, 8)


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "", "²", "٣", "9" * 40, "1;2"])
def test_what_is_no_id_is_left_out(text: str) -> None:
    assert parse_selection([text], {}).units == ()


def test_a_blank_part_or_order_is_the_default() -> None:
    assert parse_selection([], {"node": "", "sort": ""}) == Selection()


def test_a_link_changes_one_thing_and_keeps_the_others() -> None:
    selection = Selection(units=(1, 2), node="law", room=True)

    assert selection.link(sort="rules") == (
        "?units=1&units=2&node=law&sort=rules&view=room"
    )
    assert selection.link(units=(), room=False) == "?node=law"


@given(
    st.builds(
        Selection,
        units=st.lists(st.integers(0, 10**6), max_size=6, unique=True).map(tuple),
        node=st.none() | st.sampled_from(["law", "a_b"]),
        sort=st.none() | st.text(min_size=1),
        room=st.booleans(),
    )
)
def test_a_link_leads_to_its_own_selection(selection: Selection) -> None:
    assert read_back(selection) == selection


def test_every_choice_is_in_the_address_and_read_from_it() -> None:
    chosen = Selection(
        units=(3, 1),
        node="law",
        sort="policy",
        room=True,
        order=ALIKE,
        by="region",
        across="gap:behind",
        up="gap:ahead",
        former="first",
        search="Ar",
        method="other",
        first=200,
    )

    pairs = parse_qs(chosen.link().removeprefix("?"))
    singles = {name: values[0] for name, values in pairs.items()}

    assert parse_selection(pairs["units"], singles) == chosen
    assert chosen.is_alike


def test_other_pages_are_about_the_same_units_and_part() -> None:
    chosen = Selection(units=(3,), node="law", sort="policy", by="region", first=9)

    assert chosen.share() == "?units=3&node=law"


@pytest.mark.parametrize(("typed", "first"), [("201", 200), ("0", 0), ("x", 0)])
def test_the_first_row_is_counted_from_one(typed: str, first: int) -> None:
    assert parse_selection((), {"first": typed}).first == first
