"""Reviewing a round: its units, a response section by section, what is done there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.errors import DataError, StateError
from meter.fieldwork.evidence import load_file
from meter.fieldwork.reopening import accept, reopen
from meter.fieldwork.responses import list_responses, list_scorecards
from meter.fieldwork.reviewing import return_answer, verify_answers
from meter.fieldwork.roles import may_organise
from meter.fieldwork.units import list_units
from webapp.attachments import send_attachment
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.forms.problems import ANCHOR
from webapp.organise.ownership import get_own_round
from webapp.respond.saving import parse_seen
from webapp.review.admission import current_round, get_review
from webapp.review.events import list_events
from webapp.review.pages import make_response_page, make_round_page, make_section_page
from webapp.security import organiser, policy, reviewer
from webapp.staff.accounts import current_account, current_account_id
from webapp.statuses import UNPROCESSABLE, find_status
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from flask.typing import ResponseReturnValue

    from instruments.model.questionnaire import Section
    from meter.fieldwork.reviewed import Review
    from webapp.wording import Wording

blueprint = Blueprint("review", __name__, url_prefix="/review/<round_key>")

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)

RESPONSE = "/<int:response>"
"""Ids that a database can hold; there is nothing at a larger one."""


@blueprint.get("/")
@policy(reviewer)
def units(round_key: str) -> str:
    """List the units that have submitted."""
    del round_key  # the policy has loaded it
    asked = current_round()
    page = make_round_page(
        asked,
        list_units(store(), asked.id),
        list_responses(store(), asked.id),
        is_organiser=may_organise(store(), asked, current_account_id()),
    )
    return render_template("review/round.html", page=page)


@blueprint.get(f"{RESPONSE}/")
@policy(reviewer)
def overview(round_key: str, response: int) -> str:
    """Show how far the review of a response is, and what became of it."""
    del round_key
    return _show_response(get_review(current_round(), response))


@blueprint.get(f"{RESPONSE}/sections/<key>")
@policy(reviewer)
def section(round_key: str, response: int, key: str) -> str:
    """Show the answers of a section, with what was said about each."""
    del round_key
    return _show_section(get_review(current_round(), response), key)


@blueprint.get(f"{RESPONSE}/evidence/<int:evidence>")
@policy(reviewer)
def download(round_key: str, response: int, evidence: int) -> Response:
    """Send a file beside one of the answers, to be saved."""
    del round_key
    review = get_review(current_round(), response)
    return send_attachment(*load_file(store(), review.response.id, evidence))


@blueprint.post(f"{RESPONSE}/sections/<key>/verify")
@policy(reviewer)
def verify_section(round_key: str, response: int, key: str) -> ResponseReturnValue:
    """Verify all answers of a section as they were shown."""
    del round_key
    review = get_review(current_round(), response)
    own = {item.key for item in _get_section(_word(review), key).items}
    seen = parse_seen(request.form.get("seen", ""))
    seen = {item: revision for item, revision in seen.items() if item in own}
    return _verify(review, key, seen)


@blueprint.post(f"{RESPONSE}/items/<key>/verify")
@policy(reviewer)
def verify_item(round_key: str, response: int, key: str) -> ResponseReturnValue:
    """Verify one answer as it was shown."""
    del round_key
    review = get_review(current_round(), response)
    revision = request.form.get("revision", -1, type=int)
    return _verify(review, _find_home(review, key), {key: revision}, key)


@blueprint.post(f"{RESPONSE}/items/<key>/return")
@policy(reviewer)
def return_item(round_key: str, response: int, key: str) -> ResponseReturnValue:
    """Return an answer with a question; what was typed stays if it is not taken."""
    del round_key
    review = get_review(current_round(), response)
    home = _find_home(review, key)
    question = request.form.get("question", "")
    seen = key, request.form.get("revision", -1, type=int)
    try:
        return_answer(
            store(),
            response,
            seen,
            question,
            current_account(),
            now(),
            as_of=_read_as_of(),
        )
    except DataError as error:
        typed = {key: (question, explain(error))}
        return _show_section(review, home, typed=typed), UNPROCESSABLE
    except StateError as error:
        anew = get_review(review.round, response)
        page = _show_section(anew, home, explain(error), {key: (question, "")})
        return page, find_status(error)
    return _go_to(review, home, key)


@blueprint.post(f"{RESPONSE}/accept")
@policy(organiser)
def accept_response(round_key: str, response: int) -> ResponseReturnValue:
    """Accept a response as a whole."""
    review = get_review(get_own_round(round_key), response)
    reason = request.form.get("reason", "")
    try:
        accept(store(), response, reason, current_account(), now())
    except (DataError, StateError) as error:
        return _refuse(review, error)
    page = url_for("review.overview", round_key=round_key, response=response)
    return redirect(page, 303)


@blueprint.post(f"{RESPONSE}/reopen")
@policy(organiser)
def reopen_response(round_key: str, response: int) -> ResponseReturnValue:
    """Take a response back, so that all its answers may be changed."""
    review = get_review(get_own_round(round_key), response)
    reason = request.form.get("reason", "")
    try:
        reopen(store(), response, reason, current_account(), now())
    except (DataError, StateError) as error:
        return _refuse(review, error)
    page = url_for("review.overview", round_key=round_key, response=response)
    return redirect(page, 303)


def _refuse(review: Review, error: DataError | StateError) -> ResponseReturnValue:
    return _show_response(review, explain(error)), find_status(error)


def _verify(
    review: Review, home: str, seen: Mapping[str, int], key: str | None = None
) -> ResponseReturnValue:
    response = review.response.id
    try:
        verify_answers(
            store(), response, seen, current_account(), now(), as_of=_read_as_of()
        )
    except StateError as error:
        anew = get_review(review.round, response)
        return _show_section(anew, home, explain(error)), find_status(error)
    return _go_to(review, home, key)


def _read_as_of() -> dt.datetime:
    """Read when the page of a form was made; long ago where it does not say."""
    try:
        found = dt.datetime.fromisoformat(request.form.get("as_of", ""))
    except ValueError:
        return LONG_AGO
    return found if found.tzinfo else LONG_AGO


def _go_to(review: Review, home: str, key: str | None) -> ResponseReturnValue:
    page = url_for(
        "review.section",
        round_key=review.round.key,
        response=review.response.id,
        key=home,
        _anchor=ANCHOR.format(key) if key else None,
    )
    return redirect(page, 303)


def _show_response(review: Review, refusal: str = "") -> str:
    wording = _word(review)
    cards = list_scorecards(store(), review.response.id)
    page = make_response_page(
        review,
        wording,
        list_events(review, wording, cards),
        now(),
        is_organiser=may_organise(store(), review.round, current_account_id()),
    )
    return render_template("review/response.html", page=page, refusal=refusal)


def _show_section(
    review: Review,
    key: str,
    refusal: str = "",
    typed: Mapping[str, tuple[str, str]] | None = None,
) -> str:
    wording = _word(review)
    part = _get_section(wording, key)
    page = make_section_page(review, wording, part, now(), typed)
    return render_template("review/section.html", page=page, refusal=refusal)


def _word(review: Review) -> Wording:
    return word_instrument(review.instrument)


def _get_section(wording: Wording, key: str) -> Section:
    sections = wording.instrument.sections
    return next((one for one in sections if one.key == key), None) or abort(404)


def _find_home(review: Review, item: str) -> str:
    """Find the section of an item; one that is not there answers 404."""
    home = review.instrument.section_of.get(item)
    return home.key if home else abort(404)
