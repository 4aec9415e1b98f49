"""Reading a report: the result as it was kept, with the work plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.planning import list_steps
from webapp.current import store
from webapp.reports.planned import plan_steps
from webapp.reports.report import make_report
from webapp.results.reading import read_result

if TYPE_CHECKING:
    from meter.reports.report import Report
    from webapp.respond.answering import Answering


def read_report(answering: Answering) -> Report | None:
    """Word the report of a response; None before it is submitted."""
    read = read_result(answering)
    if read is None:
        return None
    found, page = read
    kept = list_steps(store(), answering.sheet.response.id)
    return make_report(page, plan_steps(found, kept))
