"""Columns of Arrow as cells: what files of answers hold, whatever their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.cells import to_text
from scoring.columns import BLANK, DistinctCells, NumberCells

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from scoring.columns import Cells

_PLAIN_NUMBER = r"^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$"
"""What Arrow and `parse_answer` read alike."""

_DATE_LETTERS = 10

_BEYOND = "a cell lies beyond the distinct values of its column"


def is_one_value(kind: pa.DataType) -> bool:
    """Tell whether cells of a type hold one value each: no list, no structure."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return is_one_value(kind.value_type)
    plain = not types.is_nested(kind) and not types.is_interval(kind)
    return plain and not hasattr(kind, "storage_type")


def to_cells(column: pa.Array, *, is_number: bool) -> Cells:
    """Turn a column into cells.

    Args:
        column: of a type that holds one value a cell.
        is_number: the item takes numbers, so that numbers need not be told apart.

    Raises:
        ArrowException: the column is damaged, or its text not UTF-8.
        UnicodeDecodeError: its text is not UTF-8.
    """
    import pyarrow as pa
    from pyarrow import types

    kind = column.type
    if is_number and (types.is_integer(kind) or types.is_floating(kind)):
        return _to_numbers(column)
    if types.is_null(kind):
        return DistinctCells((), np.full(len(column), BLANK))
    if not types.is_dictionary(kind):
        column = _simplify(column).dictionary_encode()
    values = column.dictionary
    if not types.is_primitive(values.type) and values.type != pa.string():
        values = _simplify(values)
    numbers = _read_plain(values) if is_number and values.type == pa.string() else None
    return _distinguish(values.to_pylist(), column.indices, numbers)


def _to_numbers(column: pa.Array) -> NumberCells:
    import pyarrow as pa

    numbers = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    if column.null_count == 0:
        return NumberCells(numbers, np.zeros(len(numbers), dtype=np.bool_))
    return NumberCells(numbers, column.is_null().to_numpy(zero_copy_only=False))


def _simplify(column: pa.Array) -> pa.Array:
    """Turn dates into ISO text and any other kind of text into plain text."""
    import pyarrow as pa
    from pyarrow import compute, types

    kind = column.type
    if types.is_boolean(kind) or types.is_integer(kind) or types.is_floating(kind):
        return column
    if types.is_timestamp(kind):
        naive = column.cast(pa.timestamp(kind.unit))
        return compute.utf8_slice_codeunits(naive.cast(pa.string()), 0, _DATE_LETTERS)
    if types.is_duration(kind):
        return column.cast(pa.int64()).cast(pa.string())
    return column.cast(pa.string())


def _read_plain(texts: pa.Array) -> NDArray[np.float64]:
    """Read the texts that plainly are numbers; NaN stands for all others."""
    import pyarrow as pa
    from pyarrow import compute

    plain = compute.match_substring_regex(texts, _PLAIN_NUMBER)
    numbers = compute.if_else(plain, texts, None).cast(pa.float64())
    found: NDArray[np.float64] = numbers.to_numpy(zero_copy_only=False)
    return found


def _distinguish(
    values: list[Any], indices: pa.Array, numbers: NDArray[np.float64] | None
) -> DistinctCells:
    import pyarrow as pa

    if indices.type != pa.int32():
        indices = indices.cast(pa.int32())
    filled = indices.fill_null(BLANK) if indices.null_count else indices
    places = filled.to_numpy(zero_copy_only=False)
    if places.max(initial=BLANK) >= len(values) or places.min(initial=BLANK) < BLANK:
        # A damaged file; Arrow itself does not look.
        raise pa.ArrowInvalid(_BEYOND)
    empty = [place for place, value in enumerate(values) if value is None]
    if empty:
        places = np.where(np.isin(places, empty), BLANK, places)
    return DistinctCells(values, places, numbers)


def to_names(column: pa.Array) -> list[str]:
    """Turn a column into names: text without blanks around, nothing for a blank.

    Raises:
        ArrowException: the column is damaged, or its text not UTF-8.
        UnicodeDecodeError: its text is not UTF-8.
    """
    from pyarrow import types

    if types.is_dictionary(column.type):
        column.validate(full=True)
        column = column.dictionary_decode()
    if not types.is_null(column.type):
        column = _simplify(column)
    if types.is_string(column.type):
        return [name.strip() for name in column.fill_null("").to_pylist()]
    values = column.to_pylist()
    return ["" if one is None else to_text(one).strip() for one in values]
