"""A stream: the answers of a round of any size, some units at a time, as of one moment.

What is read lies in one transaction that only reads: a save neither waits for it nor is
seen by it.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.items import DateItem, LinkItem, TextItem
from meter.comparison.frames import ensure_current
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository.packed import ROWS_AT_ONCE, list_texts, stream_packed
from meter.storage.repository.responses import count_results
from scoring.kernel.coding import check_lengths, unpack_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.instrument import Instrument
    from meter.records import Round
    from meter.storage import Connection, Store
    from meter.storage.repository.packed import Packed
    from scoring.kernel.coding import Coded


@dataclass(frozen=True)
class AnswerBlock:
    """The answers of some units, in the order of their ids.

    Attributes:
        coded: a row a unit; not for writing.
        words: what was written, by id of the unit and item: codes only tell that
            something was.
    """

    unit_ids: list[int]
    names: list[str]
    coded: Coded
    words: Mapping[tuple[int, str], str]

    def __len__(self) -> int:
        return len(self.unit_ids)


@dataclass(frozen=True)
class AnswerStream:
    """The answers of a round that count, at the moment in which it was opened.

    Attributes:
        units: how many there are.
    """

    round: Round
    instrument: Instrument
    units: int
    _connection: Connection

    def read(self, rows: int = ROWS_AT_ONCE) -> Iterator[AnswerBlock]:
        """Give all answers, of so many units at a time; can be asked for again."""
        written = list_written(self.instrument)
        for found in stream_packed(self._connection, self.round.id, rows):
            check_lengths(self.instrument, (found.shortest, found.longest))
            coded = unpack_rows(self.instrument, found.coded)
            words = self._read_words(found, written)
            yield AnswerBlock(found.unit_ids, found.names, coded, words)

    def _read_words(
        self, found: Packed, written: list[str]
    ) -> dict[tuple[int, str], str]:
        if not written:
            return {}
        return list_texts(self._connection, self.round.id, found.unit_ids, written)

    def fingerprint(self) -> str:
        """Give a short name of all that the stream holds: other answers, another name.

        Names of units and words count too.
        """
        digest = hashlib.sha256(self.round.instrument_fingerprint.encode())
        for block in self.read():
            words = sorted(block.words.items())
            digest.update(repr((block.unit_ids, block.names, words)).encode())
            digest.update(block.coded.tobytes())
        return digest.hexdigest()[:32]


def list_written(instrument: Instrument) -> list[str]:
    """List the items that take words, a date or an address."""
    kinds = TextItem | DateItem | LinkItem
    return [key for key, item in instrument.items.items() if isinstance(item, kinds)]


@contextmanager
def open_stream(store: Store, round_id: int) -> Iterator[AnswerStream]:
    """Open the answers of a round that count: submitted, or accepted if reviewed.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
        PackedAnswersError: while it is read, where answers are damaged.
    """
    with store.read() as connection:
        asked = get_round(connection, round_id)
        instrument = load_instrument(store, connection, asked)
        ensure_current(connection, asked, instrument)
        units = count_results(connection, round_id)
        yield AnswerStream(asked, instrument, units, connection)
