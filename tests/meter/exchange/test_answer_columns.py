"""Codes become texts column by column, also where a block holds one kind alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Instrument
from instruments.model.answers import Missing
from meter.comparison.answer_stream import AnswerBlock
from meter.exchange.answer_columns import AnswerColumns
from scoring.kernel.coding import code_answers
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer

INSTRUMENT = Instrument.model_validate(DOCUMENT)


def write(*rows: dict[str, Answer]) -> dict[str, list[str | None]]:
    """Write rows as columns, with a note of the first one."""
    ids = list(range(len(rows)))
    coded = code_answers(INSTRUMENT, rows)
    block = AnswerBlock(ids, [f"U{one}" for one in ids], coded, {(0, "note"): "Hm"})
    columns = AnswerColumns(INSTRUMENT)
    table = columns.write(block)
    assert table.schema == columns.schema
    found: dict[str, list[str | None]] = table.to_pydict()
    return found


def test_numbers_are_the_shortest_that_read_back_exactly() -> None:
    given: list[Answer] = [5.0, 0.1 + 0.2, 1e22, Missing.UNANSWERED]
    found = write(*({"site": "yes", "users": one} for one in given))

    assert found["users"] == ["5", "0.30000000000000004", "1e+22", None]


def test_what_was_not_asked_is_blank() -> None:
    assert write({"site": "no", "users": 5.0})["users"] == [None]


def test_words_are_written_only_where_the_code_says_that_some_were_given() -> None:
    assert write({"note": "Hm"}, {})["note"] == ["Hm", None]
    assert write({})["note"] == [None]


def test_without_words_items_that_take_them_have_no_column() -> None:
    columns = AnswerColumns(INSTRUMENT, words=False)
    coded = code_answers(INSTRUMENT, [{"site": "no", "note": "Hm"}])

    table = columns.write(AnswerBlock([0], ["U0"], coded, {(0, "note"): "Hm"}))

    assert columns.free == ("unit",)
    assert "note" not in table.column_names
    assert table.column("site").to_pylist() == ["no"]


def test_several_options_stand_in_the_order_of_the_item() -> None:
    assert write({"ways": ("phone", "web")}, {"ways": ("web",)})["ways"] == [
        "web;phone",
        "web",
    ]


def test_a_block_without_rows_has_all_columns() -> None:
    assert write() == {key: [] for key in ("unit", *INSTRUMENT.items)}
