"""The review as a unit sees it: its questions, and replies to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.errors import StateError
from meter.fieldwork.delegates import ensure_assigned
from meter.fieldwork.given.errors import WordsError
from meter.fieldwork.replying import reply
from meter.fieldwork.responses import Given, list_scorecards
from meter.fieldwork.reviewed import load_review
from webapp.current import store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.respond.answering import current_answering
from webapp.respond.question_page import Attempt, make_question_page
from webapp.respond.receipts import write_conflict
from webapp.respond.refusals import explain_refusal
from webapp.respond.review_page import make_review_page
from webapp.respond.routes import EVIDENCE
from webapp.respond.saving import read_posted
from webapp.review.events import list_events
from webapp.security import policy, respondent
from webapp.statuses import CONFLICT, UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Receipt
    from webapp.respond.answering import Answering

blueprint = Blueprint("replying", __name__, url_prefix="/answer/<int:response>")

SAYS_NOTHING = mark("Write a reply, or change the answer.")


@blueprint.get("/review")
@policy(respondent)
def review(response: int) -> str:
    """Show what the review asks, and what became of the answers."""
    answering = current_answering()
    found = load_review(store(), response)
    cards = list_scorecards(store(), response)
    events = list_events(found, answering.wording, cards)
    page = make_review_page(answering, found, events)
    return render_template("respond/review.html", page=page)


@blueprint.get("/items/<key>/question")
@policy(respondent)
def question(response: int, key: str) -> str:
    """Show what was asked about an answer, and room to reply."""
    del response  # the policy has loaded it
    return _show(current_answering(), key)


@blueprint.post("/items/<key>/question")
@policy(respondent)
def send(response: int, key: str) -> ResponseReturnValue:
    """Keep a reply and a changed answer, both or neither."""
    answering = current_answering()
    item = answering.instrument.items.get(key) or abort(404)
    words = request.form.get("words", "")
    reading = read_posted(answering, [item], request.form)
    if reading.errors:
        return _show(answering, key, Attempt(words, reading)), UNPROCESSABLE
    try:
        receipt = _reply(answering, key, Given(reading.answers, reading.notes))
    except WordsError as error:
        if _wants_evidence() and not words.strip():
            return redirect(_find_next(response, key), 303)
        problem = explain(error) if words.strip() else _(SAYS_NOTHING)
        attempt = Attempt(words, reading, problem=problem)
        return _show(answering, key, attempt), UNPROCESSABLE
    except StateError as error:
        attempt = Attempt(words, reading, refusal=explain_refusal(error))
        return _show(answering, key, attempt), find_status(error)
    if receipt.conflicts:
        theirs = write_conflict(answering.instrument, item, receipt.conflicts[key])
        return _show(answering, key, Attempt(words, reading, theirs)), CONFLICT
    return redirect(_find_next(response, key), 303)


def _wants_evidence() -> bool:
    """Tell whether the button beside the answer was pressed that leads to evidence."""
    return request.form.get("go", "").startswith(EVIDENCE)


def _find_next(response: int, key: str) -> str:
    if _wants_evidence():
        return url_for("evidencing.evidence", response=response, item=key)
    return url_for("replying.review", response=response)


def _reply(answering: Answering, key: str, given: Given) -> Receipt:
    sheet = answering.sheet
    ensure_assigned(sheet.invitation, answering.instrument, [key])
    return reply(
        store(),
        sheet.response.id,
        key,
        request.form.get("words", ""),
        given,
        request.form.get("seen", 0, type=int),
        by=sheet.invitation.person_name,
        at=answering.at,
    )


def _show(answering: Answering, key: str, attempt: Attempt | None = None) -> str:
    """Show the page of an answer, as the store has it now."""
    item = answering.instrument.items.get(key) or abort(404)
    part = answering.instrument.section_of[key]
    found = load_review(store(), answering.sheet.response.id)
    page = make_question_page(answering, found, part, item, attempt)
    return render_template("respond/question.html", page=page)
