"""The report of a result as a file: PDF, Word or Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, url_for

from webapp.downloads import send_file
from webapp.languages import current_language
from webapp.reports.formats import FORMATS
from webapp.reports.reading import read_report
from webapp.respond.answering import current_answering
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("reporting", __name__)


@blueprint.get("/answer/<int:response>/result/report.pdf")
@policy(respondent)
def pdf(response: int) -> ResponseReturnValue:
    """Send the report as a PDF."""
    return _send(response, "pdf")


@blueprint.get("/answer/<int:response>/result/report.docx")
@policy(respondent)
def word(response: int) -> ResponseReturnValue:
    """Send the report as a Word document, which can be edited."""
    return _send(response, "docx")


@blueprint.get("/answer/<int:response>/result/report.xlsx")
@policy(respondent)
def excel(response: int) -> ResponseReturnValue:
    """Send the report as an Excel workbook."""
    return _send(response, "xlsx")


def _send(response: int, ending: str) -> ResponseReturnValue:
    """Send the report; before submission there is none, so go to the overview."""
    kind = FORMATS[ending]
    if not kind.is_offered():
        abort(404)
    answering = current_answering()
    report = read_report(answering)
    if report is None:
        return redirect(url_for("respond.hub", response=response))
    key = answering.sheet.round.key
    name = f"{key}-result-{current_language().code}.{ending}"
    return send_file(kind.write(report), kind.media_type, name)
