"""Autosave: answers as they are given, with a receipt for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from instruments import Missing
from meter.errors import StateError
from scoring.kernel.coding import asked_items
from webapp.forms.given import NAME, NOTE_NAME, REASON_NAME
from webapp.languages import gettext as _
from webapp.respond.answering import current_answering
from webapp.respond.receipts import link_history, write_cleared, write_receipt
from webapp.respond.refusals import explain_refusal
from webapp.respond.saving import read_posted, save_reading
from webapp.respond.section_page import name_queue
from webapp.respond.theirs import tell_theirs
from webapp.security import policy, respondent
from webapp.statuses import find_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

    from webapp.respond.answering import Answering
    from webapp.respond.saving import Outcome

blueprint = Blueprint("autosave", __name__)

ITEMS_MOST, TEXTS_MOST = 500, 300

BAD_REQUEST, FORBIDDEN = 400, 403


class GivenBody(BaseModel):
    """What stands in the controls of one item."""

    model_config = ConfigDict(strict=True, extra="forbid")

    texts: list[str] = Field(max_length=TEXTS_MOST)
    reason: str = Field("", max_length=2)
    note: str | None = None


class SaveBody(BaseModel):
    """Answers to save, the revisions that were seen, and the save's own id.

    `queue` names where the browser kept them, and so whose they are.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    # PostgreSQL holds no NUL.
    operation: str = Field(min_length=1, max_length=64, pattern="^[ -~]+$")
    answers: dict[str, GivenBody] = Field(max_length=ITEMS_MOST)
    seen: dict[str, int] = Field(default_factory=dict, max_length=ITEMS_MOST)
    queue: str = Field("", max_length=64)


@blueprint.post("/answer/<int:response>/save")
@policy(respondent)
def autosave(response: int) -> ResponseReturnValue:
    """Save what the page sends and reply with receipts, conflicts and sentences."""
    del response  # the policy has loaded it
    try:
        body = SaveBody.model_validate_json(request.get_data())
    except ValidationError:
        return jsonify(error=_("Load the page again; it is out of date.")), BAD_REQUEST
    answering = current_answering()
    if body.queue not in {"", name_queue(answering)}:
        # A colleague has come in with this browser since.
        return jsonify(error=_("These answers are somebody else's.")), FORBIDDEN
    items = answering.instrument.items
    known = [items[key] for key in body.answers if key in items]
    reading = read_posted(answering, known, _to_form(body))
    try:
        outcome = save_reading(answering, reading, body.seen, body.operation)
    except StateError as error:
        return jsonify(error=explain_refusal(error)), find_status(error)
    return jsonify(_write_reply(answering, outcome))


def _to_form(body: SaveBody) -> MultiDict[str, str]:
    """Write the body as the fields that the form of a section reads."""
    form: MultiDict[str, str] = MultiDict()
    for key, given in body.answers.items():
        form.setlist(NAME.format(key), given.texts or [""])
        if given.reason:
            form.add(REASON_NAME.format(key), given.reason)
        if given.note is not None:
            form.add(NOTE_NAME.format(key), given.note)
    return form


def _write_reply(answering: Answering, outcome: Outcome) -> dict[str, Any]:
    saved = outcome.receipt.saved if outcome.receipt else {}
    return {
        "saved": dict(saved),
        "receipts": {key: _tell(answering, outcome, key) for key in saved},
        "conflicts": {
            key: tell_theirs(answering, theirs)
            for key, theirs in outcome.conflicts.items()
        },
        "errors": dict(outcome.reading.errors),
        "hidden": _list_hidden(answering, outcome, saved),
    }


def _tell(answering: Answering, outcome: Outcome, key: str) -> Markup:
    """Write the receipt of a saved answer."""
    at = outcome.receipt.at if outcome.receipt else answering.at
    revision = outcome.receipt.saved[key] if outcome.receipt else 1
    reader = answering.sheet.invitation.person_name
    is_cleared = outcome.reading.answers.get(key) is Missing.UNANSWERED
    line = write_cleared(at) if is_cleared else write_receipt(at, reader, reader)
    return line + link_history(key, revision)


def _list_hidden(
    answering: Answering, outcome: Outcome, saved: Mapping[str, int]
) -> list[str]:
    """Name the items that do not apply after the save."""
    changed = {key: outcome.reading.answers[key] for key in saved}
    after = {**answering.answers, **changed}
    asked = asked_items(answering.wording.source, after)
    return [key for key in answering.instrument.items if key not in asked]
