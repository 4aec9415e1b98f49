"""Columns of Arrow: every type that a file may have is read, or told to be none."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.exchange.arrow_cells import is_one_value, to_cells, to_names
from scoring.cells import to_text
from scoring.columns import DistinctCells, NumberCells, is_plain

DAY = dt.date(2026, 11, 30)
NOON = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def texts(column: pa.Array) -> list[str | None]:
    """List the cells as text, None for a blank."""
    cells = to_cells(column, is_number=False)
    assert isinstance(cells, DistinctCells)
    values = [to_text(value) for value in cells.values]
    return [None if at < 0 else values[at] for at in cells.places.tolist()]


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (pa.string(), ["a", None, "", "a"], ["a", None, "", "a"]),
        (pa.large_string(), ["a", None], ["a", None]),
        (pa.string_view(), ["a", None], ["a", None]),
        (pa.binary(), [b"a", None], ["a", None]),
        (pa.int64(), [1, None, 1], ["1", None, "1"]),
        (pa.uint8(), [255], ["255"]),
        (pa.float64(), [1.0, 2.5, float("nan")], ["1", "2.5", "nan"]),
        (pa.bool_(), [True, None], ["True", None]),
        (pa.decimal128(5, 2), [Decimal("1.50")], ["1.50"]),
        (pa.date32(), [DAY, None], ["2026-11-30", None]),
        (pa.date64(), [DAY], ["2026-11-30"]),
        (pa.timestamp("s"), [NOON.replace(tzinfo=None)], ["2026-11-30"]),
        (pa.timestamp("ns", "America/Lima"), [NOON], ["2026-11-30"]),
        (pa.timestamp("us", "No/Where"), [NOON], ["2026-11-30"]),
        (pa.time32("s"), [dt.time(12)], ["12:00:00"]),
        (pa.duration("s"), [dt.timedelta(seconds=5)], ["5"]),
        (pa.null(), [None, None], [None, None]),
        (pa.dictionary(pa.int8(), pa.string()), ["a", None, "a"], ["a", None, "a"]),
        (pa.dictionary(pa.uint16(), pa.int64()), [3, None], ["3", None]),
    ],
)
def test_every_type_of_one_value_is_read(
    kind: pa.DataType, values: list[Any], expected: list[str | None]
) -> None:
    assert is_one_value(kind)
    assert texts(pa.array(values, kind)) == expected


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(pa.string()),
        pa.struct([("a", pa.int64())]),
        pa.map_(pa.string(), pa.int64()),
        pa.month_day_nano_interval(),
        pa.uuid(),
        pa.dictionary(pa.int8(), pa.list_(pa.string())),
    ],
)
def test_lists_and_structures_are_no_one_value(kind: pa.DataType) -> None:
    assert not is_one_value(kind)


def test_a_blank_within_a_dictionary_is_blank() -> None:
    column = pa.DictionaryArray.from_arrays([0, 1, None], ["a", None])

    assert texts(column) == ["a", None, None]


@pytest.mark.parametrize("kind", [pa.float64(), pa.float32(), pa.int64(), pa.uint8()])
def test_numbers_stay_numbers_and_blanks_are_told_apart(kind: pa.DataType) -> None:
    cells = to_cells(pa.array([1, None, 3], kind), is_number=True)

    assert isinstance(cells, NumberCells)
    assert cells.numbers[[0, 2]].tolist() == [1, 3]
    assert cells.blank.tolist() == [False, True, False]


def test_a_nan_is_no_blank() -> None:
    cells = to_cells(pa.array([float("nan"), None]), is_number=True)

    assert isinstance(cells, NumberCells)
    assert cells.blank.tolist() == [False, True]


@given(
    st.lists(
        st.one_of(
            st.text("0123456789.,eE+- \n", max_size=8),
            st.floats().map(str),
            st.sampled_from(["1e400", "٣", "1_0", "0x1", "nan", "NA", ""]),
        ),
        max_size=8,
    )
)
def test_arrow_reads_a_number_only_where_python_reads_the_same(
    values: list[str],
) -> None:
    cells = to_cells(pa.array(values, pa.string()), is_number=True)

    assert isinstance(cells, DistinctCells)
    assert cells.numbers is not None
    for text, number in zip(cells.values, cells.numbers.tolist(), strict=True):
        assert np.isnan(number) or (is_plain(text) and float(str(text)) == number)
    for text in ("0", "-2.5", ".5", "5.", "1e3"):
        assert _read(text) == float(text)


def _read(text: str) -> float:
    cells = to_cells(pa.array([text]), is_number=True)
    assert isinstance(cells, DistinctCells)
    assert cells.numbers is not None
    return float(cells.numbers[0])


@pytest.mark.parametrize("beyond", [2, -2])
def test_cells_beyond_the_distinct_values_are_damage(beyond: int) -> None:
    column = pa.DictionaryArray.from_arrays(
        pa.array([0, beyond], pa.int32()), ["a", "b"], safe=False
    )

    with pytest.raises(pa.ArrowInvalid, match="beyond"):
        to_cells(column, is_number=False)
    with pytest.raises((pa.ArrowInvalid, pa.ArrowIndexError)):
        to_names(column)


def test_text_that_is_not_utf_8_is_no_text() -> None:
    column = pa.array([b"M\xe1laga"]).view(pa.string())

    with pytest.raises(UnicodeDecodeError):
        to_cells(column, is_number=False)
    with pytest.raises(UnicodeDecodeError):
        to_names(column)


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (pa.array([" Lima ", None, ""]), ["Lima", "", ""]),
        (pa.array(["Lima", None]).dictionary_encode(), ["Lima", ""]),
        (pa.array([1, None]), ["1", ""]),
        (pa.array([1.0, 2.5]), ["1", "2.5"]),
        (pa.array([None, None]), ["", ""]),
        (pa.array([DAY]), ["2026-11-30"]),
        (pa.array(["x"], pa.large_string()), ["x"]),
    ],
)
def test_names_are_text_without_blanks_around(
    column: pa.Array, names: list[str]
) -> None:
    assert to_names(column) == names
