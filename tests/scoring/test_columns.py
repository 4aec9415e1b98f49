"""Columns: cells of every kind become codes, and what is wrong is named by its row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn import draw, options
from hypothesis import given
from hypothesis import strategies as st

from scoring.cells import LIMIT, CellFault
from scoring.columns import (
    LARGEST_NUMBER,
    Cells,
    ColumnReader,
    DistinctCells,
    NumberCells,
    is_plain,
)
from scoring.kernel.coding import coder_of, decode_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.columns import CodedColumn

INSTRUMENT = draw(
    {
        "level": {},
        "n": {"type": "number", "at_least": 0, "at_most": 10},
        "free": {"type": "number"},
        "whole": {"type": "number", "whole": True},
        "note": {"type": "text", "allow": []},
        "several": {"type": "multiple", "options": options(a=1, b=2)},
    },
    {"index": ["level"]},
)
CODER = coder_of(INSTRUMENT)


def read(item: str, cells: Cells) -> CodedColumn:
    return ColumnReader(INSTRUMENT, CODER, INSTRUMENT.items[item]).read(cells)


def answers(item: str, column: CodedColumn) -> list[object]:
    codes = column.bits.view(CODER.layout[item])
    rows = (codes[row : row + 1] for row in range(len(codes)))
    return [decode_item(INSTRUMENT, INSTRUMENT.items[item], row) for row in rows]


def distinct(values: Sequence[object], *places: int) -> DistinctCells:
    return DistinctCells(values, np.array(places))


def numbers(*values: float, blank: Sequence[int] = ()) -> NumberCells:
    is_blank = np.isin(np.arange(len(values)), blank)
    return NumberCells(np.array(values, dtype=np.float64), is_blank)


def test_distinct_cells_go_to_their_rows_and_blanks_are_unanswered() -> None:
    column = read("level", distinct(["full", "none"], 1, 0, -1, 1))

    assert answers("level", column) == ["none", "full", "unanswered", "none"]
    assert column.wrong.tolist() == []


def test_what_cannot_be_read_is_unanswered_and_named_by_its_row() -> None:
    column = read("level", distinct(["full", "fulll"], 0, 1, 0, 1))

    assert answers("level", column) == ["full", "unanswered", "full", "unanswered"]
    assert column.wrong.tolist() == [1, 3]
    assert column.problems[0].startswith("'fulll' is no option")


def test_all_wrong_rows_are_told_and_the_first_are_explained() -> None:
    column = read("level", distinct(["x"], *[0] * 50))

    assert len(column.wrong) == 50
    assert len(column.problems) == LIMIT


def test_numbers_are_checked_as_an_array() -> None:
    column = read("n", numbers(0, 2.5, 10, -0.5, 10.5, math.nan, math.inf))

    assert answers("n", column) == [0, 2.5, 10, *["unanswered"] * 4]
    assert column.problems == (
        "-0.5 is below 0.",
        "10.5 is above 10.",
        "'nan' is not a number.",
        "'inf' is not a number.",
    )


def test_a_blank_among_numbers_is_unanswered() -> None:
    column = read("n", numbers(1, math.nan, 2, blank=[1]))

    assert answers("n", column) == [1, "unanswered", 2]
    assert column.problems == ()


def test_text_and_numbers_give_the_same_codes() -> None:
    as_text = read("n", distinct(["0", " 2.5", "1e1", "-0"], 0, 1, 2, 3))

    assert as_text.bits.tolist() == read("n", numbers(0, 2.5, 10, 0)).bits.tolist()


def test_a_whole_number_has_no_fraction() -> None:
    column = read("whole", numbers(3, 3.5))

    assert column.problems == ("'3.5' is not a whole number.",)


@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_beyond_what_can_be_summed_are_refused(sign: int) -> None:
    most = sign * LARGEST_NUMBER
    column = read("free", numbers(most, most * 1.01, sign * 1e308))

    assert column.wrong.tolist() == [1, 2]
    compared = "above 1e+100" if sign > 0 else "below -1e+100"
    assert column.problems[1] == f"{sign * 1e308:g} is {compared}."
    text = read("free", distinct([f"{sign}e308", f"{sign}e100"], 0, 1))
    assert text.wrong.tolist() == [0]


def test_a_number_that_no_float_holds_is_not_a_number() -> None:
    column = read("free", distinct(["1e999", 10**400], 0, 1))

    assert column.wrong.tolist() == [0, 1]
    assert column.problems[0] == "'1e999' is not a number."


def test_numbers_that_a_file_knows_are_not_read_again() -> None:
    cells = DistinctCells(["2.5", "NA"], np.array([0, 1]), np.array([2.5, math.nan]))

    assert answers("n", read("n", cells)) == [2.5, "not_applicable"]


def test_numbers_in_an_item_with_options_are_read_as_text() -> None:
    column = read("level", numbers(5, math.nan, math.nan, blank=[1]))

    assert column.problems == (
        "'5' is no option; write none or little or half or most or full.",
        "'nan' is no option; write none or little or half or most or full.",
    )


def test_true_and_one_are_told_apart() -> None:
    column = read("n", distinct([True, 1], 0, 1))

    assert answers("n", column) == ["unanswered", 1]
    assert column.problems == ("'True' is not a number.",)


def test_a_fault_says_itself_what_is_wrong() -> None:
    column = read("note", distinct(["fine", CellFault("the cell is merged.")], 0, 1))

    assert column.wrong.tolist() == [1]
    assert column.problems == ("the cell is merged.",)


def test_a_reader_reads_one_batch_like_another() -> None:
    reader = ColumnReader(INSTRUMENT, CODER, INSTRUMENT.items["several"])
    first = reader.read(distinct(["a;b", "c"], 0, 1))
    again = reader.read(distinct(["c", "a;b"], 1, 0))

    assert again.bits.tolist() == first.bits.tolist()
    assert again.problems == first.problems


@given(st.lists(st.floats(-1e100, 1e100), max_size=20))
def test_every_number_of_a_bearable_size_is_kept_exactly(values: list[float]) -> None:
    assert answers("free", read("free", numbers(*values))) == values


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("0.5", True),
        (" -3e2 ", True),
        (".5", True),
        (2.0, True),
        ("1,5", False),
        ("1_000", False),
        ("nan", False),
        ("inf", False),
        ("0x10", False),
        ("٣", False),
        (float("inf"), False),
        (10**400, False),
        (True, False),
        (3, True),
        (None, False),
    ],
)
def test_only_what_float_reads_alike_takes_the_short_way(
    value: object, plain: bool
) -> None:
    assert is_plain(value) is plain


def test_a_number_that_can_be_read_in_two_ways_beside_others_is_refused() -> None:
    column = read("free", distinct(["3,5", "1.234", "2"], 0, 1, 2))

    assert column.wrong.tolist() == [1]
    assert "may mean 1.234 or 1234 beside '3,5'" in column.problems[0]
    assert read("free", distinct(["1.234", "2.5"], 0, 1)).wrong.tolist() == []
