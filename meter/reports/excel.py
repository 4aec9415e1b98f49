"""A report as an Excel workbook: a sheet a section, numbers as numbers, native charts.

No cell holds a formula, and no text can become one: texts are written as texts into
cells that are formatted as text, so that a spreadsheet computes nothing.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from meter.exchange.fill_in.writing import name_sheet, put_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.reports.blocks import (
        Facts,
        Heading,
        Paragraph,
        Section,
        Sentences,
        Table,
    )
    from meter.reports.report import Report
    from meter.reports.unit_blocks import Climb, Scores, Way

Cell = str | tuple[float | None, str]
"""What stands in a cell: words, or a number with how it is told."""

FIRST_WIDTH, WIDTH = 52, 26
COLUMNS = 6

MOST_CHARACTERS = 32_767
"""Of a cell of Excel."""

ACCENT, INK = "#0b5c66", "#1c2326"

_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "font_size": 12},
    "plain": {"text_wrap": True, "valign": "top"},
    "quiet": {"text_wrap": True, "valign": "top", "font_color": "#566066"},
    "strong": {"bold": True, "text_wrap": True, "valign": "top"},
    "columns": {
        "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#F5F6F3",
        "valign": "top",
    },
}  # fmt: skip

_FRACTION = re.compile(r"[.,\u066b](\d{1,2})\D*$")


def write_excel(report: Report) -> bytes:
    """Write a report as the bytes of an .xlsx file."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": report.title, "subject": report.over})
        for number, section in enumerate(report.sections, 1):
            _Sheet(book, report, section, number).write()
    return file.getvalue()


