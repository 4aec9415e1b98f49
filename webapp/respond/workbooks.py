"""The questionnaire as a workbook: download it, send it back, choose in conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.errors import StateError
from meter.exchange.errors import FillInError
from meter.exchange.fill_in.reading import read_workbook
from meter.exchange.fill_in.writing import write_workbook
from meter.fieldwork.merging import merge_answers
from webapp.current import store
from webapp.downloads import send_file
from webapp.forms.fill_in import make_workbook
from webapp.languages import gettext as _
from webapp.respond.answering import current_answering
from webapp.respond.refusals import explain_refusal
from webapp.respond.saving import parse_seen, read_posted, save_reading
from webapp.respond.workbook_page import (
    keep_as_notes,
    list_chosen,
    make_workbook_page,
    report_choices,
    report_merge,
)
from webapp.respond.workbook_problems import explain_file
from webapp.security import policy, respondent
from webapp.statuses import CONFLICT, UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from webapp.respond.answering import Answering
    from webapp.respond.workbook_page import WorkbookReport

blueprint = Blueprint("workbooks", __name__, url_prefix="/answer/<int:response>")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/workbook")
@policy(respondent)
def workbook(response: int) -> str:
    """Offer the workbook, and the form that takes it back."""
    del response  # the policy has loaded it
    return _show(current_answering())


@blueprint.get("/workbook.xlsx")
@policy(respondent)
def download(response: int) -> Response:
    """Send the workbook with the answers so far."""
    answering = current_answering()
    made = make_workbook(
        answering.wording,
        response=response,
        unit_name=answering.sheet.unit.name,
        answers=answering.sheet.answers,
        closed=_list_closed(answering),
    )
    name = f"{answering.wording.source.key}-{response}.xlsx"
    return send_file(write_workbook(made), XLSX, name)


@blueprint.post("/workbook")
@policy(respondent)
def upload(response: int) -> ResponseReturnValue:
    """Take what was changed in a workbook, and tell of every cell that was not."""
    answering = current_answering()
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    if not content:
        refusal = _("Choose the workbook that you have filled in first.")
        return _show(answering, refusal=refusal), UNPROCESSABLE
    try:
        read = read_workbook(content, answering.wording.source, response)
        merge = merge_answers(
            store(),
            response,
            answering.sheet.invitation,
            answering.wording.source,
            read.rows,
            answering.at,
        )
    except FillInError as error:
        return _show(answering, refusal=explain_file(error)), UNPROCESSABLE
    except StateError as error:
        return _refuse(answering, error)
    return _tell(answering, report_merge(answering, read, merge))


@blueprint.post("/workbook/choices")
@policy(respondent)
def choose(response: int) -> ResponseReturnValue:
    """Save the workbook's answers where they were chosen over somebody else's."""
    answering = current_answering()
    chosen = list_chosen(answering, request.form)
    if not chosen:
        return redirect(url_for("respond.hub", response=response), 303)
    reading = read_posted(answering, chosen, keep_as_notes(request.form))
    seen = parse_seen(request.form.get("seen", ""))
    try:
        outcome = save_reading(answering, reading, seen)
    except StateError as error:
        return _refuse(answering, error)
    return _tell(answering, report_choices(answering, outcome))


def _list_closed(answering: Answering) -> list[str]:
    return [
        section.key
        for section in answering.instrument.sections
        if not answering.may_change(section)
    ]


def _refuse(answering: Answering, error: StateError) -> ResponseReturnValue:
    return _show(answering, refusal=explain_refusal(error)), find_status(error)


def _tell(answering: Answering, report: WorkbookReport) -> ResponseReturnValue:
    status = UNPROCESSABLE if report.problems else CONFLICT if report.conflicts else 200
    return _show(answering, report), status


def _show(
    answering: Answering, report: WorkbookReport | None = None, refusal: str = ""
) -> str:
    page = make_workbook_page(answering, report, refusal)
    return render_template("respond/workbook.html", page=page)
