"""Lines of CSV of coded answers, block by block.

An item that is chosen from a list has few texts, and so have some such items side by
side: one look-up finds what they say together, with the commas in between. What people
wrote is guarded against being read as a formula, and quoted, column by column.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from meter.exchange.arrow_texts import guard_texts, quote_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from meter.comparison.answer_stream import AnswerBlock
    from meter.exchange.answer_columns import AnswerColumns, Choices
    from scoring.kernel.coding import Coded

MOST_TEXTS = 1 << 13
"""How many texts are laid out for a look-up, at most: it stays in the cache."""


@dataclass(frozen=True)
class Run:
    """Items side by side whose texts are looked up together.

    Attributes:
        steps: by item, how far apart two texts stand that differ by one in its code.
        texts: all that they can say, a comma between two.
    """

    steps: dict[str, np.int16]
    texts: pa.Array

    @classmethod
    def of(cls, choices: Mapping[str, Choices]) -> Run:
        """Lay out all that some items can say together."""
        import pyarrow as pa

        sizes = [len(one.said) for one in choices.values()]
        steps = [np.int16(math.prod(sizes[at:])) for at in range(1, len(sizes) + 1)]
        columns = [
            pa.array(one.said, pa.large_string()).take(pa.array(codes))
            for one, codes in zip(
                choices.values(), np.indices(sizes).reshape(len(sizes), -1), strict=True
            )
        ]
        return cls(dict(zip(choices, steps, strict=True)), _join(columns, ","))

    def write(self, coded: Coded) -> pa.Array:
        """Write what rows say."""
        import pyarrow as pa

        places = np.zeros(len(coded), dtype=np.int16)
        for key, step in self.steps.items():
            # In a row of their own, codes are read several times as fast.
            places += np.ascontiguousarray(coded[key]) * step
        return self.texts.take(pa.array(places))


class AnswerLines:
    """Turns blocks of coded answers into lines of CSV, each after a line feed.

    Attributes:
        parts: runs of choices, and by their keys the items that stand alone.
    """

    def __init__(self, columns: AnswerColumns) -> None:
        self._columns = columns
        self.parts = list(_list_parts(columns))

    def write_header(self) -> bytes:
        """Write the names of the columns."""
        names = io.StringIO()
        csv.writer(names, lineterminator="").writerow(self._columns.schema.names)
        return names.getvalue().encode()

    def write(self, block: AnswerBlock) -> memoryview:
        """Write a block; names and words get an apostrophe or quotes if they need."""
        import pyarrow as pa

        names = _guard(pa.array(block.names, pa.string()))
        cells = [self._write_part(part, block) for part in self.parts]
        return _get_bytes(_join([_join(["\n", names], ""), *cells], ","))

    def _write_part(self, part: Run | str, block: AnswerBlock) -> pa.Array:
        if isinstance(part, Run):
            return part.write(block.coded)
        texts = self._columns.write_item(part, block)
        return _guard(texts) if part in self._columns.free else _fill(texts)


def _list_parts(columns: AnswerColumns) -> Iterator[Run | str]:
    """Gather items side by side in runs; one that is no choice stands alone."""
    waiting: dict[str, Choices] = {}
    for key in columns.items:
        found = columns.choices.get(key)
        together = [*waiting.values(), *([found] if found else [])]
        if waiting and (found is None or _count_texts(*together) > MOST_TEXTS):
            yield Run.of(waiting)
            waiting = {}
        if found is None:
            yield key
        else:
            waiting[key] = found
    if waiting:
        yield Run.of(waiting)


def _count_texts(*choices: Choices) -> int:
    """Count what items can say together."""
    return math.prod(len(one.said) for one in choices)


def _guard(texts: pa.Array) -> pa.Array:
    """Keep what people wrote from being a formula, or more than a cell."""
    import pyarrow as pa

    guarded = quote_texts(guard_texts(pa.chunked_array([texts])))
    return _fill(guarded.combine_chunks())


def _fill(texts: pa.Array) -> pa.Array:
    import pyarrow as pa

    # Cells of a block may come to more bytes than a short offset counts.
    return texts.cast(pa.large_string()).fill_null("")


def _join(columns: Sequence[pa.Array | str], between: str) -> pa.Array:
    import pyarrow as pa
    from pyarrow import compute

    kind = pa.large_string()
    cells = [pa.scalar(one, kind) if isinstance(one, str) else one for one in columns]
    return compute.binary_join_element_wise(*cells, pa.scalar(between, kind))


def _get_bytes(lines: pa.Array) -> memoryview:
    """Get the bytes of texts one after the other, as they lie there."""
    _, offsets, data = lines.buffers()
    ends = np.frombuffer(offsets, np.int64)
    first, last = ends[lines.offset], ends[lines.offset + len(lines)]
    return memoryview(data)[first:last]