class _Sheet:
    """Writes a section, row after row."""

    def __init__(
        self, book: Any, report: Report, section: Section, number: int
    ) -> None:
        self.book = book
        self.report = report
        self.section = section
        self.number = number
        self.name = name_sheet(f"{number} {section.title}")
        self.sheet = book.add_worksheet(self.name)
        self.row = 0

    def write(self) -> None:
        self._lay_out()
        if self.number == 1:
            self._say(self.report.title, "title")
            self._say(self.report.over, "quiet")
            self._say(self.report.caption, "quiet")
        self._say(self.section.title, "section")
        for note in self.section.notes:
            if note:
                self._say(note, "quiet")
        for block in self.section.blocks:
            getattr(self, f"_write_{block.kind}")(block)

    def _lay_out(self) -> None:
        if self.report.spoken.direction == "rtl":
            self.sheet.right_to_left()
        self.sheet.set_column(0, 0, FIRST_WIDTH)
        self.sheet.set_column(1, COLUMNS, WIDTH)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)

    def _say(self, text: str, style: str = "plain") -> None:
        self._put(0, text, style)
        self.row += 1

    def _put(self, column: int, cell: Cell, style: str = "plain") -> None:
        """Put a text or a number into the present row."""
        if isinstance(cell, str):
            format_ = self._format(style, num_format="@")
            text = cell[:MOST_CHARACTERS]
            put_text(self.sheet, self.row, column, text, format_)
            return
        value, said = cell
        if value is None:
            self._put(column, said, style)
        else:
            format_ = self._format(style, num_format=find_format(value, said))
            self.sheet.write_number(self.row, column, value, format_)

    def _format(self, style: str, **more: Any) -> Any:
        side = {}
        if self.report.spoken.direction == "rtl" and more["num_format"] == "@":
            side = {"align": "right", "reading_order": 2}
        return self.book.add_format({**_FORMATS[style], **side, **more})

    def _write_heading(self, block: Heading) -> None:
        self.row += 1
        self._say(block.text, "heading")

    def _write_paragraph(self, block: Paragraph) -> None:
        loud = {"lead": "strong", "notice": "strong", "quiet": "quiet"}
        self._say(block.text, loud.get(block.tone, "plain"))

    def _write_sentences(self, block: Sentences) -> None:
        for said in block.said:
            self._say(said)

    def _write_facts(self, block: Facts) -> None:
        for fact in block.facts:
            self._put(0, fact.label)
            self._put(1, (fact.value, fact.said), "strong")
            if fact.after:
                self._put(2, fact.after)
            self.row += 1
        self.row += 1

    def _write_table(self, block: Table) -> None:
        rows: list[list[Cell]] = [list(row) for row in block.rows]
        for cells, values in zip(rows, block.values or ((),) * len(rows), strict=True):
            for place, value in enumerate(values):
                if value is not None:
                    cells[place] = value, str(cells[place])
        self._tabulate(block.headings, rows)

    def _write_way(self, block: Way) -> None:
        rows: list[Sequence[Cell]] = [
            (
                *(one.ask, one.now, one.needed),
                (one.points, one.adds),
                "\n".join(one.notes),
            )
            for one in block.answers
        ]
        headings = (block.ask, block.now, block.needed, block.adds, block.notes)
        self._tabulate(headings, rows)

    def _write_climb(self, block: Climb) -> None:
        rows: list[Sequence[Cell]] = [
            (
                rung.title,
                (rung.lower, rung.said),
                (block.points, block.said),
                block.here if rung.state == "here" else "",
            )
            for rung in block.rungs
        ]
        headings = (block.stage, block.lower, block.score, "")
        first = self._tabulate(headings, rows)
        self._draw_climb(block, first)

    def _write_scores(self, block: Scores) -> None:
        self._say(block.caption, "quiet")
        has_peers = any(one.peers for one in block.scores)
        headings = [block.part, block.score, block.answered]
        rows: list[list[Cell]] = [
            [
                one.title,
                (one.points, one.said),
                (one.covered, one.answered) if one.answered else "",
            ]
            for one in block.scores
        ]
        if has_peers:
            headings.append(block.beside)
            for row, one in zip(rows, block.scores, strict=True):
                row.append(one.peers.said if one.peers else "")
        first = self._tabulate(headings, rows)
        self._draw_scores(block, first)

    def _tabulate(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
        """Write a table; return its first row below the headings."""
        for column, text in enumerate(headings):
            self._put(column, text, "columns")
        self.row += 1
        first = self.row
        for row in rows:
            for column, cell in enumerate(row):
                self._put(column, cell)
            self.row += 1
        self.row += 1
        return first

    def _draw_climb(self, block: Climb, first: int) -> None:
        """Draw where the stages begin, and where the unit stands across them."""
        chart = self.book.add_chart({"type": "column"})
        last = first + len(block.rungs) - 1
        chart.add_series(self._series(first, last, 1, "#6fb3a3"))
        if block.points is not None:
            line = self.book.add_chart({"type": "line"})
            line.add_series(self._series(first, last, 2, INK))
            chart.combine(line)
        chart.set_legend({"position": "bottom"})
        scale = {"min": 0, "max": 100, "major_gridlines": {"visible": False}}
        chart.set_y_axis(scale)
        chart.set_x_axis({"reverse": self._is_mirrored})
        self._insert(chart, block.alt, 14)

    def _draw_scores(self, block: Scores, first: int) -> None:
        chart = self.book.add_chart({"type": "bar"})
        last = first + len(block.scores) - 1
        series = self._series(first, last, 1, ACCENT)
        chart.add_series(series | {"data_labels": {"value": True}, "gap": 60})
        chart.set_legend({"none": True})
        chart.set_x_axis({"min": 0, "max": 100, "reverse": self._is_mirrored})
        chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
        self._insert(chart, block.alt, max(8, 2 + len(block.scores)))

    @property
    def _is_mirrored(self) -> bool:
        return self.report.spoken.direction == "rtl"

    def _series(self, first: int, last: int, column: int, colour: str) -> Any:
        """Name the cells of a series; what it is called stands above them."""
        look = {"color": colour}
        return {
            "name": [self.name, first - 1, column],
            "categories": [self.name, first, 0, last, 0],
            "values": [self.name, first, column, last, column],
            "fill": look,
            "line": look,
        }

    def _insert(self, chart: Any, said: str, rows: int) -> None:
        """Put a chart below what it draws, and go on below it."""
        chart.set_size({"width": 760, "height": 20 * rows})
        words = {"description": said, "object_position": 2}
        self.sheet.insert_chart(self.row, 0, chart, words)
        self.row += rows + 1


def find_format(value: float, said: str) -> str:
    """Find how a number is shown so that it reads as it is told elsewhere."""
    found = _FRACTION.search(said)
    decimals = len(found[1]) if found else 0
    shown = "0." + "0" * decimals if decimals else "0"
    is_signed = said.startswith("+") and value > 0
    return f"+{shown}" if is_signed else shown
