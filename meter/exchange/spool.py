"""Coded answers kept aside, in memory while they are few, else in a temporary file."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.errors import UnwritableFileError
from scoring.reading import CodedBatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    import pyarrow as pa
    from numpy.typing import NDArray

    from scoring.kernel.coding import Coder

MEMORY_BYTES = 1 << 25
"""Bytes that are held in memory before a temporary file takes over."""


def open_temporary() -> Any:
    """Open a file of bytes that goes to disk when it outgrows MEMORY_BYTES."""
    return tempfile.SpooledTemporaryFile(MEMORY_BYTES)


@contextmanager
def explaining_room() -> Iterator[None]:
    """Say where there is no room, if a temporary file cannot be written.

    Raises:
        UnwritableFileError: names the folder of temporary files.
    """
    try:
        yield
    except OSError as error:
        folder = tempfile.gettempdir()
        raise UnwritableFileError(folder, error.strerror or str(error)) from None


class Spool:
    """Coded batches that are written once and read as often as needed.

    Attributes:
        rows: how many there are.
    """

    def __init__(self, coder: Coder) -> None:
        import pyarrow as pa

        self.rows = 0
        self._layout, self._wire = coder.layout, coder.wire
        kinds = {key: pa.from_numpy_dtype(coder.wire[key]) for key in coder.wire.names}  # type: ignore[union-attr]
        fields = [("row", pa.int64()), ("unit", pa.large_string())]
        self._schema = pa.schema([*fields, *kinds.items()])
        self._file = open_temporary()
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, batch: CodedBatch) -> None:
        """Keep a batch.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        import pyarrow as pa

        columns = [
            pa.array(batch.columns[key].view(self._wire[key]))
            for key in self._schema.names[2:]
        ]
        units = pa.array(batch.units, self._schema.field(1).type)
        record = pa.record_batch(
            [pa.array(batch.rows), units, *columns], schema=self._schema
        )
        with explaining_room():
            if self._writer is None:
                self._writer = pa.ipc.new_stream(self._file, self._schema)
            self._writer.write_batch(record)
        self.rows += len(batch)

    def read(self) -> Iterator[CodedBatch]:
        """Give all batches as they were added; their arrays are not for writing."""
        import pyarrow as pa

        if self._writer is None:
            return
        self._file.seek(0)
        # Nothing is cut short: the end of the stream is where the file ends.
        for record in pa.ipc.open_stream(self._file):
            yield self._restore(record)

    def _restore(self, record: pa.RecordBatch) -> CodedBatch:
        row, unit, *codes = record.columns
        columns = {
            key: column.to_numpy().view(self._layout[key])
            for key, column in zip(self._schema.names[2:], codes, strict=True)
        }
        return CodedBatch(row.to_numpy(), unit.to_pylist(), columns)

    def read_columns(self) -> dict[str, NDArray[Any]]:
        """Give the codes of all rows at once, one array an item.

        A relative method is fitted on them: one byte an answer, eight for a number.
        """
        parts: dict[str, list[NDArray[Any]]] = {}
        for batch in self.read():
            for key, column in batch.columns.items():
                parts.setdefault(key, []).append(column)
        return {key: np.concatenate(columns) for key, columns in parts.items()}
