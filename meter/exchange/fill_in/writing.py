"""Writing a fill-in workbook: locked words, open cells for answers, lists to choose.

No cell holds a formula, and no text can become one: cells for texts are formatted as
text, so that a spreadsheet computes neither what was there nor what is typed.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import TYPE_CHECKING, Any

from instruments.model.answers import Missing
from instruments.model.items import (
    DateItem,
    MultipleItem,
    NumberItem,
    TextItem,
)
from meter.exchange.fill_in.cells import FIRST_DAY, show_answer, show_reason
from meter.exchange.fill_in.layout import (
    ABOUT_SHEET,
    ANSWER,
    CHOICES,
    COLUMNS,
    HIDDEN,
    HOW,
    KEY,
    LISTS_SHEET,
    NOTE,
    QUESTION,
    REASON,
    REASONS,
    REVISION,
    SHOWN,
)
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.items import Item
    from meter.exchange.fill_in.layout import (
        FillInWorkbook,
        WorkbookRow,
        WorkbookSection,
    )

NAMES_ROW, TITLE_ROW, INTRO_ROW, HEADINGS_ROW, FIRST_ROW = range(5)

WIDTHS = {KEY: 9, QUESTION: 48, ANSWER: 34, REASON: 20, NOTE: 34, HOW: 48}
GUIDE_WIDTH = 96

NAME_MOST, RULE_MOST = 31, 255
"""Characters that a spreadsheet takes for the name of a sheet, and beside a cell."""

HUGE = 1e15
"""No number of an answer is larger where its item has no bound."""

LAST_DAY = dt.date(9999, 12, 31)

_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#F5F6F3"},
    "key": {"font_color": "#566066", "valign": "top"},
    "question": {"bold": True, "text_wrap": True, "valign": "top"},
    "text": {"num_format": "@"},
    "number": {"num_format": "0.###############"},
    "day": {"num_format": "yyyy-mm-dd"},
    "closed": {"font_color": "#566066", "num_format": "@"},
}
_OPEN = {
    "locked": False,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "border": 1,
    "border_color": "#7D878C",
}


def write_workbook(workbook: FillInWorkbook) -> bytes:
    """Write a workbook as the bytes of an XLSX file."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        _Writer(book, workbook).write()
    return file.getvalue()


class _Writer:
    """Writes sheet by sheet, and remembers the lists that cells refer to."""

    def __init__(self, book: Any, workbook: FillInWorkbook) -> None:
        self.book = book
        self.workbook = workbook
        side = {"align": "right"} if workbook.is_mirrored else {}
        self.formats = {name: book.add_format(of) for name, of in _FORMATS.items()}
        for name in ("text", "number", "day"):
            self.formats[name] = book.add_format({**_FORMATS[name], **_OPEN, **side})
        self.lists: dict[tuple[tuple[str, str], ...], tuple[str, int]] = {}
        self.listed = 0

    def write(self) -> None:
        self._write_guide()
        for number, section in enumerate(self.workbook.sections, start=1):
            self._write_section(number, section)
        self._write_lists()
        self._write_about()

    def _write_guide(self) -> None:
        sheet = self._add_sheet(name_sheet(self.workbook.guide_name))
        sheet.set_column(0, 0, GUIDE_WIDTH)
        self._put(sheet, 0, 0, self.workbook.title, "title")
        for row, text in enumerate(self.workbook.guide, start=2):
            self._put(sheet, row, 0, text, "plain")
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _write_section(self, number: int, section: WorkbookSection) -> None:
        sheet = self._add_sheet(name_sheet(f"{number} {section.title}"))
        for column, name in enumerate(COLUMNS):
            sheet.write_string(NAMES_ROW, column, name)
            hidden = {"hidden": True} if name in HIDDEN else {}
            sheet.set_column(column, column, WIDTHS.get(name, 8), None, hidden)
        sheet.set_row(NAMES_ROW, None, None, {"hidden": True})
        self._put(sheet, TITLE_ROW, 0, section.title, "title")
        if section.intro:
            last = len(SHOWN) - 1
            sheet.merge_range(INTRO_ROW, 0, INTRO_ROW, last, "", self.formats["plain"])
            self._put(sheet, INTRO_ROW, 0, section.intro, "plain")
            sheet.set_row(
                INTRO_ROW, measure_height(section.intro, sum(WIDTHS.values()))
            )
        for column, name in enumerate(SHOWN):
            words = self.workbook.headings[name]
            self._put(sheet, HEADINGS_ROW, column, words, "heading")
        for place, row in enumerate(section.rows, start=FIRST_ROW):
            self._write_row(sheet, place, row)
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        _set_paper(sheet)

    def _write_row(self, sheet: Any, place: int, row: WorkbookRow) -> None:
        texts = {KEY: row.item.key, QUESTION: row.ask, HOW: row.how}
        for name, words in texts.items():
            style = {KEY: "key", QUESTION: "question"}.get(name, "plain")
            self._put(sheet, place, COLUMNS.index(name), words, style)
        revision = row.stored.revision if row.stored else 0
        sheet.write_number(place, COLUMNS.index(REVISION), revision)
        self._write_answer(sheet, place, row)
        self._write_reason(sheet, place, row)
        if row.takes_note:
            note = row.stored.note if row.stored else ""
            self._put(sheet, place, COLUMNS.index(NOTE), note, self._style(row, "text"))
            self._limit(sheet, place, NOTE, row, limit_text(NOTE_MAX_CHARACTERS))

    def _write_answer(self, sheet: Any, place: int, row: WorkbookRow) -> None:
        answer = row.stored.answer if row.stored else Missing.UNANSWERED
        value = show_answer(row.item, answer, row.choices)
        style = self._style(row, find_style(row.item))
        self._put(sheet, place, COLUMNS.index(ANSWER), value, style)
        if row.choices:
            name, source = self._list(row.choices)
            self._put(sheet, place, COLUMNS.index(CHOICES), name, "closed")
            if isinstance(row.item, MultipleItem):
                self._limit(sheet, place, ANSWER, row, {"validate": "any"})
            else:
                self._limit(sheet, place, ANSWER, row, limit_list(source))
        else:
            self._limit(sheet, place, ANSWER, row, find_limit(row.item))

    def _write_reason(self, sheet: Any, place: int, row: WorkbookRow) -> None:
        if not row.reasons:
            return
        answer = row.stored.answer if row.stored else Missing.UNANSWERED
        words = show_reason(answer, row.reasons)
        name, source = self._list(row.reasons)
        self._put(sheet, place, COLUMNS.index(REASON), words, self._style(row, "text"))
        self._put(sheet, place, COLUMNS.index(REASONS), name, "closed")
        self._limit(sheet, place, REASON, row, limit_list(source))

    def _style(self, row: WorkbookRow, style: str) -> str:
        return style if row.may_change else "closed"

    def _limit(
        self, sheet: Any, place: int, name: str, row: WorkbookRow, limit: dict[str, Any]
    ) -> None:
        """Let a cell take what fits, and say how beside it."""
        if not limit or not row.may_change:
            return
        said = {"error_message": self.workbook.stop[:RULE_MOST]}
        if name == ANSWER and row.rule:
            said["input_message"] = row.rule[:RULE_MOST]
        column = COLUMNS.index(name)
        sheet.data_validation(place, column, place, column, {**limit, **said})

    def _list(self, words: Mapping[str, str]) -> tuple[str, str]:
        """Name a list, and the cells of the hidden sheet that hold its words."""
        rows = tuple(words.items())
        name, first = self.lists.setdefault(
            rows, (f"list{len(self.lists) + 1}", self.listed)
        )
        self.listed = max(self.listed, first + len(rows))
        return name, f"={LISTS_SHEET}!$C${first + 1}:$C${first + len(rows)}"

    def _write_lists(self) -> None:
        sheet = self._add_sheet(LISTS_SHEET)
        for rows, (name, first) in self.lists.items():
            for place, (code, words) in enumerate(rows, start=first):
                for column, text in enumerate((name, code, words)):
                    self._put(sheet, place, column, text, "plain")
        sheet.protect()
        sheet.hide()

    def _write_about(self) -> None:
        sheet = self._add_sheet(ABOUT_SHEET)
        about = self.workbook.about
        response = "" if about.response is None else str(about.response)
        facts = {
            "instrument": about.instrument,
            "version": about.version,
            "fingerprint": about.fingerprint,
            "response": response,
        }
        for place, fact in enumerate(facts.items()):
            for column, text in enumerate(fact):
                self._put(sheet, place, column, text, "plain")
        sheet.protect()
        sheet.hide()

    def _add_sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        if self.workbook.is_mirrored:
            sheet.right_to_left()
        return sheet

    def _put(
        self,
        sheet: Any,
        row: int,
        column: int,
        value: str | float | dt.date,
        style: str,
    ) -> None:
        form = self.formats[style]
        if isinstance(value, str):
            put_text(sheet, row, column, value, form)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, form)
        else:
            sheet.write_number(row, column, value, form)


