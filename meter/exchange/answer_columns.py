"""Columns of answers, block by block: codes become the texts that files hold.

They are those that `meter score` reads: an option's code, several joined by `;`, NA, DK
and RF for reasons, nothing where an item is unanswered or was not asked. A number is
text too, since a reason may stand in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.answers import answer_to_text
from instruments.model.items import MultipleItem, NumberItem
from meter.comparison.answer_stream import list_written
from scoring.kernel.codes import GIVEN, REASONS, state_of
from scoring.kernel.coding import decode_item

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from meter.comparison.answer_stream import AnswerBlock

UNIT = "unit"


@dataclass(frozen=True)
class Choices:
    """What the codes of one byte say, for one item.

    Attributes:
        said: by code; an empty text for nothing.
        texts: those that say something, as a column.
        places: by code, the place among `texts`; -1 for nothing.
    """

    said: tuple[str, ...]
    texts: pa.StringArray
    places: NDArray[np.int16]


class AnswerColumns:
    """Turns blocks of coded answers into columns of text.

    Attributes:
        items: that have a column each, in their order.
        schema: of every table; options are kept as a dictionary.
        free: the columns that hold what people wrote.
        choices: what codes say, by item, where each is one of a few texts.
    """

    def __init__(self, instrument: Instrument, *, words: bool = True) -> None:
        """Plan the columns; without `words`, items that take them have none."""
        import pyarrow as pa

        self._instrument = instrument
        written = frozenset(list_written(instrument))
        self._written = written if words else frozenset()
        self.items = {
            key: item
            for key, item in instrument.items.items()
            if words or key not in written
        }
        self.free = (UNIT, *sorted(self._written))
        self._reasons = {
            key: _list_choices(instrument, self.items[key]) for key in self._written
        }
        self.choices = {
            key: _list_choices(instrument, item)
            for key, item in self.items.items()
            if key not in written and not isinstance(item, NumberItem | MultipleItem)
        }
        chosen, plain = pa.dictionary(pa.int16(), pa.string()), pa.string()
        kinds = [(key, chosen if key in self.choices else plain) for key in self.items]
        self.schema = pa.schema([(UNIT, plain), *kinds])

    def write(self, block: AnswerBlock) -> pa.Table:
        """Write a block."""
        import pyarrow as pa

        columns: list[pa.Array] = [pa.array(block.names, pa.string())]
        columns += [self.write_item(key, block) for key in self.items]
        return pa.table(columns, schema=self.schema)

    def write_item(self, key: str, block: AnswerBlock) -> pa.Array:
        """Write the column of an item."""
        column = np.ascontiguousarray(block.coded[key])
        if key in self._written:
            return self._write_words(key, column, block)
        if key not in self.choices:
            return _write_distinct(self._instrument, self.items[key], column)
        found = self.choices[key]
        return _pick(found.places[column], found.texts)

    def _write_words(
        self, key: str, column: NDArray[Any], block: AnswerBlock
    ) -> pa.Array:
        import pyarrow as pa

        given = state_of(column) == GIVEN
        found = self._reasons[key]
        texts = _pick(found.places[column], found.texts).cast(pa.string()).to_pylist()
        for row in np.flatnonzero(given).tolist():
            texts[row] = block.words.get((block.unit_ids[row], key))
        return pa.array(texts, pa.string())


def _list_choices(instrument: Instrument, item: Item) -> Choices:
    import pyarrow as pa

    said = [answer_to_text(item, reason) for reason in REASONS]
    said += [""] * (GIVEN - len(said))
    said += [option.code for option in instrument.options_of(item)]
    full = np.array([bool(text) for text in said], dtype=np.bool_)
    places = np.full(256, -1, dtype=np.int16)
    places[: len(said)] = np.where(full, np.cumsum(full) - 1, -1)
    texts = pa.array([text for text in said if text], pa.string())
    return Choices(tuple(said), texts, places)


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
    found = _pick(shown.astype(np.int32), pa.array(texts, pa.string()))
    return found.cast(pa.string())


def _pick(places: NDArray[np.integer], texts: pa.StringArray) -> pa.DictionaryArray:
    import pyarrow as pa

    blank = places < 0
    found = pa.array(places, mask=blank if blank.any() else None)
    # Places are of our own making: looking through them again would take as long.
    return pa.DictionaryArray.from_arrays(found, texts, safe=False)
