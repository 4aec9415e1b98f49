"""Tables with several respondents of a unit: who is read as whom, what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import draw

from scoring.errors import (
    BadCellsError,
    ItemAsUnitError,
    NoUnitColumnError,
    RepeatedColumnError,
    ScoringError,
)
from scoring.quality.errors import NoRespondentColumnError
from scoring.quality.responses import Responses, read_responses
from scoring.table_warnings import UnknownColumnWarning

INSTRUMENT = draw({"a": {}, "n": {"type": "number"}}, {"index": ["a"]})


def read(
    *rows: list[Any], columns: str = "city who a", unit: str | None = None
) -> Responses:
    frame = pd.DataFrame(list(rows), columns=columns.split(), dtype=object)
    return read_responses(INSTRUMENT, frame, unit, "who")


def test_a_unit_may_have_several_respondents() -> None:
    found = read(["Lima", "Ana", "full"], ["Lima", "Ben", "half"])

    assert found.units == ["Lima", "Lima"]
    assert found.respondents == ["Ana", "Ben"]
    assert found.coded["a"].tolist() == [8 + 4, 8 + 2]


def test_without_a_column_of_respondents_each_unit_answers_once() -> None:
    frame = pd.DataFrame({"city": ["Lima"], "a": ["full"]})

    found = read_responses(INSTRUMENT, frame)

    assert (found.units, found.respondents) == (["Lima"], [""])


def test_the_units_are_in_the_first_column_that_names_no_respondents() -> None:
    found = read(["Ana", "Lima", "full"], columns="who city a")

    assert (found.units, found.respondents) == (["Lima"], ["Ana"])


def test_another_column_may_name_the_units() -> None:
    found = read(["full", "Ana", "Lima"], columns="a who town", unit="town")

    assert found.units == ["Lima"]


def test_names_may_be_numbers_and_hold_blanks_and_tabs() -> None:
    found = read([12.0, " Ana\tBell ", "full"])

    assert (found.units, found.respondents) == (["12"], ["Ana Bell"])


def test_unit_and_respondent_are_no_unknown_columns() -> None:
    with pytest.warns(UnknownColumnWarning, match="mayor"):
        found = read(["Lima", "Ana", "full", 3], columns="city who a mayor")

    assert len(found.warnings) == 1


def test_blank_rows_are_left_out() -> None:
    found = read(["Lima", "Ana", "full"], [None, np.nan, None])

    assert found.units == ["Lima"]


def test_a_respondent_who_answers_twice_is_named() -> None:
    with pytest.raises(
        BadCellsError, match=r"row 3 \(Lima Ana\), column 'city and who'"
    ):
        read(["Lima", "Ana", "full"], ["Lima", "Ana", "half"])


def test_rows_that_name_only_one_of_the_two_are_named() -> None:
    with pytest.raises(BadCellsError) as caught:
        read(["Lima", None, "full"], ["", "Ana", "half"], ["Lima", "Ben", "half"])

    assert caught.value.count == 2
    first, second = map(str, caught.value.cells)
    assert first.startswith("row 2 (Lima), column 'who'")
    assert second.startswith("row 3, column 'city'")


@pytest.mark.parametrize(
    ("columns", "unit", "error"),
    [
        ("city by a", None, NoRespondentColumnError),
        ("city who a", "town", NoUnitColumnError),
        ("a who city", None, ItemAsUnitError),
        ("city who who", None, RepeatedColumnError),
        ("city who city", "city", RepeatedColumnError),
    ],
)
def test_columns_that_cannot_be_told_are_refused(
    columns: str, unit: str | None, error: type[ScoringError]
) -> None:
    with pytest.raises(error):
        read(["x", "y", "full"], columns=columns, unit=unit)


def test_respondents_alone_are_no_units() -> None:
    frame = pd.DataFrame({"who": ["Ana"]})

    with pytest.raises(NoUnitColumnError):
        read_responses(INSTRUMENT, frame, None, "who")


def test_a_column_that_was_meant_is_proposed() -> None:
    frame = pd.DataFrame({"city": ["Lima"], "person": ["Ana"], "a": ["full"]})

    with pytest.raises(NoRespondentColumnError) as caught:
        read_responses(INSTRUMENT, frame, None, "persons")

    assert caught.value.closest == "person"
    assert caught.value.exit_code == 11
