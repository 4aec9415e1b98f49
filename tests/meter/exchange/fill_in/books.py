"""Workbooks of an instrument with every answer type, and how somebody edits them."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from instruments import Instrument
from instruments.answers import MARKS
from instruments.model.items import TextItem
from meter.exchange.fill_in.layout import (
    COLUMNS,
    KEY,
    About,
    FillInWorkbook,
    WorkbookRow,
    WorkbookSection,
    label_options,
)
from meter.exchange.fill_in.writing import write_workbook
from meter.records import StoredAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instruments import Answer

REASONS = ["not_applicable", "dont_know", "refused"]
OPTIONS = [
    {"code": "a", "say": "Law; order"},
    {"code": "b", "say": "law, order"},
    {"code": "c", "say": "=1+1"},
    {"code": "d", "say": "<r>b</r>"},
    {"code": "e", "say": "\u0646\u0639\u0645\u061b \u0644\u0627", "alone": True},
]
ITEMS: list[dict[str, Any]] = [
    {"key": "level", "options": OPTIONS, "type": "ordinal", "allow": REASONS},
    {"key": "agree", "type": "yes_no"},
    {"key": "one", "type": "single", "options": OPTIONS, "allow": ["dont_know"]},
    {"key": "several", "type": "multiple", "options": OPTIONS, "allow": ["refused"]},
    {"key": "n", "type": "number", "allow": REASONS},
    {"key": "whole", "type": "number", "whole": True, "at_least": 0, "at_most": 9},
    {"key": "words", "type": "text", "lines": 3, "at_most": 200},
    {"key": "day", "type": "date", "allow": REASONS},
    {"key": "late", "type": "date", "at_least": "2000-01-01"},
    {"key": "page", "type": "link", "allow": ["not_applicable"]},
]
LATER = [{"key": "more", "type": "text", "ask": "More?"}]


def make_instrument() -> Instrument:
    items = [{"ask": f"What about {one['key']}?", **one} for one in ITEMS]
    return Instrument.model_validate(
        {
            "key": "every",
            "version": "1",
            "title": "Every",
            "language": "en",
            "sections": [
                {"key": "first", "title": "First: [a/b] * a long name", "items": items},
                {"key": "later", "title": "Later", "items": LATER},
            ],
        }
    )


BEGINNING = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
INSTRUMENT = make_instrument()


def store(answers: Mapping[str, Answer], note: str = "") -> dict[str, StoredAnswer]:
    """Give answers as they are stored, all of the third revision."""
    return {
        key: StoredAnswer(key, answer, 3, BEGINNING, "Bo", note)
        for key, answer in answers.items()
    }


def make_book(
    stored: Mapping[str, StoredAnswer] | None = None,
    *,
    response: int | None = None,
    is_mirrored: bool = False,
    may_change: bool = True,
) -> FillInWorkbook:
    sections = tuple(
        WorkbookSection(
            part.title,
            "What it is about.",
            tuple(
                WorkbookRow(
                    item,
                    item.ask,
                    "",
                    label_options(
                        (one.code, one.say) for one in INSTRUMENT.options_of(item)
                    ),
                    {MARKS[one]: str(one) for one in INSTRUMENT.allowed_of(item)},
                    rule="Give what is true." * 20,
                    takes_note=not isinstance(item, TextItem),
                    may_change=may_change,
                    stored=(stored or {}).get(item.key),
                )
                for item in part.items
            ),
        )
        for part in INSTRUMENT.sections
    )
    about = About("every", "1", INSTRUMENT.fingerprint, response)
    words = {name: name.title() for name in COLUMNS}
    guide = ("Fill it in.",)
    return FillInWorkbook(
        about, "Every", "Guide", guide, words, "Choose.", sections, is_mirrored
    )


def write(stored: Mapping[str, StoredAnswer] | None = None, **of: Any) -> bytes:
    return write_workbook(make_book(stored, **of))


def edit(content: bytes, change: Callable[[Any], None]) -> bytes:
    """Open a workbook as a spreadsheet does, change it, and save it."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(content: bytes, cells: Mapping[tuple[str, str], Any]) -> bytes:
    """Write values into cells, by item and column."""

    def change(book: Any) -> None:
        for (key, column), value in cells.items():
            find_cell(book, key, column).value = value

    return edit(content, change)


def find_cell(book: Any, key: str, column: str) -> Any:
    """Find the cell of an item."""
    for sheet in book.worksheets:
        names = [cell.value for cell in sheet[1]]
        if KEY not in names:
            continue
        for row in sheet.iter_rows(min_row=2):
            if row[names.index(KEY)].value == key:
                return row[names.index(column)]
    raise LookupError(key)
