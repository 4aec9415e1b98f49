"""Coded answers kept aside in a temporary file."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from meter.exchange.whole_files import explaining

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Self

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from scoring.kernel.coding import Coder
    from scoring.reading import CodedBatch

MEMORY_BYTES = 1 << 22
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
    with explaining(tempfile.gettempdir()):
        yield


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
        with suppress(OSError):  # of a full disk: what is kept goes anyway
            self._finish()
        self._folder.cleanup()

    def add(self, batch: CodedBatch) -> None:
        """Keep a batch; none can be added any more once they are read.

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
                self._writer = pa.ipc.new_file(self._sink, self._schema)
            self._writer.write_batch(record)
        self.rows += len(batch)

    def read(self) -> Iterator[KeptBatch]:
        """Give all batches as they were added.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        for record in self._read(None):
            rows, names = record.columns[:2]
            columns = {key: self._decode(record, key) for key in self._layout.names}  # type: ignore[union-attr]
            yield KeptBatch(rows.to_numpy(), names, columns)

    def read_items(self, keys: Collection[str]) -> Iterator[dict[str, NDArray[Any]]]:
        """Give the codes of some items, batch by batch; no others are read.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        for record in self._read([self._schema.get_field_index(key) for key in keys]):
            yield {key: self._decode(record, key) for key in keys}

    def _read(self, fields: list[int] | None) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        if not self.rows:
            return
        with explaining_room():
            self._finish()
        options = pa.ipc.IpcReadOptions(included_fields=fields)
        with pa.OSFile(self._path) as file:
            records = pa.ipc.open_file(file, options=options)
            for number in range(records.num_record_batches):
                yield records.get_batch(number)

    def _decode(self, record: pa.RecordBatch, key: str) -> NDArray[Any]:
        codes: NDArray[Any] = record.column(key).to_numpy().view(self._layout[key])
        return codes

    def _finish(self) -> None:
        """End the adding: the file says at its end where its batches are."""
        if self._writer is not None and not self._sink.closed:
            try:
                self._writer.close()
            finally:
                self._sink.close()
