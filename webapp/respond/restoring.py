"""Reading what an answer has been, and restoring a former one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.errors import StateError
from meter.fieldwork.delegates import ensure_assigned
from meter.fieldwork.evidence import list_evidence
from meter.fieldwork.responses import history, save_answers
from webapp.current import store
from webapp.forms.problems import ANCHOR
from webapp.languages import gettext as _
from webapp.respond.answering import current_answering
from webapp.respond.histories import make_history_page
from webapp.respond.refusals import explain_refusal
from webapp.security import policy, respondent
from webapp.statuses import CONFLICT, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Change
    from webapp.respond.answering import Answering

blueprint = Blueprint(
    "restoring", __name__, url_prefix="/answer/<int:response>/items/<key>"
)


@blueprint.get("/history")
@policy(respondent)
def changes(response: int, key: str) -> str:
    """Show all that an answer has been."""
    del response  # the policy has loaded it
    return _show(current_answering(), key)


@blueprint.post("/restore")
@policy(respondent)
def restore(response: int, key: str) -> ResponseReturnValue:
    """Give a former answer and its note again, as a change of its own."""
    answering = current_answering()
    former = _find_change(answering, key, request.form.get("revision", ""))
    try:
        saved = _restore(answering, former)
    except StateError as error:
        return _show(answering, key, explain_refusal(error)), find_status(error)
    if not saved:
        refusal = _(
            "Nothing was restored: somebody changed the answer while you had this page"
            " open. It stands first below."
        )
        return _show(answering, key, refusal), CONFLICT
    part = answering.instrument.section_of[key].key
    anchor = ANCHOR.format(key)
    page = url_for("respond.section", response=response, key=part, _anchor=anchor)
    return redirect(page, 303)


def _restore(answering: Answering, former: Change) -> bool:
    """Save a former answer over the one that the page showed; False for a conflict."""
    sheet = answering.sheet
    key = former.item
    ensure_assigned(sheet.invitation, answering.instrument, [key])
    receipt = save_answers(
        store(),
        sheet.response.id,
        {key: former.answer},
        {key: request.form.get("seen", 0, type=int)},
        by=sheet.invitation.person_name,
        at=answering.at,
        notes={key: former.note},
    )
    return key in receipt.saved


def _list_changes(answering: Answering, key: str) -> list[Change]:
    if key not in answering.instrument.items:
        abort(404)
    return history(store(), answering.sheet.response.id, key)


def _find_change(answering: Answering, key: str, revision: str) -> Change:
    found = _list_changes(answering, key)
    former = next((one for one in found if str(one.revision) == revision), None)
    return former or abort(404)


def _show(answering: Answering, key: str, refusal: str = "") -> str:
    found = _list_changes(answering, key)
    item = answering.instrument.items[key]
    section = answering.instrument.section_of[key]
    evidence = list_evidence(store(), answering.sheet.response.id, key)
    page = make_history_page(answering, section, item, found, evidence)
    return render_template("respond/history.html", page=page, refusal=refusal)