def put_text(sheet: Any, row: int, column: int, text: str, form: Any) -> None:
    """Write a text as what it is, whatever it looks like."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a text for the markup of a rich one, and writes it raw.
        sheet.write_rich_string(row, column, form, text[:1], form, text[1:], form)
    elif text:
        sheet.write_string(row, column, text, form)
    else:
        sheet.write_blank(row, column, None, form)


def name_sheet(title: str) -> str:
    """Name a sheet by what a spreadsheet allows of its title."""
    return " ".join(title.translate(_NOT_IN_NAMES).split())[:NAME_MOST].strip()


def measure_height(text: str, width: int) -> float:
    """Estimate the points that a text of merged cells takes; no spreadsheet does."""
    lines = sum(1 + len(line) // width for line in text.splitlines())
    return 15.0 * (lines + 0.5)


def find_style(item: Item) -> str:
    """Name how the answer cell of an item is formatted."""
    if isinstance(item, NumberItem):
        return "number"
    return "day" if isinstance(item, DateItem) else "text"


def find_limit(item: Item) -> dict[str, Any]:
    """Tell what the answer cell of an item takes that has no options."""
    if isinstance(item, NumberItem):
        low = -HUGE if item.at_least is None else item.at_least
        high = HUGE if item.at_most is None else item.at_most
        if item.whole:
            return _between("integer", math.ceil(low), math.floor(high))
        return _between("decimal", low, high)
    if isinstance(item, DateItem):
        low_day = item.at_least or FIRST_DAY
        # Spreadsheets have no days so early; then any day may be written as text.
        if low_day < FIRST_DAY or (item.at_least is None and _is_early(item)):
            return {}
        return _between("date", low_day, item.at_most or LAST_DAY)
    return limit_text(item.at_most) if isinstance(item, TextItem) else {}


def _is_early(item: DateItem) -> bool:
    return item.at_most is not None and item.at_most < FIRST_DAY


def _between(kind: str, low: Any, high: Any) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def limit_text(most: int) -> dict[str, Any]:
    """Let a cell take a text of at most so many characters."""
    return {"validate": "length", "criteria": "<=", "value": most}


def limit_list(source: str) -> dict[str, Any]:
    """Let a cell take the words of a list."""
    return {"validate": "list", "source": source}


def _set_paper(sheet: Any) -> None:
    """Let a sheet be printed across, as wide as its columns."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADINGS_ROW)
