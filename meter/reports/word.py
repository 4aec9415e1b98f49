"""A report as a Word document: headings, tables and text that its reader can edit."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from meter.reports.errors import MissingWordError
from meter.reports.typesetting import draw_picture, find_missing
from meter.reports.word_markup import (
    count_pages,
    describe_picture,
    describe_table,
    make_document,
    mark_header,
    mirror_table,
    write_run,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

    from meter.reports.blocks import (
        Block,
        Facts,
        Heading,
        Paragraph,
        Section,
        Sentences,
        Table,
    )
    from meter.reports.paper import Tongue
    from meter.reports.report import Report
    from meter.reports.unit_blocks import Climb, Score, Scores, Way

LIBRARY = "docx"
"""What writes Word documents; it comes with the extra `word`."""

PICTURE_MM, LABELS_MM, MOST_LABELS_MM = 160, 55, 110
SIGN_MM = 2
"""A letter of a label, about."""

MOST_DRAWN = 12
"""Bars of a picture; a table is read more easily than more of them."""

TONES = {"lead": "Subtitle", "notice": "Intense Quote", "quiet": "Caption"}
"""The style of a paragraph that is not plain."""


@lru_cache(maxsize=1)
def can_write_word() -> bool:
    """Tell whether the library is installed that writes Word documents."""
    return find_spec(LIBRARY) is not None


def ensure_word() -> None:
    """Refuse where Word documents cannot be written.

    Raises:
        MissingWordError: the extra `word` is not installed.
    """
    if not can_write_word():
        raise MissingWordError


def write_word(report: Report) -> bytes:
    """Write a report as the bytes of a .docx file.

    Drawings are pictures where the typesetter is installed; tables say the same.

    Raises:
        MissingWordError: the extra `word` is not installed.
        UnsetPaperError: the typesetter gave up on a drawing.
    """
    ensure_word()
    document = make_document(report.title, report.spoken, report.day)
    _Writer(document, report).write()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    """Writes block after block; `section` is the one that they stand in."""

    def __init__(self, document: Any, report: Report) -> None:
        self.document = document
        self.report = report
        self.section: Section = report.sections[0]
        self.can_draw = find_missing() is None

    def write(self) -> None:
        self._say(self.report.over, "Subtitle")
        self._say(self.report.title, "Title")
        for place, section in enumerate(self.report.sections):
            self.section = section
            heading = self._say(section.title, "Heading 1")
            heading.paragraph_format.page_break_before = place == 1
            for note in section.notes:
                if note:
                    self._say(note)
            for block in section.blocks:
                self._write_block(block)
        self._write_foot()

    def _write_block(self, block: Block) -> None:
        getattr(self, f"_write_{block.kind}")(block)

    def _write_foot(self) -> None:
        foot = self.document.sections[0].footer.paragraphs[0]
        write_run(foot, f"{self.report.caption}\n", self.report.spoken)
        count_pages(foot)

    def _say(
        self, text: str, style: str = "Normal", *, owned: bool = False
    ) -> WordParagraph:
        paragraph: WordParagraph = self.document.add_paragraph(style=style)
        write_run(paragraph, text, self._tongue(owned=owned))
        return paragraph

    def _tongue(self, *, owned: bool) -> Tongue:
        written = self.section.written
        return written if owned and written is not None else self.report.spoken

    def _write_heading(self, block: Heading) -> None:
        self._say(block.text, "Heading 2", owned=block.owned)

    def _write_paragraph(self, block: Paragraph) -> None:
        self._say(block.text, TONES.get(block.tone, "Normal"), owned=block.owned)

    def _write_sentences(self, block: Sentences) -> None:
        for said in block.said:
            self._say(said, "List Bullet", owned=block.owned)

    def _write_facts(self, block: Facts) -> None:
        from docx.shared import Mm, Pt

        labels = find_label_width([fact.label for fact in block.facts])
        for fact in block.facts:
            paragraph = self._say(fact.label, owned=fact.owned)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(labels))
            paragraph.add_run("\t")
            run = write_run(
                paragraph, fact.said, self._tongue(owned=fact.said_owned), bold=True
            )
            if block.large:
                run.font.size = Pt(16)
            if fact.after:
                write_run(paragraph, f" {fact.after}", self.report.spoken)

    def _write_climb(self, block: Climb) -> None:
        self._draw(block)
        rows = [
            (rung.title, rung.said, block.here if rung.state == "here" else "")
            for rung in block.rungs
        ]
        self._tabulate(block.alt, (block.stage, block.lower, ""), rows, (0,), (1,))

    def _write_scores(self, block: Scores) -> None:
        if len(block.scores) <= MOST_DRAWN:
            self._draw(block)
        headings = [block.part, block.score, block.answered, block.beside]
        rows = [_list_cells(one) for one in block.scores]
        if not any(one.peers for one in block.scores):
            headings, rows = headings[:3], [row[:3] for row in rows]
        self._say(block.caption, "Caption")
        table = self._tabulate(block.alt, headings, rows, (0,), (1, 2))
        for row, one in zip(table.rows[1:], block.scores, strict=True):
            for run in row.cells[0].paragraphs[0].runs:
                run.font.bold = one.level == 0

    def _write_way(self, block: Way) -> None:
        rows = [
            (one.ask, one.now, one.needed, one.adds, "\n".join(one.notes))
            for one in block.answers
        ]
        headings = (block.ask, block.now, block.needed, block.adds, block.notes)
        count = count_columns(rows)
        self._tabulate(
            self.section.title,
            headings[:count],
            [row[:count] for row in rows],
            (0, 1, 2),
            (3,),
        )

    def _write_table(self, block: Table) -> None:
        self._tabulate(
            block.caption, block.headings, block.rows, block.owned, block.numeric
        )

    def _draw(self, block: Climb | Scores) -> None:
        """Put a block in as a picture."""
        from docx.shared import Mm

        if not self.can_draw:
            return
        drawn = draw_picture(
            block, self.report.spoken, self.section.written, self.report.words
        )
        run = self.document.add_paragraph().add_run()
        picture = run.add_picture(io.BytesIO(drawn), width=Mm(PICTURE_MM))
        describe_picture(picture, block.alt)

    def _tabulate(
        self,
        said: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        owned: Sequence[int] = (),
        numeric: Sequence[int] = (),
    ) -> WordTable:
        """Write a table whose first row heads its columns on every page."""
        table: WordTable = self.document.add_table(1 + len(rows), len(headings))
        table.style = "Table Grid"
        describe_table(table, said)
        mark_header(table.rows[0])
        if self.report.spoken.direction == "rtl":
            mirror_table(table)
        for place, text in enumerate(headings):
            cell = table.rows[0].cells[place]
            write_run(cell.paragraphs[0], text, self.report.spoken, bold=True)
        for row, texts in zip(table.rows[1:], rows, strict=True):
            for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                tongue = self._tongue(owned=place in owned)
                write_run(cell.paragraphs[0], text, tongue)
                if place in numeric:
                    cell.paragraphs[0].paragraph_format.alignment = _END
        self.document.add_paragraph()
        return table


_END = 2
"""The end of a line, in the direction of its paragraph."""


def count_columns(rows: Sequence[Sequence[str]]) -> int:
    """Count the columns up to the last one in which something stands."""
    return max(
        (place + 1 for row in rows for place, text in enumerate(row) if text), default=1
    )


def find_label_width(labels: Iterable[str]) -> int:
    """Find how many mm labels take, so that all facts begin below each other."""
    longest = max(map(_count_signs, labels), default=0) * SIGN_MM
    return min(max(longest, LABELS_MM), MOST_LABELS_MM)


def _count_signs(label: str) -> int:
    """Count signs; those of Chinese and Korean are as wide as two."""
    return len(label) + sum(east_asian_width(sign) in "WF" for sign in label)


def _list_cells(one: Score) -> tuple[str, ...]:
    beside = one.peers.said if one.peers else ""
    return one.title, one.said, one.answered, beside
