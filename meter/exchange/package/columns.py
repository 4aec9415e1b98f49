"""Columns and tables of a package, in Arrow, and how columns are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

UNIT = "unit"

Kind = Literal["text", "mixed", "number", "whole"]
"""Mixed are numbers, written as text, among marks for the reasons why there is none."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        title: what it is, in the language of the package.
        data: in Arrow; null where there is nothing.
        codes: what each text in it stands for; empty where texts are free.
    """

    name: str
    title: str
    kind: Kind
    data: pa.Array
    codes: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table of a package; `key` names the columns that no two rows share."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns[0].data)


def cross(rows: int, others: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the places of units, and of what each of them has, unit after unit."""
    return np.tile(np.arange(rows), others), np.repeat(np.arange(others), rows)


def text_column(
    name: str,
    title: str,
    values: Sequence[str | None],
    codes: dict[str, str] | None = None,
) -> Column:
    """Make a column of texts; None stands for nothing."""
    import pyarrow as pa

    return Column(name, title, "text", pa.array(values, pa.string()), codes or {})


def coded_column(
    name: str,
    title: str,
    texts: Sequence[str],
    places: NDArray[np.intp],
    codes: dict[str, str] | None = None,
) -> Column:
    """Make a column of a few texts that stand often; -1 stands for nothing."""
    import pyarrow as pa

    # Readers want each text of a dictionary once: two items are of one section.
    distinct = list(dict.fromkeys(texts))
    place_of = np.array([distinct.index(text) for text in texts], dtype=np.int32)
    found = pa.array(place_of[places], mask=places < 0)
    values = pa.DictionaryArray.from_arrays(found, pa.array(distinct, pa.string()))
    return Column(name, title, "text", values, codes or {})


def number_column(name: str, title: str, values: Values) -> Column:
    """Make a column of numbers; NaN stands for nothing."""
    import pyarrow as pa

    return Column(name, title, "number", pa.array(values, from_pandas=True), {})


def whole_column(name: str, title: str, values: Sequence[int]) -> Column:
    """Make a column of whole numbers."""
    import pyarrow as pa

    return Column(name, title, "whole", pa.array(values, pa.int64()), {})
