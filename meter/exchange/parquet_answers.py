"""Files of answers in Parquet, read a part of a row group at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from instruments.model.items import NumberItem
from meter.exchange.arrow_cells import is_one_value, to_cells, to_names
from meter.exchange.errors import NestedColumnsError, UnreadableTableError
from meter.exchange.raw_rows import RawRow
from scoring.cells import FIRST_ROW
from scoring.reading import Batch, number_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa
    from pyarrow import parquet

    from instruments.model.instrument import Instrument
    from scoring.header import Header

BATCH_BYTES = 1 << 23
"""Bytes that the cells read at a time take, about."""

LEAST_ROWS = 1024

_TEXT_BYTES = 4
_OTHER_BYTES = 16

_BUFFER_BYTES = 1 << 16

_UNNAMED_INDEX = "__index_level_"


class ParquetAnswers:
    """A Parquet file of answers, or some of its row groups.

    Args:
        path: of the file.
        groups: the row groups that are read; None stands for all.
        start: the place of their first row among all rows, from 0.

    Attributes:
        name: of the file.
        columns: their names; what pandas kept as a named index comes first.
        groups: how many rows each row group of the file has.

    Raises:
        UnreadableTableError: it is no Parquet file.
    """

    def __init__(
        self, path: Path, groups: Sequence[int] | None = None, start: int = 0
    ) -> None:
        self.path = path
        self.name = path.name
        self._groups, self._start = groups, start
        with _explaining(self.name), self._open(()) as file:
            self._schema = file.schema_arrow
            facts = file.metadata
            counts = [
                facts.row_group(at).num_rows for at in range(facts.num_row_groups)
            ]
            self._places = _order_columns(self._schema)
            self.columns = [self._schema.names[place] for place in self._places]
        self.groups = tuple(counts)
        self._rows = max(sum(counts), 1)
        self._read_rows = 0

    @property
    def done(self) -> float:
        """How much of the file has been read, 0..1."""
        return min(float(self._read_rows / self._rows), 1.0)

    def read(self, instrument: Instrument, header: Header) -> Iterator[Batch]:
        """Read the columns of a header, some rows at a time.

        Raises:
            NestedColumnsError: columns hold lists or structures.
            UnreadableTableError: the file is damaged.
        """
        items = {key: self.columns[place] for key, place in header.items.items()}
        unit = self.columns[header.unit]
        self._check_types([unit, *items.values()])
        with _explaining(self.name):
            for block in self._read_blocks([unit, *items.values()]):
                cells = {
                    key: to_cells(
                        _pick(block, name),
                        is_number=isinstance(instrument.items[key], NumberItem),
                    )
                    for key, name in items.items()
                }
                rows = number_rows(self._start + self._read_rows, len(block))
                yield Batch(rows, to_names(_pick(block, unit)), cells)
                self._read_rows += len(block)

    def to_frame(self) -> pd.DataFrame:
        """Read all columns at once; cells keep their types.

        Raises:
            UnreadableTableError: the file is damaged.
        """
        from pyarrow import parquet

        with _explaining(self.name):
            table = parquet.ParquetFile(self.path).read()
            table = table.select(self._places).replace_schema_metadata()
            table.validate(full=True)  # or text that is no UTF-8 is found far from here
            frame: pd.DataFrame = table.to_pandas()
        return frame

    def read_rows(self) -> Iterator[RawRow]:
        """Read all columns row by row; cells keep their types.

        Raises:
            NestedColumnsError: columns hold lists or structures.
            UnreadableTableError: the file is damaged.
        """
        self._check_types(self.columns)
        with _explaining(self.name), self._open(()) as file:
            first = FIRST_ROW + self._start
            blocks = file.iter_batches(
                LEAST_ROWS, row_groups=self._groups, use_threads=False
            )
            for block in blocks:
                block.validate(full=True)
                columns = [block.column(place).to_pylist() for place in self._places]
                for number, cells in enumerate(zip(*columns, strict=True), first):
                    yield RawRow(number, cells)
                first += len(block)

    def _open(self, texts: tuple[str, ...]) -> parquet.ParquetFile:
        from pyarrow import parquet

        # Row groups may be of any size; like this they are read page by page.
        return parquet.ParquetFile(
            self.path,
            read_dictionary=list(texts),
            buffer_size=_BUFFER_BYTES,
            pre_buffer=False,
        )

    def _read_blocks(self, names: list[str]) -> Iterator[pa.RecordBatch]:
        from pyarrow import types

        kinds = {name: _find_type(self._schema, name) for name in names[1:]}
        texts = tuple(
            name
            for name, kind in kinds.items()
            if types.is_string(kind) or types.is_large_string(kind)
        )
        others = len(names) - len(texts)
        row_bytes = len(texts) * _TEXT_BYTES + others * _OTHER_BYTES
        with self._open(texts) as file:
            rows = max(BATCH_BYTES // row_bytes, LEAST_ROWS)
            yield from file.iter_batches(
                rows, self._groups, columns=names, use_threads=False
            )

    def _check_types(self, names: list[str]) -> None:
        kinds = {name: _find_type(self._schema, name) for name in names}
        nested = {
            name: str(kind) for name, kind in kinds.items() if not is_one_value(kind)
        }
        if nested:
            raise NestedColumnsError(self.name, nested)


@contextmanager
def _explaining(name: str) -> Iterator[None]:
    """Turn what a reader says into a sentence.

    Raises:
        UnreadableTableError: the file is no sound Parquet.
    """
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, MemoryError, UnicodeDecodeError) as error:
        detail = " ".join(str(error).split())[:120]
        problem = f"it is no Parquet file, or a damaged one ({detail})"
        raise UnreadableTableError(name, problem) from None


def _order_columns(schema: pa.Schema) -> list[int]:
    """Place the columns, those of a named index first, without an unnamed one."""
    index = _list_index(schema)
    shown = [
        place
        for place, name in enumerate(schema.names)
        if not name.startswith(_UNNAMED_INDEX)
    ]
    order = {name: at for at, name in enumerate(index)}
    return sorted(shown, key=lambda place: order.get(schema.names[place], len(index)))


def _pick(block: pa.RecordBatch, name: str) -> pa.Array:
    """Take the first column of a name: a file that has two is refused at its end."""
    return block.column(block.schema.get_all_field_indices(name)[0])


def _find_type(schema: pa.Schema, name: str) -> pa.DataType:
    return schema.field(schema.get_all_field_indices(name)[0]).type


def _list_index(schema: pa.Schema) -> list[Any]:
    """Name the columns that pandas kept as an index."""
    try:
        kept = schema.pandas_metadata or {}
        return [name for name in kept.get("index_columns", []) if isinstance(name, str)]
    except (ValueError, AttributeError, TypeError):
        return []  # what pandas would not understand, nobody wrote with it
