"""Tables of answers: rows coded in batches, what is bad gathered over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn import draw

from scoring.cells import LIMIT, BadCell
from scoring.columns import DistinctCells
from scoring.errors import BadCellsError
from scoring.header import read_header
from scoring.reading import (
    LONGEST_NAME,
    AnswerReader,
    BadCells,
    Batch,
    find_bad_names,
    number_rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.reading import CodedBatch

INSTRUMENT = draw(
    {
        "a": {},
        "b": {},
        "said": {"type": "yes_no"},
        "then": {"when": {"item": "said", "equals": "yes"}},
    },
    {"index": ["a", "b"]},
)
HEADER = read_header(INSTRUMENT, ["city", " a", "b "])


def batch(start: int, *rows: tuple[str, str, str]) -> Batch:
    units, *columns = zip(*rows, strict=True)
    cells = {
        key: DistinctCells(column, np.arange(len(column)))
        for key, column in zip("ab", columns, strict=True)
    }
    return Batch(number_rows(start, len(rows)), units, cells)


def coded(found: CodedBatch, item: str) -> list[int]:
    return [int(code) for code in found.columns[item]]


def named(reader: AnswerReader) -> list[tuple[int, str, str]]:
    with pytest.raises(BadCellsError) as caught:
        reader.bad.check("x.csv")
    cells: Sequence[BadCell] = caught.value.cells  # type: ignore[assignment]
    return [(cell.row, cell.unit, cell.column) for cell in cells]


def test_every_item_has_codes_whether_or_not_it_has_a_column() -> None:
    found = AnswerReader(INSTRUMENT, HEADER).read(batch(0, ("x", "full", "none")))

    assert [coded(found, key) for key in INSTRUMENT.items] == [[12], [8], [0], [1]]
    assert found.rows.tolist() == [2]


def test_rows_are_numbered_over_batches() -> None:
    reader = AnswerReader(INSTRUMENT, HEADER)
    reader.read(batch(0, ("x", "full", "none"), ("y", "?", "none")))
    reader.read(batch(2, ("z", "full", "?"), ("", "full", "")))

    assert named(reader) == [(3, "y", "a"), (4, "z", "b"), (5, "", "city")]


def test_rows_without_name_and_answer_are_left_out() -> None:
    reader = AnswerReader(INSTRUMENT, HEADER)
    found = reader.read(batch(0, ("", "", " "), ("x", "full", ""), ("", "", "")))

    assert (found.units, found.rows.tolist()) == (["x"], [3])
    assert coded(found, "a") == [12]
    assert reader.bad.count == 0


def test_a_row_whose_only_cell_is_bad_is_not_left_out() -> None:
    reader = AnswerReader(INSTRUMENT, HEADER)
    reader.read(batch(0, ("", "?", "")))

    assert named(reader) == [(2, "", "city"), (2, "", "a")]


def test_the_first_bad_cells_are_named_in_order_and_all_are_counted() -> None:
    reader = AnswerReader(INSTRUMENT, HEADER)
    for start in range(0, 60, 3):
        rows = [(f"u{start + row}", "?", "?") for row in range(3)]
        reader.read(batch(start, *rows))

    assert reader.bad.count == 120
    assert [row for row, _, _ in named(reader)] == sorted([*range(2, 12)] * 2)


def test_bad_cells_found_later_stand_where_they_belong() -> None:
    bad = BadCells()
    bad.note([BadCell(row, "", "a", "?") for row in range(10, 10 + LIMIT)], 90)
    bad.note([BadCell(3, "", "a", "?")], 1)

    with pytest.raises(
        BadCellsError, match=r"^'x.csv': 91 cells or rows cannot be read"
    ) as caught:
        bad.check("x.csv")
    cells: Sequence[BadCell] = caught.value.cells  # type: ignore[assignment]
    assert [cell.row for cell in cells] == [3, *range(10, 9 + LIMIT)]


def test_a_file_may_say_that_a_name_is_none() -> None:
    reader = AnswerReader(INSTRUMENT, HEADER)
    sound = batch(0, ("#N/A", "full", "none"))
    fault = {0: "an error stands here."}
    reader.read(Batch(sound.rows, sound.units, sound.cells, fault))

    assert named(reader) == [(2, "#N/A", "city")]


def test_ragged_rows_and_repeated_columns_stand_among_the_bad_cells() -> None:
    reader = AnswerReader(INSTRUMENT, read_header(INSTRUMENT, ["city", "a", "b", "b"]))
    sound = batch(0, ("x", "full", "none"), ("y", "?", "none"))
    rows = np.array([2, 5])
    told = {3: "the row has 1 cell.", 4: "the row has 9 cells."}
    found = reader.read(Batch(rows, sound.units, sound.cells, ragged=told))

    assert found.rows.tolist() == [2, 5]
    assert reader.bad.count == 4
    assert named(reader) == [(1, "", "b"), (3, "", ""), (4, "", ""), (5, "y", "a")]


def test_many_ragged_rows_are_named_up_to_a_limit_and_counted() -> None:
    reader = AnswerReader(INSTRUMENT, HEADER)
    sound = batch(0, ("x", "?", "none"))
    told = dict.fromkeys(range(3, 103), "the row has 1 cell.")
    reader.read(Batch(sound.rows, sound.units, sound.cells, ragged=told))

    assert reader.bad.count == 101
    assert [row for row, *_ in named(reader)] == list(range(2, 2 + LIMIT))


@pytest.mark.parametrize("name", ["Lima", "São Paulo", "مدينة", "می\u200cشد", "a\nb"])
def test_names_of_every_language_are_names(name: str) -> None:
    assert find_bad_names([name]) == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Li\0ma", "the name holds the character U+0000. Take it out."),
        ("\x1b[2J", "the name holds the character U+001B. Take it out."),
        ("x" * 1001, f"the name has 1001 characters; at most {LONGEST_NAME} may be."),
    ],
)
def test_names_that_nobody_could_print_are_refused(name: str, said: str) -> None:
    assert find_bad_names(["Lima", name]) == {1: said}
