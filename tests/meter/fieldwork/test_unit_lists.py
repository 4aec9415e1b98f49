"""Lists of units to invite: good rows are read, bad rows are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.exchange.errors import SheetSizeError
from meter.fieldwork.errors import SheetColumnsError
from meter.fieldwork.unit_lists import MOST_UNITS, UnitRow, read_unit_list

if TYPE_CHECKING:
    from instruments import Instrument


def test_a_plain_list_is_read() -> None:
    units, problems = read_unit_list(
        "name,email,contact\nMarenda,ana@example.org,Ana\nKharagai,ben@example.org,\n"
    )

    assert units == [
        UnitRow(2, "Marenda", "ana@example.org", "Ana"),
        UnitRow(3, "Kharagai", "ben@example.org", "ben@example.org"),
    ]
    assert problems == []


def test_facts_about_units_are_read_as_the_instrument_asks(
    instrument: Instrument,
) -> None:
    units, problems = read_unit_list(
        "Name;Email;Population;Region;Country\n"
        "Marenda;ana@example.org;1 250 000;Africa;Samplia\n",
        instrument.profile,
    )

    assert problems == []
    assert units[0].profile == {
        "population": 1250000.0,
        "region": "africa",
        "country": "Samplia",
    }


def test_each_bad_row_is_named_and_the_good_ones_are_kept(
    instrument: Instrument,
) -> None:
    units, problems = read_unit_list(
        "name,email,population,region\n"
        ",ana@example.org,1,asia\n"
        "B,nobody,1,asia\n"
        "C,c@example.org,many,asia\n"
        "D,d@example.org,-1,mars\n"
        "E,e@example.org,1,asia\n"
        "E,e@example.org,1,asia\n"
        "G,g@example.org,1,asia,extra\n",
        instrument.profile,
    )

    assert [unit.name for unit in units] == ["E"]
    assert [problem.row for problem in problems] == [2, 3, 4, 5, 5, 7, 8]
    assert "nobody" in str(problems[1])
    assert "of at least 0" in problems[3].message
    assert "africa, asia" in problems[4].message
    assert "row 6" in problems[5].message


def test_a_column_that_means_nothing_is_said_to_be_ignored() -> None:
    units, problems = read_unit_list("name,email,colour\nA,a@example.org,red\n")

    assert len(units) == 1
    assert [problem.row for problem in problems] == [1]
    assert '"colour"' in problems[0].message


def test_a_list_needs_its_columns() -> None:
    with pytest.raises(SheetColumnsError) as raised:
        read_unit_list("city,mail\nA,a@example.org\n")

    assert raised.value.missing == ("name", "email")
    with pytest.raises(SheetColumnsError):
        read_unit_list("")


def test_a_list_has_an_end() -> None:
    rows = "".join(f"U{n},u{n}@example.org\n" for n in range(MOST_UNITS + 1))

    with pytest.raises(SheetSizeError):
        read_unit_list("name,email\n" + rows)
