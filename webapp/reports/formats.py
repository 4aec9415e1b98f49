"""What a report is written as, and whether what that needs is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.errors import StateError
from meter.reports.excel import write_excel
from meter.reports.typesetting import ensure_typesetter, typeset_report
from meter.reports.word import ensure_word, write_word
from webapp.languages import mark
from webapp.papers import PDF

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from meter.reports.report import Report


@dataclass(frozen=True)
class Format:
    """A kind of file: its route, what a button calls it, who writes it, and who can."""

    route: str
    title: str
    media_type: str
    write: Callable[[Report], bytes]
    ensure_installed: Callable[[], None]

    def is_offered(self) -> bool:
        """Tell whether all that it needs is installed."""
        try:
            self.ensure_installed()
        except StateError:
            return False
        return True


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    "pdf": Format(
        "reporting.pdf", mark("Report as PDF"), PDF, typeset_report, ensure_typesetter
    ),
    "docx": Format(
        "reporting.word",
        mark("Report as Word"),
        f"{_OFFICE}.wordprocessingml.document",
        write_word,
        ensure_word,
    ),
    "xlsx": Format(
        "reporting.excel",
        mark("Report as Excel"),
        f"{_OFFICE}.spreadsheetml.sheet",
        write_excel,
        lambda: None,
    ),
}
"""By the ending of a file's name."""


def setup_reports(app: Flask) -> None:
    """Tell templates what reports are offered as."""
    app.jinja_env.globals["list_reports"] = list_offered


def list_offered() -> list[Format]:
    """List what reports are offered as."""
    return [one for one in FORMATS.values() if one.is_offered()]
