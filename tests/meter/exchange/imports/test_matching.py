"""Columns find their questions; what may mean several things is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, load_instrument
from meter.exchange.imports.errors import NoQuestionError, NoUnitHeadingError
from meter.exchange.imports.mapping import ColumnMapping, Target
from meter.exchange.imports.reading import open_import
from tests.meter.exchange.imports.tables import write

if TYPE_CHECKING:
    from pathlib import Path


def test_keys_facts_and_the_profile_are_known_and_the_rest_is_told(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, "city,law,population,lew,User\nMarenda,full,1,2,3\n")

    header = open_import(path, instrument).header

    assert set(header.fields) == {"law"}
    told = [str(one) for one in header.warnings]
    assert len(told) == 2
    assert "'lew' is no item and is ignored" in told[0]
    assert told[1].endswith("Did you mean 'users'?")


def test_two_columns_of_one_question_are_refused(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, "city,law,There is a law.\nMarenda,full,none\n")

    (bad,) = open_import(path, instrument).header.bad

    assert (bad.row, bad.place.letter, bad.code) == (1, "C", "repeated_column")
    assert "column B is of 'law' too" in bad.problem


def test_a_mapping_goes_first_and_leaves_columns_out(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, "city,law,There is a law.,x\nMarenda,full,none,1\n")
    columns = {"law": None, "x": Target("ways", "web")}

    file = open_import(path, instrument, mapping=ColumnMapping(columns=columns))

    assert file.header.bad == []
    assert [row.answers for row in file.read()] == [{"law": "none", "ways": ("web",)}]


def test_questions_with_the_same_words_follow_the_order_of_asking(
    tmp_path: Path,
) -> None:
    meter = load_instrument("meter")
    asks = [item.ask for item in meter.items.values()]
    ask = next(one for one in asks if asks.count(one) > 1)
    keys = [key for key, item in meter.items.items() if item.ask == ask]
    head = ",".join(["city", *[f'"{ask}"'] * len(keys)])

    file = open_import(write(tmp_path, f"{head}\nMarenda,a,b,c,d,e\n"), meter)

    assert [row.answers for row in file.read()] == [
        dict(zip(keys, "abcde", strict=True))
    ]


def test_some_of_them_may_be_any(tmp_path: Path) -> None:
    meter = load_instrument("meter")
    asks = [item.ask for item in meter.items.values()]
    ask = next(one for one in asks if asks.count(one) > 1)

    header = open_import(write(tmp_path, f'city,"{ask}"\nMarenda,a\n'), meter).header

    assert [one.code for one in header.bad] == ["ambiguous_column"]


def test_a_file_without_questions_is_refused(
    instrument: Instrument, tmp_path: Path
) -> None:
    with pytest.raises(NoQuestionError, match="--mapping"):
        open_import(write(tmp_path, "city,x\nMarenda,1\n"), instrument)


def test_who_names_the_units_has_to_be_said_where_it_is_not_plain(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, "Timestamp,Your city,law\n1,Marenda,full\n")

    with pytest.raises(NoUnitHeadingError, match="--unit; there are 'Timestamp', 'Y"):
        open_import(path, instrument)
    with pytest.raises(NoUnitHeadingError, match="Did you mean 'Your city'"):
        open_import(path, instrument, unit="Your citty")
    assert open_import(path, instrument, unit="your CITY").header.unit == 1
    said = ColumnMapping("Your city")
    assert open_import(path, instrument, mapping=said).header.unit == 1


def test_a_column_called_unit_names_the_units(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, "Timestamp,law,Unit\n1,full,Marenda\n")

    assert [row.unit for row in open_import(path, instrument).read()] == ["Marenda"]
