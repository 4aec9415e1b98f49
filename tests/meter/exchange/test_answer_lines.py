"""Lines of CSV say what the columns say, guarded, however items are looked up."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest

from instruments import Instrument
from instruments.model.answers import Missing
from meter.comparison.answer_stream import AnswerBlock
from meter.exchange import answer_lines
from meter.exchange.answer_columns import AnswerColumns
from meter.exchange.answer_lines import AnswerLines
from meter.exchange.formulas import CONTROLS, SIGNS
from scoring.kernel.coding import code_answers
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments import Answer

ITEMS = 7
REASONS = (Missing.NOT_APPLICABLE, Missing.DONT_KNOW, Missing.REFUSED)
ANSWERS: tuple[Answer, ...] = ("none", "some", "full", *REASONS, Missing.UNANSWERED)
OPTIONS = [
    {"code": code, "say": code, "points": points}
    for points, code in enumerate(("none", "some", "full"))
]
CHOICES = Instrument.model_validate(
    {
        "key": "choices",
        "version": "1",
        "title": "Choices",
        "language": "en",
        "scales": {"extent": {"options": OPTIONS}},
        "sections": [
            {
                "key": "all",
                "title": "All",
                "items": [
                    {"key": f"i{number}", "ask": f"{number}?", "scale": "extent"}
                    for number in range(ITEMS)
                ],
            }
        ],
    }
)


def make_block(
    instrument: Instrument,
    rows: Sequence[dict[str, Answer]],
    names: Sequence[str] | None = None,
    notes: Sequence[str] = (),
) -> AnswerBlock:
    ids = list(range(len(rows)))
    words = {(at, "note"): note for at, note in enumerate(notes)}
    names = names or [f"U{one}" for one in ids]
    return AnswerBlock(ids, list(names), code_answers(instrument, rows), words)


def read_lines(instrument: Instrument, block: AnswerBlock) -> list[list[str]]:
    """Write a block, and read it back without the headings."""
    written = bytes(AnswerLines(AnswerColumns(instrument)).write(block)).decode()
    assert written.startswith("\n")
    return list(csv.reader(io.StringIO(written[1:], newline="")))


def read_columns(instrument: Instrument, block: AnswerBlock) -> list[list[str]]:
    table = AnswerColumns(instrument).write(block)
    columns = [column.to_pylist() for column in table.columns]
    return [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("most", [1, 11**2, 11**3])
def test_choices_say_what_they_do_alone_however_many_are_looked_up_together(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_lines, "MOST_TEXTS", most)
    drawn = np.random.default_rng(20261130).integers(len(ANSWERS), size=(60, ITEMS))
    rows = [{f"i{at}": ANSWERS[one] for at, one in enumerate(row)} for row in drawn]
    block = make_block(CHOICES, rows)

    assert read_lines(CHOICES, block) == read_columns(CHOICES, block)


def test_a_look_up_stays_small_however_many_items_stand_side_by_side() -> None:
    lines = AnswerLines(AnswerColumns(CHOICES))

    sizes = [len(part.texts) for part in lines.parts if not isinstance(part, str)]

    assert sizes == [11**3, 11**3, 11]
    assert max(sizes) <= answer_lines.MOST_TEXTS


def test_every_kind_of_item_stands_in_its_place() -> None:
    instrument = Instrument.model_validate(DOCUMENT)
    given: dict[str, Answer] = {
        "law": Missing.NOT_APPLICABLE,
        "site": "yes",
        "users": 0.1,
        "ways": ("phone", "web"),
        "note": "Hm",
        "since": "2026-11-30",
    }
    block = make_block(instrument, [given, {}], notes=["Hm"])

    assert read_lines(instrument, block) == read_columns(instrument, block)


@pytest.mark.parametrize("lead", sorted(SIGNS | CONTROLS))
def test_a_name_and_a_word_that_a_spreadsheet_would_compute_get_an_apostrophe(
    lead: str,
) -> None:
    instrument = Instrument.model_validate(DOCUMENT)
    texts = [f'{lead}SUM("a",1)', f"'{lead}1", f" {lead}2"]
    rows: list[dict[str, Answer]] = [{"note": text} for text in texts]
    block = make_block(instrument, rows, texts, texts)

    found = read_lines(instrument, block)

    note = 1 + list(instrument.items).index("note")
    kept = [f"'{texts[0]}", f"'{texts[1]}"]
    kept.append(f"'{texts[2]}" if lead in SIGNS else texts[2])
    assert [row[0] for row in found] == kept
    assert [row[note] for row in found] == kept
