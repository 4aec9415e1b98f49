"""What a report is written as, and whether what that needs is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.reports.excel import write_excel
from meter.reports.typesetting import typeset_report
from meter.reports.word import can_write_word, write_word
from webapp.languages import mark
from webapp.papers import PDF, offers_pdf

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
    is_offered: Callable[[], bool]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    "pdf": Format(
        "reporting.pdf", mark("Report as PDF"), PDF, typeset_report, offers_pdf
    ),
    "docx": Format(
        "reporting.word",
        mark("Report as Word"),
        f"{_OFFICE}.wordprocessingml.document",
        write_word,
        can_write_word,
    ),
    "xlsx": Format(
        "reporting.excel",
        mark("Report as Excel"),
        f"{_OFFICE}.spreadsheetml.sheet",
        write_excel,
        lambda: True,
    ),
}
"""By the ending of a file's name."""


def setup_reports(app: Flask) -> None:
    """Tell templates what reports are offered as."""
    app.jinja_env.globals["list_reports"] = list_offered


def list_offered() -> list[Format]:
    """List what reports are offered as."""
    return [one for one in FORMATS.values() if one.is_offered()]
