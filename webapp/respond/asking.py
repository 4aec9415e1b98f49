"""Asking the organiser to reopen what is submitted, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.errors import DataError, StateError
from meter.fieldwork.asking import ask_reopening, find_asking
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.respond.admission import current_sheet
from webapp.security import focal_point, policy
from webapp.statuses import find_status

if TYPE_CHECKING:
    import datetime as dt

    from flask.typing import ResponseReturnValue

    from meter.records import AnswerSheet, Submission

blueprint = Blueprint("asking", __name__)


@dataclass(frozen=True)
class Asking:
    """What a page of submitted answers says of having them reopened.

    `request` waits for the organiser; `may_ask` is whether the reader may ask for it.
    `typed` is a reason that was not taken, and `problem` why.
    """

    response_id: int
    request: Submission | None
    may_ask: bool
    typed: str = ""
    problem: str = ""


@blueprint.get("/answer/<int:response>/reopening")
@policy(focal_point)
def show(response: int) -> ResponseReturnValue:
    """Show the form by itself; where nothing can be asked, go to the overview."""
    found = find_reopening(current_sheet(), now())
    if found is None or not found.may_ask:
        return redirect(url_for("respond.hub", response=response))
    return _render(found)


@blueprint.post("/answer/<int:response>/reopening")
@policy(focal_point)
def ask(response: int) -> ResponseReturnValue:
    """Ask, and say so on the overview; a reason that is not taken stays."""
    reason, sheet = request.form.get("reason", ""), current_sheet()
    try:
        ask_reopening(store(), sheet.invitation, reason, now())
    except (DataError, StateError) as error:
        waits = find_asking(store(), response)
        page = Asking(response, waits, waits is None, reason, explain(error))
        return _render(page), find_status(error)
    return redirect(url_for("respond.hub", response=response, _anchor="asking"), 303)


def _render(page: Asking) -> str:
    unit = current_sheet().unit.name
    return render_template("respond/reopening.html", asking=page, unit_name=unit)


def find_reopening(sheet: AnswerSheet, at: dt.datetime) -> Asking | None:
    """Find what a page of a response says; None where there is nothing to reopen."""
    response = sheet.response
    if response.submitted_at is None or response.is_apart:
        return None
    request = find_asking(store(), response.id)
    may_ask = not sheet.invitation.is_delegate and sheet.round.takes_corrections(at)
    return Asking(response.id, request, may_ask and request is None)
