"""Columns of answers, block by block: codes become the texts that files hold.

They are those that `meter score` reads: an option's code, several joined by `;`, NA, DK
and RF for reasons, nothing where an item is unanswered or was not asked. A number is
text too, since a reason may stand in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.answers import answer_to_text
from instruments.model.items import MultipleItem, NumberItem
from meter.comparison.answer_stream import list_written
from scoring.kernel.codes import GIVEN, REASONS, state_of
from scoring.kernel.coding import decode_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from meter.comparison.answer_stream import AnswerBlock

UNIT = "unit"


class AnswerColumns:
    """Turns blocks of coded answers into columns of text.

    Attributes:
        schema: of every table; options are kept as a dictionary.
        free: the columns that hold what people wrote.
    """

    def __init__(self, instrument: Instrument, *, words: bool = True) -> None:
        """Plan the columns; without `words`, items that take them have none."""
        import pyarrow as pa

        self._instrument = instrument
        written = frozenset(list_written(instrument))
        self._written = written if words else frozenset()
        self._items = {
            key: item
            for key, item in instrument.items.items()
            if words or key not in written
        }
        self.free = (UNIT, *sorted(self._written))
        self._options = {
            key: _list_options(instrument, item)
            for key, item in self._items.items()
            if not isinstance(item, NumberItem | MultipleItem)
        }
        chosen, plain = pa.dictionary(pa.int16(), pa.string()), pa.string()
        kinds = [
            (
                key,
                chosen if key in self._options and key not in self._written else plain,
            )
            for key in self._items
        ]
        self.schema = pa.schema([(UNIT, plain), *kinds])

    def write(self, block: AnswerBlock) -> pa.Table:
        """Write a block."""
        import pyarrow as pa

        columns: list[pa.Array] = [pa.array(block.names, pa.string())]
        columns += [
            self._write_item(key, item, block) for key, item in self._items.items()
        ]
        return pa.table(columns, schema=self.schema)

    def _write_item(self, key: str, item: Item, block: AnswerBlock) -> pa.Array:
        column = np.ascontiguousarray(block.coded[key])
        if key in self._written:
            return self._write_words(key, column, block)
        if key not in self._options:
            return _write_distinct(self._instrument, item, column)
        places, texts = self._options[key]
        return _pick(places[column], texts)

    def _write_words(
        self, key: str, column: NDArray[Any], block: AnswerBlock
    ) -> pa.Array:
        import pyarrow as pa

        given = state_of(column) == GIVEN
        reasons = _pick(self._options[key][0][column], self._options[key][1])
        texts = reasons.cast(pa.string()).to_pylist()
        for row in np.flatnonzero(given).tolist():
            texts[row] = block.words.get((block.unit_ids[row], key))
        return pa.array(texts, pa.string())


def _list_options(
    instrument: Instrument, item: Item
) -> tuple[NDArray[np.int16], list[str]]:
    """List what a code of one byte says: its place among texts, -1 for nothing."""
    texts = [answer_to_text(item, reason) for reason in REASONS]
    texts += [""] * (GIVEN - len(texts))
    texts += [option.code for option in instrument.options_of(item)]
    places = np.full(256, -1, dtype=np.int16)
    said = [place for place, text in enumerate(texts) if text]
    places[said] = np.arange(len(said))
    return places, [texts[place] for place in said]


def _write_distinct(
    instrument: Instrument, item: Item, column: NDArray[Any]
) -> pa.Array:
    """Write numbers, or several options a cell: each different one is read once."""
    import pyarrow as pa

    bits, places = np.unique(column.view(np.uint64), return_inverse=True)
    answers = [
        decode_item(instrument, item, bits[at : at + 1].view(column.dtype))
        for at in range(len(bits))
    ]
    texts = ["" if one is None else answer_to_text(item, one) for one in answers]
    said = np.array([bool(text) for text in texts], dtype=np.bool_)
    shown = np.where(said, np.arange(len(texts)), -1)[places]
    return _pick(shown.astype(np.int32), texts).cast(pa.string())


def _pick(places: NDArray[np.integer], texts: Sequence[str]) -> pa.DictionaryArray:
    import pyarrow as pa

    blank = places < 0
    found = pa.array(places, mask=blank if blank.any() else None)
    return pa.DictionaryArray.from_arrays(found, pa.array(texts, pa.string()))
