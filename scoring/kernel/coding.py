"""Coding: a response's answers as one packed row of small numbers, and back."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.answers import Missing
from instruments.model.items import MultipleItem, NumberItem
from scoring.errors import PackedAnswersError, UnknownAnswerError
from scoring.kernel.codes import (
    CHOSEN,
    CODE_OF,
    GIVEN,
    NOT_ASKED,
    QUIET_NAN,
    REASONS,
    state_of,
)
from scoring.kernel.conditions import compile_condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.codes import Columns
    from scoring.kernel.conditions import Test

    Coded = NDArray[np.void]
    """One packed row a response, a field per item in questionnaire order."""


@dataclass(frozen=True)
class Coder:
    """The compiled coding of one instrument.

    Attributes:
        layout: the packed dtype; numbers are float64.
        wire: the same bytes with numbers as their bits, so that a reason in a NaN
            survives every copy.
        keys: the items of one byte, in order.
        measured: the items of eight bytes.
        offsets: where each of `keys` stands in a row.
        limits: the highest code of each of `keys`.
        places: per item the place of each option by its code.
        conditions: the tests of the items that are not always asked.
    """

    instrument: Instrument
    layout: np.dtype[np.void]
    wire: np.dtype[np.void]
    keys: tuple[str, ...]
    measured: tuple[str, ...]
    offsets: NDArray[np.intp]
    limits: NDArray[np.uint8]
    places: dict[str, dict[str, int]]
    conditions: tuple[tuple[str, Test], ...]

    def encode(self, item: Item, answer: Answer) -> int:
        """Give the bits of one answer.

        Raises:
            UnknownAnswerError: the value is no answer to the item.
        """
        if isinstance(answer, Missing):
            reason = CODE_OF[answer]
            return QUIET_NAN + reason if isinstance(item, NumberItem) else reason
        try:
            if isinstance(item, NumberItem):
                return _bits_of(float(answer))  # type: ignore[arg-type]
            if isinstance(item, MultipleItem):
                chosen = (self.places[item.key][code] for code in set(answer))  # type: ignore[arg-type]
                return CHOSEN | sum(1 << place for place in chosen)
            if not (places := self.places[item.key]):
                return GIVEN
            return GIVEN + places[answer]  # type: ignore[index]
        except (KeyError, TypeError, ValueError):
            raise UnknownAnswerError(item.key, answer) from None

    def apply_conditions(self, columns: Any) -> None:
        """Mark items whose condition fails as not asked, in place.

        A later condition sees an item that is not asked as missing.
        """
        for key, test in self.conditions:
            column = columns[key]
            skipped = ~test.holds(columns)
            if column.dtype.kind == "f":
                bits = column.view(np.uint64)
                bits[skipped] = QUIET_NAN + NOT_ASKED
            else:
                column[skipped] = NOT_ASKED


def coder_of(instrument: Instrument) -> Coder:
    """Compile the coding of an instrument; kept for the next call."""
    return _compile_coder(ByFingerprint(instrument.fingerprint, instrument))


@dataclass(frozen=True)
class ByFingerprint:
    """An instrument that caches can keep by the hash of its content."""

    fingerprint: str
    instrument: Instrument = field(compare=False)


@lru_cache(maxsize=64)
def _compile_coder(source: ByFingerprint) -> Coder:
    instrument = source.instrument
    items = instrument.items
    places = {key: _place_options(instrument, item) for key, item in items.items()}
    layout = np.dtype([(key, _format_of(item)) for key, item in items.items()])
    wire = np.dtype([(key, f"<u{layout[key].itemsize}") for key in items])
    bytes_ = tuple(key for key in items if layout[key].itemsize == 1)
    starts = [0, *np.cumsum([layout[key].itemsize for key in items]).tolist()]
    start_of = dict(zip(items, starts, strict=False))
    return Coder(
        instrument,
        layout,
        wire,
        bytes_,
        tuple(key for key in items if key not in bytes_),
        np.array([start_of[key] for key in bytes_], dtype=np.intp),
        np.array([GIVEN + max(len(places[key]), 1) - 1 for key in bytes_], dtype="u1"),
        places,
        tuple(
            (key, compile_condition(instrument, item.when))
            for key, item in items.items()
            if item.when is not None
        ),
    )


def _place_options(instrument: Instrument, item: Item) -> dict[str, int]:
    options = instrument.options_of(item)
    return {option.code: place for place, option in enumerate(options)}


def _format_of(item: Item) -> str:
    if isinstance(item, NumberItem):
        return "<f8"
    return "<u8" if isinstance(item, MultipleItem) else "u1"


def _bits_of(number: float) -> int:
    if number != number:  # noqa: PLR0124  (NaN is the only value that differs from itself)
        raise ValueError
    bits: int = struct.unpack("<Q", struct.pack("<d", number))[0]
    return bits


def layout_of(instrument: Instrument) -> np.dtype[np.void]:
    """Give the packed dtype of a coded response: a field per item, in order."""
    return coder_of(instrument).layout


def code_answers(
    instrument: Instrument, answers: Sequence[Mapping[str, Answer]]
) -> Coded:
    """Code responses; items whose condition fails become not asked.

    An absent item is unanswered; keys that are no items are ignored.

    Raises:
        UnknownAnswerError: a value is no answer to its item.
    """
    coder = coder_of(instrument)
    coded = np.array([_encode_row(coder, row) for row in answers], dtype=coder.wire)
    coded = coded.view(coder.layout)
    coder.apply_conditions(coded)
    return coded


def _encode_row(coder: Coder, row: Mapping[str, Answer]) -> tuple[int, ...]:
    return tuple(
        coder.encode(item, row.get(key, Missing.UNANSWERED))
        for key, item in coder.instrument.items.items()
    )


def pack(row: np.void | Coded) -> bytes:
    """Write one coded response as bytes: one an item, eight for a number."""
    return row.tobytes()


def unpack(instrument: Instrument, blobs: Sequence[bytes]) -> Coded:
    """Read packed responses.

    Raises:
        PackedAnswersError: a response has another length than the instrument's
            rows, or holds a code that the instrument does not know.
    """
    lengths = set(map(len, blobs))
    check_lengths(instrument, lengths)
    return unpack_rows(instrument, bytearray().join(blobs))


def check_lengths(instrument: Instrument, lengths: Iterable[int]) -> None:
    """Refuse packed responses that are longer or shorter than the instrument's rows.

    Raises:
        PackedAnswersError: names the first such length.
    """
    size = coder_of(instrument).layout.itemsize
    wrong = next((length for length in lengths if length != size), None)
    if wrong is not None:
        raise PackedAnswersError(instrument.key, f"{wrong} bytes instead of {size}")


def unpack_rows(instrument: Instrument, packed: bytes | bytearray) -> Coded:
    """Read packed responses, one after the other, where they are.

    Args:
        instrument: what was asked.
        packed: responses whose lengths are known to be right.

    Raises:
        PackedAnswersError: one holds a code that the instrument does not know.
    """
    coder = coder_of(instrument)
    rows = np.frombuffer(packed, dtype=np.uint8).reshape(-1, coder.layout.itemsize)
    check_codes(coder, rows.max(axis=0, initial=0)[coder.offsets])
    return np.frombuffer(packed, dtype=coder.layout)


def check_codes(coder: Coder, highest: NDArray[np.uint8]) -> None:
    """Refuse one-byte codes that their item does not have.

    Args:
        coder: the coding of the instrument.
        highest: the highest code found of each of the coder's `keys`.

    Raises:
        PackedAnswersError: names the first such item.
    """
    unknown = highest > coder.limits
    if unknown.any():
        place = int(unknown.argmax())
        fact = f"item '{coder.keys[place]}' has no code {highest[place]}"
        raise PackedAnswersError(coder.instrument.key, fact)


def count_rows(coder: Coder, coded: Coded | Columns) -> int:
    """Count the responses in coded rows, or in columns."""
    one = coded if isinstance(coded, np.ndarray) else coded[coder.layout.names[0]]  # type: ignore[index]
    return len(one)


def cut_rows(coded: Coded | Columns, rows: slice) -> Coded | Columns:
    """Take some of the responses out of coded rows, or of columns."""
    if isinstance(coded, np.ndarray):
        return coded[rows]
    return {key: column[rows] for key, column in coded.items()}


def decode_answers(instrument: Instrument, row: np.void | Coded) -> dict[str, Answer]:
    """Turn one coded response back into answers.

    Text, dates and links that were given are absent: only that they were given is
    coded, not what they say.
    """
    coded = np.atleast_1d(np.asarray(row))
    found = {
        key: decode_item(instrument, item, coded[key])
        for key, item in instrument.items.items()
    }
    return {key: answer for key, answer in found.items() if answer is not None}


def decode_item(
    instrument: Instrument, item: Item, column: NDArray[Any]
) -> Answer | None:
    """Turn the first code of an item's column back; None for a given text."""
    state = int(state_of(column)[0])
    if state != GIVEN:
        return REASONS[state]
    if isinstance(item, NumberItem):
        return float(column[0])
    options = instrument.options_of(item)
    if isinstance(item, MultipleItem):
        bits = int(column[0])
        return tuple(o.code for place, o in enumerate(options) if bits >> place & 1)
    return options[int(column[0]) - GIVEN].code if options else None


def asked_items(
    instrument: Instrument, answers: Mapping[str, Answer]
) -> frozenset[str]:
    """Name the items that apply with these answers, by their conditions."""
    coder = coder_of(instrument)
    blank = np.zeros(1, dtype=coder.layout)
    keys = [key for key, _ in coder.conditions]
    coded = code_answers(instrument, [answers]) if keys else blank
    skipped = {key for key in keys if state_of(coded[key])[0] == NOT_ASKED}
    return frozenset(instrument.items) - skipped
