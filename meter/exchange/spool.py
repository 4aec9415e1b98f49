"""Coded answers kept aside in a temporary file."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.errors import UnwritableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    import pyarrow as pa
    from numpy.typing import NDArray

    from scoring.kernel.coding import Coder
    from scoring.reading import CodedBatch

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


@dataclass(frozen=True)
class KeptBatch:
    """Coded rows as they come back; the arrays are not for writing.

    Attributes:
        rows: their numbers as a spreadsheet counts.
        names: the names of the units, a column of text.
        columns: the codes of every item of the instrument.
    """

    rows: NDArray[np.int64]
    names: pa.Array
    columns: dict[str, NDArray[Any]]

    @property
    def units(self) -> list[str]:
        """The names of the units, in a list."""
        found: list[str] = self.names.to_pylist()
        return found


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
        fields = [("row", pa.int64()), ("unit", pa.string())]
        self._schema = pa.schema([*fields, *kinds.items()])
        self._folder = TemporaryDirectory(prefix="meter-")
        self._path = str(Path(self._folder.name) / "coded.arrow")
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            with suppress(OSError):  # of a full disk: what is kept goes anyway
                self._writer.close()
            self._sink.close()
        self._folder.cleanup()

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
                self._sink = pa.OSFile(self._path, "wb")
                self._writer = pa.ipc.new_stream(self._sink, self._schema)
            self._writer.write_batch(record)
        self.rows += len(batch)

    def read(self) -> Iterator[KeptBatch]:
        """Give all batches as they were added."""
        import pyarrow as pa

        if self._writer is None:
            return
        # The stream has no end mark yet: it ends where the file does.
        with pa.OSFile(self._path) as file, pa.ipc.open_stream(file) as records:
            for record in records:
                yield self._restore(record)

    def _restore(self, record: pa.RecordBatch) -> KeptBatch:
        rows, names, *codes = record.columns
        columns = {
            key: column.to_numpy().view(self._layout[key])
            for key, column in zip(self._schema.names[2:], codes, strict=True)
        }
        return KeptBatch(rows.to_numpy(), names, columns)

    def read_columns(self) -> dict[str, NDArray[Any]]:
        """Give the codes of all rows at once, one array an item.

        A relative method is fitted on them: one byte an answer, eight for a number.
        """
        parts: dict[str, list[NDArray[Any]]] = {}
        for batch in self.read():
            for key, column in batch.columns.items():
                parts.setdefault(key, []).append(column)
        return {key: np.concatenate(columns) for key, columns in parts.items()}
